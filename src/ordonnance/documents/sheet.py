"""What stands on a sheet: a pure description, which a renderer draws without knowing the law.

Every text is ready to be printed, in French, with the spaces of French print. One `Sheet` serves
every layout: `layout` names the drawing, the rest says what is drawn.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ordonnance.documents.letterhead import Letterhead
from ordonnance.documents.stock import Stock


class Symbology(StrEnum):
    """The two kinds of code on a sheet."""

    QR = "qr"
    CODE_128 = "code128"


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """A code to scan: what it holds, what is written beside it, what a screen reader says.

    `legend` and `digits` are printed with a Code 128 (arrêté du 10 août 2010); a QR code has none.
    """

    symbology: Symbology
    text: str
    alternative: str
    legend: str = ""
    digits: str = ""

    def __repr__(self) -> str:
        return f"Code({self.symbology})"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """A person at the top of a sheet: `name` stands out, `lines` follow, `small` closes."""

    name: str
    lines: tuple[str, ...] = ()
    small: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Identity(•••)"


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """One ingredient of a preparation and its quantity as printed."""

    ingredient: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a line under its own word: « Voie », « voie orale »."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One prescription line as printed.

    `beside` stands next to the denomination (non substituable, NR); `detail` under it (strength,
    form and route of a common name); `right` holds duration, packs and renewals at the edge.
    """

    number: int
    label: str
    posology: str
    beside: tuple[str, ...] = ()
    detail: str = ""
    formula: tuple[FormulaRow, ...] = ()
    right: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines that stand together. A framed zone keeps its lines apart from the others (ALD).

    A zone without lines is `kept` when it must stay as it is, free and not struck (TY-12).
    """

    lines: tuple[SheetLine, ...]
    title: str = ""
    framed: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for the sheet, and how that is proved; `by_hand` leaves the place to sign."""

    title: str
    name: str
    text: str
    by_hand: bool = False

    def __repr__(self) -> str:
        return "Signature(•••)"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a form, ticked or not, and what it means."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What the whole sheet is, when it is not an ordinary original."""

    specimen: str = ""
    specimen_notice: str = ""
    duplicate: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One document. Its number is a secret and its content medical: `repr` shows neither.

    `issued_at` dates the file, so that the same sheet always gives the same bytes. `subtitle` says
    on what the form rests, `copy` whom this sheet is for, `ground` why it is paper; `boxes` are
    ticked or not under the heading; `large` is set for a reader who sees little (14 pt).
    """

    layout: str
    title: str
    issued_at: datetime
    heading: str
    instruction: str
    number: str
    qr: Code | None
    prescriber: Identity
    patient: Identity
    dated: str
    person_code: Code | None
    structure_code: Code | None
    zones: tuple[Zone, ...]
    advice: str
    mentions: tuple[str, ...]
    signature: Signature
    notice: str
    emergency: str
    running: str
    marks: Marks
    subtitle: str = ""
    copy: str = ""
    ground: str = ""
    boxes: tuple[Box, ...] = ()
    large: bool = False
    stock: Stock | None = None
    letterhead: Letterhead | None = None

    def __repr__(self) -> str:
        return f"Sheet({self.layout}, •••)"


@dataclass(frozen=True, slots=True, repr=False)
class Sheets:
    """Several sheets in one file, each with its own pages: « volets », duplicates, ordonnances."""

    layout: str
    title: str
    issued_at: datetime
    sheets: tuple[Sheet, ...]

    def __repr__(self) -> str:
        return f"Sheets({self.layout}, {len(self.sheets)})"
