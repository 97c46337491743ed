"""`./dev mutants [--sample N --seed N --jobs N --again] [module…]`: the share that tests notice.

Modules are parts of a path (`law`, `law/serving.py`, `domain/calendar.py`); `law` by default.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tools.mutants.edits import Mutant, enum_members, mutants_of
from tools.mutants.selection import FOLDERS, Selection, measured
from tools.mutants.tables import mutants_of_table
from tools.mutants.trial import Fate, Trial, ready

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ordonnance"
KEPT = ROOT / ".venv" / "mutants" / "selection.json"
LEFT_OUT = (
    "law/examples.py",
    "law/examples_beyond.py",
    "law/tables/coverage.toml",
    "domain/error_catalogue.py",
)
"""Examples are tests, the coverage is a list of what is held, errors are sentences."""

BUDGET, LIMIT = 15.0, 60
"""Seconds of tests for one change, as measured under coverage (three times longer than they take);
seconds of processor after which a child is endless."""


LEFT = KEPT.with_name("left.txt")


def key(mutant: Mutant) -> str:
    """One line that names a change."""
    return f"{mutant.file}:{mutant.start}:{mutant.end}:{' '.join(mutant.text.split())}"


def files(parts: Sequence[str]) -> list[Path]:
    """The files of the law and the domain under one of the parts, tables included."""
    found = []
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml")]):
        name = path.relative_to(PACKAGE).as_posix()
        asked = any(name == part or name.startswith(f"{part.rstrip('/')}/") for part in parts)
        if asked and name not in LEFT_OUT and name.startswith(("law/", "domain/")):
            found.append(path)
    return found


def every(parts: Sequence[str]) -> list[Mutant]:
    """Every change of those files, in their order."""
    members = enum_members(path for part in ("law", "domain") for path in
                           sorted((PACKAGE / part).rglob("*.py")))  # fmt: skip
    found: list[Mutant] = []
    for path in files(parts):
        name, source = path.relative_to(ROOT).as_posix(), path.read_bytes()
        if path.suffix == ".toml":
            found += mutants_of_table(name, source)
        else:
            found += mutants_of(name, source, members)
    return found


def readers(mutant: Mutant) -> list[str]:
    """The modules that load a table, and those that import them."""
    if not mutant.file.endswith(".toml"):
        return []
    name = Path(mutant.file).name
    sources = {path: path.read_text("utf-8") for path in (PACKAGE / "law").rglob("*.py")}
    loads = [path for path, text in sources.items() if f'"{name}"' in text]
    words = "|".join(rf"law\.{path.stem}\b" for path in loads) or "(?!)"
    near = [path for path, text in sources.items() if re.search(words, text)]
    return [path.relative_to(ROOT).as_posix() for path in {*loads, *near}]


def tried(
    mutants: Sequence[Mutant], selection: Selection, jobs: int
) -> Iterator[tuple[Mutant, Fate]]:
    """Each change with its fate, as children end."""
    waiting, running = list(reversed(mutants)), list[Trial]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            tests = selection.of(mutant, readers(mutant), BUDGET)
            running.append(Trial(ROOT, mutant, tests, LIMIT))
        for trial in list(running):
            fate = trial.ended()
            if fate is not None:
                running.remove(trial)
                yield trial.mutant, fate
        time.sleep(0.02)


def control(mutants: Sequence[Mutant], selection: Selection) -> None:
    """A change that changes nothing must survive: else every child fails for its own reasons."""
    for mutant in mutants[:3]:
        nothing = replace(mutant, start=0, end=0, text="", kind="control")
        tests = selection.of(mutant, readers(mutant), BUDGET)
        trial = Trial(ROOT, nothing, tests, LIMIT)
        while (fate := trial.ended()) is None:
            time.sleep(0.05)
        if fate not in (Fate.SURVIVED, Fate.UNTESTED):
            raise SystemExit(f"without any change, these tests fail: {' '.join(tests)}")


def told(mutant: Mutant, fate: Fate) -> str:
    """One change that the tests did not notice."""
    shown = mutant.shown((ROOT / mutant.file).read_bytes())
    return f"{fate:9} {mutant.file}:{mutant.line}  [{mutant.kind}]  {shown}"


def report(fates: Counter[Fate], left: Sequence[tuple[Mutant, Fate]]) -> None:
    """Figures and survivors on standard output."""
    for mutant, fate in sorted(left, key=lambda each: (each[0].file, each[0].line)):
        print(told(mutant, fate))
    total = sum(fates.values())
    killed = fates[Fate.KILLED] + fates[Fate.ENDLESS]
    share = 100 * killed / total if total else 0.0
    print(
        f"\n{total} mutants: {fates[Fate.KILLED]} killed, {fates[Fate.ENDLESS]} endless, "
        f"{fates[Fate.SURVIVED]} survived, {fates[Fate.UNTESTED]} that no test looks at "
        f"— {share:.1f} % noticed"
    )


def main(arguments: Sequence[str]) -> int:
    """Try the sample asked; 0 when it could be tried."""
    parser = argparse.ArgumentParser(prog="./dev mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--left", action="store_true", help="try again what the last sample left")
    parser.add_argument("--again", action="store_true", help="measure the selection of tests again")
    parser.add_argument(
        "--tests", action="append", help="a folder of tests to measure, with --again"
    )
    parser.add_argument("modules", nargs="*", default=["law"])
    asked = parser.parse_args(arguments)
    selection = measured(ROOT, KEPT, again=asked.again, folders=asked.tests or FOLDERS)
    found = every(asked.modules)
    chosen = random.Random(asked.seed).sample(found, min(asked.sample, len(found)))
    if asked.left:
        known = set(LEFT.read_text("utf-8").splitlines())
        chosen = [mutant for mutant in chosen if key(mutant) in known]
    print(f"{len(chosen)} of {len(found)} mutants, seed {asked.seed}", flush=True)
    ready(ROOT)
    control(chosen, selection)
    fates: Counter[Fate] = Counter()
    left: list[tuple[Mutant, Fate]] = []
    for mutant, fate in tried(chosen, selection, asked.jobs):
        fates[fate] += 1
        if fate is not Fate.KILLED:
            left.append((mutant, fate))
            LEFT.write_text("\n".join(key(each) for each, _ in left), encoding="utf-8")
            print(told(mutant, fate), file=sys.stderr, flush=True)
        if sum(fates.values()) % 20 == 0:
            print(f"{sum(fates.values())}/{len(chosen)} {dict(fates)}", file=sys.stderr, flush=True)
    report(fates, left)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
