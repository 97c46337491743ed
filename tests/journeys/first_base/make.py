"""Makes the base of the first schema that the tests of upgrades open: run once, at that version.

    git worktree add ../first 5851fe5
    cp -r tests/journeys/first_base ../first/tests/journeys/
    cd ../first && ./dev setup
    PYTHONPATH=src:. .venv/bin/python -m tests.journeys.first_base.make

The people are those of the demonstration, the keys are drawn for this fixture and protect nothing.
`base.sql` is the dump of the database, `demo-keys.json` the files of its keys folder, `told.json`
what the base answered then, `calls.json` the statements that a server of that version sends, with
their types.
"""

import asyncio
import base64
import hashlib
import json
import re
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.postgres_server import find_binaries
from tests.journeys import documents
from tests.journeys.asking import Door, answer
from tests.journeys.conftest import reachable
from tests.journeys.running import BaseInProcess
from tests.journeys.sessions import Sessions

FOLDER = Path(__file__).parent
MODULES = ("base", "coverage", "operations", "outbox", "chain", "opening")


def main() -> None:
    """Write the fixture beside this file."""
    with reachable() as folder, BaseInProcess(folder / "base", "--demo") as running:
        data = running.data
        with Door(running.address, Sessions.of(data)) as door:
            told = {"at": documents.now().isoformat(), "ordonnances": story(door)}
        socket = data / "socket"
        dumped = subprocess.run(
            [find_binaries().folder / "pg_dump", "-h", socket, "-U", "ordonnance_owner",
             "--no-owner", "--rows-per-insert=50", "ordonnance"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        dsn = f"postgresql://ordonnance_app@/ordonnance?host={socket}&port=5432"
        calls = asyncio.run(described(dsn))
        keys = {path.name: path.read_text() for path in keys_folder_beside(data).iterdir()}
    # Commands of psql, not SQL.
    dumped = re.sub(r"^\\(un)?restrict .*\n", "", dumped, flags=re.M)
    (FOLDER / "base.sql").write_text(dumped.strip() + "\n", "utf-8")
    write("demo-keys.json", [keys])
    write("calls.json", calls)
    write("told.json", [told["at"], *told["ordonnances"]])


def write(name: str, values: list[Any]) -> None:
    """A JSON list, one value a line."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in values)
    (FOLDER / name).write_text(f"[\n{lines}\n]\n", "utf-8")


def story(door: Door) -> list[dict[str, Any]]:
    """Ordonnances in every state; what was asked and answered."""
    open_one = issued(door, documents.renewed(), "i-open")
    served = issued(door, documents.simple(), "i-served")
    done(door, served, "dispense", "pharmacien", "d-served", allAsPrescribed=True)
    partly = issued(door, documents.renewed(), "i-partly")
    done(door, partly, "dispense", "pharmacien", "d-partly", line={"line": 1})
    cancelled = issued(door, documents.simple(), "i-cancelled")
    done(door, cancelled, "cancel", "medecin", "c-cancelled", reason="ERROR")
    objected = issued(door, documents.simple(), "i-objected")
    done(door, objected, "object", "patient", "o-objected")
    undone = issued(door, documents.simple(), "i-undone")
    given = done(door, undone, "dispense", "pharmacien", "d-undone", allAsPrescribed=True)
    done(door, undone, "undo", "pharmacien", "u-undone", reason="MISTAKE",
         reference=given["reference"])  # fmt: skip
    told = [open_one, served, partly, cancelled, objected, undone]
    for each in told:
        number = each["number"]
        each["state"] = door.does("consult", "patient", number=number)["state"]
        read = door.does("executions", "patient", number=number).get("execution", [])
        each["executions"] = [given["reference"] for given in read]
        journal = door.does("journal", "patient", number=number)["access"]
        each["journal"] = [entry["code"] for entry in journal]
    return told


def issued(door: Door, document: bytes, key: str) -> dict[str, Any]:
    """An ordonnance issued, and how."""
    response = door.ask("issue", "medecin", document, key=key)
    assert response.status_code == 200, response.text
    return {
        "number": answer(response)["number"],
        "key": key,
        "sha256": hashlib.sha256(document).hexdigest(),
        "document": base64.b64encode(document).decode(),
        "answer": answered(response),
    }


def answered(response: httpx.Response) -> dict[str, Any]:
    """The answer, its seal by its digest: no signed token stands in the files of the project."""
    told = answer(response)
    return {**told, "seal": hashlib.sha256(told["seal"].encode()).hexdigest()}


def done(
    door: Door, told: dict[str, Any], act: str, who: str, key: str, **more: Any
) -> dict[str, Any]:
    """An act on it."""
    found: dict[str, Any] = door.does(act, who, number=told["number"], key=key, **more)
    return found


async def described(dsn: str) -> list[dict[str, Any]]:
    """Every statement of the adapters, as PostgreSQL understands it."""
    connection = await asyncpg.connect(dsn)
    try:
        found = []
        for statement in statements():
            prepared = await connection.prepare(statement)
            found.append({
                "statement": statement,
                "parameters": [each.name for each in prepared.get_parameters()],
                "columns": [[each.name, each.type.name] for each in prepared.get_attributes()],
            })  # fmt: skip
        return found
    finally:
        await connection.close()


def statements() -> list[str]:
    """The constants that are statements of the base."""
    modules = [import_module(f"ordonnance.adapters.database.{name}") for name in MODULES]
    texts = [value for module in modules for value in vars(module).values()]
    return sorted({
        text for text in texts
        if isinstance(text, str) and re.match(r"\s*SELECT\b", text) and "{" not in text
    })  # fmt: skip


if __name__ == "__main__":
    main()
