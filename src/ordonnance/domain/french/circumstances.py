"""What goes with a take: how long it lasts, how many there are, by what way, until when."""

from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import DosageStep
from ordonnance.domain.french.durations import unit_noun
from ordonnance.domain.french.numbers import Gender
from ordonnance.domain.french.plurals import noun_of
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.french.voice import Voice

CHANGED = frozenset({"patch", "dispositif", "dispositif transdermique", "timbre"})
"""Units that stay on the skin until the next one: they are changed, not taken."""

_WORN = CHANGED | {"emplâtre", "pansement"}
"""Units whose time is how long they are worn."""

_PLACE_OPENINGS = ("sur ", "dans ", "au ", "aux ", "à ", "en ", "sous ", "entre ")


def lasting(step: DosageStep, voice: Voice) -> tuple[str, ...]:
    """« à laisser en place 12 heures » for what is worn, « en 20 minutes » for what is given."""
    if step.lasting is None or step.lasting_unit is None:
        return ()
    said = voice.amount(step.lasting, step.lasting, unit_noun(step.lasting_unit).singular)
    unit = noun_of(step.dose.unit.label).singular if step.dose else ""
    route = step.route.label.lower() if step.route else ""
    if unit in _WORN or "dermique" in route:
        return (f"à laisser en place {said}",)
    return (f"chaque prise durant {said}" if step.dose is None else f"en {said}",)


def count(step: DosageStep, voice: Voice) -> tuple[str, ...]:
    """« 21 prises au plus en tout »."""
    if step.count is None:
        return ()
    takes = voice.number(step.count, Gender.FEMININE)
    if step.count_max is not None:
        most = voice.number(step.count_max, Gender.FEMININE)
        takes = f"{most} prises au plus" if step.count == 1 else f"de {takes} à {most} prises"
        return (f"{takes} en tout",)
    return (f"{takes} {'prise' if step.count == 1 else 'prises'} en tout",)


def means(step: DosageStep) -> tuple[str, ...]:
    """The way, the place and the manner."""
    said: list[str] = []
    if step.route is not None:
        said.append(_route(step.route))
    if step.site is not None:
        placed = step.site.lower().startswith(_PLACE_OPENINGS)
        said.append(step.site if placed else f"localisation{NARROW}: {step.site}")
    if step.method is not None:
        said.append(step.method)
    return tuple(said)


def _route(route: Coding) -> str:
    label = route.label
    if label.lower().startswith("voie "):
        return f"par {label[0].lower()}{label[1:]}"
    return label if label.lower().startswith("par ") else f"voie{NARROW}: {label}"


def bounds(step: DosageStep, voice: Voice) -> tuple[str, ...]:
    """« du 01/03/2026 au 07/03/2026 inclus », « pendant 7 jours »."""
    start, end = step.bounds_start, step.bounds_end
    said: list[str] = []
    if start and end:
        said.append(f"du {voice.day(start)} au {voice.day(end)} inclus")
    elif start:
        said.append(f"à partir du {voice.day(start)}")
    elif end:
        said.append(f"jusqu'au {voice.day(end)} inclus")
    if step.bounds is not None:
        said.append(f"pendant {voice.duration(step.bounds)}")
    return tuple(said)
