"""How a representation is written and read again: bytes that the port keeps sealed."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from ordonnance.domain.civil_identity import Traits
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Sex
from ordonnance.domain.representation import By, Proof, Representation
from ordonnance.usecases.ports import KeptRepresentation, Representations


async def of_person(ins: Ins, kept: Representations) -> tuple[Representation, ...]:
    """Every representation of that person, ended ones too, the oldest first."""
    return tuple(_read(each, ins) for each in await kept.of(key_of(ins)))


def key_of(ins: Ins) -> str:
    """Under what the representations of a person are kept."""
    return f"{ins.oid}|{ins.matricule}"


def written(made: Representation) -> bytes:
    """What is kept of a new representation."""
    person = made.representative
    return json.dumps({
        "represented": made.represented, "proof": made.proof, "until": made.until.isoformat(),
        "number": made.number, "recorded": _written_by(made.recorded),
        "representative": [
            person.family, person.given, person.sex, person.birth_date.isoformat()
        ],
    }).encode()  # fmt: skip


def written_end(by: By) -> bytes:
    """What is kept of its end."""
    return json.dumps(_written_by(by)).encode()


def reference(made: Representation) -> bytes:
    """What a code holds of it: where to find it, and to whom it opens."""
    return json.dumps({
        "ins": made.ins.matricule, "oid": made.ins.oid.value, "id": made.id,
        "given": made.representative.given_words,
    }).encode()  # fmt: skip


def account_link(made: Representation, until: datetime) -> bytes:
    """What an account holds of it: the same, and until when the account stands for it."""
    return json.dumps({**json.loads(reference(made)), "until": until.isoformat()}).encode()


def link_holds(held: bytes, at: datetime) -> bool:
    """True until the end of a link; one of before ends were kept has none."""
    found = json.loads(held)
    return "until" not in found or at < datetime.fromisoformat(found["until"])


async def referred(held: bytes, kept: Representations) -> tuple[Representation, tuple[str, ...]]:
    """The representation that a reference names, and the given names to which it opens."""
    found = json.loads(held)
    every = await of_person(Ins(found["ins"], InsOid(found["oid"])), kept)
    return next(each for each in every if each.id == found["id"]), tuple(found["given"])


def _written_by(by: By) -> dict[str, str]:
    return {**asdict(by), "at": by.at.isoformat()}


def _read_by(found: Mapping[str, Any]) -> By:
    return By(**{**found, "at": datetime.fromisoformat(found["at"])})


def _read(each: KeptRepresentation, ins: Ins) -> Representation:
    found = json.loads(each.held)
    family, given, sex, born = found["representative"]
    return Representation(
        each.id, ins, found["represented"],
        Traits(family, tuple(given), Sex(sex), date.fromisoformat(born)),
        Proof(found["proof"]), date.fromisoformat(found["until"]), _read_by(found["recorded"]),
        found["number"], _read_by(json.loads(each.ended)) if each.ended is not None else None,
    )  # fmt: skip
