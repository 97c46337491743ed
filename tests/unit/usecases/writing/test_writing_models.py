"""Favourites and protocols: lines for anybody, kept at a press, proposed first, given up."""

from dataclasses import fields, replace
from datetime import date

import pytest

from ordonnance.domain.mentions import (
    Examination,
    InitialPrescription,
    NamedPharmacy,
    NonSubstitutionReason,
    NotSubstitutable,
    OffLabel,
)
from ordonnance.domain.prescription import Line
from ordonnance.usecases.writing.models import (
    favourites,
    impersonal,
    keep_model,
    models,
    turn_favourite,
)
from tests.builders.desk import DeskInMemory, a_desk
from tests.builders.platform import refused

pytestmark = pytest.mark.anyio

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
KARDEGIC = "kardegic 75 1 sachet par jour 3 mois ald"
OF_ANYBODY = {
    "number", "id", "category", "posology", "product", "preparation", "duration", "packs",
    "renewals", "exoneration", "not_substitutable", "not_reimbursable", "off_label", "fraction",
    "single_delivery", "in_words", "access", "active_perfusion",
}  # fmt: skip


def a_line(desk: DeskInMemory, typed: str = AMOX) -> Line:
    (line,) = desk.draft(typed).understood
    return line


async def test_a_press_makes_a_favourite_and_another_takes_it_away() -> None:
    desk = a_desk()
    draft = desk.draft(AMOX, KARDEGIC)
    await turn_favourite(desk.writing, draft, draft.lines[1].id)
    (kept,) = await models(desk.writing)
    assert (kept.name, len(kept.lines)) == ("KARDEGIC 75 mg", 1)
    assert favourites([kept], draft.lines) == {draft.lines[1].id: kept.id}
    await turn_favourite(desk.writing, draft, draft.lines[1].id)
    assert await models(desk.writing) == ()


async def test_the_same_medicine_taken_otherwise_is_another_favourite() -> None:
    desk = a_desk()
    draft = desk.draft(AMOX, "clamoxyl 500 1 gelule le soir 7 jours")
    await turn_favourite(desk.writing, draft, draft.lines[0].id)
    kept = await models(desk.writing)
    assert set(favourites(kept, draft.lines)) == {draft.lines[0].id}


async def test_a_line_that_is_not_understood_is_no_favourite() -> None:
    desk = a_desk()
    draft = desk.draft("mots que personne ne comprend")
    for id in (draft.lines[0].id, "ailleurs"):
        with refused("MODEL_EMPTY"):
            await turn_favourite(desk.writing, draft, id)
    assert favourites((), draft.lines) == {}


async def test_nothing_of_a_patient_is_kept() -> None:
    desk = a_desk()
    line = replace(
        a_line(desk),
        motive="Jeanne",
        advice="Jeanne",
        examination=Examination("NFS", date(2026, 1, 5)),
        initial=InitialPrescription(date(2026, 1, 5)),
        named_pharmacy=NamedPharmacy("Pharmacie de Jeanne"),
        childbearing=True,
        off_label=OffLabel("Jeanne"),
        not_substitutable=NotSubstitutable(NonSubstitutionReason.CONTRAINDICATION, "Jeanne"),
    )
    await keep_model(desk.writing, "Mon protocole", (line,))
    (kept,) = await models(desk.writing)
    bare = kept.lines[0]
    assert "Jeanne" not in repr(kept)
    assert (bare.examination, bare.initial, bare.childbearing) == (None, None, None)
    assert bare.off_label is not None
    assert bare.posology == line.posology


def test_a_new_field_of_a_line_is_of_one_patient_until_somebody_says_otherwise() -> None:
    desk = a_desk()
    line = a_line(desk, KARDEGIC)
    for each in fields(Line):
        if each.init and each.name not in OF_ANYBODY:
            assert getattr(impersonal(line), each.name) == each.default
