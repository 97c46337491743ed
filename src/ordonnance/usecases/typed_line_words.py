"""The French of the chips of a typed line, and the packs that a posology asks for."""

from datetime import date
from decimal import Decimal
from typing import Final

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.durations import duration_in_figures
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.mentions import NotSubstitutable
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Exoneration
from ordonnance.domain.typed.beside import Beside, BesideKind
from ordonnance.law.packing import packs_for
from ordonnance.usecases.packs import in_town

_EXONERATIONS: Final = {
    Exoneration.ALD: "en rapport avec une ALD",
    Exoneration.WORK_ACCIDENT: "accident du travail ou maladie professionnelle",
    Exoneration.MATERNITY: "maternité",
    Exoneration.INVALIDITY: "invalidité",
}
_SAID: Final = {
    BesideKind.NOT_REIMBURSABLE: "non remboursable",
    BesideKind.OFF_LABEL: "hors autorisation de mise sur le marché",
    BesideKind.SINGLE_DELIVERY: "délivrance en une seule fois",
}


def packs_needed(held: Posology, medicine: Medicine, day: date) -> str | None:
    """« 2 boîtes de 14 » for the whole posology from `day`; None when it cannot be counted.

    Months are not counted: what is served for one is settled at the counter (R.5123-2).
    """
    length, unit = held.total_duration(), unit_of_dose(held)
    units = held.total_units(day) if length and length.exact_days is not None else None
    if units is None or unit is None:
        return None
    sold = in_town(medicine.presentations)
    sizes = frozenset(
        pack.units
        for pack in sold
        if pack.units is not None and pack.unit and pack.unit.label == unit
    )
    counts = packs_for(Decimal(units), sizes)
    told = [f"{amount_in_figures(Decimal(n), 'boîte')} de {in_figures(size)}" for size, n in counts]
    return " et ".join(told) or None


def unit_of_dose(held: Posology | None) -> str | None:
    """The unit of the first dose."""
    doses = [step.dose for step in held.steps if step.dose is not None] if held else []
    return doses[0].unit.label if doses else None


def says_how(held: Posology) -> bool:
    """True when more than a length is said."""
    return any(
        step.dose or step.calculated or step.rate or step.moments or step.times_of_day
        or step.frequency or step.frequency_max or step.weekdays or step.as_needed or step.count
        or step.cycle or step.instructions
        for step in held.steps
    )  # fmt: skip


def mention_text(mention: Beside) -> str:
    """What a mention says: « à renouveler 2 fois », « en rapport avec une ALD »."""
    value = mention.value
    if isinstance(value, NotSubstitutable):
        return f"non substituable ({value.reason.value})" if value.reason else "non substituable"
    if isinstance(value, Duration):
        return f"délivrance fractionnée par {duration_in_figures(value)}"
    if mention.kind is BesideKind.PACKS and isinstance(value, int):
        return amount_in_figures(Decimal(value), "boîte")
    if mention.kind is BesideKind.RENEWALS:
        return f"à renouveler {value} fois" if value else "à ne pas renouveler"
    if mention.kind is BesideKind.EXONERATION:
        return _EXONERATIONS[value] if isinstance(value, Exoneration) else "hors ALD"
    return _SAID[mention.kind]
