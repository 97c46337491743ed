"""Is a centre ready? Each point as it stands, and what to do when something is missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.domain.directory import (
    DirectoryVersion,
    Entry,
    Equipment,
    MailboxType,
    Place,
    PlaceKind,
)
from ordonnance.usecases.directory import Professional
from ordonnance.usecases.equipment import Readiness, Regulator, for_the_order
from ordonnance.usecases.preparation import Aged, Given, Standing, points, standing

TODAY = date(2026, 11, 23)
FRESH = Aged(TODAY, 0, False)
ALICE = Professional("99000000019", "DR", "EXEMPLE", "Alice", "10")
BOX = Entry("alice@medecin.example", MailboxType.PERSON, None)


def pharmacy(name: str, equipment: Equipment, town: str = "LILLE") -> Place:
    return Place(name, "990000101", name, "", "", "59000", town, "59", PlaceKind.PHARMACY, "", "",
                 equipment)  # fmt: skip


READY = Readiness(
    DirectoryVersion(TODAY, "0" * 64, "exemple"), "59",
    (Entry("regulation@samu.example", MailboxType.ORGANISATION, None),),
    (Regulator(ALICE.rpps, ALICE, (BOX,)),),
    (pharmacy("PHARMACIE DE LA GARE", Equipment.ORGANISATIONAL),),
)  # fmt: skip
WHOLE = Given(FRESH, FRESH, True, 1, date(2025, 3, 1), None, TODAY, READY)


def judged(given: Given) -> dict[str, Standing]:
    return {each.name: each.standing for each in points(given)}


def test_with_everything_the_centre_is_ready() -> None:
    found = points(WHOLE)
    assert {each.standing for each in found} == {Standing.READY}
    assert standing(found) is Standing.READY
    assert not any(each.do for each in found)


@pytest.mark.parametrize(
    ("change", "name", "stands"),
    [({"directory": None}, "Annuaire des messageries", Standing.MISSING),
     ({"directory": Aged(TODAY, 3, True)}, "Annuaire des messageries", Standing.TO_WATCH),
     ({"white_list": None}, "Liste blanche de l'espace de confiance", Standing.MISSING),
     ({"white_list": Aged(TODAY, 9, True)}, "Liste blanche de l'espace de confiance",
      Standing.TO_WATCH),
     ({"mail": False}, "Envoi par messagerie sécurisée", Standing.MISSING),
     ({"boxes": 0}, "Envoi par messagerie sécurisée", Standing.TO_WATCH),
     ({"last": TODAY - timedelta(days=1)}, "Dérogation", Standing.MISSING),
     ({"last": TODAY}, "Dérogation", Standing.TO_WATCH),
     ({"last": TODAY + timedelta(days=61)}, "Dérogation", Standing.READY),
     ({"first": TODAY + timedelta(days=1)}, "Dérogation", Standing.MISSING),
     ({"readiness": replace(READY, centre=())}, "Boîte organisationnelle du centre",
      Standing.TO_WATCH),
     ({"readiness": replace(READY, regulators=())}, "Boîtes des régulateurs", Standing.UNKNOWN),
     ({"readiness": replace(READY, regulators=(Regulator("1", None, ()),))},
      "Boîtes des régulateurs", Standing.TO_WATCH),
     ({"readiness": replace(READY, pharmacies=())}, "Pharmacies du département", Standing.UNKNOWN),
     ({"readiness": replace(READY, pharmacies=(pharmacy("A", Equipment.PERSONAL),))},
      "Pharmacies du département", Standing.TO_WATCH)],
)  # fmt: skip
def test_what_is_missing_is_told_and_nothing_else(
    change: dict[str, object], name: str, stands: Standing
) -> None:
    found = judged(replace(WHOLE, **change))
    others = {each: at for each, at in found.items() if each != name}
    assert found[name] is stands
    assert set(others.values()) == {Standing.READY}


def test_the_head_says_the_worst() -> None:
    found = points(replace(WHOLE, directory=None, boxes=0, readiness=None))
    assert standing(found) is Standing.MISSING
    assert standing(points(replace(WHOLE, boxes=0))) is Standing.TO_WATCH


def test_the_order_is_told_of_pharmacies_without_an_organisational_mailbox_and_of_nobody() -> None:
    found = replace(READY, pharmacies=(
        pharmacy("PHARMACIE DE LA GARE", Equipment.NONE_PUBLISHED),
        pharmacy("PHARMACIE EXEMPLE-DUPONT", Equipment.PERSONAL),
        pharmacy("PHARMACIE DU PORT", Equipment.ORGANISATIONAL),
    ))  # fmt: skip
    assert for_the_order(found) == (
        ("990000101", "PHARMACIE DE LA GARE", "59000", "LILLE", "aucune boîte publiée"),
        ("990000101", "", "59000", "LILLE", "boîte personnelle seulement"),
    )
