"""What a finding asks for is written where it is told, read again, and makes the finding go."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.prescription import Line
from ordonnance.law.register import IDS
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.facts import RULES, fact_form, stated
from ordonnance.usecases.writing.lines import settled
from tests.builders.desk import DeskInMemory, a_desk

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
DEPAKINE = "depakine 500 1 le matin 1 mois"


def a_line(desk: DeskInMemory, typed: str = AMOX) -> Line:
    (line,) = desk.draft(typed).understood
    return replace(line, not_substitutable=NotSubstitutable(NonSubstitutionReason.CONTRAINDICATION))


def written(rule: str, line: Line, **said: str) -> Line:
    problems: dict[str, str] = {}
    found = stated(rule, line, said, problems)
    assert problems == {}
    assert found is not None
    return found


SAID: dict[str, dict[str, str]] = {
    "PR-SPE-02": {"jour": "2026-01-05", "hopital": "oui", "specialite": "SM32"},
    "PR-SPE-03": {"jour": "05/01/2026"},
    "PR-PIH-01": {"jour": "2026-01-05", "hopital": "non", "etablissement": "CH Exemple"},
    "PR-PIH-02": {"jour": "2026-01-05"},
    "PR-SP-03": {"jour": "2026-01-05"},
    "PR-SP-02": {"examen": "NFS", "jour": "2026-01-05", "delai": "28"},
    "PR-DOC-01": {"jour": "2026-01-05", "procreer": "oui"},
    "RX-PHA-01": {"pharmacie": "Pharmacie Exemple"},
    "RX-PHA-02": {"jour": "2026-01-05"},
    "TY-11": {"jour": "2026-01-05"},
    "MD-24": {"reference": "DEMO-1"},
    "MD-15": {"excipient": "lactose"},
    "MD-10": {"dose": "cent milligrammes"},
    "RX-STUP-08": {"jour": "2026-01-05", "sortie": "2026-01-09"},
}


def test_every_fact_belongs_to_a_rule_and_is_tried_here() -> None:
    assert set(SAID) == RULES
    assert set(IDS) >= RULES


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_is_written_is_shown_again_and_kept_by_the_document(rule: str) -> None:
    desk = a_desk()
    line = a_line(desk)
    found = written(rule, line, **SAID[rule])
    assert found != line
    ports = desk.platform.ports
    again = settled(found, ports.reader, ports.clock.now())
    form = fact_form(rule, again)
    assert form is not None
    shown = {each.name: each.value for each in form.fields}
    days = {"05/01/2026": "2026-01-05"}
    assert {name: days.get(text, text) for name, text in SAID[rule].items()}.items() <= (
        shown.items()
    )


@pytest.mark.parametrize("rule", sorted(RULES))
def test_nothing_written_is_told_by_its_field_and_changes_nothing(rule: str) -> None:
    problems: dict[str, str] = {}
    assert stated(rule, a_line(a_desk()), {}, problems) is None
    form = fact_form(rule, a_line(a_desk()))
    assert form is not None
    assert problems
    assert set(problems) <= {each.name for each in form.fields}


@pytest.mark.parametrize(
    ("rule", "said", "field"),
    [
        ("PR-SPE-02", {"jour": "hier"}, "jour"),
        ("PR-SPE-02", {"jour": "2026-01-05", "specialite": "ZZ"}, "specialite"),
        ("PR-SPE-02", {"jour": "2026-01-05", "hopital": "peut-être"}, "hopital"),
        ("PR-SP-02", {"examen": "NFS", "jour": "2026-01-05", "delai": "0"}, "delai"),
        ("PR-DOC-01", {"jour": "2026-01-05", "procreer": "sait-on"}, "procreer"),
        ("RX-STUP-08", {"jour": "2026-01-05", "sortie": "bientôt"}, "sortie"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_field(
    rule: str, said: dict[str, str], field: str
) -> None:
    problems: dict[str, str] = {}
    assert stated(rule, a_line(a_desk()), said, problems) is None
    assert field in problems


def test_an_examination_lapses_after_the_days_written() -> None:
    found = written("PR-SP-02", a_line(a_desk()), **SAID["PR-SP-02"])
    assert found.examination is not None
    assert found.examination.lapse == Duration(28, TimeUnit.DAY)


def test_a_patient_who_cannot_bear_needs_no_date_of_a_document() -> None:
    found = written("PR-DOC-01", a_line(a_desk()), procreer="non")
    assert (found.childbearing, found.care_agreement) == (False, None)


def test_a_rule_that_asks_for_no_fact_has_no_form() -> None:
    line = a_line(a_desk())
    assert fact_form("RX-DUR-01", line) is None
    assert stated("RX-DUR-01", line, {}, {}) is None


def test_the_first_prescription_of_depakine_makes_its_finding_go() -> None:
    desk = a_desk()
    draft = desk.draft(DEPAKINE)
    assert "PR-SPE-02" in rules_told(desk, draft)
    held = draft.lines[0]
    assert held.line is not None
    begun = written("PR-SPE-02", held.line, jour="2026-01-05", specialite="SM32")
    today = desk.platform.ports.clock.now().date()
    assert begun.initial is not None
    assert begun.initial.on == date(2026, 1, 5) <= today
    mended = draft.with_line(replace(held, line=begun))
    assert "PR-SPE-02" not in rules_told(desk, mended)


def rules_told(desk: DeskInMemory, draft: Draft) -> set[str]:
    return {each.view.rule for each in desk.light(draft).findings}
