"""`./dev mutants [--sample N --seed N --jobs N --again] [module…]`: the share that tests notice.

Modules are parts of a path (`law`, `law/serving.py`, `domain/calendar.py`); `law` by default.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from operator import itemgetter
from pathlib import Path

from tools.mutants.edits import Mutant, enum_members, mutants_of
from tools.mutants.selection import FOLDERS, Selection, measured
from tools.mutants.stage import Stage, in_place, on_stage
from tools.mutants.tables import mutants_of_table
from tools.mutants.trial import Fate, Trial, loaded_anew, ready

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
    """One line that names a change, wherever the code moves in its file."""
    shown = mutant.shown((ROOT / mutant.file).read_bytes())
    return f"{mutant.file}:{mutant.function}:{mutant.kind}:{shown}"


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


@dataclass(slots=True)
class Bench:
    """What a sample is tried with: the tests chosen for each change, and how many at once."""

    selection: Selection
    jobs: int
    stage: Stage | None = None

    def started(self, mutant: Mutant) -> Trial:
        """A child at work on a change: in place when everything is loaded, else loaded anew."""
        tests = self.selection.of(mutant, readers(mutant), BUDGET)
        if self.stage is None:
            return Trial(mutant, loaded_anew(ROOT, mutant, tests), LIMIT)
        return Trial(mutant, self.stage.work(in_place(ROOT, mutant) or (), tests), LIMIT)

    def tried(self, mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, Fate]]:
        """Each change with its fate, as children end."""
        waiting, running = list(reversed(mutants)), list[Trial]()
        while waiting or running:
            while waiting and len(running) < self.jobs:
                running.append(self.started(waiting.pop()))
            for trial in list(running):
                fate = trial.ended()
                if fate is not None:
                    running.remove(trial)
                    yield trial.mutant, fate
            time.sleep(0.01)

    def control(self, mutants: Sequence[Mutant]) -> None:
        """A change of nothing must survive: else every child fails for reasons of its own."""
        nothing = [replace(each, start=0, end=0, text="", kind="control") for each in mutants[:3]]
        for mutant, fate in self.tried(nothing):
            if fate not in (Fate.SURVIVED, Fate.UNTESTED):
                tests = self.selection.of(mutant, readers(mutant), BUDGET)
                raise SystemExit(f"without any change, these tests fail: {' '.join(tests)}")


def told(mutant: Mutant, fate: Fate) -> str:
    """One change that the tests did not notice."""
    shown = mutant.shown((ROOT / mutant.file).read_bytes())
    return f"{fate:9} {mutant.file}:{mutant.line}  [{mutant.kind}]  {shown}"


class Record:
    """What became of the changes, said as they are tried; what is left is kept in a file."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.fates: Counter[Fate] = Counter()
        self.left: list[tuple[Mutant, Fate]] = []

    def add(self, mutant: Mutant, fate: Fate) -> None:
        """One more."""
        self.fates[fate] += 1
        if fate is not Fate.KILLED:
            self.left.append((mutant, fate))
            LEFT.write_text("\n".join(key(each) for each, _ in self.left), encoding="utf-8")
            print(told(mutant, fate), file=sys.stderr, flush=True)
        done = sum(self.fates.values())
        if done % 20 == 0:
            print(f"{done}/{self.total} {dict(self.fates)}", file=sys.stderr, flush=True)

    def report(self) -> None:
        """Figures and survivors on standard output."""
        for mutant, fate in sorted(self.left, key=lambda each: (each[0].file, each[0].line)):
            print(told(mutant, fate))
        total = sum(self.fates.values())
        killed = self.fates[Fate.KILLED] + self.fates[Fate.ENDLESS]
        share = 100 * killed / total if total else 0.0
        print(
            f"\n{total} mutants: {self.fates[Fate.KILLED]} killed, "
            f"{self.fates[Fate.ENDLESS]} endless, {self.fates[Fate.SURVIVED]} survived, "
            f"{self.fates[Fate.UNTESTED]} that no test looks at — {share:.1f} % noticed"
        )


def sampled(found: Sequence[Mutant], seed: int, size: int) -> list[Mutant]:
    """A sample drawn by what each change is, not by its rank: it stays while other code changes."""
    same: Counter[str] = Counter()
    drawn = list[tuple[bytes, Mutant]]()
    for mutant in found:
        name = key(mutant)
        same[name] += 1
        drawn.append((sha256(f"{seed}:{name}:{same[name]}".encode()).digest(), mutant))
    return [mutant for _, mutant in sorted(drawn, key=itemgetter(0))[:size]]


def try_all(chosen: Sequence[Mutant], bench: Bench, record: Record) -> None:
    """What must be loaded anew first, while nothing is loaded; then the rest, in place."""
    anew = [each for each in chosen if bench.selection.by_loading(each) or not in_place(ROOT, each)]
    known = {id(each) for each in anew}
    others = [each for each in chosen if id(each) not in known]
    print(f"{len(anew)} loaded anew, {len(others)} in place", flush=True)
    ready(ROOT)

    def run(mutants: Sequence[Mutant]) -> None:
        bench.control(mutants)
        for mutant, fate in bench.tried(mutants):
            record.add(mutant, fate)

    def play(stage: Stage) -> None:
        bench.stage = stage
        run(others)

    run(anew)
    if others:
        on_stage(ROOT, FOLDERS, play)


def main(arguments: Sequence[str]) -> int:
    """Try the sample asked; 0 when it could be tried."""
    parser = argparse.ArgumentParser(prog="./dev mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--left", action="store_true", help="try again what the last sample left")
    parser.add_argument("--again", action="store_true", help="measure the selection of tests again")
    parser.add_argument("modules", nargs="*", default=["law"])
    asked = parser.parse_args(arguments)
    selection = measured(ROOT, KEPT, again=asked.again)
    found = every(asked.modules)
    chosen = sampled(found, asked.seed, asked.sample)
    if asked.left:
        known = set(LEFT.read_text("utf-8").splitlines())
        chosen = [mutant for mutant in chosen if key(mutant) in known]
    print(f"{len(chosen)} of {len(found)} mutants, seed {asked.seed}", flush=True)
    record = Record(len(chosen))
    try_all(chosen, Bench(selection, asked.jobs), record)
    record.report()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
