"""Labels that differ between brands of one substance, and which hold for a line in DCI (ERRATA 4).

The labels applied are those of one speciality that exists, the least restrictive of those that may
be served: labels mixed from several brands would describe a medicine that nobody sells. At the
counter the labels of the brand handed over hold.
"""

from collections.abc import Iterable, Sequence

from ordonnance.domain.drug import Medicine, Variation
from ordonnance.law.labels import LabelKind, LabelSet, read_labels
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.law.substances import CONDITIONS, Regime, label_key

_ENDLESS = 10**6
_LISTS = (Regime.NONE, Regime.LISTE_II, Regime.LISTE_I, Regime.NARCOTIC)
_SILENT = frozenset(
    {LabelKind.NOTE, LabelKind.HEADING, LabelKind.EMERGENCY, LabelKind.REQUIRED, LabelKind.FORM}
)
"""Labels whose difference is not worth telling: they restrict nothing, or the table of substances
decides (ERRATA 28)."""


def servable(specialities: Iterable[Medicine]) -> tuple[Medicine, ...]:
    """Those that a pharmacist may hand over today; all of them when none is sold any more."""
    every = tuple(specialities)
    sold = tuple(each for each in every if each.marketed and perimeter_problem(each) is None)
    return sold or every


def least_restrictive(specialities: Sequence[Medicine]) -> Medicine:
    """The speciality whose labels ask for the least; the first of several. Never empty."""
    return min(specialities, key=_weight)


def variations(specialities: Sequence[Medicine]) -> tuple[Variation, ...]:
    """The labels that some of the specialities bear and not all, as first written, in order."""
    bearing: dict[str, int] = {}
    written: dict[str, str] = {}
    for medicine in specialities:
        for key in dict.fromkeys(map(label_key, medicine.conditions)):
            bearing[key] = bearing.get(key, 0) + 1
        for label in medicine.conditions:
            written.setdefault(label_key(label), label)
    return tuple(
        Variation(written[key], count, len(specialities))
        for key, count in bearing.items()
        if count < len(specialities) and not _silent(written[key])
    )


def _silent(label: str) -> bool:
    read = read_labels((label,)).labels
    return bool(read) and read[0].kind in _SILENT


def _weight(medicine: Medicine) -> tuple[int, ...]:
    """What the labels of a medicine ask for, the heaviest first."""
    known = read_labels(medicine.conditions)
    conditions = [CONDITIONS[key] for key in map(label_key, medicine.conditions)
                  if key in CONDITIONS]  # fmt: skip
    lists = [_LISTS.index(each.regime) for each in conditions if each.regime is not None]
    longest = [each.maximum.least_days for each in conditions if each.maximum is not None]
    fraction = [each.fraction.least_days for each in conditions if each.fraction is not None]
    return (
        int(perimeter_problem(medicine) is not None),
        max(lists, default=0),
        *_who(known),
        -min(longest, default=_ENDLESS),
        -min(fraction, default=_ENDLESS),
        len({label_key(label) for label in medicine.conditions if not _silent(label)}),
    )


def _who(known: LabelSet) -> tuple[int, int, int, int]:
    """Hospital each time, reserved each time, reserved or hospital to begin, reserved to renew."""
    initial = known.initial
    begins = 0 if initial is None else 2 if initial.hospital else 1
    renewal = 0 if initial is None or known.renewed_by == () else 1 + bool(known.renewed_by)
    return int(known.hospital_only), int(bool(known.reserved_to)), begins, renewal
