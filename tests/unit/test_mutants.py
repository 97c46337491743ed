"""The changes that the mutation tool tries: what it makes of a line, and what it leaves alone."""

from tools.mutants.edits import Mutant, mutants_of
from tools.mutants.selection import PAGE, TABLES, Selection
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


def test_walks_are_tried_first_on_what_is_declared_last_on_a_function_and_always() -> None:
    inside = Mutant("law/x.py", 1, 0, 0, "", "comparison", "f")
    walks = ("tests/law/test_history.py::t", "tests/law/test_written_cases.py::t")
    looked_at = {"law/x.py::f": (walks[0], "tests/law/a.py::t")}
    selection = Selection(looked_at, {walks[0]: 3.0, walks[1]: 2.0, "tests/law/a.py::t": 0.1})
    assert selection.of(inside, (), 1) == ("tests/law/a.py::t", *walks)
    declared = Mutant("law/x.py", 1, 0, 0, "", "other member", None)
    # Walks are paid by nobody: the budget is for the others.
    assert selection.of(declared, (), 1) == (*walks, "tests/law/a.py::t", PAGE)
    assert selection.of(declared, (), 0) == (*walks, PAGE)
    row = Mutant("law/tables/x.toml", 1, 0, 0, "", "duration", None)
    assert selection.of(row, ["law/x.py"], 1) == (*walks, "tests/law/a.py::t", TABLES)


def test_a_severity_is_changed_and_a_chapter_is_not() -> None:
    assert made("rule(severity=Severity.BLOCKING, family=Family.LINE)\n") == {"Severity.WARNING"}


def test_sentences_citations_and_examples_are_left_alone() -> None:
    source = "rule(title='1', examples=(met(1),), citation=Citation(date(2026, 1, 1)), line=1)\n"
    assert made(source) == {"0", "2"}


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


def test_the_tests_that_look_at_a_function_are_chosen_the_quickest_of_the_law_first() -> None:
    looked_at = {"law/x.py::f": ("tests/unit/a.py::t", "tests/law/b.py::t", "tests/law/c.py::t")}
    seconds = {"tests/law/b.py::t": 2.0, "tests/law/c.py::t": 1.0, "tests/unit/a.py::t": 0.1}
    selection = Selection(looked_at, seconds)
    inside = Mutant("law/x.py", 1, 0, 0, "", "comparison", "f")
    chosen = selection.of(inside, (), 10)
    assert chosen == ("tests/law/c.py::t", "tests/law/b.py::t", "tests/unit/a.py::t")
    assert selection.of(inside, (), 1.5) == ("tests/law/c.py::t",)
    declared = Mutant("law/x.py", 1, 0, 0, "", "date by one day", None)
    assert selection.of(declared, (), 10)[-1] == PAGE
    assert selection.of(Mutant("law/y.py", 1, 0, 0, "", "comparison", "g"), (), 10) == ()
    known = Selection({}, {"tests/law/test_x.py::t": 1.0, "tests/unit/test_y.py::t": 1.0})
    assert known.of(inside, (), 10) == ("tests/law/test_x.py::t",)
