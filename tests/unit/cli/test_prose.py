"""The French sentences: times, what is not served, rules with their figures."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ordonnance.domain.dispensing import DeclineReason
from ordonnance.doors.cli import prose, prose_findings
from ordonnance.doors.cli.layout import instant
from ordonnance.law.explain import show
from ordonnance.law.register import IDS
from ordonnance.usecases import results
from ordonnance.usecases.words import REASONS
from tests.unit.cli.conftest import (
    ANSWERS,
    AT,
    DAY,
    LINE,
    NUMBER,
    SERVED,
    FakeClient,
    Ordonnance,
)

SPACE = "\u202f"
# What the prescriber writes on the sheet: the blank is for them to fill.
BLANK = f"«{SPACE}en complément de l’ordonnance du …{SPACE}»"


@pytest.fixture(params=["UTC", "Indian/Reunion", "America/Cayenne"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine set to another zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 11, 22, 2, 14, tzinfo=UTC), "22/11/2026 03:14 (heure de Paris)"),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "01/07/2026 00:30 (heure de Paris)"),
    ],
)
def test_a_time_is_that_of_paris_and_says_so_whatever_the_zone_of_the_machine(
    elsewhere: str, at: datetime, told: str
) -> None:
    paris = at.astimezone(ZoneInfo("Europe/Paris"))
    assert at.astimezone().utcoffset() != paris.utcoffset(), elsewhere
    assert instant(at) == told


def test_the_journal_names_the_clock_once_for_all_its_rows() -> None:
    access = results.AccessView(1, AT, "CONSULT", "lecture", "médecin", "X", "Y", "Z")
    told = prose.journal(results.JournalRead(NUMBER, (access, access)))
    assert told.count("(heure de Paris)") == 1
    assert told.splitlines()[0].endswith(f"(heure de Paris){SPACE}:")
    assert told.count("12/03/2026 10:30") == 2


def dispensed(
    served: tuple[results.ServedView, ...], *declined: results.DeclinedView
) -> results.Dispensed:
    return results.Dispensed(NUMBER, 2, "EX-1", served, (), (LINE,), False, (), declined)


def test_a_line_only_declined_is_not_called_a_dispensing(
    ordonnance: Ordonnance, base: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = dispensed((), results.DeclinedView(2, "NOT_WANTED"))
    monkeypatch.setitem(ANSWERS, "dispense", answer)
    told = ordonnance("dispense", NUMBER, "--line", "2", "--decline", "NOT_WANTED").stdout
    assert told.startswith(
        f"Non délivré enregistré, référence EX-1{SPACE}: ligne 2, non souhaité par le patient\n"
    )
    assert "Délivrance enregistrée" not in told
    assert "numérisée" not in told
    assert base.asked[0] == "dispense"


def test_what_is_declined_stands_beside_what_is_served_with_the_words_given() -> None:
    left = results.DeclinedView(2, "SHORTAGE", "manque EXEMPLE")
    told = prose.dispensed(dispensed((SERVED,), left))
    assert told.startswith("Délivrance enregistrée, référence EX-1")
    assert (
        f"  ligne 2 non délivrée{SPACE}: rupture d'approvisionnement "
        f"(«{SPACE}manque EXEMPLE{SPACE}»)\n"
    ) in told


@pytest.mark.parametrize("why", DeclineReason)
def test_every_reason_not_to_serve_has_french_words(why: DeclineReason) -> None:
    told = prose.dispensed(dispensed((), results.DeclinedView(1, why.value)))
    assert why.value not in told
    assert f"ligne 1, {REASONS[why]}" in told


def test_what_is_said_of_scanning_is_said_to_be_local() -> None:
    told = " ".join(prose.dispensed(dispensed((SERVED,))).split())
    assert (
        "La feuille n'a pas à être numérisée pour l'assurance maladie (information locale : "
        "aucun échange avec l'assurance maladie)."
    ) in told


@pytest.mark.parametrize("rule", IDS)
def test_no_rule_is_told_with_a_blank_or_a_placeholder(rule: str) -> None:
    """What `law show` prints, without starting the command line for each rule."""
    told = re.sub(r"[ \n]+", " ", prose_findings.rule(show(rule)))
    assert " Constat " in told
    assert "{" not in told
    assert "…" not in told.replace(BLANK, "")


def test_a_rule_is_told_with_the_figures_of_an_example(ordonnance: Ordonnance) -> None:
    told = ordonnance("law", "show", "RX-DUR-01").stdout
    assert (
        "  Constat     Treize mois → La durée demandée (13 mois) dépasse 12 mois pour RAMIPRIL.\n"
        "  Que faire   Mettre 12 mois.\n"
    ) in told


def test_a_day_of_dispensing_is_told_without_an_hour() -> None:
    view = results.ExecutionView("EX-1", AT, DAY, "Pharmacie", "X", (SERVED,), ())
    told = prose.executions(results.Executions(NUMBER, False, (view,)))
    assert "12/03/2026  Pharmacie, X (référence EX-1)" in told
    assert "heure" not in told
