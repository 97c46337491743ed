"""What a cockpit says of the simulated présérie, and of a link that nobody made."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from ordonnance.bootstrap.invitations import Invitation, read_code
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.balance import weigh
from ordonnance.domain.preserie.parties import Kind, PartyRole, may_write
from ordonnance.domain.preserie.register import Kept
from ordonnance.doors.web.charts import shares
from ordonnance.doors.web.screens import preserie_view as view
from ordonnance.doors.web.screens.preserie_fields import forms_of
from tests.builders import simulated_pilot as simulated

BALANCE = weigh(simulated.observed(), simulated.LAST)
PILOT = "5a0e6a52-0000-4000-8000-000000000001"


def mark(text: str) -> bytes:
    """What stands for the keys of a base."""
    return hashlib.sha256(text.encode()).digest()


def test_the_silent_and_the_old_are_told_in_plain_words() -> None:
    told = view.alerts(BALANCE, "4.2")
    silent, old = simulated.am(simulated.SILENT).value, simulated.am(simulated.OLD).value
    assert any(each.startswith(f"{silent}\u202f: silencieux depuis le ") for each in told)
    assert any(each.startswith(f"{old}\u202f: ") and "version" in each for each in told)
    assert view.alerts(weigh(simulated.observed(), date(2026, 3, 1)), None) == ()


def test_an_installation_that_is_late_is_an_alert_the_day_after_and_not_before() -> None:
    pilot = simulated.pilot()
    waiting = replace(pilot, done=tuple(each for each in pilot.done if each.site is None))
    observed = replace(simulated.observed(), pilot=waiting)
    first = simulated.am(1).value
    assert view.alerts(weigh(observed, simulated.FIRST), None) == ()
    late = view.alerts(weigh(observed, date(2026, 3, 10)), None)
    assert late == (f"{first}\u202f: pas encore installé, alors que c’était prévu le 09/03/2026.",)


def test_each_site_has_its_row_and_the_chart_its_rule() -> None:
    rows = view.site_rows(BALANCE)
    assert [each.am for each in rows] == [simulated.am(rank).value for rank in range(1, 9)]
    assert rows[simulated.SILENT - 1].state.endswith("silencieux")
    drawn = view.chart(BALANCE)
    assert 'class="budget"' in drawn
    assert drawn.count("<circle") == sum(1 for each in BALANCE.measures.days if each.share.counted)


def test_a_day_without_anything_has_no_dot_and_a_full_one_stands_at_the_top() -> None:
    drawn = shares("parts", "Part", "Dite", [(100.0, 100.0), (None, 100.0), (0.0, 50.0)], None)
    assert drawn.count("<circle") == 2
    assert 'cy="8"' in drawn
    assert "budget" not in drawn


@pytest.mark.parametrize("role", [PartyRole.EDITOR, PartyRole.CPAM, PartyRole.CNAM])
def test_a_party_is_offered_what_its_rows_say_and_nothing_after_the_end(role: PartyRole) -> None:
    pilot = simulated.pilot()
    running = Kept(pilot, {}, {}, frozenset({"4.1"}))
    offered = forms_of(role, running)
    assert offered
    assert all(may_write(role, each.kind, each.act) for each in offered)
    assert {each.kind for each in offered} >= {Kind.ANOMALY, Kind.NEED}


def test_a_link_says_who_invites_and_the_pharmacist_stays_the_same() -> None:
    one = Invitation(PILOT, 2, 1, PartyRole.CPAM, "33")
    assert read_code(one.code(mark), mark) == one
    other = replace(one, role=PartyRole.CNAM, organisation="Cnam")
    assert other.respondent(mark) == one.respondent(mark)
    assert replace(one, pharmacist=2).respondent(mark) != one.respondent(mark)


def test_a_link_of_an_editor_or_retouched_is_none() -> None:
    code = Invitation(PILOT, 2, 1, PartyRole.CPAM, "33").code(mark)
    editor = Invitation(PILOT, 2, 1, PartyRole.EDITOR, "EXEMPLE SANTÉ").code(mark)
    for each in (code[:-2] + "AA", code[1:], "", "é", "=" * 8, editor):
        with pytest.raises(Refusal) as refused:
            read_code(each, mark)
        assert refused.value.code == "ROUTE_UNKNOWN"
