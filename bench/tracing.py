"""What tracing costs: the same acts on PostgreSQL with a workstation traced, and without."""

import asyncio
import itertools
import uuid
from datetime import timedelta

import uvloop

from bench.base import NAMES, works
from bench.load import TASKS, Load, Work, closed
from bench.postgres import temporary_server
from bench.table import Table, figure
from bench.timing import ROUNDS, medians
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.base import PostgresBase
from ordonnance.adapters.database.opening import create_base, open_base
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE, PostgresServer
from ordonnance.bootstrap.preserie import Preserie
from ordonnance.domain.actors import Place, SoftwareClient
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.parties import Kind, Party, PartyRole
from ordonnance.domain.preserie.pilot import Module, Site, Software
from ordonnance.domain.preserie.register import Chosen, Opening, Said, Workstation
from ordonnance.domain.preserie.traces import Installation
from ordonnance.usecases.preserie.record import Record, record

EACH = 100
"""Acts per task and per round."""
FLUSH_SECONDS = 0.5
"""Oftener than a server does, so that every round writes its traces."""
TOLD_AS = {"issue": "issue", "consult": "consult", "apply": "dispense"}
AM = AmNumber("330000012")
PLACE = Place(None, None, AM, "PHARMACIE EXEMPLE", None, None, "Europe/Paris", technical_id="BENCH")
CLIENT = SoftwareClient(product="BENCH", version="1.0", workstation="comptoir 1", am=AM.value)
PILOT = str(uuid.uuid4())
_keys = itertools.count()


def tracing() -> Table:
    """Acts per second with and without, and the median of the ratios of each round."""
    with temporary_server() as server:
        rounds, kept = uvloop.run(_measured(server))
    rows = tuple(
        (
            NAMES[act],
            figure(medians(pairs, lambda pair: pair[0].rate)),
            figure(medians(pairs, lambda pair: pair[1].rate)),
            figure(medians(pairs, lambda pair: pair[1].p50_ms / pair[0].p50_ms)),
            figure(medians(pairs, lambda pair: pair[1].rate / pair[0].rate)),
        )
        for act, pairs in rounds.items()
    )
    return Table(
        f"tracing — {TASKS} tâches, un poste tracé à chaque acte, ou aucun",
        ("mesure", "sans, par s", "avec, par s", "p50 avec ÷ sans", "vitesse avec ÷ sans"), rows,
        (f"{kept} traces écrites\u202f; médianes de {ROUNDS} tours.",),
    )  # fmt: skip


async def _measured(
    server: PostgresServer,
) -> tuple[dict[str, list[tuple[Load, Load]]], int]:
    clock = SystemClock()
    cabinet = KeyCabinet.generate(clock.now())
    await create_base(server.dsn_for(OWNER_ROLE), cabinet, demonstration=True, scheme="D",
                      at=clock.now())  # fmt: skip
    opened = await open_base(server.dsn_for(APP_ROLE), cabinet, pool_size=TASKS)
    preserie = Preserie(opened.base.pilots, clock)
    rounds: dict[str, list[tuple[Load, Load]]] = {act: [] for act in NAMES}
    stop = asyncio.Event()
    flushing = asyncio.create_task(preserie.run(stop, FLUSH_SECONDS))
    try:
        await _opened(preserie)
        for run in range(ROUNDS + 1):
            # In turn, and never the same one first: the base grows from one to the next.
            order = (False, True) if run % 2 else (True, False)
            found = {traced: await _round(opened.base, server, preserie, traced=traced)
                     for traced in order}  # fmt: skip
            for act in NAMES if run else ():
                rounds[act].append((found[False][act], found[True][act]))
        stop.set()
        await flushing
        kept = len(await preserie.pilots.traces(PILOT, clock.now()))
    finally:
        flushing.cancel()
        await opened.close()
    wanted = EACH * TASKS * len(NAMES) * (ROUNDS + 1)
    if kept != wanted:
        raise RuntimeError(f"{kept} traces are kept of {wanted}")
    return rounds, kept


async def _round(
    store: PostgresBase, server: PostgresServer, preserie: Preserie, *, traced: bool
) -> dict[str, Load]:
    found = {}
    for act, each in works(store, EACH * TASKS).items():
        loads = [_seen(preserie, act, work) for work in each] if traced else each
        found[act] = await closed(loads, server.pid)
    return found


def _seen(preserie: Preserie, act: str, work: Work) -> Work:
    async def both() -> None:
        await work()
        preserie.saw(TOLD_AS[act], "", 0.001, CLIENT, f"bench-{next(_keys)}", PLACE)

    return both


async def _opened(preserie: Preserie) -> None:
    """A présérie with one workstation, whose site accepts."""
    day = preserie.clock.now().date() - timedelta(days=1)
    module = Module("BENCH", "1.0", "locale", "une")
    opening = Opening("Mesure", "BENCH", module, (Software("BENCH", "1.0", module),))
    editor, site = Party(PartyRole.EDITOR, "BENCH", "b"), Party(PartyRole.SITE, AM.value, "p")
    installed = Workstation(Installation("poste-1", AM, "comptoir 1", day), day)
    for party, said in (
        (editor, Said(Kind.OPENED, opening=opening)),
        (editor, Said(Kind.SITE, site=Site(AM, "33"))),
        (editor, Said(Kind.WORKSTATION, workstation=installed)),
        (site, Said(Kind.CHOICE, chosen=Chosen("poste-1", accepted=True))),
    ):
        await record(Record(party, PILOT, said, str(next(_keys)), b"", "mesure"), preserie)
