"""Two medicines and the couples that they meet; what is found does not depend on how it is told."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.drugs.demonstration import load_demonstration as demonstration_drugs
from ordonnance.adapters.interactions.demonstration import load_demonstration
from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.interactions import (
    Advice,
    Couple,
    InteractionSource,
    Level,
    Thesaurus,
)
from ordonnance.domain.prescription import Product
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import a_case, days, tablets
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.interactions import known, met
from ordonnance.law.running import Running
from ordonnance.usecases.interacting import warning_of
from tests.builders.interactions import couple, thesaurus

OLDEST = 540
ALL = {
    "interaction.contraindicated", "interaction.not_recommended", "interaction.precaution",
    "interaction.to_consider", "interaction.local",
}  # fmt: skip


def held(*names: str, route: str = "orale") -> Medicine:
    return Medicine(
        None, " / ".join(names).upper(), "forme", (route,), tuple(Substance(n) for n in names)
    )


def written(*medicines: Medicine | None, source: InteractionSource | None = None) -> Case:
    case = a_case(medicines[0], duration=days(7))
    (line,) = case.ordonnance.lines
    lines = tuple(
        replace(line, number=rank, id=f"{rank}", product=Product(f"MÉDICAMENT {rank}"))
        for rank in range(1, len(medicines) + 1)
    )
    return replace(
        case,
        ordonnance=replace(case.ordonnance, lines=lines),
        medicines=dict(enumerate(medicines, start=1)),
        interactions=source,
    )


def found(case: Case, *rules: str) -> list[Finding]:
    return [f for f in check(case).findings if f.rule in (rules or ALL)]


def levels(source: Thesaurus, one: Medicine, other: Medicine) -> list[Level]:
    return [each.level for each in met(source, one, other)]


CLASSES = {
    "alphanine": ("groupe A", "autres groupe A"),
    "bêtanine": ("groupe A",),
    "gammanine": ("groupe B",),
    "deltanine": (),
}
KNOWN = thesaurus(
    couple("groupe A", "groupe B", Level.NOT_RECOMMENDED),
    couple("groupe A", "autres groupe A", Level.TO_CONSIDER),
    couple("alphanine", "gammanine", Level.CONTRAINDICATED),
    couple("deltanine", "groupe A", Level.PRECAUTION, "Surveiller."),
    substances=CLASSES,
)


def test_a_substance_meets_what_its_classes_meet_the_worst_first() -> None:
    assert levels(KNOWN, held("alphanine"), held("gammanine")) == [
        Level.CONTRAINDICATED,
        Level.NOT_RECOMMENDED,
    ]
    assert levels(KNOWN, held("bêtanine"), held("chlorhydrate de gammanine")) == [
        Level.NOT_RECOMMENDED
    ]
    assert levels(KNOWN, held("bêtanine"), held("alphanine")) == [Level.TO_CONSIDER]


def test_a_substance_never_interacts_with_itself_nor_inside_one_medicine() -> None:
    assert levels(KNOWN, held("alphanine"), held("sulfate d’alphanine")) == []
    assert found(written(held("alphanine", "gammanine"), source=source())) == []


def source(given: Thesaurus = KNOWN) -> InteractionSource:
    return InteractionSource(given, OLDEST)


def test_a_contraindication_waits_for_a_reason_and_the_others_inform() -> None:
    serious = found(written(held("alphanine"), held("gammanine"), source=source()))
    assert [(f.rule, f.line, f.outcome) for f in serious] == [
        ("interaction.contraindicated", 2, Outcome.WARNING)
    ]
    assert "Aussi" in serious[0].message
    assert "Thésaurus EXEMPLE, 01/11/2026" in serious[0].message
    mild = found(written(held("deltanine"), held("alphanine"), source=source()))
    assert [(f.rule, f.outcome) for f in mild] == [("interaction.precaution", Outcome.ALLOWED)]
    assert mild[0].remedy == "Surveiller."


def test_one_line_is_told_once_for_all_its_pairs_of_one_level() -> None:
    case = written(held("alphanine"), held("bêtanine"), held("deltanine"), source=source())
    told = found(case, "interaction.precaution")
    assert [(f.line, f.facts["lines"]) for f in told] == [(3, "1, 2")]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_lines_changes_nothing(order: tuple[int, ...]) -> None:
    medicines = [held(name) for name in CLASSES]
    case = written(*(medicines[place] for place in order), source=source())
    pairs = sorted(
        (f.rule, *sorted((case.medicines[f.line or 0].name, case.medicines[int(n)].name)))  # type: ignore[union-attr]  # every line has its medicine
        for f in found(case)
        for n in f.facts["lines"].split(", ")
    )
    assert pairs == [
        ("interaction.contraindicated", "ALPHANINE", "GAMMANINE"),
        ("interaction.not_recommended", "BÊTANINE", "GAMMANINE"),
        ("interaction.precaution", "ALPHANINE", "DELTANINE"),
        ("interaction.precaution", "BÊTANINE", "DELTANINE"),
        ("interaction.to_consider", "ALPHANINE", "BÊTANINE"),
    ]


_NAMES = st.lists(st.sampled_from([*CLASSES, "inconnuase"]), min_size=1, max_size=6)


@given(_NAMES, st.sampled_from([*CLASSES, "inconnuase"]))
def test_a_line_more_never_removes_a_finding(names: list[str], more: str) -> None:
    medicines = [held(name) for name in names]
    before = {(f.rule, f.line, f.message) for f in found(written(*medicines, source=source()))}
    after = {
        (f.rule, f.line, f.message) for f in found(written(*medicines, held(more), source=source()))
    }
    assert before <= after


@given(_NAMES, _NAMES)
def test_what_two_medicines_meet_does_not_depend_on_which_comes_first(
    ones: list[str], others: list[str]
) -> None:
    one, other = held(*dict.fromkeys(ones)), held(*dict.fromkeys(others))
    assert [each.couple for each in met(KNOWN, one, other)] == [
        each.couple for each in met(KNOWN, other, one)
    ]


def test_on_the_skin_an_interaction_informs_unless_the_text_says_any_route() -> None:
    cream = held("gammanine", route="cutanée")
    (told,) = found(written(held("alphanine"), cream, source=source()))
    assert (told.rule, told.outcome) == ("interaction.local", Outcome.ALLOWED)
    anyway = couple("alphanine", "gammanine", mechanism="Quelle que soit la voie, un risque.")
    (strict,) = found(written(held("alphanine"), cream, source=source(thesaurus(anyway))))
    assert strict.rule == "interaction.contraindicated"


def test_a_text_that_names_a_route_holds_for_that_route_only() -> None:
    text = "Avec la gammanine administrée par voie IV : un risque."
    only = thesaurus(couple("alphanine", "gammanine", mechanism=text))
    assert levels(only, held("alphanine"), held("gammanine")) == []
    assert levels(only, held("alphanine"), held("gammanine", route="intraveineuse"))
    nowhere = replace(held("gammanine"), routes=())
    assert levels(only, held("alphanine"), nowhere) == [Level.CONTRAINDICATED]


def test_a_level_that_singles_out_a_substance_is_left_aside_for_the_others() -> None:
    advices = (
        Advice(Level.CONTRAINDICATED, "avec la bêtanine"),
        Advice(Level.TO_CONSIDER, "avec les autres"),
    )
    split = thesaurus(Couple("groupe A", "deltanine", advices, "Un risque."), substances=CLASSES)
    assert levels(split, held("bêtanine"), held("deltanine")) == [Level.CONTRAINDICATED]
    assert levels(split, held("alphanine"), held("deltanine")) == [Level.TO_CONSIDER]


def test_the_most_serious_substance_of_an_association_counts() -> None:
    advices = (Advice(Level.CONTRAINDICATED, "avec la bêtanine"), Advice(Level.TO_CONSIDER))
    split = thesaurus(Couple("groupe A", "deltanine", advices, "Un risque."), substances=CLASSES)
    for names in (("alphanine", "bêtanine"), ("bêtanine", "alphanine")):
        assert levels(split, held(*names), held("deltanine")) == [Level.CONTRAINDICATED]
        assert levels(split, held("deltanine"), held(*names)) == [Level.CONTRAINDICATED]


def test_a_substance_named_after_the_first_sentence_singles_nothing_out() -> None:
    advices = (
        Advice(Level.CONTRAINDICATED, "à forte dose. Avec la bêtanine, attendre un jour."),
        Advice(Level.TO_CONSIDER, "à faible dose."),
    )
    split = thesaurus(Couple("groupe A", "deltanine", advices, "Un risque."), substances=CLASSES)
    assert levels(split, held("alphanine"), held("deltanine")) == [Level.CONTRAINDICATED]


def test_a_level_that_depends_on_the_dose_is_the_most_serious_and_says_so() -> None:
    advices = (
        Advice(Level.CONTRAINDICATED, "à forte dose."),
        Advice(Level.TO_CONSIDER, "à faible dose."),
    )
    split = thesaurus(Couple("alphanine", "deltanine", advices, "Un risque."))
    (told,) = found(written(held("alphanine"), held("deltanine"), source=source(split)))
    assert told.rule == "interaction.contraindicated"
    assert told.remedy.startswith("Le niveau dépend du cas.")
    assert "à faible dose" in told.remedy


DATED = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("consulted", "says"),
    [
        (InteractionSource(None, OLDEST), "aucun thésaurus"),
        (source(thesaurus(dated=DATED - timedelta(days=OLDEST + 1))), "plus ancien"),
        (source(load_demonstration()), "liste de démonstration"),
    ],
)
def test_what_was_not_checked_is_said_in_every_answer_without_stopping(
    consulted: InteractionSource, says: str
) -> None:
    report = check(written(tablets("amoxicilline"), source=consulted))
    (told,) = [f for f in report.findings if f.rule == "interaction.not_checked"]
    assert says in told.message
    assert told.message.startswith("Interactions non contrôlées")
    assert told.line is None
    assert report.outcome is Outcome.ALLOWED


def test_the_operator_is_told_of_a_thesaurus_absent_or_old() -> None:
    assert "Aucun thésaurus" in warning_of(InteractionSource(None, OLDEST), DATED)
    old = source(thesaurus(dated=DATED - timedelta(days=OLDEST)))
    assert warning_of(old, DATED) == ""
    assert "plus récente" in warning_of(old, DATED + timedelta(days=1))


def test_a_name_that_resembles_a_known_substance_is_said_not_checked() -> None:
    fresh = source(thesaurus(substances={"alphanine": ()}, dated=DATED))
    rule = "interaction.not_checked"
    (told,) = found(written(held("alphanine pégylée"), source=fresh), rule)
    assert "alphanine pégylée" in told.message
    assert found(written(held("inconnuase"), source=fresh), rule) == []
    (line,) = found(written(None, source=fresh), rule)
    assert "composition inconnue" in line.message


def test_nothing_is_said_of_interactions_when_nobody_asked() -> None:
    assert found(written(held("alphanine"), held("gammanine"))) == []
    assert found(written(held("alphanine")), "interaction.not_checked") == []


def test_the_demonstration_shows_the_four_levels_on_its_own_medicines() -> None:
    thesaurus_shown = load_demonstration()
    medicines = list(demonstration_drugs().by_cis.values())
    shown = {
        each.level
        for one in medicines
        for other in medicines
        for each in met(thesaurus_shown, one, other)
    }
    assert shown == set(Level)
    assert all(not known(thesaurus_shown, medicine).unsure for medicine in medicines)


def test_the_same_substance_twice_is_told_with_the_dose_of_both() -> None:
    case = written(tablets("paracétamol"), tablets("paracétamol"))
    (told,) = found(case, "substance.duplicate")
    assert (told.line, told.outcome) == (2, Outcome.ALLOWED)
    cream = tablets("paracétamol", routes=("cutanée",))
    assert found(written(tablets("paracétamol"), cream), "substance.duplicate") == []


def test_a_treatment_of_unknown_length_may_run_for_a_year() -> None:
    first = date(2026, 1, 5)
    running = Running(held("alphanine"), first, first + timedelta(days=27), open=True)
    assert running.runs_on(date(2026, 2, 1))
    assert not running.runs_on(date(2026, 2, 2))
    assert running.may_run_on(date(2027, 1, 4))
    assert not running.may_run_on(date(2027, 1, 5))
    known = replace(running, open=False)
    assert not known.may_run_on(date(2026, 2, 2))
