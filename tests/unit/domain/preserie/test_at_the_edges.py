"""What a présérie comes to when little was done, or little is known."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ordonnance.domain.preserie.anomalies import seen_again
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Observed, weigh
from ordonnance.domain.preserie.criteria import Finding
from ordonnance.domain.preserie.parties import Kind
from ordonnance.domain.preserie.questionnaire import QUESTIONS, Answers, satisfaction
from ordonnance.domain.preserie.register import EditorKey, Entry, Said, kept
from ordonnance.domain.preserie.traces import Attempt, Outcome, Paper
from tests.builders.pilot_registers import EDITOR, OPENED
from tests.unit.domain.preserie.attempts import FIELD, USUAL, dispensed
from tests.unit.domain.preserie.pilots import END, a_pilot, am
from tests.unit.domain.preserie.test_criteria import BLOCKING, EACH

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


def found(name: str, *attempts: Attempt, least: int | None = 80) -> Finding:
    """One criterion of a présérie whose terms ask for that share."""
    pilot = a_pilot()
    pilot = replace(pilot, terms=replace(pilot.terms, least_success=least))
    balance = weigh(Observed(pilot, FIELD, attempts), END)
    return {each.criterion.id: each.finding for each in balance.criteria}[name]


def test_without_a_share_in_the_terms_nothing_is_decided_of_it() -> None:
    told = found("BIL-01", *EACH, least=None)
    assert told.verdict is Verdict.NOT_YET
    assert "ne donnent pas de seuil" in told.why
    assert not any(each.startswith("Sous ") for each in told.evidence)


def test_without_an_execution_that_counts_nothing_is_decided() -> None:
    assert "aucune exécution ne compte" in found("BIL-01").why


def test_executions_of_which_some_do_not_tell_the_scan_leave_it_open() -> None:
    told = [replace(dispensed(site, 1, ok=True), paper=Paper.NOT_SENT) for site in range(1, 5)]
    some = found("BIL-03", *told, dispensed(5, 1, ok=True))
    assert (some.verdict, "toutes les exécutions" in some.why) == (Verdict.NOT_YET, True)
    none = found("BIL-03", *(dispensed(site, 1, ok=True) for site in range(1, 6)))
    assert (none.verdict, "aucune exécution" in none.why) == (Verdict.NOT_YET, True)


def test_an_anomaly_without_a_fix_is_not_seen_again_in_it() -> None:
    assert seen_again(BLOCKING, EACH) == 0


def test_a_question_that_nobody_answered_has_no_mean() -> None:
    one, *others = QUESTIONS
    told = satisfaction((Answers("0" * 32, am(1), USUAL, {one.id: 4}),), END, QUESTIONS)
    means = {each.question.id: each.mean for each in told.questions}
    assert means[one.id] == 4
    assert all(means[each.id] is None for each in others)


def test_how_an_attempt_ended_has_words() -> None:
    assert len({each.label for each in Outcome}) == len(Outcome)


def test_a_register_that_does_not_begin_by_its_opening_is_not_one() -> None:
    key = Said(Kind.KEY, key=EditorKey("cle-1", {"kty": "EC"}))
    entries = [Entry(NOON, EDITOR, OPENED), Entry(NOON, EDITOR, key)]
    assert set(kept(entries).keys) == {"cle-1"}
    for wrong in ([], entries[1:]):
        with pytest.raises(ValueError, match="begins by the opening"):
            kept(wrong)


def test_an_entry_that_says_nothing_of_its_kind_is_refused() -> None:
    empty = Said(Kind.KEY)
    with pytest.raises(ValueError, match="says nothing"):
        kept([Entry(NOON, EDITOR, OPENED), Entry(NOON, EDITOR, empty)])
