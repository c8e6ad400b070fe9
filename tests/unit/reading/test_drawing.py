"""Pictures of pages: what is drawn, what goes along with it, and what a hostile file gets."""

import io

import pytest
from factories.papers import fill_box, make_text_pdf, write_line
from factories.pictures import as_jpeg, draw_scene
from hostile.documents import make_image
from hostile.exhausting import EXHAUSTING
from PIL import Image

from cse_assess.reading.child import ChildLimits
from cse_assess.reading.drawing.drawer import TooHard, draw_pages
from cse_assess.reading.errors import ReadingFailed

ORIENTATION, MAKER, TURNED = 0x0112, 0x010F, 6
RED = "1 0 0 rg"


@pytest.fixture
def draw(tmp_path):
    """Draw pages of a file's content; return what was drawn, and the pictures by name."""

    def draw_content(content, suffix, numbers=(1,), **options):
        path, folder = tmp_path / f"file.{suffix}", tmp_path / "drawn"
        path.write_bytes(content)
        folder.mkdir()
        drawing = draw_pages(path, suffix, list(numbers), folder, **options)
        pictures = {
            each.name: Image.open(io.BytesIO(each.read_bytes())) for each in folder.iterdir()
        }
        return drawing, pictures

    return draw_content


def save(picture, form, **options):
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def colour_at(picture, x, y):
    return tuple(round(part / 64) for part in picture.convert("RGB").getpixel((x, y)))


def test_the_pages_asked_for_are_drawn_and_the_first_has_a_thumbnail(draw):
    red = fill_box(0, 0, 400, 300, RED)
    drawing, pictures = draw(make_text_pdf(red, write_line("No"), red), "pdf", (1, 3, 4))
    assert (drawing.count, drawing.drawn) == (3, {1, 3})
    assert set(pictures) == {"1.webp", "3.webp", "thumbnail.webp"}
    assert pictures["1.webp"].size == (1200, 900)
    assert pictures["thumbnail.webp"].size == (240, 180)
    assert colour_at(pictures["3.webp"], 600, 450) == (4, 0, 0)


def test_a_page_that_is_very_long_is_drawn_narrower(draw):
    def lengthen(pdf):
        pdf.pages[0].MediaBox = [0, 0, 100, 10_000]

    _, pictures = draw(make_text_pdf(b"", change=lengthen), "pdf")
    assert pictures["1.webp"].height <= 4800


def test_a_photograph_stands_upright_and_says_nothing_of_its_camera(draw):
    scene = draw_scene(1, (400, 300))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = TURNED, "Ada Fern’s phone"
    content = save(scene, "JPEG", exif=exif, comment=b"taken at home")
    _, pictures = draw(content, "jpg")
    drawn = pictures["1.webp"]
    assert drawn.size == (300, 400)
    assert not drawn.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(drawn.info)


def test_a_small_picture_is_not_blown_up(draw):
    _, pictures = draw(as_jpeg(draw_scene(2, (120, 90))), "jpeg")
    assert pictures["1.webp"].size == (120, 90)


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGBA", (255, 0, 0, 0), (4, 4, 4)),
        ("LA", (0, 0), (4, 4, 4)),
        ("1", 1, (4, 4, 4)),
        ("L", 128, (2, 2, 2)),
        ("I;16", 32_768, (2, 2, 2)),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_every_kind_of_colour_is_drawn_as_it_looks(draw, mode, colour, seen):
    _, pictures = draw(save(Image.new(mode, (40, 30), colour), "PNG"), "png")
    assert colour_at(pictures["1.webp"], 20, 15) == seen


def test_a_print_colour_is_drawn_as_it_looks(draw):
    _, pictures = draw(save(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG"), "jpg")
    assert colour_at(pictures["1.webp"], 20, 15)[0] == 4


def test_the_frames_of_a_scan_are_its_pages(draw):
    frames = [Image.new("L", (40, 30), shade) for shade in (0, 128, 255)]
    content = save(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    drawing, pictures = draw(content, "tiff", (1, 2, 3, 4))
    assert drawing.count == 3
    assert colour_at(pictures["2.webp"], 20, 15) == (2, 2, 2)


def test_an_animation_is_one_page(draw):
    frames = [Image.new("L", (40, 30), shade) for shade in (0, 128, 255)]
    content = save(frames[0], "GIF", save_all=True, append_images=frames[1:])
    drawing, _ = draw(content, "gif", (1, 2))
    assert (drawing.count, drawing.drawn) == (1, {1})


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "TIFF"])
def test_a_damaged_picture_is_refused_in_plain_words(draw, form):
    with pytest.raises(ReadingFailed, match="No picture can be made"):
        draw(make_image(form)[:40], {"JPEG": "jpg", "TIFF": "tif"}.get(form, form.lower()))


def test_what_is_no_pdf_is_refused_in_plain_words(draw):
    with pytest.raises(ReadingFailed, match="No picture can be made of this file"):
        draw(b"%PDF-1.7 but no more", "pdf")


def test_a_pdf_that_makes_the_renderer_run_away_is_stopped(draw):
    limits = ChildLimits(cpu_seconds=2, deadline_seconds=4, written_bytes=1_000_000)
    with pytest.raises(TooHard, match="too complex"):
        draw(EXHAUSTING["forms in forms.pdf"](), "pdf", limits=limits)


@pytest.mark.parametrize(
    "name",
    ["a page beyond measure.pdf", "a page turned inside out.pdf", "a page without a size.pdf"],
)
def test_a_page_of_an_odd_size_gives_a_picture_of_a_bounded_one(draw, name):
    _, pictures = draw(EXHAUSTING[name](), "pdf")
    width, height = pictures["1.webp"].size
    assert width * height <= 6_100_000
