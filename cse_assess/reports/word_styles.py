"""How our Word files look: A4, plain type, and tables with lines between their rows."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TYPEFACE = "Arial"
INK, BLUE, GREY = RGBColor(0x16, 0x19, 0x1C), RGBColor(0x12, 0x35, 0x5B), RGBColor(0x3D, 0x4F, 0x63)
HEADING_SIZES = (19, 13.5, 11.5, 11, 9)
SMALL_HEADING_SIZES = (13.5, 10, 10, 10, 9)
"""For what is told on a page or two, without a cover."""

TABLE_STYLE = """
<w:style {} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="Report Table"/>
  <w:basedOn w:val="TableNormal"/>
  <w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="12355B"/>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="B4BABD"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="B4BABD"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="12355B"/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>
</w:style>
"""


def prepare_styles(word: Any, language: str, *, has_cover: bool) -> None:
    """Give an empty document our page and styles, and the language `language`.

    The title stands low on a cover, and at the top of a page that goes on below it.
    """
    _set_page(word.sections[0])
    _set_language(word, language)
    _set_text(word.styles)
    _set_headings(word.styles, has_cover=has_cover)
    _set_contents(word.styles)
    word.styles.element.append(parse_xml(TABLE_STYLE.format(nsdecls("w"))))


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(21)


def _set_language(word: Any, language: str) -> None:
    for said in word.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), language)


def _set_text(styles: Any) -> None:
    _shape(styles["Normal"], 10, INK, after=4)
    _shape(styles["Subtitle"], 15, GREY, after=2)
    _shape(styles["Quote"], 10, GREY, before=3, after=4)
    _shape(styles["Caption"], 9, GREY, before=8, after=2, is_bold=True, keeps_next=True)
    _shape(styles["List Bullet"], 10, INK, after=2)
    _shape(styles["List Number"], 10, INK, after=2)
    _shape(styles["Header"], 8, GREY)
    _shape(styles["Footer"], 8, GREY)
    _shape(_add(styles, "Verdict"), 14, INK, before=6, after=4, is_bold=True)
    _shape(_add(styles, "Table Text"), 9, INK)
    _shape(_add(styles, "Table Heading"), 9, INK, keeps_next=True)
    _shape(_add(styles, "Chart In Words"), 9, GREY, after=2, keeps_next=True)
    _shape(_add(styles, "After Table"), 4, INK)
    for name, size, is_bold in (("Hash", 8, None), ("Sign", None, True), ("Quotation", None, None)):
        font = styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font
        font.size, font.bold = Pt(size) if size else None, is_bold
    styles["Quotation"].font.italic = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER).font
    link.underline, link.color.rgb = True, BLUE


def _set_headings(styles: Any, *, has_cover: bool) -> None:
    largest, before, after = (36, 120, 12) if has_cover else (24, 6, 4)
    sizes = HEADING_SIZES if has_cover else SMALL_HEADING_SIZES
    _shape(styles["Title"], largest, BLUE, before=before, after=after, is_bold=True)
    _shape(styles["TOC Heading"], 19, BLUE, after=8, is_bold=True)
    for depth, size in enumerate(sizes, start=1):
        style = styles[f"Heading {depth}"]
        _shape(style, size, BLUE, before=size * 0.8, after=4, is_bold=True, keeps_next=True)


def _set_contents(styles: Any) -> None:
    for depth in (1, 2, 3):
        style = _add(styles, f"toc {depth}")
        style.element.set(qn("w:styleId"), f"TOC{depth}")
        _shape(style, 10, INK, after=2, is_bold=depth == 1)
        style.paragraph_format.left_indent = Mm(5 * (depth - 1))
        style.paragraph_format.tab_stops.add_tab_stop(
            Mm(170), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def _add(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _shape(
    style: Any,
    size: float,
    ink: RGBColor,
    *,
    before: float = 0,
    after: float = 0,
    is_bold: bool = False,
    keeps_next: bool = False,
) -> None:
    """Set type and spacing, in points; the template's own typefaces and colours go."""
    font, spacing = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), is_bold, False, ink
    _set_typeface(style.element.get_or_add_rPr())
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing, spacing.keep_with_next = 1.15, keeps_next


def _set_typeface(properties: Any) -> None:
    """Name the typeface for every script; a theme's own would go before it."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)
