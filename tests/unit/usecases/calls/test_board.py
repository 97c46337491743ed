"""The board of a centre: who sees it, what is kept, and what crosses."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from ordonnance.domain.census import Motive, Regulator
from ordonnance.usecases.calls import board as boards
from ordonnance.usecases.calls.answers import Point
from ordonnance.usecases.calls.board import Board, admitted, begin, calls, keep, open_call
from ordonnance.usecases.calls.call import (
    LINE,
    Call,
    Destination,
    InsFrom,
    Where,
    Who,
    read_age,
)
from ordonnance.usecases.samu.models import Impossible
from ordonnance.usecases.writing.draft import Explained
from tests.builders.desk import JEANNE, DeskInMemory, a_desk
from tests.builders.platform import done, refused


def board_for(desk: DeskInMemory, handle: str) -> Board:
    ports = desk.platform.ports
    return Board(desk.platform.caller(handle), desk.desk, ports.reader, ports.clock,
                 lambda: str(uuid4()))  # fmt: skip


def test_a_regulator_begins_and_a_colleague_of_the_centre_goes_on() -> None:
    desk = a_desk()
    regine = done(admitted(board_for(desk, "regulateur")))
    call = done(begin(regine))
    armel = done(admitted(board_for(desk, "arm")))
    (there,) = done(calls(armel))
    assert (there.id, there.begun_by) == (call.id, "Régine DÉMO")
    done(keep(armel, replace(there, motive=Motive.DENTAL)))
    found = done(open_call(regine, call.id))
    assert (found.motive, found.last_by) == (Motive.DENTAL, "Armel EXEMPLE")


@pytest.mark.parametrize("handle", ["medecin", "pharmacien", "arm", "assistante"])
def test_where_nobody_regulates_there_is_no_board(handle: str) -> None:
    with refused("REGULATION_ONLY"):
        done(admitted(board_for(a_desk(), handle)))


def test_the_board_of_a_centre_is_seen_nowhere_else() -> None:
    desk = a_desk()
    call = done(begin(done(admitted(board_for(desk, "regulateur")))))
    elsewhere = board_for(desk, "medecin")
    assert done(calls(elsewhere)) == ()
    with refused("CALL_UNKNOWN"):
        done(open_call(elsewhere, call.id))


def test_everything_said_is_kept_as_it_was_said() -> None:
    desk = a_desk()
    board = done(admitted(board_for(desk, "regulateur")))
    line = replace(desk.draft("dicodin 1 comprimé matin et soir pendant 3 jours").lines[0], id=LINE)
    said = Call(
        "", reference="59.1", client="lrm", who=Who.CARER, patient=JEANNE,
        ins_from=InsFrom.DICTATED, points=frozenset({Point.ALCOHOL}), motive=Motive.OTHER,
        motive_words="brûlure", signs=frozenset({"souffle"}), line=line,
        explained=(Explained("MP-05", "", "motif"),),
        destination=Destination(
            Where.PATIENT, impossible=Impossible.OTHER, why="panne", space=True
        ),
        capacity=Regulator.ON_DUTY, page="page",
    )  # fmt: skip
    call = done(begin(board, said))
    found = done(open_call(board, call.id))
    same = replace(found, line=line, written_at=call.written_at)
    assert same == call
    assert found.line is not None
    assert found.line.line is not None
    assert line.line is not None
    assert found.line.line.posology == line.line.posology


def test_two_pages_never_write_over_each_other() -> None:
    desk = a_desk()
    board = done(admitted(board_for(desk, "regulateur")))
    call = done(begin(board))
    done(keep(board, replace(call, motive_words="la première")))
    with refused("CALL_CHANGED"):
        done(keep(board, replace(call, motive_words="la seconde")))


def test_a_centre_does_not_begin_calls_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "MOST_CALLS", 2)
    board = done(admitted(board_for(a_desk(), "regulateur")))
    first = done(begin(board))
    done(begin(board))
    with refused("CALLS_TOO_MANY"):
        done(begin(board))
    # One that was sent no longer counts.
    done(keep(board, replace(first, number="UDZB7RNBKTNH5N2RAC")))
    done(begin(board))


def test_a_launch_serves_once() -> None:
    desk = a_desk()
    board = done(admitted(board_for(desk, "regulateur")))
    until = desk.platform.clock.now() + boards.KEPT
    once = str(uuid4())
    assert done(boards.used_once(board, once, until))
    assert not done(boards.used_once(board, once, until))
    assert done(boards.used_once(board, str(uuid4()), until))


def test_a_call_is_thrown_away_as_it_was_seen_and_one_sent_stays() -> None:
    desk = a_desk()
    board = done(admitted(board_for(desk, "regulateur")))
    call = done(begin(board))
    changed = done(keep(board, call))
    with refused("CALL_CHANGED"):
        done(boards.throw_away(board, call))
    sent = done(keep(board, replace(changed, number="UDZB7RNBKTNH5N2RAC")))
    with refused("CALL_CHANGED"):
        done(boards.throw_away(board, sent))
    done(boards.throw_away(board, done(begin(board))))
    assert [each.id for each in done(calls(board))] == [call.id]


def test_a_call_sent_elsewhere_keeps_what_was_said_and_forgets_where_it_went() -> None:
    sent = Call(
        "un", 4, patient=JEANNE, motive=Motive.DENTAL, number="UDZB7RNBKTNH5N2RAC", author="qui",
        sent_to="PHARMACIE", destination=Destination(finess="990000069"),
    )  # fmt: skip
    again = sent.again
    assert (again.patient, again.motive, again.version) == (JEANNE, Motive.DENTAL, 0)
    assert (again.sent, again.author, again.sent_to, again.destination) == (
        False, "", "", Destination(),
    )  # fmt: skip


def test_nobody_is_shown_in_a_log() -> None:
    call = Call("un", patient=JEANNE, number="UDZB7RNBKTNH5N2RAC")
    assert "EXEMPLE" not in repr(call).upper()
    assert "UDZB" not in repr(call)


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("15/06/1970", 56), ("23/11/2008", 18), ("24/11/2008", 17), ("34", 34), ("34 ans", 34),
        ("8 mois", 0), ("30 mois", 2), ("5 jours", 0), ("999", None), ("vieux", None), ("", None),
        ("24/11/2026", None),
    ],
)  # fmt: skip
def test_an_age_is_that_of_the_birth_or_of_the_words(typed: str, years: int | None) -> None:
    assert read_age(typed, date(2026, 11, 23)) == years
