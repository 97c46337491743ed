"""Are the codes of a sheet read after what happens to paper? Two independent decoders, 500 trials.

Sheets of several numbers are drawn, distorted by the seeded generator, and read: the QR by
zxing-cpp and by qrdec, the decoder of ZBar (in deqr), the Code 128 by zxing-cpp. A fax is asked for
the QR only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice

import deqr  # type: ignore[import-untyped]  # ships no types
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import zxingcpp
from PIL import Image

from bench.distortions import DPI, LEVELS, VERSION, Kind, distorted
from bench.documents import five_lines
from bench.table import Table, figure
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.documents.numerique import numerique
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.medicines import in_words, medicines_of

TRIALS = 500
QR_GOAL, BARS_GOAL = 99.0, 97.0
BASE = "https://ordonnance.exemple.example"
_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_FORMATS = zxingcpp.barcode_formats_from_str("QRCode,Code128")
_FACES = 4
"""Different sheets, so that no code is lucky by itself."""


@dataclass(frozen=True, slots=True)
class Face:
    """A page as drawn, and what its codes hold."""

    page: Image.Image
    qr: str
    bars: frozenset[str]


def faces(count: int = _FACES) -> tuple[Face, ...]:
    """Sheets of different numbers, drawn at the resolution of the generator."""
    renderer, ordonnance = TypstRenderer(), five_lines()
    medicines = medicines_of(ordonnance, load_demonstration())
    words = frozenset(in_words(ordonnance, medicines))
    found = []
    for rank in range(1, count + 1):
        number = OrdonnanceNumber.from_payload("D", rank * 0x9E3779B97F4A7C15 % 2**70)
        sheet = numerique(
            ordonnance, number, _AT, base_url=BASE, demonstration=True, in_words=words,
            medicines=medicines, large=rank % 4 == 0,
        )  # fmt: skip
        pdf = pypdfium2.PdfDocument(renderer.render(sheet, b"{}"))
        page = pdf[0].render(scale=DPI / 72).to_pil().convert("L")
        codes = (sheet.person_code, sheet.structure_code)
        bars = frozenset(code.text for code in codes if code)
        found.append(Face(page, f"{BASE}/o#{number}", bars))
    return tuple(found)


def read_by_zxing(image: Image.Image) -> frozenset[str]:
    """Every code that zxing-cpp finds."""
    found = zxingcpp.read_barcodes(image, formats=_FORMATS)
    return frozenset(code.text for code in found)


def read_by_qrdec(image: Image.Image) -> frozenset[str]:
    """Every QR code that qrdec, the decoder of ZBar, finds. Its segments are put together."""
    found = deqr.QRdecDecoder().decode(image)
    return frozenset("".join(str(part.data) for part in code.data_entries) for code in found)


@dataclass(slots=True)
class Tally:
    """How often each code was read."""

    trials: int = 0
    zxing: int = 0
    qrdec: int = 0
    bars: int = 0
    bars_asked: int = 0

    def add(self, face: Face, kind: Kind, image: Image.Image) -> None:
        """One trial."""
        found = read_by_zxing(image)
        self.trials += 1
        self.zxing += face.qr in found
        self.qrdec += face.qr in read_by_qrdec(image)
        if kind is not Kind.FAX:
            self.bars += len(face.bars & found)
            self.bars_asked += len(face.bars)

    def rates(self) -> tuple[float, float, float | None]:
        """Percentages: QR by zxing, QR by qrdec, Code 128."""
        bars = 100 * self.bars / self.bars_asked if self.bars_asked else None
        return 100 * self.zxing / self.trials, 100 * self.qrdec / self.trials, bars


def tried(level: int, trials: int, sheets: tuple[Face, ...]) -> dict[Kind, Tally]:
    """So many trials at that level, shared by every distortion."""
    tallies = {kind: Tally() for kind in Kind}
    for seed, kind in enumerate(islice(cycle(Kind), trials)):
        face = sheets[seed // len(Kind) % len(sheets)]
        tallies[kind].add(face, kind, distorted(face.page, kind, level, seed))
    return tallies


def codes() -> Table:
    """The figures of the three levels."""
    sheets = faces()
    rows = [row for level in LEVELS for row in _rows(level, sheets)]
    return Table(
        f"codes — lecture après dégradation, générateur version {VERSION}",
        ("niveau et dégradation", "essais", "QR zxing %", "QR qrdec %", "Code 128 %"),
        tuple(rows),
        (
            f"But au niveau 2\u202f: QR {figure(QR_GOAL)} % par chaque décodeur, Code 128 "
            f"{figure(BARS_GOAL)} % (télécopie\u202f: QR seul)\u202f; un but manqué est marqué ✗.",
            *(f"{each.rank} « {each.name} »\u202f: {each.about}." for each in LEVELS.values()),
        ),
    )


def _rows(level: int, sheets: tuple[Face, ...]) -> Iterator[tuple[str, ...]]:
    tallies = tried(level, TRIALS if level == 2 else TRIALS // 5, sheets)
    for kind, tally in tallies.items():
        yield row(f"{level} {kind.value}", tally)
    whole = Tally()
    for tally in tallies.values():
        for name in Tally.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    yield row(f"{level} en tout", whole, goals=level == 2)


def row(name: str, tally: Tally, *, goals: bool = False) -> tuple[str, ...]:
    """The figures of one row; with `goals`, those that miss theirs are marked."""
    rates = zip(tally.rates(), (QR_GOAL, QR_GOAL, BARS_GOAL), strict=True)
    told = (
        f"{figure(rate)} ✗" if goals and rate is not None and rate < goal else figure(rate)
        for rate, goal in rates
    )
    return name, str(tally.trials), *told


READERS: dict[str, Callable[[Image.Image], frozenset[str]]] = {
    "zxing-cpp": read_by_zxing,
    "qrdec": read_by_qrdec,
}
"""The decoders, which share no code."""
