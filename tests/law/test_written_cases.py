"""The cases that ship with the program, written in French: each one is a test."""

import re

import pytest

from ordonnance.bootstrap.case_files import SHIPPED, JudgedFile, case_paths, judge
from ordonnance.law.finding import Outcome
from ordonnance.law.written import WrittenCase, judged
from tests.house.files import ROOT

FILES: tuple[JudgedFile, ...] = tuple(judge(case_paths(()), name_of=lambda path: path.name))
CASES = [
    pytest.param(case.written, id=f"{file.file}-{case.written.title}")
    for file in FILES
    for case in file.cases
]
GUIDE = ROOT / "docs" / "how-to" / "write-a-case.md"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.file)
def test_everything_in_the_file_can_be_read(file: JudgedFile) -> None:
    assert [f"{each.place}: {each.message}" for each in file.problems] == []
    assert file.cases


@pytest.mark.parametrize("case", CASES)
def test_the_law_answers_as_the_case_expects(case: WrittenCase) -> None:
    # Judged here, not while tests are collected: what looks at the law is then seen to look.
    assert [each for step in judged(case).steps for each in step.differences] == []


def test_there_are_cases_enough_and_a_third_of_them_are_allowed() -> None:
    cases = [case for file in FILES for case in file.cases]
    allowed = [case for case in cases if case.steps[-1].step.expected.outcome is Outcome.ALLOWED]
    assert len(cases) >= 150
    assert 3 * len(allowed) >= len(cases)


def test_no_two_shipped_cases_have_the_same_name() -> None:
    titles = [case.written.title for file in FILES for case in file.cases]
    assert len(set(titles)) == len(titles)
    assert SHIPPED.is_dir()


def test_the_whole_examples_of_the_guide_do_what_it_says(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    blocks = re.findall(r"^```yaml\n(thème.*?)^```", GUIDE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 2
    folder = tmp_path_factory.mktemp("guide")
    for number, block in enumerate(blocks):
        (folder / f"{number}.yaml").write_text(block, "utf-8")
    judged = tuple(judge(case_paths((str(folder),))))
    assert [file.problems for file in judged] == [(), ()]
    assert [case.passed for file in judged for case in file.cases] == [True, True]
