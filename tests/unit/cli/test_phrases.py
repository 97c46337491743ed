"""Phrases on standard input: streamed in order, whatever they hold."""

import io
import json
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.doors.cli.phrases import LONGEST, phrases

PARSE = [sys.executable, "-m", "ordonnance.doors.cli.main", "posology", "parse", "--json"]


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))))
def test_every_line_comes_back_in_order_whatever_its_end(lines: list[str]) -> None:
    for end in ("\n", "\r\n"):
        stream = io.BytesIO("".join(each + end for each in ["1 cp", *lines]).encode())
        assert [(each.text, each.error) for each in phrases(stream)] == [
            (each, None) for each in ["1 cp", *lines]
        ]


def test_a_mark_of_order_before_the_first_line_is_not_part_of_it() -> None:
    assert [each.text for each in phrases(io.BytesIO(b"\xef\xbb\xbf1 cp\n2 cp"))] == [
        "1 cp",
        "2 cp",
    ]


def test_a_line_that_is_not_utf_8_is_told_and_does_not_stop_the_others() -> None:
    broken, good = phrases(io.BytesIO("1 gélule\n".encode("latin-1") + b"2 cp\n"))
    assert broken.text == "1 g\ufffdlule"
    assert broken.error is not None
    assert "UTF-8" in broken.error
    assert (good.text, good.error) == ("2 cp", None)


def test_a_line_without_end_is_passed_over_without_being_held() -> None:
    long, last = phrases(io.BytesIO(b"x" * (LONGEST * 3 + 5) + b"\n2 cp\n"))
    assert len(long.text) == 1_000
    assert long.error is not None
    assert last.text == "2 cp"


def test_each_answer_comes_before_the_next_question() -> None:
    with subprocess.Popen(PARSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for asked in ("1 cp x3/j", "", "2 gél le soir"):
            process.stdin.write(f"{asked}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == asked
        process.stdin.write(b"\xff 1 cp\n")
        process.stdin.flush()
        refused = json.loads(process.stdout.readline())
        assert (refused["results"], "UTF-8" in refused["error"]) == ([], True)
        process.stdin.close()
        assert process.wait(timeout=30) == 0
