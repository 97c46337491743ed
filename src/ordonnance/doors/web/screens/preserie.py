"""The cockpit of a présérie, for whoever takes part: the list, one, its meeting, its register."""

import uuid

from starlette.responses import Response

from ordonnance.bootstrap.preserie import new_pilot
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance
from ordonnance.domain.preserie.criteria import LABELS
from ordonnance.domain.preserie.parties import PartyRole
from ordonnance.domain.preserie.register import Entry, Said
from ordonnance.domain.preserie.requirements import Judged
from ordonnance.domain.preserie.stages import next_acts, stage_after
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens import preserie_view as view
from ordonnance.doors.web.screens.preserie_fields import OPENING, forms_of
from ordonnance.doors.web.screens.preserie_files import FORMATS
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.preserie.reading import PilotRead, list_pilots, read_pilot, weighed


async def several(visit: Visit) -> Response:
    """The préséries of a party; an editor opens one here."""
    return await listed(visit)


async def listed(
    visit: Visit, form: Form | None = None, refusal: Refusal | None = None
) -> Response:
    """The list, with what was typed to open one and why it was refused."""
    found = await list_pilots(visit.party, visit.platform.preserie)
    return visit.page(
        "preserie_list.html", refusal.first.entry.status if refusal else 200,
        pilots=found, stage_of=stage_of,
        fields=OPENING if visit.party.role is PartyRole.EDITOR else (), form=form or Form({}),
        refusal=refusal, key=str(uuid.uuid4()),
        identifier=new_pilot(),
    )  # fmt: skip


async def one(visit: Visit) -> Response:
    """Where a présérie stands, today."""
    return await _shown(visit, "preserie_one.html")


async def meeting(visit: Visit) -> Response:
    """The same, in figures that are read from across a room."""
    return await _shown(visit, "preserie_meeting.html")


async def register(visit: Visit) -> Response:
    """Who wrote what, when."""
    found = await read_pilot(visit.path("preserie"), visit.party, visit.platform.preserie)
    rows = tuple(reversed([(each, told(each)) for each in found.entries]))
    return visit.page("preserie_register.html", found=found, rows=rows, stage=stage_of(found))


async def _shown(visit: Visit, template: str) -> Response:
    room = visit.platform.preserie
    found = await read_pilot(visit.path("preserie"), visit.party, room)
    balance = await weighed(found.pilot, found.kept, room)
    latest = view.latest_version(found.entries)
    return visit.page(
        template, found=found, balance=balance, now=room.clock.now(), stage=stage_of(found),
        following=[each.label for each in next_acts(stage_after(found.kept.pilot.done))],
        alerts=view.alerts(balance, latest), figures=view.figures(balance),
        sites=view.site_rows(balance), chart=view.chart(balance), view=view, labels=LABELS,
        anomalies=view.anomaly_rows(balance), forms=forms_of(visit.party.role, found.kept),
        not_respected=_verdicts(balance), downloads=FORMATS,
    )  # fmt: skip


def _verdicts(balance: Balance) -> list[Judged]:
    """Requirements that are not respected, then those that wait."""
    waiting = [each for each in balance.requirements if each.answer.verdict is not Verdict.MET]
    return sorted(waiting, key=lambda each: each.answer.verdict is not Verdict.BREACHED)


def stage_of(found: PilotRead) -> str:
    """Where it stands, in words."""
    return stage_after(found.kept.pilot.done).label


def told(entry: Entry) -> str:
    """What an entry says, in one line."""
    said = entry.said
    if said.done is not None:
        where = f", {said.done.site.value}" if said.done.site is not None else ""
        return f"{said.done.act.label}{where}"
    more = _detail(said)
    return f"{said.kind.label}{f', {more}' if more else ''}"


def _detail(said: Said) -> str:
    if said.shown is not None:
        return said.shown.prerequisite.label
    if said.site is not None:
        return said.site.am.value
    if said.workstation is not None:
        return said.workstation.installation.id
    if said.ended is not None:
        return said.ended.installation
    if said.chosen is not None:
        return f"{said.chosen.installation}\u202f: {'oui' if said.chosen.accepted else 'non'}"
    if said.anomaly is not None:
        return said.anomaly.id
    if said.reminded is not None:
        return said.reminded.site.value
    return said.version or ", ".join(said.departments)
