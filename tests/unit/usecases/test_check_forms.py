"""The check of a document says which forms it must or may take, and why the others are barred."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.doors.cli.prose_findings import checked as told
from ordonnance.fhir.results import from_parameters, to_parameters
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.ways import Situation
from ordonnance.usecases.check import Check, check
from ordonnance.usecases.forms import form_views, forms_for
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.results import Checked
from tests.builders.counter import AMLOR, CLAMOXYL, of
from tests.builders.platform import FHIR_JSON, Platform, a_platform


@pytest.fixture
def platform() -> Platform:
    return a_platform()


def checked(platform: Platform) -> Checked:
    ports = platform.ports
    document = platform.document(of(CLAMOXYL), of(AMLOR))
    command = Check(document, FHIR_JSON)
    return check(command, ports.reader, ports.drugs, ports.clock, ports.interactions)


def test_today_the_numerique_is_required_and_each_other_form_is_barred_with_its_reason(
    platform: Platform,
) -> None:
    first, *others = checked(platform).forms
    assert (first.form, first.status, first.way, first.lines, first.sheets) == (
        "numerique", "required", 1, (1, 2), ("patient",),
    )  # fmt: skip
    assert {each.form for each in others} == {form.value for form in Form} - {"numerique"}
    assert {each.status for each in others} == {"barred"}
    for each in (first, *others):
        (reason,) = each.reasons
        assert reason.text
        assert reason.article


def test_a_program_reads_back_the_parts_of_each_form(platform: Platform) -> None:
    answer = checked(platform)
    body = to_parameters(answer)
    assert body.count(b'"name":"form","part"') == len(Form)
    assert from_parameters(Checked, body) == answer


def test_people_read_one_line(platform: Platform) -> None:
    answer = checked(platform)
    assert "Forme exigée\u202f: ordonnance numérique." in told(answer)
    assert "Forme" not in told(replace(answer, forms=()))


def test_while_paper_needed_no_ground_both_are_allowed_the_preferred_one_first(
    platform: Platform,
) -> None:
    written = platform.written(of(CLAMOXYL))
    medicines = medicines_of(written, platform.ports.drugs.current())
    views = form_views(forms_for(written, medicines, date(2024, 12, 31)))
    allowed = [each for each in views if each.status == "allowed"]
    assert [(each.form, each.way) for each in allowed] == [("numerique", 1), ("classique", 2)]
    said = told(replace(checked(platform), forms=views))
    assert "par préférence\u202f: ordonnance numérique\u202f; ordonnance classique." in said


def test_a_ground_is_recorded_with_the_paper_that_it_allows(platform: Platform) -> None:
    written = platform.written(of(CLAMOXYL))
    medicines = medicines_of(written, platform.ports.drugs.current())
    failure = Situation(ground=PaperGround.INSUFFICIENT_CONNECTION)
    first, *_ = form_views(forms_for(written, medicines, situation=failure))
    assert (first.form, first.status) == ("classique", "required")
    assert first.ground == "INSUFFICIENT_CONNECTION"
