"""Who is named on an ordonnance, and where the law asks it (R.5132-3 1° and 7°)."""

from dataclasses import replace
from typing import Any

import pytest

from ordonnance.domain.people import Sex
from ordonnance.law.check import check
from ordonnance.law.form import Form
from ordonnance.law.rule import Verdict
from tests.builders import PATIENT, PRESCRIBER, OrdonnanceBuilder, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import found, prescribing

PEOPLE = ("MI-01", "MI-02", "MP-01", "MP-02", "MP-03")
LISTED, FREE = an_ordonnance().of(m.RAMIPRIL_5, days=30), an_ordonnance().of(m.PARACETAMOL_1G)


def verdicts(builder: OrdonnanceBuilder, **facts: Any) -> dict[str, Verdict]:
    """Verdict of each rule about people that applies."""
    report = check(prescribing(builder, **facts))
    judged = {rule: found(report, rule, None) for rule in PEOPLE}
    return {rule: finding.verdict for rule, finding in judged.items() if finding}


def unmet(builder: OrdonnanceBuilder, **facts: Any) -> list[str]:
    """The rules about people that are not met."""
    return [rule for rule, said in verdicts(builder, **facts).items() if said is not Verdict.MET]


def test_people_named_in_full_meet_every_rule() -> None:
    assert verdicts(LISTED) == dict.fromkeys(PEOPLE, Verdict.MET)


@pytest.mark.parametrize(
    ("missing", "rules"),
    [
        ({"family": None}, ["MP-01"]),
        ({"given": ()}, ["MP-01"]),
        ({"sex": None}, ["MP-02"]),
        ({"birth_date": None}, ["MP-03"]),
        ({"family": None, "sex": None, "birth_date": None}, ["MP-01", "MP-02", "MP-03"]),
    ],
)
def test_what_is_missing_of_the_patient_blocks_and_is_named(
    missing: dict[str, Any], rules: list[str]
) -> None:
    builder = LISTED.for_(replace(PATIENT, **missing))
    report = check(prescribing(builder))
    assert [finding.rule for finding in report.blocking()] == rules


def test_the_sentence_says_which_name_is_missing() -> None:
    for field, word in (("family", "le nom de famille"), ("given", "le prénom")):
        patient = replace(PATIENT, **{field: () if field == "given" else None})
        finding = found(check(prescribing(LISTED.for_(patient))), "MP-01", None)
        assert finding is not None
        assert finding.message == f"L’ordonnance n’indique pas {word} du patient."


def test_an_unknown_sex_cannot_be_told_and_may_be_attested() -> None:
    report = check(prescribing(LISTED.for_(replace(PATIENT, sex=Sex.UNKNOWN))))
    assert [finding.rule for finding in report.to_acknowledge()] == ["MP-02"]


@pytest.mark.parametrize(
    ("missing", "rules"),
    [({"family": None}, ["MI-01"]), ({"given": ()}, ["MI-01"]), ({"profession": None}, ["MI-02"])],
)
def test_what_is_missing_of_the_author_blocks(missing: dict[str, Any], rules: list[str]) -> None:
    report = check(prescribing(LISTED.by(replace(PRESCRIBER, **missing))))
    assert [finding.rule for finding in report.blocking()] == rules


def test_an_anonymous_ordonnance_names_its_author_and_no_patient() -> None:
    assert set(verdicts(LISTED.anonymous())) == {"MI-01", "MI-02"}


def test_on_paper_sex_and_birth_date_are_asked_of_listed_medicines_only() -> None:
    nameless = replace(PATIENT, sex=None, birth_date=None)
    for form, builder, rules in (
        (Form.NUMERIQUE, FREE, ["MP-02", "MP-03"]),
        (Form.CLASSIQUE, FREE, []),
        (Form.CLASSIQUE, LISTED, ["MP-02", "MP-03"]),
        (Form.CLASSIQUE, an_ordonnance().of(m.MORPHINE_LP_30, days=7), ["MP-02", "MP-03"]),
    ):
        assert unmet(builder.for_(nameless), form=form) == rules


def test_before_the_text_asked_for_them_first_names_and_birth_date_were_not_required() -> None:
    on_the_eve, that_day = "2013-12-27", "2013-12-28"
    bare = LISTED.for_(replace(PATIENT, birth_date=None)).by(replace(PRESCRIBER, given=()))
    assert unmet(bare.written_on(on_the_eve)) == ["MP-03"]
    assert verdicts(bare.written_on(on_the_eve))["MP-03"] is Verdict.CANNOT_TELL
    assert unmet(bare.written_on(that_day)) == ["MI-01", "MP-03"]
