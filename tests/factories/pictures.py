"""Invented photographs: a counter with people and shelves, drawn from a number."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter


def draw_scene(seed: int, size=(1200, 900), people: int | None = None) -> Image.Image:
    """Return a picture of a room; another seed gives another room, `people` only other people."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    width, height = size
    picture = Image.new("RGB", size, _colour(chance, 120, 230))
    draw = ImageDraw.Draw(picture)
    floor = height * chance.uniform(0.55, 0.8)
    draw.rectangle((0, floor, width, height), fill=_colour(chance, 40, 140))
    for _ in range(chance.randint(4, 9)):
        x, y = chance.uniform(0, width), chance.uniform(0, floor)
        box = (x, y, x + chance.uniform(60, 400), y + chance.uniform(60, 400))
        draw.rectangle(box, fill=_colour(chance, 20, 250))
    crowd = chance if people is None else random.Random(people)  # noqa: S311 -- no secret
    for _ in range(crowd.randint(3, 7)):
        x, tall = crowd.uniform(0, width), crowd.uniform(150, 420)
        foot = crowd.uniform(floor, height)
        draw.ellipse((x, foot - tall, x + 110, foot), fill=_colour(crowd, 10, 220))
        draw.ellipse((x + 25, foot - tall - 60, x + 85, foot - tall), fill=_colour(crowd, 90, 240))
    noise = Image.frombytes("L", size, chance.randbytes(width * height)).convert("RGB")
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(2)), noise, 0.08)


def _colour(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    return (chance.randint(low, high), chance.randint(low, high), chance.randint(low, high))


def as_jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    """Return the picture as a JPEG file."""
    file = BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=quality)
    return file.getvalue()
