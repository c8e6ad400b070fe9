"""PNG pictures of the sample organisation: noticeboards, posters, screens and charts."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from cse_assess.demo.story import Picture

WIDTH, HEIGHT = 1200, 800
COLOURS = 128
MARGIN = 60
INK = "#1b1b1b"
PAPERS = ("#fff9c4", "#ffffff", "#d7f0ff", "#ffe3ea", "#e2f5d8")

Drawing = ImageDraw.ImageDraw


def make_png(picture: Picture) -> bytes:
    """Return the picture; raise `KeyError` for a scene that nobody can draw."""
    image = SCENES[picture.scene](picture)
    if picture.width is not None:
        image = image.resize((picture.width, picture.width * HEIGHT // WIDTH))
    file = BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _write_wrapped(
    draw: Drawing, at: tuple[int, int], text: str, *, size: int, width: int, ink: str = INK
) -> int:
    """Write `text` from `at` within `width` pixels; return the height it took."""
    lines = wrap(text, max(8, int(width / (size * 0.52))))
    draw.multiline_text(at, "\n".join(lines), font=_font(size), fill=ink, spacing=size // 3)
    return len(lines) * (size + size // 3)


def _draw_wall(shade: str) -> Image.Image:
    """Draw a wall lit from the left, as a photograph would have it."""
    light = Image.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
    plain = Image.new("RGB", (WIDTH, HEIGHT), shade)
    return Image.composite(
        plain, Image.new("RGB", (WIDTH, HEIGHT), "#8f8a80"), light.point(_soften)
    )


def _soften(value: int) -> int:
    return 170 + value // 3


def _hang(image: Image.Image, sheet: Image.Image, centre: tuple[int, int], angle: float) -> None:
    """Hang a sheet of paper on the image, turned a little and with its shadow."""
    turned = sheet.convert("RGBA").rotate(angle, expand=True, resample=Image.Resampling.BILINEAR)
    left, top = centre[0] - turned.width // 2, centre[1] - turned.height // 2
    shadow = Image.new("RGBA", turned.size, "#000000")
    shadow.putalpha(turned.getchannel("A").point(_fade).filter(ImageFilter.GaussianBlur(4)))
    image.paste(shadow, (left + 6, top + 8), shadow)
    image.paste(turned, (left, top), turned)


def _fade(value: int) -> int:
    return value // 3


def _draw_noticeboard(picture: Picture) -> Image.Image:
    image = _draw_wall("#e9e2d3")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, WIDTH - 40, HEIGHT - 40), fill="#b98a56", outline="#6b4a2b", width=14)
    _hang(image, _draw_card(picture.heading, (760, 110), "#1d3f72", "#ffffff", 38), (600, 130), 0.6)
    chance = Random(picture.heading)  # noqa: S311 -- where notes hang is no secret
    for number, line in enumerate(picture.lines):
        column, row = number % 3, number // 3
        card = _draw_card(line, (310, 230), PAPERS[number % len(PAPERS)], INK, 23)
        centre = (235 + column * 365, 330 + row * 265)
        _hang(image, card, centre, chance.uniform(-3, 3))
        _draw_pin(draw, (centre[0], centre[1] - 100))
    return image


def _draw_card(
    text: str, size: tuple[int, int], paper: str, ink: str, text_size: int
) -> Image.Image:
    card = Image.new("RGB", size, paper)
    _write_wrapped(
        ImageDraw.Draw(card), (22, 30), text, size=text_size, width=size[0] - 40, ink=ink
    )
    return card


def _draw_pin(draw: Drawing, centre: tuple[int, int]) -> None:
    x, y = centre
    draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill="#c62828", outline="#7f1616", width=2)


def _draw_poster(picture: Picture) -> Image.Image:
    image = _draw_wall("#dfe5e8")
    sheet = Image.new("RGB", (640, 740), "#ffffff")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, 640, 130), fill="#0f5c66")
    _write_wrapped(draw, (30, 28), picture.heading, size=36, width=590, ink="#ffffff")
    y = 165
    for line in picture.lines:
        draw.ellipse((34, y + 8, 48, y + 22), fill="#0f5c66")
        y += _write_wrapped(draw, (66, y), line, size=25, width=540) + 18
    _hang(image, sheet, (WIDTH // 2, HEIGHT // 2), -0.8)
    return image


def _draw_screen(picture: Picture) -> Image.Image:
    image = _draw_wall("#c9ccd1")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((90, 70, 1110, 700), radius=22, fill="#0b0c0c")
    draw.rectangle((120, 100, 1080, 670), fill="#0a2a43")
    _write_wrapped(draw, (160, 130), picture.heading, size=46, width=880, ink="#ffffff")
    for row, line in enumerate(picture.lines):
        _write_wrapped(draw, (160, 250 + row * 66), line, size=32, width=880, ink="#ffdd00")
    draw.rectangle((560, 700, 640, 780), fill="#2b2b2b")
    return image


def _draw_web_page(picture: Picture) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 56), fill="#e3e5e8")
    draw.rounded_rectangle((130, 12, 900, 44), radius=14, fill="#ffffff")
    draw.text((150, 17), picture.lines[0], font=_font(20), fill="#505a5f")
    draw.rectangle((0, 56, WIDTH, 120), fill="#1d3f72")
    draw.text((MARGIN, 72), "Thistlemere Borough Council", font=_font(26), fill="#ffffff")
    y = 150 + _write_wrapped(draw, (MARGIN, 150), picture.heading, size=40, width=1060)
    for line in picture.lines[1:]:
        y += 20 + _write_wrapped(draw, (MARGIN, y + 20), line, size=24, width=1060)
    return image


def _draw_chart(picture: Picture) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "#ffffff")
    draw = ImageDraw.Draw(image)
    _write_wrapped(draw, (MARGIN, 36), picture.heading, size=34, width=WIDTH - 2 * MARGIN)
    base, top = HEIGHT - 150, 190
    draw.line((MARGIN, base, WIDTH - MARGIN, base), fill=INK, width=3)
    room = (WIDTH - 2 * MARGIN) / len(picture.values)
    for number, (label, value) in enumerate(picture.values.items()):
        left = int(MARGIN + room * (number + 0.15))
        right = int(left + room * 0.7)
        height = int((base - top) * value / max(picture.values.values()))
        draw.rectangle((left, base - height, right, base - 2), fill="#0f5c66")
        draw.text((left, base - height - 36), f"{value:g}", font=_font(26), fill=INK)
        _write_wrapped(draw, (left, base + 12), label, size=20, width=int(room * 0.95))
    if picture.lines:
        _write_wrapped(draw, (MARGIN, HEIGHT - 60), " ".join(picture.lines), size=20, width=1080)
    return image


SCENES: dict[str, Callable[[Picture], Image.Image]] = {
    "noticeboard": _draw_noticeboard,
    "poster": _draw_poster,
    "screen": _draw_screen,
    "web_page": _draw_web_page,
    "chart": _draw_chart,
}
