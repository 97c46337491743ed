"""The patient, or who represents them: their ordonnances, the code to show, who looked."""

import uuid
from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.documents.identities import full_name
from ordonnance.domain.actors import Representative
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.api.searching import cursor_of, mark_of
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.objecting import OBJECT, WITHDRAW, wanted
from ordonnance.doors.web.screens import patient_sheets
from ordonnance.doors.web.screens.patient_words import (
    OWN,
    STATES,
    StateTold,
    coming_back,
    line_told,
    looked,
    title_of,
)
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.consult import consult
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.journal import read_journal
from ordonnance.usecases.listing import Search, search_mine
from ordonnance.usecases.objection import Object, record_objection
from ordonnance.usecases.results import ListedOrdonnance

AT_ONCE = 20
"""Ordonnances on one page of the list."""


@dataclass(frozen=True, slots=True)
class Card:
    """One ordonnance in the list."""

    handle: str
    title: str
    state: StateTold
    item: ListedOrdonnance


async def mine(visit: Visit) -> Response:
    """One card for each ordonnance, newest first."""
    after = visit.request.query_params.get("suite")
    search = Search(AT_ONCE, mark_of(after) if after else None)
    page = await search_mine(visit.caller, visit.platform.ports, search)
    cards = [
        Card(
            visit.handle(OrdonnanceNumber(item.number)),
            title_of(item.labels),
            STATES[item.state],
            item,
        )
        for item in (each.item for each in page.mine)
    ]
    first = visit.platform.written(page.mine[0].bundle) if page.mine else None
    return visit.page(
        "patient_list.html", cards=cards, represented=_represented(visit),
        patient=first.patient if first else None, later=after is not None,
        following=cursor_of(page.next) if page.next else None,
    )  # fmt: skip


async def show(visit: Visit) -> Response:
    """The code to show, what remains, each medicine, and what the patient decides."""
    number = visit.number()
    opened = await consult(visit.asked(number), visit.platform.ports)
    document = visit.platform.document_of(opened)
    today = legal_day(visit.platform.ports.clock.now(), PARIS)
    returning = coming_back(opened.lines, today)
    author, patient = document.prescriber, document.patient
    advice = {line.number: line.advice or "" for line in document.lines}
    return visit.page(
        "patient_one.html", opened=opened, document=document, handle=visit.path("handle"),
        number=number, title=title_of([line.label for line in opened.lines]),
        state=STATES[opened.state], returning=returning,
        lines=[line_told(line, today, advice.get(line.line, "")) for line in opened.lines],
        code=visit.platform.screen_code(number) if returning.usable else None,
        sheets=patient_sheets.SHEETS, represented=_represented(visit), key=str(uuid.uuid4()),
        wanted=WITHDRAW if opened.objection else OBJECT,
        author=full_name(author.given, author.family, author.prefix),
        patient=full_name(patient.given, patient.family) if patient else "",
    )  # fmt: skip


async def object_or_withdraw(visit: Visit) -> Response:
    """Record the objection, or withdraw it; asking for what already stands changes nothing."""
    asks = wanted(visit.form)
    asked = visit.writing(visit.number(), asks.encode())
    try:
        await record_objection(Object(asked, asks == WITHDRAW), visit.platform.ports)
    except Refusal as refusal:
        if refusal.code != "OBJECTION_UNCHANGED":
            raise
    return elsewhere(f"/mes-ordonnances/{visit.path('handle')}#opposition")


async def journal(visit: Visit) -> Response:
    """Who opened it, when, from where and why; the patient's own readings apart."""
    read = await read_journal(visit.asked(visit.number()), visit.platform.ports)
    newest = [looked(each) for each in reversed(read.accesses)]
    return visit.page(
        "patient_journal.html", handle=visit.path("handle"),
        others=[each for each in newest if each.access.role not in OWN],
        own=[each for each in newest if each.access.role in OWN],
    )  # fmt: skip


async def dispensed(visit: Visit) -> Response:
    """What pharmacies handed over."""
    read = await read_executions(visit.asked(visit.number()), visit.platform.ports)
    return visit.page(
        "patient_dispensed.html", handle=visit.path("handle"),
        executions=tuple(reversed(read.answer.executions)),
        labels={line.number: line.label for line in read.ordonnance.lines},
    )  # fmt: skip


def _represented(visit: Visit) -> object:
    """For whom a representative acts, and until when; None for the patient."""
    actor = visit.caller.actor
    if not isinstance(actor, Representative):
        return None
    return actor.represented
