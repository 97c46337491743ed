"""What happens to a sheet before it is scanned: a seeded, versioned generator in three levels.

Every distortion is a function of a picture and a random generator; a level says which may occur and
how strongly. The same version, level and seed give the same picture on every machine.
"""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageChops, ImageDraw, ImageFilter

VERSION = 1
"""Raised whenever a distortion changes: figures of two versions are not compared."""

DPI = 200
"""Resolution of the sheet before anything happens to it."""


class Kind(StrEnum):
    """What happens to the sheet."""

    COPY = "photocopie grise"
    REDUCED = "réduction"
    FAX = "télécopie"
    CRUMPLED = "froissement"
    GLARE = "reflet"
    PHONE = "écran de téléphone"


@dataclass(frozen=True, slots=True)
class Level:
    """A named level; `strength` goes from 0 (nothing) to 1."""

    rank: int
    name: str
    about: str
    strength: float


LEVELS: Mapping[int, Level] = {
    1: Level(1, "soigné", "feuille propre, scanner de comptoir", 0.25),
    2: Level(2, "courant", "photocopie, pli, photo prise à la main", 0.55),
    3: Level(3, "maltraité", "plusieurs fois copiée, froissée, éblouie", 1.0),
}


def distorted(page: Image.Image, kind: Kind, level: int, seed: int) -> Image.Image:
    """A grey page after that distortion. `page` is drawn at `DPI`."""
    chance = random.Random(f"{VERSION}/{kind}/{level}/{seed}")
    return _KINDS[kind](page.convert("L"), LEVELS[level].strength, chance)


def _noise(image: Image.Image, sigma: float, chance: random.Random) -> Image.Image:
    """Grain of a sensor; the tile is drawn once and laid at a random place."""
    tile = Image.new("L", (256, 256))
    tile.putdata([round(min(255.0, max(0.0, chance.gauss(128, sigma)))) for _ in range(65536)])
    grain = Image.new("L", image.size)
    for left in range(0, image.width, 256):
        for top in range(0, image.height, 256):
            grain.paste(tile, (left, top))
    return ImageChops.add(image, grain, scale=1, offset=-128)


def _levels(image: Image.Image, black: float, white: float) -> Image.Image:
    """Ink and paper brought to those greys."""
    return image.point([round(black + (white - black) * grey / 255) for grey in range(256)])


def _turned(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(
        degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=image.getpixel((3, 3))
    )


def _copied(image: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """Grey paper, pale ink, a little blur, dust, a sheet laid askew."""
    ink = 20 + 80 * strength * chance.random()
    paper = 255 - 60 * strength * chance.random()
    found = _levels(image.filter(ImageFilter.GaussianBlur(1.2 * strength)), ink, paper)
    drawing = ImageDraw.Draw(found)
    for _ in range(round(120 * strength)):
        x, y = chance.randrange(found.width), chance.randrange(found.height)
        size = chance.randint(1, 3)
        drawing.ellipse((x, y, x + size, y + size), fill=chance.choice((30, 90, 255)))
    found = _noise(found, 10 * strength, chance)
    return _turned(found, chance.uniform(-4, 4) * strength)


def _reduced(image: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """Printed at 70 % (« ajuster à la page »), then scanned."""
    scale = 1 - 0.3 * min(1, strength / 0.55)
    size = round(image.width * scale), round(image.height * scale)
    found = image.resize(size, Image.Resampling.LANCZOS)
    found = _levels(found.filter(ImageFilter.GaussianBlur(0.6 * strength)), 30 * strength, 250)
    return _turned(_noise(found, 6 * strength, chance), chance.uniform(-3, 3) * strength)


def _faxed(image: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """Standard fax: 204 x 98 dpi, black or white, some lines lost."""
    size = round(image.width * 204 / DPI), round(image.height * 98 / DPI)
    small = image.resize(size, Image.Resampling.BOX)
    threshold = 128 + chance.uniform(-30, 30) * strength
    black = small.point([255 if grey > threshold else 0 for grey in range(256)])
    drawing = ImageDraw.Draw(black)
    for _ in range(round(2 * strength)):
        y = chance.randrange(black.height)
        drawing.line((0, y, black.width, y), fill=chance.choice((0, 255)))
    return black.resize(image.size, Image.Resampling.NEAREST)


def _crumpled(image: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """Waves of the paper, and the shadows of its folds."""
    waves = [
        (chance.uniform(1.5, 5), chance.uniform(0, math.tau), chance.uniform(1.5, 5) * strength)
        for _ in range(4)
    ]
    step = 60
    mesh = []
    for left in range(0, image.width, step):
        for top in range(0, image.height, step):
            right, bottom = min(left + step, image.width), min(top + step, image.height)
            corners = [(left, top), (left, bottom), (right, bottom), (right, top)]
            moved = [value for x, y in corners for value in _moved(x, y, image.size, waves)]
            mesh.append(((left, top, right, bottom), tuple(moved)))
    found = image.transform(
        image.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=255
    )
    shade = Image.new("L", image.size, 255)
    drawing = ImageDraw.Draw(shade)
    for _ in range(round(14 * strength)):
        ends = [(chance.randrange(image.width), chance.randrange(image.height)) for _ in "ab"]
        drawing.line(ends, fill=round(255 - 110 * strength * chance.random()), width=9)
    shade = shade.filter(ImageFilter.GaussianBlur(7))
    return _noise(ImageChops.multiply(found, shade), 8 * strength, chance)


def _moved(
    x: float, y: float, size: tuple[int, int], waves: list[tuple[float, float, float]]
) -> tuple[float, float]:
    for rank, (often, phase, height) in enumerate(waves):
        if rank % 2:
            x += height * math.sin(often * math.tau * y / size[1] + phase)
        else:
            y += height * math.sin(often * math.tau * x / size[0] + phase)
    return x, y


def _glared(image: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """A lamp on glossy paper: pale around its centre, darker away from it; a hand that moves."""
    small = Image.new("L", (image.width // 8, image.height // 8), 0)
    drawing = ImageDraw.Draw(small)
    x, y = chance.randrange(small.width), chance.randrange(small.height)
    reach = small.width // 5
    drawing.ellipse((x - reach, y - reach, x + reach, y + reach), fill=round(190 * strength))
    lamp = small.filter(ImageFilter.GaussianBlur(reach / 2)).resize(image.size)
    dark = _levels(image, 25 * strength, 255 - 70 * strength)
    found = ImageChops.add(dark, lamp).filter(ImageFilter.GaussianBlur(1.4 * strength))
    return _turned(_noise(found, 8 * strength, chance), chance.uniform(-12, 12) * strength)


def _on_a_phone(image: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """The sheet on a screen, in grey bands, photographed aslant by a counter's camera."""
    scale = 0.8 - 0.15 * strength
    size = round(image.width * scale), round(image.height * scale)
    found = _levels(image.resize(size, Image.Resampling.LANCZOS), 15, 245)
    for y in range(chance.randrange(4), found.height, 4):
        shade = round(255 - 40 * strength)
        band = found.crop((0, y, found.width, y + 1)).point([min(g, shade) for g in range(256)])
        found.paste(band, (0, y))
    slant = chance.uniform(-0.06, 0.06) * strength
    width, height = found.size
    corners = (
        0, 0, width * slant, height, width * (1 - slant), height * (1 - abs(slant)), width, 0,
    )  # fmt: skip
    found = found.transform(
        found.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=235
    )
    found = found.filter(ImageFilter.GaussianBlur(0.8 * strength))
    return _turned(_noise(found, 9 * strength, chance), chance.uniform(-10, 10) * strength)


_KINDS: Mapping[Kind, Callable[[Image.Image, float, random.Random], Image.Image]] = {
    Kind.COPY: _copied,
    Kind.REDUCED: _reduced,
    Kind.FAX: _faxed,
    Kind.CRUMPLED: _crumpled,
    Kind.GLARE: _glared,
    Kind.PHONE: _on_a_phone,
}
