"""The same picture resized, saved again or cropped a little is found; other pictures are not."""

from io import BytesIO

import pytest
from factories.pictures import as_jpeg, draw_scene
from PIL import Image, ImageEnhance

from cse_assess.evidence.likeness.frames import sign_picture
from cse_assess.evidence.likeness.pictures import (
    MOST_DIFFERENT_BITS,
    count_different_bits,
    cut_bands,
)

SCENES = 8


def crop(picture, left=0.0, top=0.0, right=0.0, bottom=0.0):
    width, height = picture.size
    return picture.crop((width * left, height * top, width * (1 - right), height * (1 - bottom)))


CHANGES = {
    "half the size": lambda picture: picture.resize((600, 450)),
    "a fifth of the size": lambda picture: picture.resize((240, 180)),
    "another shape": lambda picture: picture.resize((900, 900)),
    "saved at low quality": lambda picture: Image.open(BytesIO(as_jpeg(picture, 30))),
    "brightened": lambda picture: ImageEnhance.Brightness(picture).enhance(1.2),
    "less contrast": lambda picture: ImageEnhance.Contrast(picture).enhance(0.8),
    "grey": lambda picture: picture.convert("L"),
    "cropped by 2% all round": lambda picture: crop(picture, 0.02, 0.02, 0.02, 0.02),
    "cropped by 5% all round": lambda picture: crop(picture, 0.05, 0.05, 0.05, 0.05),
    "cropped unevenly": lambda picture: crop(picture, 0.03, 0.01, 0.02, 0.04),
    "cropped at the foot": lambda picture: crop(picture, bottom=0.06),
}


@pytest.fixture(scope="module")
def sign(tmp_path_factory):
    """Give a function that signs a picture as it is after it was saved."""
    path = tmp_path_factory.mktemp("pictures") / "picture.jpg"

    def sign(picture):
        path.write_bytes(as_jpeg(picture))
        return sign_picture(str(path))["frames"]

    return sign


@pytest.fixture(scope="module")
def scenes(sign):
    pictures = [draw_scene(seed) for seed in range(SCENES)]
    return [(picture, sign(picture)) for picture in pictures]


def is_found(mine, theirs):
    shares_band = any(
        band == other
        for one in mine
        for another in theirs
        for band, other in zip(cut_bands(one["coarse"]), cut_bands(another["coarse"]), strict=True)
    )
    return shares_band and count_different_bits(mine, theirs) <= MOST_DIFFERENT_BITS


def test_of_88_changed_pictures_all_but_one_are_found(sign, scenes):
    cases = [
        (name, is_found(frames, sign(change(picture))))
        for name, change in CHANGES.items()
        for picture, frames in scenes
    ]
    assert len(cases) == 88
    assert len([name for name, found in cases if not found]) <= 1


def test_of_28_pairs_of_other_pictures_none_is_called_the_same(scenes):
    pairs = [(one, other) for at, (_, one) in enumerate(scenes) for _, other in scenes[:at]]
    assert len(pairs) == 28
    assert not any(is_found(one, other) for one, other in pairs)


def test_the_same_room_with_other_people_is_not_the_same_picture(sign, scenes):
    alarms = [
        is_found(frames, sign(draw_scene(seed, people=1000 + seed)))
        for seed, (_, frames) in enumerate(scenes)
    ]
    assert alarms.count(True) == 0


def test_a_plain_page_is_like_nothing(sign):
    assert sign(Image.new("RGB", (800, 1100), "white")) == []
    assert sign(Image.new("L", (1, 1))) == []
    assert count_different_bits([], []) > MOST_DIFFERENT_BITS


@pytest.mark.parametrize("mode", ["RGBA", "P", "1", "CMYK", "I;16", "LA"])
def test_every_kind_of_picture_can_be_signed(tmp_path, mode):
    path = tmp_path / "picture.tif"
    source = draw_scene(3, (300, 200))
    picture = (
        source.convert("L").convert("I").convert(mode) if mode == "I;16" else source.convert(mode)
    )
    picture.save(path)
    assert sign_picture(str(path))["width"] == 300
