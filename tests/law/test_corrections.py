"""Corrections: what a finding offers makes it go, and says nothing in the prescriber’s place."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Relation, RelationKind
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.correction import Correction, renumbered, separable
from ordonnance.law.examples import (
    ALPRAZOLAM,
    KETOPROFENE,
    METHADONE,
    MORPHINE,
    ONE_A_DAY,
    RAMIPRIL,
    TRAMADOL,
    ZOLPIDEM,
    a_case,
    at_counter,
    days,
    months,
    two_lines,
)
from ordonnance.law.finding import Finding
from ordonnance.law.form import Form
from ordonnance.law.history import Covered, History
from ordonnance.law.register import REGISTER, AnyRule
from ordonnance.law.rule import Example
from ordonnance.law.treatment import treatment_days

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{rule.since}-{example.text}")
    for rule in REGISTER
    for example in rule.examples
]
DURATIONS = ("RX-DUR-01", "RX-DUR-02", "RX-DUR-03", "RX-DUR-07", "RX-STUP-03")
COVERED = History((Covered("morphine", date(2026, 1, 1), date(2026, 1, 10), own=True),))


def finding(case: Case, rule: str) -> Finding:
    return next(each for each in check(case).findings if each.rule == rule)


def corrected(case: Case, correction: Correction) -> Case:
    """The case with its first document corrected."""
    return replace(case, ordonnance=correction.applied(case.ordonnance)[0])


def labels(case: Case, rule: str) -> list[str]:
    return [each.label for each in finding(case, rule).corrections]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_each_correction_of_an_example_makes_its_finding_go(
    rule: AnyRule, example: Example
) -> None:
    case = cast(Case, example.build())
    for found in check(case).findings:
        for correction in found.corrections if found.rule == rule.id else ():
            assert_right(case, found, correction)
            assert correction.label[0].isupper()


def assert_right(case: Case, found: Finding, correction: Correction) -> None:
    """Once corrected the finding is gone, in every document, and no worse one has come."""
    known = {each.key for each in check(case).findings}
    for ordonnance in correction.applied(case.ordonnance):
        after = check(replace(case, ordonnance=ordonnance)).findings
        assert found.key not in {each.key for each in after}
        worse = [each for each in after if each.outcome.rank > found.outcome.rank]
        assert [each.key for each in worse if each.key not in known] == []


def test_the_longest_duration_allowed_is_set_where_the_duration_is_written() -> None:
    case = a_case(ALPRAZOLAM, duration=days(85))
    assert labels(case, "RX-DUR-03") == ["Mettre 84 jours"]
    bounded = Posology((replace(ONE_A_DAY.steps[0], bounds=days(85)),))
    in_steps = a_case(ALPRAZOLAM, posology=bounded)
    (correction,) = finding(in_steps, "RX-DUR-03").corrections
    (line,) = correction.applied(in_steps.ordonnance)[0].lines
    assert (line.duration, line.posology.total_duration()) == (None, days(84))


def test_renewals_are_reduced_before_the_duration_is() -> None:
    assert labels(a_case(RAMIPRIL, duration=months(1), renewals=12), "RX-DUR-01") == [
        "Ramener les renouvellements à 11"
    ]
    assert labels(a_case(RAMIPRIL, duration=months(12), renewals=1), "RX-DUR-01") == [
        "Ne pas renouveler"
    ]
    assert labels(a_case(TRAMADOL, duration=days(90), renewals=1), "RX-DUR-07") == [
        "Mettre 84 jours, sans renouvellement"
    ]


def test_words_that_tell_the_duration_follow_it() -> None:
    posology = Posology(ONE_A_DAY.steps, "1 comprimé le soir pendant 90 jours")
    case = a_case(ALPRAZOLAM, posology=posology, duration=days(90))
    (correction,) = finding(case, "RX-DUR-03").corrections
    (line,) = correction.applied(case.ordonnance)[0].lines
    assert line.posology.text == "1 comprimé le soir pendant 84 jours"


@pytest.mark.parametrize(
    "line",
    [
        {"posology": Posology(ONE_A_DAY.steps, "1 le soir pendant trois mois")},
        {"in_words": "un comprimé pendant quatre-vingt-dix jours"},
        {"advice": "à arrêter dans trois mois"},
        {"packs": 3},
    ],
)
def test_nothing_is_offered_that_would_contradict_the_rest_of_the_line(
    line: dict[str, Any],
) -> None:
    assert labels(a_case(ALPRAZOLAM, duration=days(90), **line), "RX-DUR-03") == []


def test_nothing_is_offered_for_several_stages_nor_for_a_number_of_takes() -> None:
    first = replace(ONE_A_DAY.steps[0], bounds=days(60), sequence=1)
    staged = Posology((first, replace(first, sequence=2)))
    assert labels(a_case(ALPRAZOLAM, posology=staged), "RX-DUR-03") == []
    counted = Posology((replace(ONE_A_DAY.steps[0], bounds=days(90), count=10),))
    assert labels(a_case(ALPRAZOLAM, posology=counted), "RX-DUR-03") == []


def test_the_fraction_is_set_and_at_once_is_only_for_who_asks() -> None:
    (set_, once) = finding(a_case(METHADONE, duration=days(28)), "RX-STUP-04").corrections
    assert (set_.label, set_.asserts) == ("Écrire « à délivrer par fractions de 7 jours »", False)
    assert (once.label, once.asserts) == ("Écrire « délivrance en une seule fois »", True)


def test_the_mention_of_overlap_names_the_period_and_is_asserted_by_the_prescriber() -> None:
    case = a_case(MORPHINE, duration=days(28), facts={"history": COVERED})
    (correction,) = finding(case, "RX-STUP-07").corrections
    assert correction.asserts
    assert "du 01/01/2026 au 10/01/2026" in correction.label
    assert "RX-STUP-07" not in {each.rule for each in check(corrected(case, correction)).findings}


def test_the_counter_is_offered_no_correction_of_the_prescription() -> None:
    written = a_case(MORPHINE, duration=days(28), facts={"history": COVERED})
    served = at_counter(written, date(2026, 1, 5), asked=28)
    assert finding(served, "RX-STUP-07").corrections == ()


def test_lines_set_apart_make_two_ordonnances_numbered_from_one() -> None:
    ordonnance = two_lines(MORPHINE, RAMIPRIL).ordonnance
    kept, moved = Correction("Mettre à part", apart=(1,)).applied(ordonnance)
    assert [line.number for line in kept.lines] == [2]
    assert [line.label for line in renumbered(kept).lines] == ["RAMIPRIL"]
    assert [line.number for line in renumbered(kept).lines] == [1]
    assert [line.label for line in moved.lines] == ["SULFATE DE MORPHINE"]


def test_lines_told_in_relation_to_each_other_are_not_set_apart() -> None:
    ordonnance = two_lines(MORPHINE, RAMIPRIL).ordonnance
    after = Relation(RelationKind.AFTER, 1)
    linked = replace(
        ordonnance, lines=(ordonnance.lines[0], replace(ordonnance.lines[1], relations=(after,)))
    )
    assert separable(ordonnance, (2,))
    assert not separable(linked, (2,))
    assert separable(linked, (1, 2))
    assert renumbered(linked) == linked


def test_a_limit_in_weeks_is_written_in_days_and_one_in_months_in_months() -> None:
    assert labels(a_case(TRAMADOL, duration=days(90)), "RX-DUR-07") == ["Mettre 84 jours"]
    assert labels(a_case(RAMIPRIL, duration=months(13)), "RX-DUR-01") == ["Mettre 12 mois"]
    (correction,) = finding(a_case(RAMIPRIL, duration=months(13)), "RX-DUR-01").corrections
    assert correction.changes is not None
    assert cast(Any, correction.changes["duration"]).unit is TimeUnit.MONTH


LENGTHS = st.builds(
    Duration,
    st.integers(1, 400),
    st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH]),
)
ON = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(
    st.sampled_from([RAMIPRIL, ALPRAZOLAM, TRAMADOL, MORPHINE]),
    LENGTHS,
    st.integers(0, 40) | st.none(),
    ON,
    st.booleans(),
)
def test_a_duration_corrected_is_never_longer_and_always_allowed(
    medicine: Medicine, length: Duration, renewals: int | None, on: date, in_steps: bool
) -> None:
    steps = Posology((replace(ONE_A_DAY.steps[0], bounds=length),))
    written = {"posology": steps} if in_steps else {"duration": length}
    case = a_case(medicine, on=on, renewals=renewals, **written)
    for found in check(case).findings:
        if found.rule not in ("RX-DUR-01", "RX-DUR-03", "RX-DUR-07", "RX-STUP-03"):
            continue
        (correction,) = found.corrections
        after = corrected(case, correction)
        assert found.rule not in {each.rule for each in check(after).findings}
        before = treatment_days(case.ordonnance.lines[0], medicine, on)
        now = treatment_days(after.ordonnance.lines[0], medicine, on)
        assert before is not None
        assert now is not None
        assert now < before


MEDICINES = st.sampled_from(
    [RAMIPRIL, ALPRAZOLAM, TRAMADOL, MORPHINE, METHADONE, ZOLPIDEM, KETOPROFENE, None]
)


@settings(max_examples=300, deadline=None)
@given(
    MEDICINES, LENGTHS, st.integers(0, 40) | st.none(), ON, st.integers(1, 4) | st.none(),
    st.sampled_from([Form.NUMERIQUE, Form.CLASSIQUE, Form.SECURISEE]),
    st.none() | st.builds(NotSubstitutable, st.none() | st.sampled_from(NonSubstitutionReason)),
    st.none() | st.integers(1, 28).map(days),
)  # fmt: skip
def test_whatever_is_written_each_correction_holds_and_says_what_is_to_do(
    medicine: Medicine | None, length: Duration, renewals: int | None, on: date,
    packs: int | None, form: Form, kept: NotSubstitutable | None, fraction: Duration | None,
) -> None:  # fmt: skip
    case = a_case(
        medicine, on=on, duration=length, renewals=renewals, packs=packs, fraction=fraction,
        not_substitutable=kept, facts={"form": form, "history": COVERED},
    )  # fmt: skip
    for found in check(case).findings:
        for correction in found.corrections:
            assert_right(case, found, correction)
        if found.rule in DURATIONS and found.corrections:
            assert found.remedy.startswith(found.corrections[0].label)


def test_fewer_renewals_are_what_is_to_do_when_they_are_offered() -> None:
    found = finding(a_case(TRAMADOL, duration=days(30), renewals=3), "RX-DUR-07")
    assert [each.label for each in found.corrections] == ["Ramener les renouvellements à 1"]
    assert found.remedy == "Ramener les renouvellements à 1, soit 60 jours en tout."


def test_a_mention_is_never_written_in_the_prescriber_s_place() -> None:
    """Whatever the rule that offers it says: only lengths are set unasked."""
    assert Correction("Ajouter la mention", 1, {"risk_information": True}).asserts
    assert Correction("Retirer la mention", 1, {"not_substitutable": None, "renewals": 0}).asserts
    assert not Correction("Ne pas renouveler", 1, {"renewals": 0}).asserts
    assert not Correction("Mettre à part", apart=(2,)).asserts
