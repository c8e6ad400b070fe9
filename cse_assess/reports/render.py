"""The child process that turns one HTML file into one PDF: `render.py HTML PDF BYTES SECONDS`.

It imports the standard library and WeasyPrint and nothing of this project, holds no secret, and
fetches neither from the network nor from any file. BYTES limits its memory and SECONDS its time.
It prints a line with the number of each page that it lays out.

`make_quicker` puts remembered results in place of some calculations that WeasyPrint 70 repeats
(pyproject.toml holds it to that version). The document stays the same to the byte
(tests/unit/reports/test_render.py); what it saves is in bench/pdf.py.
"""

import gc
import logging
import os
import resource
import signal
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

EXIT_OUT_OF_MEMORY = 3
PAGE_MESSAGE = "Step 5 - Creating layout - Page %d"


def main(arguments: list[str]) -> int:
    """Print the PDF and return the exit code: 0, or `EXIT_OUT_OF_MEMORY`."""
    source, target, memory_bytes, seconds = arguments
    signal.alarm(int(seconds))
    try:
        print_pdf(Path(source), Path(target), int(memory_bytes))
    except MemoryError:
        return EXIT_OUT_OF_MEMORY
    return 0


def print_pdf(source: Path, target: Path, memory_bytes: int) -> None:
    """Lay out the HTML of `source` and write the tagged PDF to `target`.

    The garbage collector is off: the process lives for one document, and looking for cycles in
    its growing tree of boxes costs more than they hold (bench/pdf.py).
    """
    gc.disable()
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    _limit_memory(memory_bytes)
    _announce_pages()
    make_quicker()
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    html = HTML(string=source.read_text("utf-8"), url_fetcher=fetcher)
    html.write_pdf(target, pdf_tags=True)


def _limit_memory(memory_bytes: int) -> None:
    """Let the kernel refuse this process more memory, and leave no image of it behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


class _PageLines(logging.Handler):
    """Prints the number of each page that WeasyPrint says it lays out."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line for a page, nothing for WeasyPrint's other messages."""
        if record.msg == PAGE_MESSAGE and isinstance(record.args, tuple):
            print(record.args[0], flush=True)  # noqa: T201 -- the parent reads it


def _announce_pages() -> None:
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(_PageLines())


def make_quicker() -> None:
    """Let WeasyPrint remember what it would calculate again and again."""
    _remember_page_references()
    _remember_struts()
    _remember_font_descriptions()
    _take_inherited_and_initial_values_at_once()
    _keep_resolved_lengths()
    _see_square_corners_at_once()
    _keep_lines()
    _compress_less()


def _remember_page_references() -> None:
    """Write the list of all pages once; it is asked for with each tag, in a time that squares."""
    import pydyf

    list_pages = pydyf.PDF.page_references.fget

    def page_references(pdf: Any) -> Any:
        count = len(pdf.pages["Kids"])
        if getattr(pdf, "counted", None) != count:
            pdf.counted, pdf.listed = count, list_pages(pdf)
        return pdf.listed

    pydyf.PDF.page_references = property(page_references)


def _remember_struts() -> None:
    """Keep the height of an empty line with its style instead of building a key from 16 values."""
    from weasyprint.text.line_break import strut

    def find_strut(style: Any) -> Any:
        size = style["font_size"], style["line_height"]
        if getattr(style, "strut_size", None) != size:
            style.strut_size, style.strut = size, strut(style)
        return style.strut

    _put_in_place(strut, find_strut)


def _remember_font_descriptions() -> None:
    """Make one description of a font for all the lines that use it."""
    from weasyprint.text.fonts import get_font_description

    names = ("style", "stretch", "weight", "size", "variant_caps", "variation_settings")
    keys = tuple(f"font_{name}" for name in names)
    kept: dict[tuple[Any, ...], Any] = {}

    def find_font_description(style: Any) -> Any:
        key = (tuple(style["font_family"]), *[style[name] for name in keys])
        if key not in kept:
            kept[key] = get_font_description(style)
        return kept[key]

    _put_in_place(get_font_description, find_font_description)


def _take_inherited_and_initial_values_at_once() -> None:
    """Look up a property that no rule names without asking about each rare kind of property."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, ComputedStyle
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

    find_value = ComputedStyle.__missing__
    rare = {"position", "float", "display", "page", *PHYSICAL_FUNCTIONS}
    inherited = {name for name in INHERITED if name[:16] != "text_decoration_"} - rare
    initial = {name for name in INITIAL_VALUES if name[:16] != "text_decoration_"} - (
        rare | set(INHERITED) | set(INITIAL_NOT_COMPUTED)
    )

    def find_value_at_once(style: Any, name: str) -> Any:
        if name not in style.cascaded:
            if name in initial:
                value = style[name] = INITIAL_VALUES[name]
                return value
            if name in inherited and style.parent_style is not None:
                value = style[name] = style.parent_style[name]
                return value
        return find_value(style, name)

    ComputedStyle.__missing__ = find_value_at_once


def _keep_resolved_lengths() -> None:
    """Keep a style's used margins, padding and sizes where none depends on what is around the box.

    Collapsed borders are settled box by box, and a table's cells are left as they are.
    """
    from weasyprint.layout.percent import resolve_percentages

    sides = ("top", "right", "bottom", "left")
    spaces = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in sides)
    sizes = tuple(
        f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")
    )
    kept = (*spaces, *sizes, *(f"border_{side}_width" for side in sides))

    def is_fixed(style: Any) -> bool:
        values = (style[name] for name in (*spaces, *sizes))
        return style["border_collapse"] != "collapse" and all(
            value == "auto" or getattr(value, "unit", None) == "px" for value in values
        )

    def resolve(box: Any, containing_block: Any) -> None:
        style = box.style
        used = getattr(style, "used_lengths", None)
        if used:
            box.__dict__.update(used)
            return
        resolve_percentages(box, containing_block)
        if used is None:
            names = kept if is_fixed(style) else ()
            style.used_lengths = {name: getattr(box, name) for name in names}

    _put_in_place(resolve_percentages, resolve)


def _see_square_corners_at_once() -> None:
    """Look at the four corners of a style once, not of each box that has it."""
    from weasyprint.layout.percent import resolve_radii_percentages

    names = tuple(
        f"border_{corner}_radius"
        for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
    )

    def resolve(box: Any) -> None:
        style = box.style
        if not hasattr(style, "is_square"):
            style.is_square = all((0, "px") in style[name] for name in names)
        if not style.is_square:
            resolve_radii_percentages(box)
            return
        for name in names:
            setattr(box, name, (0, 0))

    _put_in_place(resolve_radii_percentages, resolve)


def _keep_lines() -> None:
    """Keep each line of text from the time it is laid out until it is drawn.

    WeasyPrint lets it go to save memory, some kilobytes a line, and has Pango shape it again. Where
    a line is justified it changes in between, and is made again as before. Pango keeps what it
    shaped only if the text was one paragraph from the start, which is what is drawn in the end.
    """
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    set_text, reactivate = Layout.set_text, Layout.reactivate

    def set_text_of_one_paragraph(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 -- the library's signature
        pango.pango_layout_set_single_paragraph_mode(layout.layout, text.splitlines() == [text])
        set_text(layout, text, justify)

    def reactivate_where_justified(layout: Any, style: Any) -> None:
        if layout.justification_spacing:
            reactivate(layout, style)

    Layout.set_text = set_text_of_one_paragraph
    Layout.reactivate = reactivate_where_justified
    Layout.deactivate = lambda _layout: None


def _compress_less() -> None:
    """Compress pages at zlib's usual level: its highest takes longer and saves next to nothing."""
    import pydyf

    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj())  # noqa: ARG005


def _put_in_place(old: Any, new: Any) -> None:
    """Let every module of WeasyPrint call `new` where it would call `old`."""
    modules = [sys.modules[name] for name in sys.modules if name.startswith("weasyprint")]
    for module in modules:
        for name in [name for name, value in vars(module).items() if value is old]:
            setattr(module, name, new)


def leave(code: int) -> None:
    """End at once: the kernel takes the memory back faster than Python frees each object."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
