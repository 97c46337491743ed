"""Which ordonnances a printing draws: what the law allows, a stricter paper, or a refusal."""

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.forms import forms
from ordonnance.law.ways import Forms, Prescribed, Situation
from ordonnance.usecases.printing import papers
from tests.builders.prescriptions import OrdonnanceBuilder
from tests.unit.documents.papers import narcotics
from tests.unit.documents.situations import ald, simple


def found(made: OrdonnanceBuilder, ground: PaperGround | None) -> Forms:
    ordonnance = made.build()
    lines = [Prescribed(line, made.medicines.get(line.number)) for line in ordonnance.lines]
    return forms(lines, ordonnance.established_on, Situation(ground=ground))


DOWN = PaperGround.TELESERVICE_UNAVAILABLE


def test_without_a_form_the_paper_is_the_one_that_the_lines_ask_for() -> None:
    asked = {simple: Form.CLASSIQUE, ald: Form.BIZONE}
    for made, form in asked.items():
        assert [each.form for each in papers(found(made(), DOWN), None)] == [form]
    assert [each.form for each in papers(found(narcotics(1), DOWN), None)] == [Form.SECURISEE]


def test_a_stricter_paper_may_be_taken_and_a_secured_one_then_shows_the_ground() -> None:
    (written,) = papers(found(simple(), DOWN), Form.SECURISEE)
    assert (written.form, written.prints, written.lines) == (Form.SECURISEE, DOWN, (1, 2, 3, 4, 5))
    (written,) = papers(found(ald(), DOWN), Form.SECURISEE_BIZONE)
    assert written.form is Form.SECURISEE_BIZONE
    (written,) = papers(found(simple(), DOWN), Form.BIZONE)
    assert written.form is Form.BIZONE


@pytest.mark.parametrize("form", [Form.CLASSIQUE, Form.BIZONE, Form.EXCEPTION])
def test_a_narcotic_is_not_printed_on_a_plainer_paper(form: Form) -> None:
    with pytest.raises(Refusal) as refused:
        papers(found(narcotics(1), DOWN), form)
    (issue,) = refused.value.issues
    assert issue.code == "FORM_BARRED"
    assert "ordonnance sécurisée" in str(issue.facts["allowed"])


def test_paper_without_a_ground_is_refused_and_digital_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        papers(found(simple(), None), None)
    (issue,) = refused.value.issues
    assert "demande un motif" in str(issue.facts["reason"])
    assert issue.facts["allowed"] == "ordonnance numérique"
