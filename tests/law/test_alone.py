"""The law used alone: pure, without identity, and with a JSON that other programs rely upon."""

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from ordonnance.domain.people import Practice
from ordonnance.law.alone import (
    IDENTITY,
    SCHEMA,
    counter,
    findings_json,
    judged,
    prescribed,
    written,
)
from ordonnance.law.case import Asked, Case
from ordonnance.law.check import check
from ordonnance.law.examples import ALPRAZOLAM, METHADONE, ONE_A_DAY, RAMIPRIL, days
from ordonnance.law.findings_json import findings_value
from ordonnance.law.register import REGISTER, AnyRule
from ordonnance.law.rule import Example

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-to" / "use-the-law-alone.md"
ON = date(2026, 3, 12)

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{rule.since}-{example.text}")
    for rule in REGISTER
    for example in rule.examples
]


def test_an_ordinary_prescription_needs_no_identity() -> None:
    report = judged(written(prescribed(RAMIPRIL, ONE_A_DAY, duration=days(30)), on=ON))
    assert report.outcome.value == "allowed"
    assert [each for each in report.all if each.rule in IDENTITY] == []
    assert {"MI-01", "MP-01", "MP-05"} <= IDENTITY


def test_lines_are_numbered_and_judged_together() -> None:
    case = written(
        prescribed(RAMIPRIL, ONE_A_DAY, duration=days(30)),
        prescribed(ALPRAZOLAM, ONE_A_DAY, duration=days(85)),
        on=ON,
    )
    assert [line.number for line in case.ordonnance.lines] == [1, 2]
    (finding,) = judged(case).blocking()
    assert (finding.rule, finding.line) == ("RX-DUR-03", 2)


def test_a_medicine_known_by_its_name_alone_is_unknown() -> None:
    report = judged(written(prescribed("EXEMPLE", "1 le soir", duration=days(7)), on=ON))
    assert "medicine.unknown" in {each.rule for each in report.to_acknowledge()}


def test_the_counter_is_judged_on_its_own_day() -> None:
    case = written(prescribed(METHADONE, ONE_A_DAY, duration=days(28), fraction=days(7)), on=ON)
    served = counter(case, date(2026, 3, 13), Asked(1, days=28))
    assert {each.rule for each in judged(served).blocking()} >= {"DI-STUP-04"}
    assert judged(counter(case, date(2026, 3, 12), Asked(1, days=7))).blocking() == ()


def test_an_instant_is_read_on_the_clock_of_the_place() -> None:
    at = datetime(2026, 3, 12, 22, 30, tzinfo=UTC)
    line = prescribed(RAMIPRIL, ONE_A_DAY, duration=days(7))
    island = Practice("Cabinet Exemple", postcode="97400")
    assert written(line, on=at).established_on == date(2026, 3, 12)
    assert written(line, on=at, practice=island).established_on == date(2026, 3, 13)


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="au moins une ligne"):
        written(on=ON)
    with pytest.raises(TypeError):
        prescribed(RAMIPRIL, ONE_A_DAY, quantite=3)


# --- JSON


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_json_of_every_example_holds_to_the_schema(rule: AnyRule, example: Example) -> None:
    report = check(cast(Case, example.build()))
    value = json.loads(json.dumps(findings_value(report, met=True)))
    VALIDATOR.validate({**value, "findings": [each for each in value["findings"] if new(each)]})
    assert rule.id in {each["rule"] for each in value["findings"]}
    assert len(value["findings"]) == len(report.all)


VALIDATOR = Draft202012Validator(SCHEMA)
SEEN: set[str] = set()


def new(finding: object) -> bool:
    """True the first time: most findings are those of every ordonnance, and hold as before."""
    text = json.dumps(finding, sort_keys=True)
    seen = text in SEEN
    SEEN.add(text)
    return not seen


def closed(schema: Any) -> Any:
    """The schema with unknown fields refused: what is written is all described."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if "properties" in found:
        found["additionalProperties"] = False
    return found


def test_the_schema_is_one_and_describes_every_field_written() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    case = written(prescribed(ALPRAZOLAM, ONE_A_DAY, duration=days(85)), on=ON)
    value = json.loads(findings_json(judged(case), met=True))
    Draft202012Validator(closed(SCHEMA)).validate(value)
    broken = {**value, "outcome": "perhaps"}
    assert not Draft202012Validator(SCHEMA).is_valid(broken)


def test_the_fields_of_a_finding_are_those_of_this_version() -> None:
    """A change here is a new `FORMAT`, unless it only adds."""
    case = written(prescribed(ALPRAZOLAM, ONE_A_DAY, duration=days(85)), on=ON)
    value = json.loads(findings_json(judged(case)))
    assert value["format"] == 1
    assert set(value) == {"format", "outcome", "findings", "not_judged"}
    assert set(value["findings"][0]) == {
        "rule", "version", "line", "verdict", "severity", "outcome", "message", "why", "remedy",
        "citation", "confidence", "attestable", "acknowledge", "reason", "at", "facts",
        "corrections",
    }  # fmt: skip
    (long,) = [each for each in value["findings"] if each["rule"] == "RX-DUR-03"]
    assert long["corrections"] == [
        {"label": "Mettre 84 jours", "line": 1, "apart": [], "asserts": False}
    ]
    assert value["not_judged"] == sorted(IDENTITY)


# --- Alone

WATCHED = """
import sys
opened = []
def watch(event, args):
    if event.split(".")[0] in ("socket", "subprocess", "urllib"):
        raise SystemExit(f"reached: {event}")
    if event == "open" and isinstance(args[0], str):
        opened.append((args[0], args[1]))
sys.addaudithook(watch)
from ordonnance.law.alone import judged, prescribed, written
kept = len(opened)
from datetime import date
judged(written(prescribed("EXEMPLE", "1 le soir"), on=date(2026, 3, 12)))
for name, mode in opened:
    print("import" if kept > 0 else "judge", mode, name)
    kept -= 1
"""


def test_importing_and_judging_open_nothing_but_the_code_and_its_tables() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, check=True
    )
    opened = [line.split(" ", 2) for line in done.stdout.splitlines()]
    tables = {Path(name).name for _, _, name in opened if "ordonnance/law/tables" in name}
    assert {"substances.toml", "conditions.toml"} <= tables
    written_to = [name for _, mode, name in opened if mode not in ("r", "rb")]
    assert written_to == []
    known = re.compile(r"\.pyc?$|\.so$|/ordonnance/law/tables/\w+\.toml$|/zoneinfo/|pyvenv\.cfg$|"
                       r"\.pth$|/tzdata/|\.pyc\.\d+$")  # fmt: skip
    others = [name for _, _, name in opened if not known.search(name)]
    assert others == []


def test_nothing_but_the_standard_library_and_the_domain_is_loaded() -> None:
    code = "import sys, ordonnance.law.alone; print('\\n'.join(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    ours = {name for name in done.stdout.split() if name.startswith("ordonnance.")}
    assert {name.split(".")[1] for name in ours} == {"domain", "law"}
    ready = subprocess.run(
        [sys.executable, "-c", "import sys; print('\\n'.join(sorted(sys.modules)))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    before = {name.split(".")[0] for name in ready.stdout.split()}
    others = loaded - before - set(sys.stdlib_module_names)
    assert {name for name in others if not name.startswith("_sysconfigdata")} == {"ordonnance"}


def test_what_the_guide_shows_is_what_the_law_answers(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```(python|text)\n(.*?)```", GUIDE.read_text("utf-8"), flags=re.S)
    assert len(blocks) == 8
    names: dict[str, object] = {}
    for kind, content in blocks:
        if kind == "python":
            exec(compile(content, str(GUIDE), "exec"), names)
        else:
            assert capsys.readouterr().out == content
