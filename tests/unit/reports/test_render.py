"""The child process: its limits, what it can reach, and what its parent makes of its end."""

import http.server
import subprocess
import sys
import threading

import pikepdf
import pytest
from factories.assessments import service_points
from factories.reports import make_full_report

from cse_assess.config import MEBIBYTE, Rendering
from cse_assess.jobs.handlers import JobRefused
from cse_assess.reports import pdf, render
from cse_assess.reports.pdf import RenderingFailed, render_pdf
from cse_assess.reports.printing import render_html

PAGE = '<!DOCTYPE html><html lang="en"><title>A page</title><body>{}</body></html>'
ENDLESS = PAGE.format("<p>It goes on and on and on.</p>" * 60_000)


@pytest.fixture
def listener():
    """Give a local web server that notes what it is asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_small_page_is_printed_and_tagged(tmp_path):
    path = render_pdf(PAGE.format("<p>Words"), tmp_path, limits=Rendering())
    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked


def test_nothing_is_fetched_from_the_network_or_from_files(tmp_path, listener):
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("open sesame")
    reach = "".join(
        f'<img src="{url}" alt="x"><link rel="stylesheet" href="{url}">'
        f'<link rel="attachment" href="{url}"><object data="{url}"></object>'
        f"<style>@import url({url}); p {{ background: url({url}) }}</style>"
        for url in (f"{address}/x", secret.as_uri())
    )
    path = render_pdf(PAGE.format(reach + "<p>Words"), tmp_path, limits=Rendering())
    assert asked == []
    with pikepdf.open(path) as document:
        assert not document.attachments
    assert b"open sesame" not in path.read_bytes()


PLAINLY = """
import sys
from pathlib import Path
from weasyprint import HTML
HTML(string=Path(sys.argv[1]).read_text("utf-8")).write_pdf(sys.argv[2], pdf_tags=True)
"""


def read_parts(path):
    """Return what each page draws, and the tags of the whole in order."""
    with pikepdf.open(path) as document:
        pages = [page.Contents.read_bytes() for page in document.pages]
        tags = [str(each.S) for each in document.objects if is_tag(each)]
    return pages, tags


def is_tag(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


def test_the_quicker_way_prints_the_same_document(tmp_path):
    html = render_html(make_full_report(service_points(), pieces=2))
    quick = render_pdf(html, tmp_path, limits=Rendering())
    plain = tmp_path / "plain.pdf"
    source = tmp_path / "document.html"
    subprocess.run([sys.executable, "-P", "-c", PLAINLY, source, plain], check=True)
    assert read_parts(quick) == read_parts(plain)


def test_each_page_is_reported_as_it_is_laid_out(tmp_path):
    seen = []
    body = '<p style="break-after: page">One<p>Two'
    render_pdf(PAGE.format(body), tmp_path, limits=Rendering(), report_page=seen.append)
    assert seen == [1, 2]


def test_a_document_over_the_deadline_is_refused_with_the_reason(tmp_path):
    with pytest.raises(JobRefused, match="not ready after 1 seconds"):
        render_pdf(ENDLESS, tmp_path, limits=Rendering(deadline_seconds=1))


def test_a_document_over_the_memory_limit_is_refused_with_the_reason(tmp_path):
    limits = Rendering(memory_bytes=400 * MEBIBYTE)
    with pytest.raises(JobRefused, match="more memory than the 400 MB"):
        render_pdf(ENDLESS, tmp_path, limits=limits)


def test_a_child_that_is_killed_may_be_tried_again(tmp_path, monkeypatch):
    killed = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
    monkeypatch.setattr(pdf, "_command", lambda *_: killed)
    with pytest.raises(RenderingFailed):
        render_pdf(PAGE, tmp_path, limits=Rendering())


def test_a_child_that_ignores_its_alarm_is_ended_by_its_parent(tmp_path, monkeypatch):
    deaf = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(pdf, "_command", lambda *_: deaf)
    monkeypatch.setattr(pdf, "GRACE_SECONDS", 0)
    with pytest.raises(RenderingFailed):
        render_pdf(PAGE, tmp_path, limits=Rendering(deadline_seconds=1))


def test_the_child_ends_when_its_progress_can_no_longer_be_told(tmp_path):
    def lose_the_lease(page):
        raise ConnectionError(page)

    with pytest.raises(ConnectionError):
        render_pdf(ENDLESS, tmp_path, limits=Rendering(), report_page=lose_the_lease)


def test_the_child_is_given_no_setting_and_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("CSE_ASSESS_SECRET_KEY", "s" * 40)
    listing = "import os, sys; sys.exit(any(n.startswith('CSE_') for n in os.environ))"
    monkeypatch.setattr(pdf, "_command", lambda *_: [sys.executable, "-c", listing])
    render_pdf(PAGE, tmp_path, limits=Rendering())


def test_parent_and_child_agree_on_the_exit_code_for_memory():
    assert pdf.EXIT_OUT_OF_MEMORY == render.EXIT_OUT_OF_MEMORY
