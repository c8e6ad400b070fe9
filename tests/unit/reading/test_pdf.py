"""What is read from PDF files, and which of their words nobody can see."""

from datetime import date

import pikepdf
import pypdfium2
import pytest
from factories.papers import add_note, fill_box, make_text_pdf, write_line
from hostile.documents import make_pdf
from pikepdf import Array, Dictionary, Name, String

from cse_assess.reading.refusal import Refused

WORDS = "secret words"
SEEN = write_line("plain", up=100)


def texts(document):
    return [page.text for page in document.pages]


def test_a_pdf_gives_its_pages_its_title_its_author_and_its_day(read):
    def describe(pdf):
        pdf.docinfo = pdf.make_indirect(
            Dictionary(
                Title=String("Panel minutes"),
                Author=String("Ada Fern"),
                CreationDate=String("D:20260303100000Z"),
            )
        )

    document = read(
        make_text_pdf(write_line("One"), b"", write_line("Three"), change=describe), "pdf"
    )
    assert [(page.number, page.text) for page in document.pages] == [
        (1, "One"),
        (2, ""),
        (3, "Three"),
    ]
    assert (document.title, document.authors) == ("Panel minutes", ("Ada Fern",))
    assert document.written_on == date(2026, 3, 3)
    assert document.hidden == ()


def test_words_divided_at_the_end_of_a_line_are_joined_and_hyphens_kept(read):
    content = (
        b"BT /F1 12 Tf 20 200 Td 14 TL (Our self-) Tj T* (assessment is an exam-) Tj T* "
        b"(ple of self-assessment.) Tj ET"
    )
    assert texts(read(make_text_pdf(content), "pdf")) == [
        "Our self-assessment is an example of self-assessment."
    ]


def test_columns_are_read_one_after_the_other(read):
    content = b"".join(
        write_line(f"{side} {line}", up=200 - 14 * line, across=across)
        for side, across in (("left", 20), ("right", 220))
        for line in range(1, 4)
    )
    lines = [f"{side} {line}" for side in ("left", "right") for line in range(1, 4)]
    assert " ".join(texts(read(make_text_pdf(content), "pdf"))[0].split()) == " ".join(lines)


def test_what_a_form_is_filled_with_is_read(read):
    def fill(pdf):
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String("Ada Fern"),
            Rect=Array([0, 0, 90, 20]),
        )
        field = pdf.make_indirect(field)
        pdf.pages[0].Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert texts(read(make_text_pdf(write_line("Name:"), change=fill), "pdf")) == [
        "Name:\nAda Fern"
    ]


def _draw_picture(colour, *, width=200, height=16, alpha=None):
    def change(pdf):
        picture = pdf.make_stream(bytes(colour) * 4)
        picture.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=2,
            Height=2,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
        if alpha is not None:
            mask = pdf.make_stream(bytes([alpha]) * 4)
            mask.stream_dict = Dictionary(
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=2,
                Height=2,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
            )
            picture.SMask = mask
        pdf.pages[0].Resources.XObject = Dictionary(P=picture)
        drawn = f"q {width} 0 0 {height} 15 195 cm /P Do Q".encode()
        pdf.pages[0].contents_add(drawn)

    return change


def _in_form(content: bytes):
    def change(pdf):
        form = pdf.make_stream(content)
        form.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 400, 300]),
            Matrix=Array([1, 0, 0, 1, 5, 0]),
            Resources=pdf.pages[0].Resources,
        )
        pdf.pages[0].Resources = Dictionary(
            Font=pdf.pages[0].Resources.Font, XObject=Dictionary(X=form)
        )
        pdf.pages[0].contents_add(b"/X Do")

    return change


UNSEEN = {
    "covered by a black box": (write_line(WORDS) + fill_box(), None, "covered"),
    "covered by a white box": (write_line(WORDS) + fill_box(colour="1 g"), None, "covered"),
    "covered by a picture": (write_line(WORDS), _draw_picture((9, 90, 9)), "covered"),
    "covered within a form": (b"", _in_form(write_line(WORDS) + fill_box()), "covered"),
    "covered by a note's box": (
        write_line(WORDS),
        lambda pdf: add_note(pdf, "Square", "", IC=Array([0, 0, 0]), C=Array([0, 0, 0])),
        "covered",
    ),
    "black on a black box": (fill_box() + write_line(WORDS), None, "hidden"),
    "white on white": (write_line(WORDS, before="1 g"), None, "hidden"),
    "drawn invisibly": (write_line(WORDS, mode=3), None, "hidden"),
    "outside the page": (write_line(WORDS, across=900), None, "hidden"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSEEN)
def test_words_that_nobody_can_see_are_found_and_are_no_text_of_the_page(read, hidden, name):
    content, change, kind = UNSEEN[name]
    document = read(make_text_pdf(content + SEEN, change=change), "pdf")
    assert hidden(document) == [(kind, WORDS, 1)]
    assert texts(document) == ["plain"]


SHOWN = {
    "white on a black box": (fill_box() + write_line(WORDS, before="1 g"), None),
    "underlined": (write_line(WORDS) + fill_box(bottom=198, height=1), None),
    "struck through": (write_line(WORDS) + fill_box(bottom=203, height=1), None),
    "beside a box": (write_line(WORDS) + fill_box(left=120), None),
    "on a grey ground": (fill_box(colour="0.8 g") + write_line(WORDS), None),
    "under a clear picture": (write_line(WORDS), _draw_picture((0, 0, 0), alpha=60)),
    "pale": (write_line(WORDS, before="0.8 g"), None),
    "marked": (
        write_line(WORDS),
        lambda pdf: add_note(
            pdf,
            "Highlight",
            "",
            C=Array([1, 1, 0]),
            QuadPoints=Array([15, 211, 215, 211, 15, 195, 215, 195]),
        ),
    ),
    "turned": (write_line(WORDS), lambda pdf: pdf.pages[0].rotate(90, relative=True)),
}


@pytest.mark.parametrize("name", SHOWN)
def test_words_that_can_be_seen_are_no_false_alarm(read, name):
    content, change = SHOWN[name]
    document = read(make_text_pdf(content, change=change), "pdf")
    assert document.hidden == ()
    assert texts(document) == [WORDS]


def test_a_box_over_one_word_hides_that_word_alone(read, hidden):
    content = write_line("Ada Fern earns too much") + fill_box(left=18, width=54)
    document = read(make_text_pdf(content), "pdf")
    assert hidden(document) == [("covered", "Ada Fern", 1)]
    assert texts(document) == ["earns too much"]


def _scan(*, blackened=False, strips=1):
    """Return a change that puts a picture of the words over the whole page, cut into strips."""

    def change(pdf):
        with pypdfium2.PdfDocument(make_text_pdf(write_line(WORDS) + fill_box() * blackened)) as it:
            picture = it[0].render(scale=2).to_pil().convert("RGB")
        height = 300 // strips
        pdf.pages[0].Resources.XObject = Dictionary()
        for number in range(strips):
            strip = picture.crop((0, 2 * height * number, 800, 2 * height * (number + 1)))
            stream = pdf.make_stream(strip.tobytes())
            stream.stream_dict = Dictionary(
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=strip.width,
                Height=strip.height,
                ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8,
            )
            pdf.pages[0].Resources.XObject[f"/P{number}"] = stream
            up = 300 - height * (number + 1)
            drawn = f"q 400 0 0 {height} 0 {up} cm /P{number} Do Q".encode()
            pdf.pages[0].contents_add(drawn, prepend=True)

    return change


@pytest.mark.parametrize("strips", [1, 10])
def test_the_text_layer_of_a_scan_is_seen_in_its_picture(read, strips):
    document = read(make_text_pdf(write_line(WORDS, mode=3), change=_scan(strips=strips)), "pdf")
    assert document.hidden == ()
    assert texts(document) == [WORDS]


def test_the_text_layer_under_a_blackened_part_of_a_scan_is_found(read, hidden):
    document = read(make_text_pdf(write_line(WORDS, mode=3), change=_scan(blackened=True)), "pdf")
    assert hidden(document) == [("covered", WORDS, 1)]


def test_comments_on_a_page_are_found_with_who_wrote_them(read, hidden):
    document = read(make_text_pdf(SEEN, change=add_note), "pdf")
    assert hidden(document) == [("comment", "Ada: Is this right?", 1)]
    assert texts(document) == ["plain"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (make_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "password"),
        (b"%PDF-1.7\n" + b"x" * 500, "damaged"),
    ],
)
def test_what_is_no_whole_pdf_is_refused(read, content, reason):
    with pytest.raises(Refused, match=reason):
        read(content, "pdf")


def test_thin_letters_in_small_type_are_no_false_alarm(read):
    words = "ill until it lists all i will"
    ground = fill_box(left=0, bottom=0, width=400, height=300, colour="0.3 g")
    lines = b"".join(
        b"BT 1 g /F1 5 Tf %.2f %.2f Td (%s) Tj ET\n" % (20 + n / 9, 290 - 7.1 * n, words.encode())
        for n in range(30)
    )
    document = read(make_text_pdf(ground + lines), "pdf")
    assert document.hidden == ()
    assert texts(document) == ["\n".join([words] * 30)]
