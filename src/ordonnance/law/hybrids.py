"""Groups of the register of hybrids within which the pharmacist may substitute (CSP L.5125-23).

The order of 31/01/2023 says for which classes, in which medical situations. Those that we read are
open in every situation; a group of another class is neither open nor closed: not known here.
"""

from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.law.rule import Confidence
from ordonnance.law.substances import load

_TABLE = load("hybrids.toml")
HYBRIDS_SOURCE: str = _TABLE["source"]
HYBRIDS_CONFIDENCE = Confidence(_TABLE["confidence"])
CLASSES: tuple[tuple[str, date], ...] = tuple(
    (entry["atc"], entry["since"]) for entry in _TABLE["class"]
)
"""ATC classes open in every medical situation, with the first day."""


def hybrid_substitutable(prescribed: Medicine, served: Medicine, day: date) -> bool:
    """True when both stand in one hybrid group, of a class open that day.

    One ATC code known of the two is enough: a group has one class.
    """
    mine, other = prescribed.hybrid_group, served.hybrid_group
    if mine is None or other is None or mine.group != other.group:
        return False
    atc = prescribed.atc or served.atc or ""
    return any(atc.startswith(name) and since <= day for name, since in CLASSES)
