"""Keeps a PDF page that holds none of the words, stripped of all that is not drawn."""

from typing import Any

import pikepdf

_IMAGE_KEYS = frozenset(
    {
        "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter",
        "/DecodeParms", "/Decode", "/ImageMask", "/Mask", "/SMask", "/Interpolate", "/Intent",
        "/SMaskInData", "/Matte", "/Length",
    }
)  # fmt: skip
_FORM_KEYS = frozenset({"/Type", "/Subtype", "/BBox", "/Matrix", "/Group", "/Length", "/Filter"})
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_NAMED = ("/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Shading", "/Pattern")
_PAGE_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_DEEPEST = 8


class CannotKeep(Exception):
    """The page draws in a way that cannot be stripped safely."""


def keep_page(target: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Add `page` to `target` with what it draws and nothing else.

    Its annotations, marks for other programs, alternative texts and whatever its resources hold
    that it does not use stay behind. Raises `CannotKeep`; then `target` is as it was.
    """
    content, used = _strip_content(page)
    resources = _strip_resources(target, _inherited(page.obj, "/Resources"), used, 0)
    kept = pikepdf.Dictionary(Type=pikepdf.Name.Page, Resources=resources)
    for key in _PAGE_KEYS:
        value = _inherited(page.obj, key)
        if value is not None:
            kept[key] = _copy_plain(value)
    kept["/Contents"] = target.make_stream(content)
    target.pages.append(pikepdf.Page(target.make_indirect(kept)))


def _inherited(node: Any, key: str) -> Any:
    """Return what the page has under `key`, or else its nearest parent, or None."""
    for _ in range(_DEEPEST * _DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    raise CannotKeep


def _copy_plain(value: Any) -> Any:
    return [_copy_plain(each) for each in value] if isinstance(value, pikepdf.Array) else value


def _strip_content(source: Any) -> tuple[bytes, frozenset[str]]:
    """Return the drawing without its marks, and every name that it uses."""
    used: set[str] = set()
    kept = []
    try:
        instructions = list(pikepdf.parse_content_stream(source))
    except pikepdf.PdfError as error:
        raise CannotKeep from error
    for instruction in instructions:
        if str(instruction.operator) in _MARKS:
            continue
        used |= {str(each) for each in instruction.operands if isinstance(each, pikepdf.Name)}
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept), frozenset(used)


def _strip_resources(
    target: pikepdf.Pdf, resources: Any, used: frozenset[str], depth: int
) -> pikepdf.Dictionary:
    """Return the resources that are used, copied into `target`."""
    stripped = pikepdf.Dictionary()
    for kind in _NAMED:
        entries = {} if resources is None else resources.get(kind, {})
        wanted = [name for name in entries if name in used]
        if wanted:
            stripped[kind] = pikepdf.Dictionary(
                {name: _copy(target, kind, entries[name], depth) for name in wanted}
            )
    return stripped


def _copy(target: pikepdf.Pdf, kind: str, entry: Any, depth: int) -> Any:
    if kind == "/XObject":
        return _copy_drawn(target, entry, depth)
    if not _is_plain(kind, entry):
        raise CannotKeep
    return _take_over(target, entry)


def _is_plain(kind: str, entry: Any) -> bool:
    """Tell whether an entry draws nothing of its own, as patterns, masks and some fonts do."""
    if kind == "/Pattern":
        return False
    if kind == "/Font":
        return bool(entry.get("/Subtype") != pikepdf.Name.Type3)
    mask = entry.get("/SMask") if kind == "/ExtGState" else None
    return not isinstance(mask, pikepdf.Dictionary)


def _take_over(target: pikepdf.Pdf, entry: Any) -> Any:
    """Copy an entry into `target`; one that is no object of its own is made one first."""
    if not isinstance(entry, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
        return entry
    if entry.is_indirect:
        return target.copy_foreign(entry)
    if isinstance(entry, pikepdf.Array):
        return pikepdf.Array([_take_over(target, each) for each in entry])
    return pikepdf.Dictionary({key: _take_over(target, value) for key, value in entry.items()})


def _copy_drawn(target: pikepdf.Pdf, drawn: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise CannotKeep
    if drawn.get("/Subtype") == pikepdf.Name.Image:
        return _copy_stream(target, drawn, _IMAGE_KEYS)
    if drawn.get("/Subtype") != pikepdf.Name.Form or "/Resources" not in drawn or "/OC" in drawn:
        raise CannotKeep
    content, used = _strip_content(drawn)
    copy = target.make_stream(content)
    for key in _FORM_KEYS - {"/Length", "/Filter"}:
        if key in drawn:
            copy[key] = _take_over(target, drawn[key])
    copy["/Resources"] = _strip_resources(target, drawn["/Resources"], used, depth + 1)
    return copy


def _copy_stream(target: pikepdf.Pdf, stream: Any, keys: frozenset[str]) -> Any:
    copy = target.copy_foreign(stream)
    for key in [key for key in copy.keys() if key not in keys]:  # noqa: SIM118 -- a stream
        del copy[key]
    return copy
