"""Redacted PDFs: the words are gone from every place a PDF can keep them in."""

import io

import pikepdf
import pypdfium2
import pytest
from factories.redaction import all_readings, is_gone, redact
from pikepdf import Array, Dictionary, Name, String
from weasyprint import HTML

from cse_assess.config import UploadLimits
from cse_assess.evidence.intake import check_file
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.redaction import pdf as pdf_redaction
from cse_assess.reading.redaction.redactor import redact_file
from cse_assess.reading.redaction.words import Words

SECRET = "jane.farrow@example.org"
PHONE = "01632 960123"
TEXT = f"Ms Farrow wrote from {SECRET} and rang {PHONE}."
OTHER = "Nothing of the kind stands on this page."


def make_pdf(*pages, change=None, **saving):
    """Return a PDF with a page for each content stream, in Helvetica as F1."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for content in pages:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary())
            page.obj.Contents = pdf.make_stream(content.encode("latin-1"))
        if change:
            change(pdf)
        file = io.BytesIO()
        pdf.save(file, **saving)
        return file.getvalue()


def write(text, *, at=(50, 700), before="", after=""):
    return f"BT /F1 12 Tf {at[0]} {at[1]} Td {before} ({text}) Tj {after} ET"


def render(content, page=0):
    document = pypdfium2.PdfDocument(content)
    image = document[page].render(scale=1).to_pil().convert("L")
    document.close()
    return image


def count_dark(image):
    return sum(image.histogram()[:60])


def note(pdf, kind, **values):
    entry = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=[50, 500, 300, 540], **values)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(entry)])


def add_comment(pdf):
    note(pdf, "/Text", Contents=String(f"Ask {SECRET}"), T=String("Jane"))


def add_link(pdf):
    note(pdf, "/Link", A=Dictionary(S=Name.URI, URI=String(f"mailto:{SECRET}")))


def add_attachment(pdf):
    pdf.attachments["list.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="a.txt")


def add_properties(pdf):
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET]
    pdf.docinfo["/Author"] = String(SECRET)


def add_outline(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"About {SECRET}", 0))


def add_unused_form(pdf):
    form = pdf.make_stream(write(SECRET).encode(), Type=Name.XObject, Subtype=Name.Form)
    form.BBox = [0, 0, 500, 500]
    for page in pdf.pages:
        page.obj.Resources.XObject["/Unused"] = form


def add_private_data(pdf):
    data = Dictionary(App=Dictionary(Private=String(SECRET), LastModified=String("D:2026")))
    for page in pdf.pages:
        page.obj.PieceInfo = data


def add_page_label_and_names(pdf):
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(SECRET), Array([])])))


def add_hidden_layer(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    page = pdf.pages[0].obj
    page.Resources.Properties = Dictionary(L0=layer)
    page.Contents = pdf.make_stream(
        (write(OTHER) + f" /OC /L0 BDC {write(SECRET, at=(50, 600))} EMC").encode()
    )


def add_filled_field(pdf):
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("address"),
            V=String(SECRET), DA=String("/F1 12 Tf 0 g"), Rect=[50, 500, 400, 540], F=4,
        )
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        DR=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
        DA=String("/F1 12 Tf 0 g"),
    )


PLACES = {
    "plain text": make_pdf(write(TEXT), write(OTHER)),
    "letters set one by one": make_pdf(
        "BT /F1 12 Tf 50 700 Td [" + " ".join(f"({c}) -20" for c in SECRET) + "] TJ ET"
    ),
    "two pieces of text": make_pdf(
        write("jane.farrow") + " " + write("@example.org", at=(109, 700))
    ),
    "two lines": make_pdf(write("jane.farrow@") + " " + write("example.org", at=(50, 680))),
    "under a black box": make_pdf(write(TEXT) + " 0 g 40 690 500 30 re f"),
    "invisible text": make_pdf(write(TEXT, before="3 Tr")),
    "white on white": make_pdf(write(TEXT, before="1 g")),
    "alternative text of a mark": make_pdf(
        f"/Span <</ActualText ({SECRET})>> BDC {write(OTHER)} EMC", write(OTHER)
    ),
    "alternative text in hexadecimal": make_pdf(
        f"/Span <</ActualText <{(chr(0xFEFF) + SECRET).encode('utf-16-be').hex()}>>> BDC "
        f"{write(OTHER)} EMC"
    ),
    "a comment": make_pdf(write(OTHER), change=add_comment),
    "a link": make_pdf(write(OTHER), change=add_link),
    "an attachment": make_pdf(write(OTHER), change=add_attachment),
    "properties": make_pdf(write(OTHER), change=add_properties),
    "an outline": make_pdf(write(OTHER), change=add_outline),
    "a drawing that no page uses": make_pdf(write(TEXT), write(OTHER), change=add_unused_form),
    "data of another program": make_pdf(write(OTHER), change=add_private_data),
    "names and page labels": make_pdf(write(OTHER), change=add_page_label_and_names),
    "a layer that is switched off": make_pdf(write(OTHER), change=add_hidden_layer),
    "a field of a form": make_pdf(write(OTHER), change=add_filled_field),
    "an embedded font": HTML(string=f"<p>{TEXT}</p><p>{OTHER}").write_pdf(),
    "an earlier version": make_pdf(write(TEXT)) + b"\n% " + SECRET.encode() + b"\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_the_words_are_gone_from(place, tmp_path):
    copy = redact(tmp_path, PLACES[place], "pdf", [SECRET, PHONE])
    readings = all_readings(tmp_path, copy, "pdf")
    assert is_gone(SECRET, readings)
    assert is_gone(PHONE, readings)


def test_the_proof_finds_the_words_where_they_are(tmp_path):
    for content in (PLACES["plain text"], PLACES["a comment"], PLACES["an embedded font"]):
        assert not is_gone(SECRET, all_readings(tmp_path, content, "pdf"))


def test_the_rest_of_the_page_can_still_be_searched(tmp_path):
    copy = redact(tmp_path, PLACES["plain text"], "pdf", [SECRET, PHONE])
    text = all_readings(tmp_path, copy, "pdf")[0]
    assert "Ms Farrow wrote from" in text
    assert "and rang" in text


def test_other_pages_stay_text_and_look_the_same(tmp_path):
    source = PLACES["plain text"]
    copy = redact(tmp_path, source, "pdf", [SECRET])
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert not pdf.pages[1].get_images()
        assert pdf.pages[0].get_images()
    assert OTHER in all_readings(tmp_path, copy, "pdf")[0]
    assert render(copy, 1).tobytes() == render(source, 1).tobytes()


def test_a_black_box_stands_where_the_words_were(tmp_path):
    source = make_pdf(write(f"Write to {SECRET} today"))
    copy = redact(tmp_path, source, "pdf", [SECRET])
    assert count_dark(render(copy)) > 3 * count_dark(render(source))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cut_pages_keep_their_shape(turn, tmp_path):
    def change(pdf):
        pdf.pages[0].obj.Rotate = turn
        pdf.pages[0].obj.CropBox = [30, 300, 560, 800]

    source = make_pdf(write(TEXT), change=change)
    copy = redact(tmp_path, source, "pdf", [SECRET])
    assert is_gone(SECRET, all_readings(tmp_path, copy, "pdf"))
    assert render(copy).size == render(source).size
    assert count_dark(render(copy)) > count_dark(render(source))


def test_words_that_cannot_be_seen_do_not_come_over_with_a_picture(tmp_path):
    source = make_pdf(write(SECRET) + " " + write("a covered remark", at=(50, 600)) +
                      " 0 g 40 590 300 30 re f")  # fmt: skip
    copy = redact(tmp_path, source, "pdf", [SECRET])
    assert is_gone("a covered remark", all_readings(tmp_path, copy, "pdf"))


def test_a_longer_word_on_a_page_of_pictures_refuses_nothing(tmp_path):
    source = make_pdf(write("Councillors of the Council"))
    copy = redact(tmp_path, source, "pdf", ["Council"])
    assert "Councillors of the" in all_readings(tmp_path, copy, "pdf")[0]


def test_narrow_letters_and_marks_stay_in_the_words_of_a_picture(tmp_path):
    words = "Councillors will lift all lilies: I. i, l; it-illicit!"
    copy = redact(tmp_path, make_pdf(write(words) + " " + write(SECRET, at=(50, 600))), "pdf",
                  [SECRET])  # fmt: skip
    assert words in all_readings(tmp_path, copy, "pdf")[0]


def test_form_fields_are_still_to_be_seen(tmp_path):
    source = make_pdf(write(OTHER), change=add_filled_field)
    copy = redact(tmp_path, source, "pdf", ["Nobody Atall"])
    assert SECRET in all_readings(tmp_path, copy, "pdf")[0]


def test_a_switched_off_layer_stays_unseen(tmp_path):
    source = make_pdf(write(OTHER), change=add_hidden_layer)
    copy = redact(tmp_path, source, "pdf", ["Nobody Atall"])
    assert render(copy).size == render(source).size
    assert abs(count_dark(render(copy)) - count_dark(render(source))) < 60


def test_a_copy_that_still_holds_the_words_is_made_of_pictures_only(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_redaction.Letters, "find", lambda *_: set())
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(PLACES["plain text"])
    with pytest.raises(pdf_redaction.Refused, match="for certain"):
        pdf_redaction.redact_pdf(source, Words([SECRET]), target)


def test_the_library_takes_the_copy(tmp_path):
    path = tmp_path / "copy.pdf"
    path.write_bytes(redact(tmp_path, PLACES["a field of a form"], "pdf", [SECRET]))
    assert check_file(path, UploadLimits()).suffixes == ("pdf",)


def test_a_limited_child_process_makes_the_same_copy(tmp_path):
    source, target = tmp_path / "a.pdf", tmp_path / "copy.pdf"
    source.write_bytes(PLACES["plain text"])
    assert redact_file(source, "pdf", [SECRET, PHONE], target) == 2
    assert is_gone(SECRET, all_readings(tmp_path, target.read_bytes(), "pdf"))


def test_a_file_that_is_no_pdf_is_refused_in_words(tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(ReadingFailed, match="could not be made"):
        redact_file(source, "pdf", [SECRET], tmp_path / "copy.pdf")
