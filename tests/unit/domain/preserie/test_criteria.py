"""The criteria that people feed: anomalies, technical prerequisites, satisfaction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.domain.preserie.anomalies import Anomaly, Fix, Origin, Standing, suspected
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Observed, weigh
from ordonnance.domain.preserie.criteria import Finding
from ordonnance.domain.preserie.pilot import Done, PilotAct
from ordonnance.domain.preserie.questionnaire import (
    QUESTIONS,
    Answers,
    AnswersInvalid,
    satisfaction,
)
from ordonnance.domain.preserie.technical import TechnicalNeed, TechnicalNeeds
from ordonnance.domain.preserie.traces import Attempt, Operation, Outcome
from tests.unit.domain.preserie.attempts import FIELD, USUAL, dispensed, hexed
from tests.unit.domain.preserie.pilots import END, a_pilot, am

DONE = dispensed(1, 1, ok=True)
EACH = (
    DONE,
    replace(DONE, id=hexed(7, 1), operation=Operation.CONSULT),
    replace(DONE, id=hexed(7, 2), operation=Operation.UNDO),
)
"""Each operation of a pharmacist, once, with success."""
BLOCKING = Anomaly(
    "ANO-01", date(2026, 3, 10), "rien ne s’enregistre", Operation.DISPENSE, Origin.SOFTWARE,
    blocking=True,
)  # fmt: skip
FIX = Fix("4.2", date(2026, 4, 2))


def criterion(name: str, observed: Observed, day: date = END) -> Finding:
    return {each.criterion.id: each.finding for each in weigh(observed, day).criteria}[name]


def anomalies(*known: Anomaly, attempts: tuple[Attempt, ...] = EACH, day: date = END) -> Finding:
    return criterion("BIL-02", Observed(a_pilot(), FIELD, attempts, known), day)


@pytest.mark.parametrize(
    ("anomaly", "standing", "verdict"),
    [
        (BLOCKING, Standing.OPEN, Verdict.BREACHED),
        (replace(BLOCKING, fix=FIX), Standing.TO_VERIFY, Verdict.NOT_YET),
        (replace(BLOCKING, fix=replace(FIX, verified=date(2026, 4, 3))), Standing.CLOSED,
         Verdict.MET),
        (replace(BLOCKING, fix=replace(FIX, on=END + timedelta(days=1))), Standing.OPEN,
         Verdict.BREACHED),
        (replace(BLOCKING, blocking=False), Standing.HARMLESS, Verdict.MET),
        (replace(BLOCKING, origin=Origin.NETWORK), Standing.HARMLESS, Verdict.MET),
        (replace(BLOCKING, origin=Origin.NOT_KNOWN), Standing.TO_CLASSIFY, Verdict.NOT_YET),
        (replace(BLOCKING, blocking=None), Standing.TO_CLASSIFY, Verdict.NOT_YET),
    ],
)  # fmt: skip
def test_only_an_intrinsic_blocking_anomaly_left_open_fails_the_criterion(
    anomaly: Anomaly, standing: Standing, verdict: Verdict
) -> None:
    assert anomaly.standing(END) is standing
    assert anomalies(anomaly).verdict is verdict


def test_an_operation_never_used_with_success_leaves_the_criterion_undecided() -> None:
    found = anomalies(attempts=(DONE,))
    assert found.verdict is Verdict.NOT_YET
    assert [line for line in found.missing if "consultation" in line]
    assert anomalies().verdict is Verdict.MET


def test_a_code_of_the_software_that_nothing_explains_has_to_be_explained() -> None:
    failed = replace(dispensed(2, 5, ok=False), outcome=Outcome.FAILED, code="LGO_PANNE")
    wrong = replace(dispensed(3, 6, ok=False), outcome=Outcome.REFUSED, code="JSON_INVALID")
    typed = replace(dispensed(3, 7, ok=False), outcome=Outcome.REFUSED, code="NUMBER_INVALID")
    tried = replace(dispensed(3, 8, ok=False), outcome=Outcome.FAILED, code="LGO_X", test=True)
    attempts = (*EACH, failed, wrong, typed, tried)
    found = suspected(attempts, FIELD, ())
    assert [(each.code, each.times, each.sites) for each in found] == [
        ("JSON_INVALID", 1, (am(3),)), ("LGO_PANNE", 1, (am(2),)),
    ]  # fmt: skip
    assert anomalies(attempts=attempts).verdict is Verdict.NOT_YET
    known = replace(BLOCKING, blocking=False, codes=frozenset({"LGO_PANNE", "JSON_INVALID"}))
    assert anomalies(known, attempts=attempts).verdict is Verdict.MET


def test_the_codes_of_an_anomaly_met_again_in_the_fixed_version_are_told() -> None:
    again = replace(dispensed(2, 5, ok=False), outcome=Outcome.FAILED, code="LGO_X", version="4.2")
    fixed = replace(BLOCKING, fix=FIX, codes=frozenset({"LGO_X"}))
    told = anomalies(fixed, attempts=(*EACH, again)).evidence
    assert any("revus 1 fois" in line for line in told)


def test_the_list_of_needs_is_found_once_declared_whole_and_until_another_is_found() -> None:
    need = TechnicalNeed("lecteur de codes", date(2026, 3, 10), "kit")
    for needs, verdict in (
        (TechnicalNeeds((need,)), Verdict.NOT_YET),
        (TechnicalNeeds((need,), date(2026, 4, 1)), Verdict.MET),
        (TechnicalNeeds((), date(2026, 4, 1)), Verdict.MET),
        (TechnicalNeeds((need,), END + timedelta(days=1)), Verdict.NOT_YET),
        (TechnicalNeeds((need,), date(2026, 3, 9)), Verdict.NOT_YET),
    ):
        assert criterion("BIL-04", Observed(a_pilot(), FIELD, (), (), needs)).verdict is verdict


def answered(rank: int, mark: int = 4, blocking: str = "", on: date = USUAL) -> Answers:
    return Answers(hexed(rank), am(rank), on, {each.id: mark for each in QUESTIONS}, blocking)


def satisfied(*answers: Answers) -> Finding:
    return criterion("BIL-05", Observed(a_pilot(), FIELD, answers=answers))


def test_satisfaction_is_decided_when_as_many_sites_answered_as_must_take_part() -> None:
    four = tuple(answered(rank) for rank in range(1, 5))
    assert satisfied(*four).verdict is Verdict.NOT_YET
    assert any(am(5).value in line for line in satisfied(*four).missing)
    assert satisfied(*four, answered(5, 1)).verdict is Verdict.MET, "low marks block nothing"


def test_one_blocking_point_fails_until_it_is_lifted() -> None:
    five = tuple(answered(rank) for rank in range(1, 5))
    blocks = answered(5, blocking="les renouvellements ne s’ouvrent pas")
    assert satisfied(blocks).verdict is Verdict.BREACHED, "even before everybody answered"
    lifted = replace(blocks, lifted=END)
    assert satisfied(*five, lifted).verdict is Verdict.MET
    again = answered(5, on=USUAL + timedelta(days=1))
    assert satisfied(*five, blocks, again).verdict is Verdict.MET, "the last answers hold"


def test_the_results_count_each_mark_and_leave_out_no_opinion() -> None:
    some = Answers(hexed(9), am(1), USUAL, {"SAT-01": 2})
    result = satisfaction((answered(1, 5), answered(2, 4), some), END, QUESTIONS).questions
    assert result[0].counts == (0, 1, 0, 1, 1)
    assert (result[0].answered, result[0].satisfied, str(result[0].mean)) == (3, 2, "3.7")
    assert result[1].answered == 2


def test_what_was_typed_with_its_final_stop_is_followed_by_other_words() -> None:
    typed = replace(BLOCKING, told="rien ne s’enregistre.", fix=FIX)
    (told,) = criterion("BIL-02", Observed(a_pilot(), FIELD, EACH, (typed,))).evidence
    assert "rien ne s’enregistre, corrigée en version 4.2" in told
    need = TechnicalNeed("un poste récent.", USUAL, "vérifier avant l’installation.")
    found = criterion("BIL-04", Observed(a_pilot(), FIELD, needs=TechnicalNeeds((need,))))
    assert found.evidence == ("un poste récent\u202f: vérifier avant l’installation.",)


def test_an_answer_signed_in_counts_instead_of_those_of_the_links_of_its_site() -> None:
    by_link = Answers(hexed(9), am(1), USUAL, {"SAT-01": 2})
    later = replace(by_link, respondent=hexed(10), on=USUAL + timedelta(days=2))
    signed = replace(answered(1, 5), respondent=hexed(8), on=USUAL + timedelta(days=1), signed=True)
    colleague = replace(signed, respondent=hexed(7), marks={"SAT-01": 4})
    elsewhere = answered(2, 1)
    said = (by_link, signed, colleague, later, elsewhere)
    told = satisfaction(said, END, QUESTIONS)
    assert told.respondents == 3
    assert told.questions[0].counts == (1, 0, 0, 1, 1)
    assert set(told.sites) == {am(1), am(2)}
    before = satisfaction(said, USUAL, QUESTIONS)
    assert before.questions[0].counts == (1, 1, 0, 0, 0), "nobody had signed yet"
    blocks = replace(by_link, blocking="rien ne s’imprime")
    assert satisfied(blocks, signed).verdict is Verdict.BREACHED, "never lost by who signs after"
    assert satisfied(replace(blocks, lifted=END), signed).verdict is not Verdict.BREACHED


@pytest.mark.parametrize(
    ("marks", "text"),
    [({"SAT-01": 6}, ""), ({"SAT-01": 0}, ""), ({"SAT-99": 3}, ""), ({}, ""),
     ({"SAT-01": 3}, "x" * 1001)],
)  # fmt: skip
def test_answers_that_cannot_be_are_refused(marks: dict[str, int], text: str) -> None:
    with pytest.raises(AnswersInvalid):
        Answers(hexed(1), am(1), USUAL, marks, text=text)


def test_a_prolongation_begins_the_period_again_and_carries_what_is_to_verify() -> None:
    pilot = a_pilot()
    again = replace(
        pilot,
        done=(*pilot.done, Done(PilotAct.ASSESS, date(2026, 4, 20)),
              Done(PilotAct.PROLONG, date(2026, 4, 20))),
    )  # fmt: skip
    observed = Observed(again, FIELD, EACH, (replace(BLOCKING, fix=FIX),))
    balance = weigh(observed, END)
    assert balance.period is not None
    assert balance.period.first == date(2026, 4, 20)
    assert balance.executions == ()
    assert [each.id for each in balance.carried] == ["ANO-01"]
