"""Redacted text, tables, web pages and e-mails, and what cannot be redacted."""

import pytest
from factories.redaction import all_readings, is_gone, redact

from cse_assess.reading.redaction.copying import can_redact
from cse_assess.reading.refusal import Refused

SECRET = "jane.farrow@example.org"
NUMBER = "07700 900123"


def mail(body, *headers):
    lines = [
        f"From: Jane Farrow <{SECRET}>", "To: enquiries@thistlemere.example",
        "Date: Mon, 2 Mar 2026 10:00:00 +0000", f"Subject: From {SECRET}",
        f"X-Sender: {SECRET}", f"Bcc: {SECRET}", *headers,
    ]  # fmt: skip
    return ("\r\n".join(lines) + f"\r\n\r\n{body}\r\n").encode()


HTML_MAIL = mail(f"<p>Ring <b>07700</b> 900123 or {SECRET}</p>", "Content-Type: text/html")
FILES = {
    "txt": f"Ask {SECRET}\nor ring 07700-900-123. Kept text".encode("utf-16"),
    "csv": f'"Kept text","{SECRET}","{NUMBER}"\r\n'.encode("cp1252"),
    "eml": mail(f"Kept text. Ring {NUMBER} or write to {SECRET}."),
    "html": (
        f"<!DOCTYPE html><html><head><title>About {SECRET}</title>"
        f'<meta name="author" content="{SECRET}"></head><body><!-- {SECRET} -->'
        f'<p>Kept text <a href="mailto:{SECRET}">jane.<i>farrow</i>&#64;example.org</a>'
        f'<p>077<b>00</b> 900<br>123<img alt="{SECRET}" src="data:image/png;base64,AAAA">'
    ).encode(),
}


@pytest.mark.parametrize("suffix", FILES)
def test_the_words_are_gone(suffix, tmp_path):
    copy = redact(tmp_path, FILES[suffix], suffix, [SECRET, NUMBER])
    readings = all_readings(tmp_path, copy, suffix)
    assert is_gone(SECRET, readings)
    assert is_gone(NUMBER, readings)
    assert "Kept text" in readings[0]


def test_a_table_says_that_it_is_unicode(tmp_path):
    assert redact(tmp_path, FILES["csv"], "csv", [SECRET]).startswith(b"\xef\xbb\xbf")


def test_an_e_mail_keeps_who_when_and_what_about(tmp_path):
    copy = redact(tmp_path, FILES["eml"], "eml", [NUMBER]).decode()
    assert f"From: Jane Farrow <{SECRET}>" in copy
    assert "Date: Mon, 02 Mar 2026 10:00:00 +0000" in copy
    assert "X-Sender" not in copy
    assert "Bcc" not in copy


def test_a_redacted_sender_is_still_an_address(tmp_path):
    copy = redact(tmp_path, FILES["eml"], "eml", [SECRET, "Jane Farrow"]).decode()
    assert "From: redacted redacted <redacted@redacted.invalid>" in copy


def test_an_e_mail_in_html_is_redacted(tmp_path):
    copy = redact(tmp_path, HTML_MAIL, "eml", [SECRET, NUMBER])
    readings = all_readings(tmp_path, copy, "eml")
    assert is_gone(SECRET, readings)
    assert is_gone(NUMBER, readings)


def test_an_e_mail_with_attachments_is_refused_in_words(tmp_path):
    head = 'Content-Type: multipart/mixed; boundary="b"'
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: text/csv\r\n"
        'Content-Disposition: attachment; filename="a.csv"\r\n\r\nx\r\n--b--'
    )
    with pytest.raises(Refused, match="attachments"):
        redact(tmp_path, mail(body, head), "eml", [SECRET])


@pytest.mark.parametrize(("suffix", "advice"), [("rtf", "docx"), ("png", "picture editor")])
def test_what_cannot_be_redacted_says_what_to_do_instead(suffix, advice, tmp_path):
    assert not can_redact(suffix)
    with pytest.raises(Refused, match=advice):
        redact(tmp_path, b"x", suffix, [SECRET])


def test_empty_pages_are_copied(tmp_path):
    assert "<html>" in redact(tmp_path, b"<html><body></body></html>", "html", [SECRET]).decode()
