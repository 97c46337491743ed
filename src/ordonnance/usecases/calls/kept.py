"""A call as bytes for the desk of its centre, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ordonnance.domain.census import Motive, Regulator
from ordonnance.usecases.calls.answers import Point
from ordonnance.usecases.calls.call import Call, Destination, InsFrom, Where, Who
from ordonnance.usecases.ports import DeskSheet, Reader
from ordonnance.usecases.samu.models import Impossible
from ordonnance.usecases.writing.draft import DraftLine, Explained, document_of, lines_of
from ordonnance.usecases.writing.patient import TypedPatient

_AS_THEY_ARE = ("reference", "client", "origin", "nothing_said", "motive_words", "clear",
                "begun_by", "last_by", "number", "author", "sent_to", "sent_where", "sent_phone",
                "page")  # fmt: skip


def written_down(call: Call, reader: Reader, at: datetime) -> bytes:
    """The bytes of a call."""
    line = call.line
    held = {name: getattr(call, name) for name in _AS_THEY_ARE} | {
        "who": call.who,
        "patient": asdict(call.patient),
        "ins_from": call.ins_from,
        "points": sorted(call.points),
        "motive": call.motive or "",
        "signs": sorted(call.signs),
        "line": None if line is None else {
            "typed": line.typed, "rest": line.rest, "notes": line.notes, "id": line.id,
            "document": document_of((line.line,), reader, at).decode() if line.line else "",
        },
        "explained": [asdict(each) for each in call.explained],
        "destination": asdict(call.destination),
        "capacity": call.capacity or "",
    }  # fmt: skip
    return json.dumps(held, ensure_ascii=False).encode()


def taken_up(sheet: DeskSheet, reader: Reader) -> Call:
    """The call of these bytes."""
    held: Mapping[str, Any] = json.loads(sheet.content)
    destination = held["destination"]
    return Call(
        sheet.id,
        sheet.version,
        # A member that came later is not in what was kept before.
        **{name: held[name] for name in _AS_THEY_ARE if name in held},
        who=Who(held["who"]),
        patient=TypedPatient(**held["patient"]),
        ins_from=InsFrom(held["ins_from"]),
        points=frozenset(map(Point, held["points"])),
        motive=Motive(held["motive"]) if held["motive"] else None,
        signs=frozenset(held["signs"]),
        line=_line(held["line"], reader),
        explained=tuple(Explained(**each) for each in held["explained"]),
        destination=Destination(
            **{
                **destination,
                "where": Where(destination["where"]),
                "impossible": Impossible(destination["impossible"])
                if destination["impossible"]
                else None,
            }
        ),
        capacity=Regulator(held["capacity"]) if held["capacity"] else None,
        written_at=sheet.written_at,
    )


def _line(held: Mapping[str, Any] | None, reader: Reader) -> DraftLine | None:
    if held is None:
        return None
    read = lines_of(held["document"].encode(), reader)
    return DraftLine(
        held["id"], held["typed"], read[0] if read else None, tuple(held["rest"]),
        tuple(held["notes"]),
    )  # fmt: skip
