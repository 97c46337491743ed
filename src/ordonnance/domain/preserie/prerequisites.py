"""What must be there before the first installation, and which software a présérie stands for."""

from collections.abc import Callable
from datetime import date

from ordonnance.domain.french.dates import short
from ordonnance.domain.preserie.answers import Answer, breached, met, missing
from ordonnance.domain.preserie.pilot import Pilot, PilotAct, Prerequisite, Software


def there(prerequisite: Prerequisite) -> Callable[[Pilot, date], Answer]:
    """Judges one prerequisite: shown, and before the first installation."""

    def judge(pilot: Pilot, day: date) -> Answer:
        evidence = pilot.prerequisites.get(prerequisite)
        started = pilot.first(PilotAct.INSTALL, day)
        do = f"Montrer ce prérequis ({prerequisite.label}) avant d’installer."
        if evidence is None or evidence.on > day:
            return missing("aucune preuve n’est enregistrée", do, late=started is not None)
        shown = f"{evidence.shown_by}, le {short(evidence.on)}"
        if started is not None and evidence.on > started:
            return breached(
                f"{shown}, après la première installation ({short(started)})",
                "Le dire au bilan\u202f: ce site a commencé sans ce prérequis.",
            )
        return met(shown)

    return judge


def one_module(pilot: Pilot, day: date) -> Answer:
    """Judges that one présérie stands for every software listed."""
    del day
    others = tuple(each for each in pilot.software if not stands_for(pilot, each))
    if others:
        return breached(
            "; ".join(_why_not(pilot, each) for each in others),
            "Conduire une présérie pour chacun de ces logiciels.",
        )
    names = ", ".join(f"{each.name} {each.version}" for each in pilot.software)
    return met(f"{names}\u202f: module {pilot.module.name} {pilot.module.version}")


def stands_for(pilot: Pilot, software: Software) -> bool:
    """True when the présérie, once validated, holds for this software too.

    The module's version may differ: what counts is its architecture and its interface (ADR 0065).
    """
    own, other = pilot.module, software.module
    same = (own.name, own.architecture, own.interface) == (
        other.name, other.architecture, other.interface,
    )  # fmt: skip
    return same and not software.foreign_engine


def _why_not(pilot: Pilot, software: Software) -> str:
    if software.foreign_engine:
        return f"{software.name} intègre le moteur d’un tiers"
    other = software.module
    differences = [
        f"{word} ({given})"
        for word, own, given in (
            ("un autre module", pilot.module.name, other.name),
            ("une autre architecture", pilot.module.architecture, other.architecture),
            ("une autre interface", pilot.module.interface, other.interface),
        )
        if own != given
    ]
    return f"{software.name} a {', '.join(differences)}"
