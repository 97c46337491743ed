"""The changes that the mutation tool tries: what it makes of a line, and what it leaves alone."""

import pytest

from tools.mutants.__main__ import every, sampled
from tools.mutants.edits import Mutant, mutants_of
from tools.mutants.selection import PAGE, TABLES, Selection
from tools.mutants.stage import changed_functions
from tools.mutants.tables import mutants_of_table

MEMBERS = {"Severity": ("BLOCKING", "WARNING", "INFO"), "Family": ("GENERAL", "LINE")}


def made(source: str) -> set[str]:
    """What each change puts in the place of a piece of the source."""
    return {mutant.text for mutant in mutants_of("law/x.py", source.encode(), MEMBERS)}


def test_a_boundary_a_connector_and_a_condition_are_changed() -> None:
    texts = made("def f(a, b):\n    return a < b and b is not None\n")
    assert {"(a <= b)", "(a >= b)", "(b is None)", "(a < b or b is not None)"} <= texts
    assert {"(a < b)", "(b is not None)"} <= texts


def test_a_day_moves_by_one_day_each_way() -> None:
    assert made("SINCE = date(2024, 3, 1)\n") == {"date(2024, 2, 29)", "date(2024, 3, 2)"}


def test_the_day_when_somebody_read_a_text_is_left_alone() -> None:
    assert made("READ = date(2024, 3, 1)\n") == set()


def test_a_severity_is_changed_and_a_chapter_is_not() -> None:
    assert made("rule(severity=Severity.BLOCKING, family=Family.LINE)\n") == {"Severity.WARNING"}


def test_sentences_citations_and_examples_are_left_alone() -> None:
    source = "rule(title='1', examples=(met(1),), citation=Citation(date(2026, 1, 1)), line=1)\n"
    assert made(source) == {"0", "2"}


def test_an_example_is_left_alone_wherever_it_stands() -> None:
    assert made("found = met(1, 2) + rule(breaks('Trois jours', 3))\n") >= {"0", "3"}
    assert "4" not in made("rule(breaks('Trois jours', 3))\n")


def test_what_only_examples_reach_is_left_alone() -> None:
    source = "_DAYS = 3\n_LIMIT = 4\nRULE = rule(limit=_LIMIT, examples=(met(_DAYS),))\n"
    assert made(source) == {"3", "5"}


def test_accents_before_a_change_do_not_move_it() -> None:
    source = "é = 'délai' if True else x < 3\n"
    (mutant,) = [m for m in mutants_of("x.py", source.encode(), {}) if m.text == "(x <= 3)"]
    assert mutant.applied(source.encode()).decode() == "é = 'délai' if True else (x <= 3)\n"
    assert mutant.shown(source.encode()) == "x < 3  →  (x <= 3)"


def test_a_table_is_changed_in_its_days_lengths_articles_and_lists() -> None:
    line = 'x = { since = 2025-03-01, max = "12 wk", articles = "5 29", regime = "liste-1" }\n'
    texts = {mutant.text for mutant in mutants_of_table("t.toml", line.encode())}
    assert {"2025-02-28", "2025-03-02", '"11 wk"', '"13 wk"', "5", "29", '"stupefiant"'} == texts
    assert list(mutants_of_table("t.toml", b'source = "lu le 2025-03-01"\n')) == []


LAW, UNIT = "tests/law/{}.py::t", "tests/unit/{}.py::t"
A, B, C, U = LAW.format("a"), LAW.format("b"), LAW.format("c"), UNIT.format("u")


def inside(file: str, function: str | None) -> Mutant:
    return Mutant(file, 1, 0, 0, "", "comparison", function)


def test_what_goes_far_into_the_file_for_little_time_is_tried_first() -> None:
    looked_at = {"law/x.py::f": frozenset({A, B, C, U}), "law/x.py::g": frozenset({B, U})}
    selection = Selection(looked_at, {A: 0.1, B: 0.1, C: 2.0, U: 0.1})
    assert selection.of(inside("law/x.py", "f"), (), 10) == (B, A, U, C)
    assert selection.of(inside("law/x.py", "f"), (), 0.25) == (B, A)
    # One test at least, however long it is.
    assert selection.of(inside("law/x.py", "f"), (), 0) == (B,)


def test_what_is_declared_is_looked_at_by_a_page_and_by_whatever_goes_into_the_file() -> None:
    selection = Selection({"law/x.py::f": frozenset({A}), "law/y.py::g": frozenset({B})}, {})
    assert selection.of(inside("law/x.py", None), (), 1) == (PAGE, A)
    assert selection.of(inside("law/tables/x.toml", None), ["law/y.py"], 1) == (TABLES, B)


def test_what_nothing_was_seen_to_look_at_is_tried_by_every_test_of_the_law() -> None:
    selection = Selection({}, {A: 1.0, U: 1.0})
    assert selection.of(inside("law/x.py", "f"), (), 10) == (A,)


def test_what_runs_while_modules_are_loaded_is_known() -> None:
    selection = Selection({}, {}, frozenset({"law/x.py::read"}))
    assert selection.by_loading(inside("law/x.py", "read"))
    assert selection.by_loading(inside("law/x.py", None))
    assert not selection.by_loading(inside("law/x.py", "f"))


SOURCE = """
LIMIT = 3
NAMES = [each for each in (1, 2)]
def f(a):
    return [each for each in a if each < 1]
class C:
    rank = 4
    def g(self):
        return 5
h = lambda a: a + 6
def maker(limit):
    def made(a):
        return a < limit
    return made
"""


def changed(old: str, new: str) -> list[str] | None:
    before, after = (compile(text, "x", "exec") for text in (SOURCE, SOURCE.replace(old, new)))
    found = changed_functions(before, after)
    return None if found is None else [one.co_qualname for one, _ in found]


def test_a_function_a_method_and_a_lambda_are_changed_in_place() -> None:
    assert changed("each < 1", "each <= 1") == ["f"]
    assert changed("return 5", "return 6") == ["C.g"]
    assert changed("a + 6", "a - 6") == ["<lambda>"]
    assert changed("return 5", "return 5") == []
    # What a function made while modules were loaded is changed too, unless it holds other values.
    assert changed("a < limit", "a <= limit") == ["maker", "maker.<locals>.made"]
    assert changed("a < limit", "True") is None


@pytest.mark.parametrize(("old", "new"), [("LIMIT = 3", "LIMIT = 4"), ("rank = 4", "rank = 5"),
                                          ("(1, 2)]", "(1, 2) if each > 1]")])  # fmt: skip
def test_what_a_module_or_a_class_does_when_it_is_loaded_is_loaded_anew(old: str, new: str) -> None:
    assert changed(old, new) is None


def test_a_sample_stays_when_other_code_changes() -> None:
    found = every(["law/french.py", "law/lateness.py", "law/due.py"])
    sample = sampled(found, 7, 20)
    assert len(sample) == 20
    gone = next(each for each in found if each not in sample)
    assert sampled([each for each in found if each != gone], 7, 20) == sample
    assert sampled(found, 8, 20) != sample
