"""Whatever the lines, the day and the situation, the answer about forms holds together."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.prescription import Category, Exoneration, Product
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.forms import forms, secured
from ordonnance.law.ways import Forms, Prescribed, Situation, Written
from tests.builders import a_line, a_medicine
from tests.builders import medicines as m

EXCEPTIONAL = a_medicine("OMALIZUMAB EXEMPLE", "60000992", [("OMALIZUMAB", "150")], ["liste I"])
KNOWN = (
    m.PARACETAMOL_1G, m.MORPHINE_LP_30, m.TRAMADOL_50, m.ZOLPIDEM_10, m.MISOPROSTOL_400,
    m.HOSPITAL_ONLY, m.RETROCESSION, EXCEPTIONAL, None,
)  # fmt: skip
DAYS = st.dates(date(1998, 1, 1), date(2030, 1, 1)) | st.sampled_from(
    [date(2023, 12, 21), date(2023, 12, 22), date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 1)]
)
SITUATIONS = st.builds(
    Situation,
    ground=st.none() | st.sampled_from(list(PaperGround)),
    anonymous=st.booleans(),
    regulator=st.booleans(),
    declines_sheet=st.booleans(),
    refuses_digital=st.booleans(),
)


@st.composite
def lines(draw: st.DrawFn) -> list[Prescribed]:
    found = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        medicine = draw(st.sampled_from(KNOWN))
        line = a_line(
            medicine, number=number, days=7,
            exoneration=draw(st.none() | st.sampled_from(list(Exoneration))),
            not_reimbursable=draw(st.booleans()),
        )  # fmt: skip
        if medicine is None:
            kind = draw(st.sampled_from(list(Category)))
            line = replace(line, category=kind, product=Product("EXEMPLE"))
        found.append(Prescribed(line, medicine))
    return found


@given(lines(), DAYS, SITUATIONS, st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_of_the_lines(
    prescribed: list[Prescribed], on: date, situation: Situation, chance: Random
) -> None:
    shuffled = list(prescribed)
    chance.shuffle(shuffled)
    assert forms(shuffled, on, situation) == forms(prescribed, on, situation)


@given(lines(), DAYS, SITUATIONS)
def test_every_way_writes_each_line_once_and_there_is_at_least_one(
    prescribed: list[Prescribed], on: date, situation: Situation
) -> None:
    found = forms(prescribed, on, situation)
    assert found.ways
    numbers = sorted(each.line.number for each in prescribed)
    for way in found.ways:
        assert sorted(n for each in way.ordonnances for n in each.lines) == numbers
        assert all(each.reasons for each in way.ordonnances)
    used = frozenset[Form]().union(*(way.forms for way in found.ways))
    assert used | {each.form for each in found.barred} == set(Form)
    assert not used & {each.form for each in found.barred}


@given(lines(), DAYS, SITUATIONS)
def test_digital_never_stands_where_paper_alone_is_possible(
    prescribed: list[Prescribed], on: date, situation: Situation
) -> None:
    found = forms(prescribed, on, situation)
    if situation.ground is not None and situation.ground.leaves_paper_only:
        assert not any(Form.NUMERIQUE in way.forms for way in found.ways)
    for way in found.ways:
        digital = {n for each in way.ordonnances if each.form is Form.NUMERIQUE for n in each.lines}
        assert not digital & {
            each.line.number
            for each in prescribed
            if each.medicine in (m.HOSPITAL_ONLY, m.RETROCESSION)
        }


@given(lines(), DAYS, SITUATIONS)
def test_what_needs_the_secured_form_never_stands_on_plain_paper(
    prescribed: list[Prescribed], on: date, situation: Situation
) -> None:
    if on < date(1999, 10, 1):
        return
    closed = {each.line.number for each in prescribed if secured(each, on)}
    for each in ordonnances(forms(prescribed, on, situation)):
        if each.form.paper and closed & set(each.lines):
            assert each.form.secured


@given(lines(), DAYS, SITUATIONS)
def test_paper_is_grounded_and_only_a_secured_sheet_prints_a_ground_of_the_decree(
    prescribed: list[Prescribed], on: date, situation: Situation
) -> None:
    for each in ordonnances(forms(prescribed, on, situation)):
        if each.form.paper and on >= date(2025, 1, 1):
            assert each.ground is not None
        if each.form.paper:
            assert each.copies
        if each.prints is not None:
            assert each.form.secured
            assert each.prints.of_the_decree


def ordonnances(found: Forms) -> list[Written]:
    return [each for way in found.ways for each in way.ordonnances]
