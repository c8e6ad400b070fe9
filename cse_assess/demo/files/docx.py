"""DOCX files of the sample papers: the few parts that WordprocessingML asks for, in a ZIP.

ECMA-376 part 1: the main document (11.3.10), its styles (11.3.12) and numbering (11.3.11).
"""

from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cse_assess.demo.files.paper import Paper
from cse_assess.demo.markup import Block, Bullets, Heading, Paragraph, Table

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TEXT_WIDTH = 9638  # twentieths of a point: 170 mm between the margins

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{WORD_TYPE}.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
PACKAGE_LINKS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_LINKS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
NUMBERING = (
    f'{DECLARATION}<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


STYLES = (
    f'{DECLARATION}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:after="60"/></w:pPr>'
    '<w:rPr><w:b/><w:color w:val="0F5C66"/><w:sz w:val="38"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/>'
    '<w:basedOn w:val="Normal"/><w:rPr><w:color w:val="505A5F"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
    '<w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="27"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:spacing w:after="60"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Cell"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style></w:styles>'
)
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"/>'
        for side in ("top", "bottom", "insideH")
    )
    + "</w:tblBorders>"
)


def make_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_LINKS,
        "docProps/core.xml": _write_properties(paper),
        "word/_rels/document.xml.rels": DOCUMENT_LINKS,
        "word/document.xml": _write_document(paper),
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": STYLES,
    }
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(_entry(name, paper.dated), xml)
    return file.getvalue()


def _entry(name: str, dated: date) -> ZipInfo:
    entry = ZipInfo(name, (dated.year, dated.month, dated.day, 9, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _write_properties(paper: Paper) -> str:
    moment = f"{paper.dated.isoformat()}T09:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(paper.title)}</dc:title>"
        f"<dc:creator>{escape(paper.organisation)}</dc:creator><dc:language>en-GB</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _write_document(paper: Paper) -> str:
    body = "".join(_write_block(block) for block in paper.blocks)
    return (
        f'{DECLARATION}<w:document xmlns:w="{MAIN}"><w:body>'
        f"{_write_paragraph(f'{paper.organisation}: {paper.kind}', 'Subtitle')}"
        f"{_write_paragraph(paper.title, 'Title')}{_write_paragraph(paper.day, 'Subtitle')}"
        f"{body}{PAGE}</w:body></w:document>"
    )


def _write_block(block: Block) -> str:
    match block:
        case Heading(text):
            return _write_paragraph(text, "Heading1")
        case Paragraph(text):
            return _write_paragraph(text, "Normal")
        case Bullets(items):
            return "".join(_write_paragraph(item, "ListBullet") for item in items)
        case Table():
            return _write_table(block)


def _write_paragraph(text: str, style: str, *, is_bold: bool = False) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _write_table(table: Table) -> str:
    width = TEXT_WIDTH // len(table.columns)
    caption = _write_paragraph(table.caption, "Caption") if table.caption else ""
    grid = f'<w:gridCol w:w="{width}"/>' * len(table.columns)
    head = _write_row(table.columns, width, is_head=True)
    rows = "".join(_write_row(row, width) for row in table.rows)
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>{BORDERS}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        f"{_write_paragraph('', 'Normal')}"
    )


def _write_row(cells: tuple[str, ...], width: int, *, is_head: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_write_paragraph(cell, 'Cell', is_bold=is_head)}</w:tc>"
        for cell in cells
    )
    return f"<w:tr>{properties}{written}</w:tr>"
