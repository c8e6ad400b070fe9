"""What is read from texts, tables, rich text, e-mails, web pages and pictures."""

import io
from datetime import date
from email.message import EmailMessage

import pytest
from hostile.documents import make_image, make_mail
from PIL import Image

from cse_assess.reading.formats import collecting
from cse_assess.reading.refusal import Refused


def texts(document):
    return [page.text for page in document.pages]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_every_usual_encoding(read, encoding):
    document = read("Café – 4 minutes\r\nnext".encode(encoding), "txt")
    assert texts(document) == ["Café – 4 minutes\nnext"]


def test_a_form_feed_in_text_begins_a_page(read):
    assert texts(read(b"one\ftwo\f", "txt")) == ["one", "two", ""]


def test_letters_come_out_as_people_would_type_them(read):
    text = "of\ufb01ce self\u00adservice a\u00a0b e\u0301 \u200bnon\u2011stop \u202eturned"
    assert texts(read(text.encode(), "txt")) == ["office selfservice a b é non-stop turned"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_a_page_with_a_line_for_each_row(read, delimiter):
    rows = ["month", "said"], ["March", '"He said ""thank you"""'], ["April", '"two\nlines"']
    content = "\r\n".join(delimiter.join(row) for row in rows)
    assert texts(read(content.encode(), "csv")) == [
        'month\tsaid\nMarch\tHe said "thank you"\nApril\ttwo lines'
    ]


def test_more_text_than_is_read_is_refused(read, monkeypatch):
    monkeypatch.setattr(collecting, "MOST_CHARACTERS", 100)
    assert texts(read(b"x" * 100, "txt")) == ["x" * 100]
    with pytest.raises(Refused, match="more than is read"):
        read(b"x" * 101, "txt")


def test_rich_text_is_read_without_its_controls(read, hidden):
    content = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Panel minutes}"
        rb"{\author Ada Fern}{\creatim\yr2026\mo3\dy3}}\pard Caf\'e9 {\b is} open\u8211?daily"
        rb"\u-10179?\u-8704?\par{\v unseen} {\deleted gone}seen\page two{\*\annotation Really?}"
        rb"{\*\generator X;}\cell end}"
    )
    document = read(content, "rtf")
    assert texts(document) == ["Café is open–daily😀\nseen", "two\tend"]
    assert (document.title, document.authors) == ("Panel minutes", ("Ada Fern",))
    assert document.written_on == date(2026, 3, 3)
    assert hidden(document) == [
        ("hidden", "unseen", 1),
        ("tracked_change", "gone", 1),
        ("comment", "Really?", 2),
    ]


def test_rich_text_in_another_code_page_keeps_its_letters(read):
    assert texts(read(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", "rtf")) == ["При"]


def test_a_mail_gives_its_heads_its_words_and_the_names_of_its_files(read, hidden):
    content = b"Bcc: boss@example.org\r\n" + make_mail(("figures.pdf", b"%PDF"))
    document = read(content, "eml")
    assert document.pages[0].text.split("\n") == [
        "From: customer@example.org",
        "To: service@example.org",
        "Date: Tue, 03 Mar 2026 10:00:00 +0000",
        "Subject: Thank you",
        "",
        "The help that I had was excellent.",
        "",
        "Attached: figures.pdf",
    ]
    assert (document.title, document.authors) == ("Thank you", ("customer@example.org",))
    assert document.written_on == date(2026, 3, 3)
    assert hidden(document) == [("hidden", "Bcc: boss@example.org", 1)]


def test_a_mail_of_html_alone_gives_its_words(read):
    message = EmailMessage()
    message["From"] = "Ada Fern <ada@example.org>"
    message["Subject"] = "=?utf-8?q?Caf=C3=A9?="
    message.set_content("<p>We&nbsp;listen</p><style>p {}</style>", subtype="html")
    document = read(message.as_bytes(), "eml")
    assert document.pages[0].text.endswith("We listen")
    assert document.authors == ("Ada Fern",)


def test_a_mail_in_an_unknown_character_set_is_read_as_far_as_it_goes(read):
    content = b"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=klingon\n\nHelp"
    assert read(content, "eml").pages[0].text.endswith("Help")


def test_a_web_page_gives_its_words_in_lines(read, hidden):
    content = (
        b"<html><head><title>Our  charter</title><meta name=author content='Ada Fern'>"
        b"<style>p {color: red}</style></head><body><h1>We\n listen</h1><p>to <b>every</b>one"
        b"<br>daily<!-- note --><p hidden>unseen</p><span style='DISPLAY : none'>nor this</span>"
        b"<table><tr><td>Calls<td>120</table>&lt;end&gt;</body></html>"
    )
    document = read(content, "html")
    assert texts(document) == ["We listen\n\nto everyone\ndaily\n\nCalls\t120\n<end>"]
    assert (document.title, document.authors) == ("Our charter", ("Ada Fern",))
    assert [text for _kind, text, _page in hidden(document)] == ["unseen", "nor this"]


def test_a_picture_has_no_text_but_says_who_made_it(read):
    tags = Image.Exif()
    tags[0x010E], tags[0x013B], tags[0x0132] = "Front desk", "Ada Fern", "2026:03:03 10:00:00"
    document = read(make_image("JPEG", exif=tags), "jpg")
    assert document.pages == ()
    assert (document.title, document.authors) == ("Front desk", ("Ada Fern",))
    assert document.written_on == date(2026, 3, 3)


def test_a_picture_without_tags_is_read(read):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    assert read(buffer.getvalue(), "png").authors == ()
