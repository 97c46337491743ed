"""What the law reads of medicines, labels, packs and documents, one boundary at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.domain.drug import Medicine
from ordonnance.domain.interactions import InteractionSource, Level
from ordonnance.domain.people import Sex
from ordonnance.domain.posology import Posology
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.conditions import effect
from ordonnance.law.coverage import COVERAGE
from ordonnance.law.drugs import reading, row_of
from ordonnance.law.examples import tablets
from ordonnance.law.exceptional import covered_until
from ordonnance.law.explain import show
from ordonnance.law.finding import Finding
from ordonnance.law.form import Form
from ordonnance.law.forms import forms
from ordonnance.law.groups import variations
from ordonnance.law.history import History
from ordonnance.law.interactions import contraindicated
from ordonnance.law.labels import read_labels
from ordonnance.law.quantities_in_words import DOSE, TAKES, unsaid
from ordonnance.law.register import IDS
from ordonnance.law.restricted import may_bear
from ordonnance.law.rule import Severity
from ordonnance.law.running import Running
from ordonnance.law.specialties import group_of
from ordonnance.law.substances import NARCOTIC_ARTICLES, ROWS
from ordonnance.law.treatment import daily_units, duration_words, treatment_days
from ordonnance.law.ways import Prescribed
from tests.builders import PATIENT, a_line, a_pack, a_served, an_ordonnance, per_day
from tests.builders import medicines as m
from tests.builders.interactions import OLDEST_DAYS, couple, thesaurus
from tests.law.cases import ask, counter, found
from tests.law.dues import WRITTEN, the_due

TODAY = date(2026, 1, 5)


# --- People


@pytest.mark.parametrize(
    ("age", "answer"), [(9, False), (10, True), (49, True), (50, None), (59, None), (60, False)]
)
def test_the_years_in_which_a_woman_may_bear(age: int, answer: bool | None) -> None:
    woman = replace(PATIENT, birth_date=date(TODAY.year - age, 1, 5))
    line = a_line(m.RAMIPRIL_5)
    assert may_bear(woman, line, TODAY) is answer
    assert may_bear(replace(woman, sex=Sex.MALE), line, TODAY) is False
    assert may_bear(woman, replace(line, childbearing=False), TODAY) is False


# --- Medicines and their labels


def test_a_narcotic_known_by_its_label_alone_has_every_article_of_a_stupefiant() -> None:
    unknown = tablets("exemplol", "stupéfiants")
    assert row_of(unknown) is None
    assert reading(unknown, TODAY).articles >= NARCOTIC_ARTICLES
    assert reading(tablets("exemplol", "liste I"), TODAY).articles == frozenset()


def test_a_tablet_under_the_tongue_is_not_taken_by_mouth_when_no_route_says_it() -> None:
    fentanyl = tablets("fentanyl", "stupéfiants", routes=(), form="comprimé sublingual")
    morphine = replace(fentanyl, substances=m.MORPHINE_LP_30.substances)
    row = row_of(morphine)
    assert row is None or row.scope != "oral"
    swallowed = row_of(replace(morphine, form="comprimé"))
    assert swallowed is not None
    assert swallowed.key == "morphine-orale"


def test_two_beginnings_of_which_one_is_at_hospital_begin_at_hospital() -> None:
    at_hospital = "prescription initiale hospitalière annuelle"
    for_women = "pour les femmes : prescription initiale annuelle réservée à certains spécialistes"
    initial = read_labels((at_hospital, for_women)).initial
    assert initial is not None
    assert initial.hospital


def test_the_words_of_a_label_name_the_group_that_says_the_most() -> None:
    narrow = group_of("spécialistes et services ONCOLOGIE MEDICALE", TODAY)
    assert narrow is not None
    assert {"oncologie", "medicale"} <= narrow.words


@pytest.mark.parametrize(
    ("label", "words", "absent"),
    [
        (m.SECURED_WORDS, ["ordonnance sécurisée", "quantités en toutes lettres"], "chevauchement"),
        (m.SECURED, ["ordonnance sécurisée"], "toutes lettres"),
        (m.NO_OVERLAP, ["chevauchement interdit sauf mention"], "sécurisée"),
        (m.STUP, ["stupéfiant : régime des stupéfiants"], "toutes lettres"),
    ],
)
def test_each_label_is_told_with_what_it_does_and_nothing_else(
    label: str, words: list[str], absent: str
) -> None:
    told = effect(label)
    assert told.read
    assert all(each in told.text for each in words)
    assert absent not in told.text


def test_labels_that_restrict_nothing_are_no_difference_between_brands() -> None:
    plain = replace(m.RAMIPRIL_5, conditions=(m.LISTE_I,))
    emergency = (
        "réservé à l'usage en situation d'urgence selon l'article R5121-96 du code de la santé "
        "publique"
    )
    noted = replace(plain, conditions=(m.LISTE_I, emergency))
    listed = replace(plain, conditions=(m.LISTE_II,))
    assert variations([plain, noted]) == ()
    assert {each.label for each in variations([plain, listed])} == {m.LISTE_I, m.LISTE_II}


def test_what_another_place_holds_is_held_by_no_rule_of_its_own() -> None:
    held = [entry for entry in COVERAGE if entry.held_by]
    assert held
    assert [entry.id for entry in held if entry.id in entry.rules and entry.id not in IDS] == []


def test_each_row_of_the_table_of_substances_has_a_key_of_its_own() -> None:
    keys = [row.key for row in ROWS]
    assert len(set(keys)) == len(keys)
    assert {"clorazepate-20", "clorazepate-moins-de-20"} <= set(keys)


# --- Quantities


def test_what_a_structure_leaves_unsaid_is_named() -> None:
    alone = replace(per_day(1).steps[0], frequency=None, period=None, period_unit=None)
    often = replace(per_day(1).steps[0], dose=None)
    line = a_line(m.RAMIPRIL_5)
    assert unsaid(replace(line, posology=Posology((alone,)))) == (TAKES,)
    assert unsaid(replace(line, posology=Posology((often,)))) == (DOSE,)
    assert unsaid(line) == ()


def test_what_covers_no_day_covers_until_no_day() -> None:
    assert covered_until((a_served(0, TODAY),)) is None
    assert covered_until((a_served(1, TODAY), a_served(0, date(2026, 3, 1)))) == TODAY


def test_a_pack_of_nothing_counts_nothing_and_parts_of_a_day_are_not_whole() -> None:
    empty = a_pack(0, m.COMPRIME)
    assert daily_units(a_line(m.RAMIPRIL_5), None, empty) is None
    three = a_line(m.FLUCONAZOLE_50, posology=per_day(3, m.GELULE), packs=1)
    assert treatment_days(three, m.FLUCONAZOLE_50, TODAY) == (2, 2)


def test_a_duration_is_told_with_its_renewals() -> None:
    line = a_line(m.RAMIPRIL_5, days=30)
    assert duration_words(line, 30) == "30 jours"
    assert duration_words(replace(line, renewals=0), 30) == "30 jours"
    assert duration_words(replace(line, renewals=1), 60) == "30 jours, à renouveler une fois"
    assert duration_words(replace(line, renewals=2), 90) == "30 jours, à renouveler 2 fois"


def test_only_a_medicine_of_liste_ii_may_be_served_again_without_a_word() -> None:
    for medicine, told in ((m.KETOPROFENE_100, True), (m.RAMIPRIL_5, False)):
        done = the_due(medicine, 5, a_served(20, WRITTEN, units=20), days=20)
        assert ("RX-L2-02" in {note.rule for note in done.findings}) is told


# --- Interactions


BOUND = thesaurus(couple("exempline", "témoinase", Level.CONTRAINDICATED))
EXEMPLINE, TEMOINASE = tablets("exempline", "liste I"), tablets("témoinase", "liste I")


def test_what_is_put_on_the_skin_is_never_contraindicated() -> None:
    assert contraindicated(BOUND, EXEMPLINE, TEMOINASE)
    assert not contraindicated(BOUND, EXEMPLINE, replace(TEMOINASE, routes=("cutanée",)))
    assert not contraindicated(None, EXEMPLINE, TEMOINASE)


def running(case: Case, medicine: Medicine, first: date, last: date) -> Case:
    """The same case, the patient taking something else by another ordonnance."""
    source = InteractionSource(BOUND, OLDEST_DAYS)
    treatment = Running(medicine, first, last)
    return replace(case, interactions=source, history=History((), running=(treatment,)))


def test_a_treatment_that_ran_when_the_line_was_served_is_not_told_again() -> None:
    served = {1: (a_served(30, TODAY, units=30),)}
    document = an_ordonnance().of(EXEMPLINE, days=90)
    renewal = counter(document, date(2026, 2, 4), ask(days=30), served=served)
    for first, told in ((TODAY, False), (TODAY + timedelta(days=1), True)):
        case = running(renewal, EXEMPLINE, first, date(2026, 4, 30))
        said = {each.rule for each in check(case).findings}
        assert ("substance.running" in said) is told


def test_a_contraindication_answered_at_a_serving_is_only_recalled_at_the_next() -> None:
    document = an_ordonnance().of(TEMOINASE, days=60).of(EXEMPLINE, days=60)
    served = {number: (a_served(30, TODAY, units=30, line=number),) for number in (1, 2)}
    asked = (ask(1, days=30), ask(2, days=30))
    source = InteractionSource(BOUND, OLDEST_DAYS)
    severities: list[Severity] = []
    for on, before in ((TODAY, {}), (date(2026, 2, 4), served)):
        case = counter(document, on, *asked, served=before, interactions=source)
        told: Finding | None = found(check(case), "interaction.contraindicated", 2)
        assert told is not None
        severities.append(told.severity)
    assert severities[0] is not Severity.INFO
    assert severities[1] is Severity.INFO


# --- Documents and pages


def test_before_2025_secured_paper_was_free_where_nothing_asked_for_it() -> None:
    """In June 2024: free for ramipril; for morphine, one of the three grounds is asked."""
    june = date(2024, 6, 1)
    rules = []
    for medicine in (m.RAMIPRIL_5, m.MORPHINE_LP_30):
        answer = forms([Prescribed(a_line(medicine, days=7), medicine)], june)
        rules.append({each.form: each.reason.rule for each in answer.barred}[Form.SECURISEE])
    assert rules == ["RX-SEC-11", "RX-SEC-02"]


def test_a_rule_is_shown_whatever_the_case_of_its_letters_and_an_unknown_one_is_not() -> None:
    assert [each.id for each in show("rx-dur-01", TODAY)] == ["RX-DUR-01"]
    assert show("RX-DUR-99") == ()
