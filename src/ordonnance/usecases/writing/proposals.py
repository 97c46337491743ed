"""What is proposed while a sentence is typed: favourites first, then medicines, each told apart.

Proposals are for the beginning of a sentence, as long as it only names a medicine: once something
follows the name, what was read is shown instead.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ordonnance.domain.drug import Medicine, folded
from ordonnance.domain.french.posology import sentence
from ordonnance.law.drugs import reading
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.law.substances import Regime
from ordonnance.usecases.typed_choice import product_of
from ordonnance.usecases.typed_line import ChipKind, TypedLine
from ordonnance.usecases.typed_medicine import Chosen
from ordonnance.usecases.writing.models import Model

FEWEST: Final = 2
"""Letters from which something is proposed."""

LOOKED_AT: Final = 20
"""Medicines asked of the reading, among which common names and brands are told apart."""

MOST_FAVOURITES, MOST_COMMON, MOST_SHOWN = 3, 3, 8
"""Most proposals of each kind, and in all."""

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that may be meant.

    `words` is what is typed in its place; `cis` the medicine chosen, in common name when `in_dci`;
    `model` the favourite whose lines are added at once. `remarks`: list, supply, perimeter.
    """

    name: str
    detail: str = ""
    remarks: tuple[str, ...] = ()
    words: str = ""
    cis: str = ""
    in_dci: bool = False
    model: str = ""


def proposals(typed: TypedLine, models: Iterable[Model], day: date) -> tuple[Proposal, ...]:
    """What the words typed so far may begin; nothing once they say more than a name."""
    text = " ".join(typed.text.split())
    if len(text) < FEWEST:
        return ()
    kept = [_favourite(each) for each in models if _begins(text, each)][:MOST_FAVOURITES]
    if not _only_a_name(typed):
        return tuple(kept)
    found = (*kept, *_common(typed, day), *(_brand(each, day) for each in typed.medicines))
    return found[:MOST_SHOWN]


def words_of(medicine: Medicine, *, in_dci: bool = False) -> str:
    """What stands for it in a sentence: its name without its form, « KARDEGIC 75 mg »."""
    return product_of(medicine, in_dci=in_dci).label.split(", ")[0]


def chosen_of(medicine: Medicine | None, *, in_dci: bool) -> Chosen | None:
    """That medicine as the beginning of a sentence; None for none."""
    if medicine is None:
        return None
    return Chosen(medicine, words_of(medicine, in_dci=in_dci), in_dci)


def _only_a_name(typed: TypedLine) -> bool:
    kinds = {each.kind for each in typed.chips}
    return kinds <= {ChipKind.MEDICINE} and not (kinds and typed.rest)


def _begins(text: str, model: Model) -> bool:
    """True when each word typed begins one of the model, the first one a name."""
    typed = _WORD.findall(folded(text))
    named = _WORD.findall(folded(" ".join([model.name, *(line.label for line in model.lines)])))
    said = [*named, *_WORD.findall(folded(" ".join(sentence(e.posology) for e in model.lines)))]
    return (
        bool(typed)
        and any(word.startswith(typed[0]) for word in named)
        and all(any(word.startswith(each) for word in said) for each in typed)
    )


def _favourite(model: Model) -> Proposal:
    one = model.lines[0] if len(model.lines) == 1 else None
    told = sentence(one.posology) if one is not None else " · ".join(e.label for e in model.lines)
    return Proposal(model.name, told, model=model.id)


def _common(typed: TypedLine, day: date) -> Sequence[Proposal]:
    """Each strength and form of the substance named, once: the line is then in common name."""
    if not typed.in_dci:
        return ()
    found: dict[str, Proposal] = {}
    for each in typed.medicines:
        if each.cis is None or perimeter_problem(each) is not None:
            continue
        label = product_of(each, in_dci=True).label
        remarks = remarks_of(each, day, supply=False)
        found.setdefault(
            label,
            Proposal(*_parted(label), remarks, words_of(each, in_dci=True), each.cis.value, True),
        )
    return tuple(found.values())[:MOST_COMMON]


def _brand(medicine: Medicine, day: date) -> Proposal:
    name, form = _parted(medicine.name)
    cis = medicine.cis.value if medicine.cis else ""
    return Proposal(name, form, remarks_of(medicine, day), words_of(medicine), cis)


def _parted(label: str) -> tuple[str, str]:
    name, _, form = label.partition(", ")
    return name, form


def remarks_of(medicine: Medicine, day: date, *, supply: bool = True) -> tuple[str, ...]:
    """What is worth knowing before it is chosen."""
    regime = reading(medicine, day).regime
    found = [regime.label] if regime is not Regime.NONE else []
    if perimeter_problem(medicine) is not None:
        found.append("hors ordonnance numérique")
    if supply and not medicine.marketed:
        found.append("n’est plus commercialisé")
    elif supply and (shortage := medicine.shortage_of()) is not None:
        found.append(shortage.kind.label)
    return tuple(found)
