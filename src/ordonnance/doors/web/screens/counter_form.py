"""What the form of the counter asks: as prescribed, except where the pharmacist says otherwise."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from ordonnance.domain.counter import NOTHING_SAID, Exceptional
from ordonnance.domain.dispensing import (
    DeclineReason,
    QuantityReason,
    Substitution,
    SubstitutionKind,
)
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Cip13, InvalidId, Rpps
from ordonnance.domain.prescription import MOST_LINES
from ordonnance.doors.web.forms import TOKEN_FIELD, Form, coded, invalid, optional
from ordonnance.doors.web.screens.counter_facts import facts_of
from ordonnance.doors.web.screens.counter_pharmacists import ANOTHER
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.dispense import DispenseCommand
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.line_request import LineRequest

FIELDS_OF_A_LINE = 48
"""Fields that a line of the counter may send, boxes that were scanned among them."""


class Way(StrEnum):
    """What is done with a line."""

    AS_PRESCRIBED = ""
    QUANTITY = "quantite"
    SUBSTITUTE = "substituer"
    DECLINE = "refuser"
    RENEW = "renouveler"
    LATER = "plus-tard"


def command(form: Form, asked: Asked) -> DispenseCommand:
    """The act that this form asks for. Raises Refusal, with the field that cannot be read."""
    lines = tuple(_lines(form))
    scanned = tuple(request for line in lines for request in _scanned(form, line))
    beeped = {each.line for each in scanned}
    # Of a scanned line, its quantity and product are those of its boxes, whatever was typed.
    apart = tuple(
        request for line in lines
        if line not in beeped or _way(form, line) is Way.DECLINE
        for request in _apart(form, line)
    )  # fmt: skip
    later = {line for line in lines if _way(form, line) is Way.LATER}
    if scanned:
        # What was scanned is handed over, and what was said of the other lines is done; a line of
        # which nothing was said is left alone. A line both scanned and declined is refused.
        besides = (each for each in apart if _way(form, each.line) is not Way.AS_PRESCRIBED)
        wanted, everything = (*scanned, *besides), False
    else:
        # The lines that the page said it would serve: one that another pharmacy served meanwhile
        # is refused, never left out without a word.
        named = later | {each.line for each in apart}
        due = (LineRequest(line) for line in _servable(form) if line not in named)
        wanted = (*apart, *due)
        everything = not (wanted or later)
    return DispenseCommand(
        asked,
        wanted,
        everything,
        tuple(_acknowledgements(form, wanted, everything=everything)),
        _pharmacist(form),
    )


def digest(form: Form) -> bytes:
    """What makes two sendings the same: every field but those of the session."""
    said = {name: form.several(name) for name in sorted(form.fields) if name != TOKEN_FIELD}
    return hashlib.sha256(json.dumps(said).encode()).digest()


def _lines(form: Form) -> Iterator[int]:
    return _numbers(form.several("ligne"))


def _servable(form: Form) -> Iterator[int]:
    return _numbers(form.several("servable"))


def _numbers(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        if not text.isdecimal() or not 0 < int(text) <= MOST_LINES:
            raise invalid("ligne", "un numéro de ligne est attendu")
        yield int(text)


def _way(form: Form, line: int) -> Way:
    return coded(Way, form.text(f"faire-{line}"), f"faire-{line}")


def _scanned(form: Form, line: int) -> Iterator[LineRequest]:
    """One request for each pack and lot: as many packs as there were beeps.

    What was said of the line goes with it: reason of the quantity, ground, text that renews it.
    """
    way, facts, reason, note, ground = _way(form, line), facts_of(form, line), None, None, None
    if way is Way.QUANTITY:
        reason = optional(QuantityReason, form.text(f"motif-{line}"), f"motif-{line}")
        note = form.text(f"note-{line}") or None
    elif way is Way.SUBSTITUTE:
        ground = form.text(f"raison-{line}") or None
    elif way is Way.RENEW:
        text = coded(Exceptional, form.text(f"renouveler-{line}"), f"renouveler-{line}")
        facts = replace(facts, exceptional=text)
    for (cip13, kind, lot), count in Counter(
        _box(value, line) for value in form.several(f"bip-{line}")
    ).items():
        yield LineRequest(
            line, Decimal(count), cip13=cip13, substitution=_ground(kind, ground, line),
            quantity_reason=reason, lot=lot or None, note=note, facts=facts,
        )  # fmt: skip


def _box(value: str, line: int) -> tuple[Cip13, str, str]:
    code, kind, lot = (*value.split("|"), "", "")[:3]
    return _cip13(code, f"bip-{line}"), kind, lot.strip()


def _apart(form: Form, line: int) -> Iterator[LineRequest]:
    """What is said of a line that is not served as prescribed."""
    match _way(form, line):
        case Way.DECLINE:
            refusal = coded(DeclineReason, form.text(f"refus-{line}"), f"refus-{line}")
            yield LineRequest(line, decline=refusal, note=form.text(f"note-{line}") or None)
        case Way.QUANTITY:
            reason = optional(QuantityReason, form.text(f"motif-{line}"), f"motif-{line}")
            yield LineRequest(
                line, _packs(form.text(f"boites-{line}"), line), quantity_reason=reason,
                note=form.text(f"note-{line}") or None, facts=facts_of(form, line),
            )  # fmt: skip
        case Way.SUBSTITUTE:
            code, kind = (*form.text(f"produit-{line}").split("|"), "")[:2]
            yield LineRequest(
                line, cip13=_cip13(code, f"produit-{line}"),
                packs=_packs(form.text(f"boites-{line}"), line) if form.text(f"boites-{line}")
                else None,
                substitution=_ground(kind, form.text(f"raison-{line}") or None, line),
                lot=form.text(f"lot-{line}") or None, facts=facts_of(form, line),
            )  # fmt: skip
        case Way.RENEW:
            kind = coded(Exceptional, form.text(f"renouveler-{line}"), f"renouveler-{line}")
            yield LineRequest(line, facts=replace(facts_of(form, line), exceptional=kind))
        case Way.AS_PRESCRIBED if (facts := facts_of(form, line)) != NOTHING_SAID:
            yield LineRequest(line, facts=facts)
        case _:
            return


def _ground(kind: str, text: str | None, line: int) -> Substitution | None:
    if not kind:
        return None
    return Substitution(coded(SubstitutionKind, kind, f"produit-{line}"), text)


def _packs(text: str, line: int) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise invalid(f"boites-{line}", "un nombre de boîtes est attendu") from error


def _acknowledgements(
    form: Form, wanted: Iterable[LineRequest], *, everything: bool
) -> Iterator[Acknowledgement]:
    """« constat|RX-DUR-01|2 »: the reason that answers a finding; empty ones answer nothing.

    What was answered of a line that is left for later answers nothing yet.
    """
    handed = {each.line for each in wanted if each.decline is None}
    for name in form.fields:
        if name.startswith("constat|") and form.text(name):
            _, rule, line = (*name.split("|"), "", "")[:3]
            number = int(line) if line.isdecimal() else None
            if number is None or everything or number in handed:
                yield Acknowledgement(rule, number, form.text(name))


def _pharmacist(form: Form) -> Rpps | None:
    chosen = form.text("pharmacien")
    field = "pharmacien-autre" if chosen == ANOTHER else "pharmacien"
    text = form.text(field)
    if not text:
        return None
    try:
        return Rpps.parse(text)
    except InvalidId as error:
        raise Refusal.of(
            "IDENTIFIER_INVALID", field, kind=error.kind, reason=error.reason
        ) from error


def _cip13(text: str, field: str) -> Cip13:
    try:
        return Cip13.parse(text)
    except InvalidId as error:
        raise Refusal.of(
            "IDENTIFIER_INVALID", field, kind=error.kind, reason=error.reason
        ) from error
