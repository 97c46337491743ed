"""The forms that an ordonnance may take, told in French."""

from collections.abc import Iterable, Sequence

from ordonnance.doors.cli.layout import day, paragraph
from ordonnance.law.form_reasons import Reason
from ordonnance.law.ways import Barred, Forms, Way, Written
from ordonnance.usecases.form_views import FormView

_SPACE = "\u202f"


def facts(found: Forms) -> dict[str, object]:
    """The same answer for programs: the labels of the forms stand beside their codes."""
    return {
        "on": found.on,
        "ways": [[_ordonnance(each) for each in way.ordonnances] for way in found.ways],
        "barred": found.barred,
        "notes": found.notes,
    }


def _ordonnance(each: Written) -> dict[str, object]:
    return {
        "form": each.form,
        "label": each.form.label,
        "lines": each.lines,
        "kind": each.kind,
        "copies": each.copies,
        "ground": each.ground,
        "prints": each.prints,
        "reasons": each.reasons,
    }


def told(found: Forms) -> str:
    """Each way, the preferred one first, then what is barred and what else is to be known."""
    heads = (
        [f"Forme exigée pour une ordonnance du {day(found.on)}{_SPACE}:"]
        if found.required
        else [f"Formes possibles pour une ordonnance du {day(found.on)}, par préférence{_SPACE}:"]
    )
    lines = heads
    for rank, way in enumerate(found.ways, start=1):
        lines += ["", f"  {rank}.{_SPACE}{_forms(way)}"] if not found.required else [""]
        for each in way.ordonnances:
            lines += _written(each)
    lines += ["", f"Formes écartées{_SPACE}:"]
    for reason, forms in _together(found.barred):
        text = f"{', '.join(forms)}{_SPACE}: {_sentence(reason)}"
        lines += paragraph(text, indent=2, hang=4)
    if found.notes:
        lines += ["", f"À savoir{_SPACE}:"]
        for note in found.notes:
            lines += paragraph(_sentence(note), indent=2, hang=4)
    return "\n".join(lines)


def in_short(found: Sequence[FormView]) -> list[str]:
    """The forms that may be used, on one line, the preferred one first; nothing when none is told.

    Why the others are barred is told by `law forms`.
    """
    ways: dict[int, list[str]] = {}
    for each in found:
        if each.way is not None:
            ways.setdefault(each.way, []).append(each.label)
    if not ways:
        return []
    said = [" et ".join(dict.fromkeys(labels)) for labels in ways.values()]
    head = "Forme exigée" if len(said) == 1 else "Formes possibles, par préférence"
    return ["", *paragraph(f"{head}{_SPACE}: {f'{_SPACE}; '.join(said)}.")]


def _together(barred: Iterable[Barred]) -> list[tuple[Reason, list[str]]]:
    """Forms set aside for the same reason are named together."""
    found: dict[Reason, list[str]] = {}
    for each in barred:
        found.setdefault(each.reason, []).append(each.form.label)
    return list(found.items())


def _forms(way: Way) -> str:
    return ", ".join(dict.fromkeys(each.form.label for each in way.ordonnances))


def _written(each: Written) -> list[str]:
    numbers = ", ".join(str(number) for number in each.lines)
    where = f"ligne {numbers}" if len(each.lines) == 1 else f"lignes {numbers}"
    lines = paragraph(f"{each.form.label} ({each.kind.label}, {where})", indent=4, hang=6)
    copies = ", ".join(copy.label for copy in each.copies)
    lines += paragraph(f"Volets{_SPACE}: {copies or 'aucun'}", indent=6)
    if each.prints is not None:
        lines += paragraph(f"À imprimer{_SPACE}: motif, {each.prints.label}", indent=6)
    return [*lines, *_reasons(each.reasons)]


def _reasons(reasons: Iterable[Reason]) -> list[str]:
    lines: list[str] = []
    for reason in reasons:
        lines += paragraph(_sentence(reason), indent=6, hang=8)
    return lines


def _sentence(reason: Reason) -> str:
    return f"{reason.text} ({reason.article}{_SPACE}; {reason.rule})"
