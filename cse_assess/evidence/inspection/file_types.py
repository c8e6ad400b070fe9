"""The types of file that the library takes, and what to do with the others."""

from dataclasses import dataclass
from enum import StrEnum

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


class Family(StrEnum):
    """What a type is checked as."""

    PDF = "pdf"
    OPEN_XML = "open_xml"
    OPEN_DOCUMENT = "open_document"
    RTF = "rtf"
    TEXT = "text"
    MAIL = "mail"
    WEB_PAGE = "web_page"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken: its name for people, suffixes, media type and how it is checked.

    `sniffed` are the media types that libmagic may see in such a file; where it is empty, the
    family's own check alone decides.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    family: Family
    sniffed: frozenset[str] = frozenset()


def _open_xml(name: str, suffix: str, media_type: str) -> FileType:
    # libmagic knows the container alone where the parts come in an unusual order.
    sniffed = {_OPEN_XML + media_type, "application/zip", "application/octet-stream"}
    return FileType(name, (suffix,), _OPEN_XML + media_type, Family.OPEN_XML, frozenset(sniffed))


def _open_document(name: str, suffix: str, media_type: str) -> FileType:
    sniffed = {_OPEN_DOCUMENT + media_type}
    return FileType(
        name, (suffix,), _OPEN_DOCUMENT + media_type, Family.OPEN_DOCUMENT, frozenset(sniffed)
    )


def _image(name: str, suffixes: tuple[str, ...], media_type: str) -> FileType:
    return FileType(name, suffixes, media_type, Family.IMAGE, frozenset({media_type}))


FILE_TYPES = (
    FileType("a PDF", ("pdf",), "application/pdf", Family.PDF, frozenset({"application/pdf"})),
    _open_xml("a Word document", "docx", "wordprocessingml.document"),
    _open_xml("an Excel workbook", "xlsx", "spreadsheetml.sheet"),
    _open_xml("a PowerPoint presentation", "pptx", "presentationml.presentation"),
    _open_document("an OpenDocument text", "odt", "text"),
    _open_document("an OpenDocument spreadsheet", "ods", "spreadsheet"),
    _open_document("an OpenDocument presentation", "odp", "presentation"),
    FileType("rich text", ("rtf",), "application/rtf", Family.RTF, frozenset({"text/rtf"})),
    FileType("plain text", ("txt",), "text/plain", Family.TEXT),
    FileType("a CSV table", ("csv",), "text/csv", Family.TEXT),
    FileType("an e-mail", ("eml",), "message/rfc822", Family.MAIL),
    FileType("a web page", ("html", "htm"), "text/html", Family.WEB_PAGE),
    _image("a PNG picture", ("png",), "image/png"),
    _image("a JPEG picture", ("jpg", "jpeg"), "image/jpeg"),
    _image("a GIF picture", ("gif",), "image/gif"),
    _image("a WebP picture", ("webp",), "image/webp"),
    _image("a TIFF picture", ("tif", "tiff"), "image/tiff"),
)

_BY_SUFFIX = {suffix: file_type for file_type in FILE_TYPES for suffix in file_type.suffixes}

_OLD_OFFICE = "It is an old format that can hide macros: open it and save it as .{new}."
_MACROS = "It can hold macros: save it as .{new}, which holds the same content without them."
_ADVICE = {
    **{
        old: _OLD_OFFICE.format(new=new)
        for old, new in (
            ("doc", "docx"),
            ("dot", "docx"),
            ("xls", "xlsx"),
            ("xlt", "xlsx"),
            ("ppt", "pptx"),
            ("pps", "pptx"),
        )
    },
    **{
        old: _MACROS.format(new=new)
        for old, new in (
            ("docm", "docx"),
            ("dotm", "docx"),
            ("dotx", "docx"),
            ("xlsm", "xlsx"),
            ("xlsb", "xlsx"),
            ("xltm", "xlsx"),
            ("xltx", "xlsx"),
            ("pptm", "pptx"),
            ("ppsm", "pptx"),
            ("ppsx", "pptx"),
            ("potx", "pptx"),
            ("potm", "pptx"),
        )
    },
    **dict.fromkeys(
        ("zip", "7z", "rar", "tar", "gz", "tgz"),
        "Unpack it and upload the files in it, several at once if you like.",
    ),
    "svg": "It can hold script: export it as PNG or PDF.",
    "msg": "Save the e-mail as .eml, or print it to a PDF.",
    **dict.fromkeys(("heic", "heif", "bmp", "avif", "jp2"), "Save the picture as JPEG or PNG."),
    **dict.fromkeys(("pages", "numbers", "key", "pub", "vsd", "vsdx"), "Export it as a PDF."),
    **dict.fromkeys(
        ("mp4", "mov", "avi", "mp3", "wav", "m4a", "wmv", "webm"),
        "Put the recording where the assessor can watch it, and add its web address.",
    ),
    **dict.fromkeys(("mht", "mhtml", "xhtml"), "Print the web page to a PDF."),
}
_OTHER_ADVICE = "Save it as a PDF, or as one of the accepted types."


def find_type(suffix: str) -> FileType | None:
    """Return the type that goes with a lower-case suffix without its dot, where it is taken."""
    return _BY_SUFFIX.get(suffix)


def list_suffixes() -> list[str]:
    """Return every suffix that is taken, each with its dot, in the order of the types."""
    return [f".{suffix}" for suffix in _BY_SUFFIX]


def advise_on(suffix: str) -> str:
    """Return what to do with a file of a suffix that is not taken."""
    return _ADVICE.get(suffix, _OTHER_ADVICE)
