"""The floor of the base: pgbench calls the same functions with arguments of the same sizes.

The arguments are those of one real act, sealed, sent as parameters; only the number changes from
one transaction to the next, and with it the hash of the answer's scope.
"""

import re
import resource
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bench import acts
from bench.load import TASKS, Load, per_call
from bench.processor import server_seconds
from bench.traffic import REQUESTS_PER_JOURNEY
from ordonnance.adapters.database.connections import SETTINGS
from ordonnance.adapters.database.sealing import People, RowSealer, RowSealers
from ordonnance.adapters.database.writing import apply_arguments, issue_arguments, journal_bytes
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.postgres_server import find_binaries

_RATE = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
_LATENCY = re.compile(r"^latency average = ([\d.]+) ms", re.MULTILINE)

_OPTIONS = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())

# Spread like the payload of real numbers: in order, the indexes would fill more cheaply.
_NUMBER = "left(md5(:run::text || '.' || :client_id::text || '.' || :i::text), 18)"
_NEXT = "\\set i :i + 1\n"
_SCOPE = "ARRAY[sha256(convert_to({prefix} || k.n, 'UTF8'))]"


@dataclass(frozen=True, slots=True)
class Script:
    """What one transaction of pgbench does, and the variables that it names."""

    text: str
    variables: Mapping[str, str]


class Floor:
    """Runs the scripts against one server; `folder` receives them."""

    def __init__(self, dsn: str, postgres: int, cabinet: KeyCabinet, folder: Path) -> None:
        self._dsn = dsn
        self._postgres = postgres
        self._folder = folder
        self._program = find_binaries().folder / "pgbench"
        new = acts.new()
        sealer, kek_id, wrapped = RowSealers(cabinet).new(new.number.value)
        people = People(cabinet)
        self._scripts = {
            "issue": _calling(
                "issue_ordonnance", issue_arguments(new, sealer, kek_id, wrapped, people)
            ),
            "consult": _consulting(sealer),
            "apply": _calling(
                "apply_change", apply_arguments(1, acts.first_change(), sealer, people)
            ),
        }

    @property
    def is_there(self) -> bool:
        """False when these binaries come without pgbench."""
        return self._program.exists()

    def run(self, act: str, run: int, each: int) -> Load:
        """`each` transactions by each of the clients, on the numbers of that run."""
        script = self._scripts[act]
        theirs, ours = server_seconds(self._postgres), _children()
        said = self._pgbench(act, _NEXT + script.text, script.variables, run, TASKS, f"-t{each}")
        count = each * TASKS
        return Load(
            _figure(_RATE, said), _figure(_LATENCY, said), float("nan"),
            (_children() - ours) / count * 1e6,
            per_call(theirs, server_seconds(self._postgres), count),
        )  # fmt: skip

    def mix(self, run: int, seconds: float, clients: int) -> float:
        """Requests per second of whole journeys: issue, consult, apply, 0.3 consult more."""
        issue, consult, apply = (self._scripts[act] for act in ("issue", "consult", "apply"))
        more = f"\\set third random(1, 10)\n\\if :third <= 3\n{consult.text}\\endif\n"
        text = f"{_NEXT}{issue.text}{consult.text}{apply.text}{more}"
        variables = {**issue.variables, **consult.variables, **apply.variables}
        said = self._pgbench("mix", text, variables, run, clients, f"-T{round(seconds)}")
        return _figure(_RATE, said) * REQUESTS_PER_JOURNEY

    def _pgbench(
        self, name: str, text: str, variables: Mapping[str, str], run: int, clients: int, size: str
    ) -> str:
        path = self._folder / f"{name}.sql"
        path.write_text(text, encoding="utf-8")
        given = {**variables, "run": str(run), "i": "0"}
        command = [
            str(self._program), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", size,
            "-f", str(path),
            *(part for each, value in given.items() for part in ("-D", f"{each}={value}")),
            self._dsn,
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, check=False,
            env={"PGOPTIONS": _OPTIONS, "LC_ALL": "C"},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"pgbench {name}: {done.stderr[-500:]}")
        return done.stdout


def _figure(pattern: re.Pattern[str], said: str) -> float:
    found = pattern.search(said)
    if found is None:
        raise RuntimeError(f"pgbench said something else: {said[-500:]}")
    return float(found[1])


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _calling(function: str, arguments: Sequence[object]) -> Script:
    """One call. The number is the first argument, the scopes the only list of bytes before it."""
    names = [f"{function}_{place}" for place in range(1, len(arguments))]
    given = dict(zip(names, arguments[1:], strict=True))
    # The answer follows its scopes; two lists, the outbox, end the arguments.
    scopes = names[-4]
    places = {name: f":{name}" for name in names}
    places[scopes] = _SCOPE.format(prefix=f"'{function}'")
    del given[scopes]
    text = (
        f"SELECT base.{function}(k.n, {', '.join(places.values())}) "
        f"FROM (SELECT {_NUMBER}) AS k(n);\n"
    )
    return Script(text, {name: _literal(value) for name, value in given.items()})


def _consulting(sealer: RowSealer) -> Script:
    entry = acts.entry("CONSULT")
    variables = {"at": _literal(entry.at), "entry": _literal(journal_bytes(sealer, entry))}
    text = (
        f"SELECT * FROM base.read_ordonnance({_NUMBER}, '{{}}');\n"
        f"SELECT base.record_access({_NUMBER}, :at, :entry);\n"
    )
    return Script(text, variables)


def _literal(value: object) -> str:
    """A value as PostgreSQL reads it in text form."""
    match value:
        case bytes():
            return f"\\x{value.hex()}"
        case list():
            quoted = (_literal(each).replace("\\", "\\\\") for each in value)
            return "{" + ",".join(f'"{each}"' for each in quoted) + "}"
        case datetime() | date():
            return value.isoformat()
        case int() | str():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no text form here")
