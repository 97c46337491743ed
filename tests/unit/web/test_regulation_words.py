"""What the picker and the follow-up of a call say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ordonnance.domain.directory import MailboxType, PlaceKind
from ordonnance.domain.letters import LetterState
from ordonnance.doors.web.screens.regulation_follow import result_of, told_of
from ordonnance.doors.web.screens.regulation_places import query_of, rows_of
from ordonnance.usecases.calls.call import Call, Destination, Where
from ordonnance.usecases.directory_views import (
    DirectoryFound,
    EntryView,
    HolderView,
    NearView,
    NoteView,
    PlaceView,
)
from ordonnance.usecases.directory_words import spaced
from ordonnance.usecases.samu.models import Followed, LetterView

DAY = date(2026, 11, 23)


def place(finess: str, kind: PlaceKind = PlaceKind.PHARMACY) -> PlaceView:
    return PlaceView(f"LIEU {finess[-2:]}", finess, "1 RUE DE L’EXEMPLE", "59000", "LILLE", "59",
                     kind, "620", "0199000010", "none_published")  # fmt: skip


def entry(finess: str, address: str | None = None, kind: MailboxType | None = None) -> EntryView:
    holder = HolderView("Nadia EXEMPLE", None, "21", "Pharmacien", "")
    return EntryView(address, kind, holder=holder if kind is MailboxType.PERSON else None,
                     place=place(finess))  # fmt: skip


def found(*entries: EntryView, near: tuple[NearView, ...] = ()) -> DirectoryFound:
    note = NoteView("990000101", "de garde ce soir", DAY, DAY, DAY)
    return DirectoryFound(DAY, "annuaire", False, entries, near, (note,))


def test_the_organisational_mailbox_of_a_place_hides_the_personal_ones() -> None:
    picked = rows_of(found(
        entry("990000101", "nadia@x.fr", MailboxType.PERSON),
        entry("990000101", "officine@x.fr", MailboxType.ORGANISATION),
    ), homes=False)  # fmt: skip
    assert [(row.value, row.kind) for row in picked.rows] == [("990000101|officine@x.fr", "bon")]
    assert picked.rows[0].note == "de garde ce soir"


def test_a_personal_mailbox_is_named_and_warned_of() -> None:
    (row,) = rows_of(found(entry("990000119", "nadia@x.fr", MailboxType.PERSON)), homes=False).rows
    assert row.kind == "attention"
    assert "Nadia EXEMPLE" in row.mailbox


def test_a_place_without_a_mailbox_cannot_be_chosen_and_the_near_ones_can() -> None:
    near = (NearView(place("990000135"), False, 1240),)
    picked = rows_of(found(entry("990000127"), near=near), homes=False)
    assert (picked.rows[0].value, picked.rows[0].kind) == ("", "bloque")
    assert (picked.near[0].value, picked.near[0].away) == ("990000135|", "1,2 km")


def test_only_homes_are_shown_for_a_care_home() -> None:
    home = EntryView("soins@x.fr", MailboxType.ORGANISATION,
                     place=place("990000176", PlaceKind.NURSING_HOME))  # fmt: skip
    office = entry("990000101", "officine@x.fr", MailboxType.ORGANISATION)
    assert len(rows_of(found(home, office), homes=True).rows) == 1
    assert "Aucun lieu" in rows_of(found(office), homes=True).told


def test_what_is_typed_to_find_a_place() -> None:
    query = query_of(Destination(search="beffroi 59000"))
    assert query is not None
    assert (query.text, query.postcode, query.kind) == ("beffroi", "59000", PlaceKind.PHARMACY)
    assert query_of(Destination(search="b")) is None
    assert query_of(Destination(Where.PATIENT, search="beffroi")) is None


def followed(state: LetterState | None = None, **more: object) -> Followed:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    late, read = bool(more.pop("late", False)), bool(more.pop("read", False))
    letters = ()
    if state is not None:
        letters = (LetterView("un@x", "prescription", state.value, at, late, read, "", ""),)
    held = {
        "number": "UD…", "established_on": DAY, "circuit": "1", "recipient": "PHARMACIE EXEMPLE",
        "letters": letters, "withdrawn": False, "objection": False, "state": None, "served": None,
        "next_step": "", "again": False, **more,
    }  # fmt: skip
    return Followed(**held)  # type: ignore[arg-type]  # the words of each test


@pytest.mark.parametrize("state", list(LetterState))
def test_every_state_of_a_letter_is_said_with_a_shape(state: LetterState) -> None:
    told = told_of(followed(state))
    assert told.kind
    assert told.text


def test_a_message_that_does_not_leave_is_an_alarm_after_five_minutes() -> None:
    told = told_of(followed(LetterState.WAITING, late=True, next_step="Téléphoner."))
    assert told.alarm
    assert (told.kind, told.text, told.do) == (
        "bloque", "Pas parti en cinq minutes : non envoyé, reconnectez-vous", "Téléphoner.",
    )  # fmt: skip
    assert not told_of(followed(LetterState.WAITING)).alarm


def test_a_bounce_is_an_alarm_and_asks_for_another_recipient() -> None:
    told = told_of(followed(LetterState.BOUNCED, again=True))
    assert told.alarm
    assert told.again


def test_what_is_said_to_have_come_back_is_no_good_news() -> None:
    told = told_of(followed(LetterState.HANDED, next_step="Téléphoner."))
    assert (told.kind, told.alarm, told.over) == ("attention", True, False)
    assert told_of(followed(LetterState.HANDED)).kind == "bon"


WITHDRAWN, BOUNCED, CANCELLED = (
    LetterState.WITHDRAWN, LetterState.BOUNCED, LetterState.CANCELLED
)  # fmt: skip


@pytest.mark.parametrize(
    ("states", "told", "over"),
    [
        ((), "avant l’envoi", True),
        ((CANCELLED,), "avant l’envoi", True),
        ((BOUNCED,), "son message était revenu, personne ne l’a reçue", True),
        ((BOUNCED, CANCELLED), "son message était revenu, personne ne l’a reçue", True),
        ((BOUNCED, WITHDRAWN), "un second message", True),
        ((BOUNCED, LetterState.HANDED), "le message qui le dit se prépare", False),
        ((LetterState.DELIVERED,), "le message qui le dit se prépare", False),
    ],
)  # fmt: skip
def test_a_prescription_taken_back_says_who_is_told_and_when_nobody_has_to_be(
    states: tuple[LetterState, ...], told: str, over: bool
) -> None:
    letters = tuple(each for state in states for each in followed(state).letters)
    found = told_of(replace(followed(withdrawn=True), letters=letters))
    assert told in found.text
    assert found.over is over


def test_while_another_message_is_made_the_one_before_says_nothing() -> None:
    found = followed(LetterState.BOUNCED, preparing=True)
    assert told_of(found).text == "Le message se prépare"
    told = json.loads(result_of(Call("un"), found, registered=False))
    assert told["etat"] == "preparee"


def test_the_page_stops_asking_once_nothing_moves() -> None:
    assert told_of(followed(LetterState.DELIVERED, read=True)).over
    assert told_of(followed(LetterState.CANCELLED, withdrawn=True)).over
    assert not told_of(followed(LetterState.HANDED)).over
    assert not told_of(followed()).over


def test_served_or_not_is_told_unless_the_patient_objects() -> None:
    assert told_of(followed(LetterState.HANDED, served=True)).served == "Délivrée."
    assert told_of(followed(LetterState.HANDED, served=False)).served == "Pas encore délivrée."
    assert "s’oppose" in told_of(followed(LetterState.HANDED, objection=True)).served
    assert told_of(followed(LetterState.HANDED)).served == ""


def test_a_software_is_never_told_the_number_unless_it_is_registered() -> None:
    call = Call("un", reference="fr.exemple.59.12345", number="UDZB7RNBKTNH5N2RAC")
    plain = json.loads(result_of(call, followed(LetterState.HANDED), registered=False))
    assert "UDZB7RNBKTNH5N2RAC" not in str(plain)
    assert (plain["appel"], plain["etat"], plain["cas"]) == ("fr.exemple.59.12345", "handed", "1")
    known = json.loads(result_of(call, followed(LetterState.HANDED), registered=True))
    assert known["numero"] == "UDZB7RNBKTNH5N2RAC"


@pytest.mark.parametrize(
    ("phone", "said"),
    [("0199000010", "01 99 00 00 10"), ("+33199000010", "01 99 00 00 10"), ("15", "15"), ("", "")],
)
def test_a_telephone_is_said_by_pairs(phone: str, said: str) -> None:
    assert spaced(phone) == said
