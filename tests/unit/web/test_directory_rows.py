"""Rows of the directory's screen, and what is typed into it."""

import pytest

from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.doors.web.screens.directory import query_of
from ordonnance.doors.web.screens.directory_rows import near_rows, rows_of
from ordonnance.usecases.directory_views import (
    DirectoryFound,
    EntryView,
    HolderView,
    NearView,
    PlaceView,
)
from ordonnance.usecases.directory_words import distance, spaced
from tests.unit.usecases.test_duty_notes import TODAY

ALICE = HolderView("DR Alice EXEMPLE", "99000000019", "21", "Pharmacien", "")


def place(finess: str, kind: PlaceKind = PlaceKind.PHARMACY, equipment: str = "organisational",
          ) -> PlaceView:  # fmt: skip
    return PlaceView("LIEU EXEMPLE", finess, "1 R DES EXEMPLES", "69003", "LYON", "69", kind, "",
                     "0199000001", equipment)  # fmt: skip


def found(*entries: EntryView, near: tuple[NearView, ...] = ()) -> DirectoryFound:
    return DirectoryFound(TODAY, "exemple", False, entries, near)


def test_the_mailboxes_of_a_pharmacy_stand_together_the_organisational_one_to_prefer() -> None:
    at = place("690000002")
    (row,) = rows_of(found(
        EntryView("alice@pharmacien.example", MailboxType.PERSON, "", None, ALICE, at),
        EntryView("contact@officine.example", MailboxType.ORGANISATION, "Accueil", None, None, at),
    ))  # fmt: skip
    assert [(box.address, box.preferred) for box in row.boxes] == [
        ("contact@officine.example", True), ("alice@pharmacien.example", False),
    ]  # fmt: skip
    assert row.boxes[1].told == "personnelle, DR Alice EXEMPLE, pharmacien"
    assert (row.title, row.shape) == ("LIEU EXEMPLE", "bon")


def test_people_of_a_hospital_stand_apart_and_one_without_a_place_too() -> None:
    at = place("690000001", PlaceKind.HOSPITAL, "personal")
    people = [EntryView(f"{n}@medecin.example", MailboxType.PERSON, "", None, ALICE, at)
              for n in range(2)]  # fmt: skip
    alone = EntryView("a@b.example", MailboxType.PERSON, "", None, ALICE, None)
    rows = rows_of(found(*people, alone))
    assert [row.title for row in rows] == ["DR Alice EXEMPLE"] * 3
    assert rows[0].finess == "690000001"
    assert rows[2].finess is None


def test_an_address_of_nobody_known_keeps_its_service() -> None:
    (row,) = rows_of(found(EntryView("a@b.example", MailboxType.ORGANISATION, "Urgences")))
    assert (row.title, row.kind) == ("Urgences", "Autre lieu")


def test_the_nearest_say_how_far() -> None:
    near = (NearView(place("690000003"), False, 1249), NearView(place("690000004"), True))
    assert [row.far for row in near_rows(found(near=near))] == ["1,2 km", "même code postal"]
    assert distance(None, same_postcode=False) == "même département"


@pytest.mark.parametrize(
    ("where", "town", "postcode", "department"),
    [("Lyon", "Lyon", "", ""), ("69 003", "", "69003", ""), ("69", "", "", "69"),
     ("2a", "", "", "2A"), ("974", "", "", "974"), ("", "", "", ""), ("3", "3", "", "")],
)  # fmt: skip
def test_where_is_a_town_a_postcode_or_a_departement(
    where: str, town: str, postcode: str, department: str
) -> None:
    query = query_of("a", where, "pharmacie")
    assert (query.town, query.postcode, query.department) == (town, postcode, department)
    assert query.kind is PlaceKind.PHARMACY


def test_a_profession_is_looked_for_among_personal_mailboxes() -> None:
    query = query_of("", "", "40")
    assert (query.profession, query.type, query.kind) == ("40", MailboxType.PERSON, None)


def test_a_telephone_is_read_two_by_two() -> None:
    assert spaced("0199000001") == "01 99 00 00 01"
    assert spaced("15") == "15"
