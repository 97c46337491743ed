"""An ordinary call of a regulator at a real browser, from the board to sent: what machines take.

The keys are those of the journey whose count is in the guide. A step begins with the key that ends
it (what is typed before is a person's time) and ends with the frame where the page is ready for the
next one, seen from outside the page: a few milliseconds of the line to the browser stand in each.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from playwright.sync_api import Page

from bench.postgres import temporary_folder
from bench.serving import Server, served
from bench.table import NONE, Table, figure
from tools.screens.base import NoBrowser, chromium

CALLS = 8
"""Calls after the first, which warms and is not counted."""


def _focused(what: str) -> str:
    return f"document.activeElement?.matches({json.dumps(what)})"


def _says(what: str, words: str) -> str:
    return f"document.querySelector({json.dumps(what)})?.textContent.includes({json.dumps(words)})"


@dataclass(frozen=True, slots=True)
class Step:
    """What is typed, the keys, and what is true of the page once it is ready (JavaScript)."""

    name: str
    typed: str
    keys: tuple[str, ...]
    ready: str


_FIELD, _CHOICE = "un champ, puis le suivant", "une réponse, puis la question suivante"
STEPS = (
    Step("un nouvel appel, depuis le tableau", "", ("Enter",), _focused("#family")),
    Step(_FIELD, "Exemple", ("Enter",), _focused("#given")),
    Step(_FIELD, "Jeanne", ("Enter",), _focused("#birth_date")),
    Step(_FIELD, "15/06/1970", ("Enter",), _focused("#weight")),
    Step(_FIELD, "62", ("Enter",), _focused("[name=sex][value=F]")),
    Step(_CHOICE, "", ("Enter",), _focused("#points input")),
    Step(_CHOICE, "", ("ArrowUp", "Enter"), _focused("[name=motif]")),
    Step(_CHOICE, "", ("Enter",), _focused("#signes input")),
    Step(_CHOICE, "", ("ArrowUp", "Enter"), _focused("#phrase")),
    Step(
        "une fiche prise, lue et jugée", "1", ("Enter",),
        f"{_focused('#cherche')} && {_says('#lu', 'Tramadol 50 mg')}",
    ),
    Step(
        "une pharmacie cherchée", "beffroi", ("Enter",),
        _focused("[name=lieu]:not([value=''])"),
    ),
    Step(_CHOICE, "", ("Enter",), _focused("#dit")),
    Step("la dernière réponse, jusqu’à « Prêt à envoyer »", "", ("Enter",), _focused("#envoyer")),
    Step(
        "l’envoi, jusqu’à « À dire à l’appelant »", "", ("Control+Enter",),
        _says("h1", "À dire à l’appelant"),
    ),
)  # fmt: skip
LEFT = "le message parti, après « À dire à l’appelant »"
WHOLE = "la machine dans tout l’appel, du tableau à « À dire à l’appelant »"

Took = dict[str, list[float]]
"""Milliseconds of each step, by name."""


def regulator() -> Table:
    """Milliseconds of each step, and of the whole; processor of the servers for one call."""
    rows: list[tuple[str, ...]] = []
    notes = [
        f"{CALLS} appels au clavier dans Chromium, un premier à part ; ni lecture ni frappe.",
        "« Parti » attend le prochain regard sur la file des messages, et celui de la page.",
    ]
    with temporary_folder() as folder, served(folder / "base", 1) as server:
        try:
            took, used = _measured(server)
        except NoBrowser as error:
            rows.append((str(error), NONE, NONE))
        else:
            rows += [(name, figure(median(each)), figure(max(each))) for name, each in took.items()]
            notes.append(
                f"Processeur par appel, serveur, ouvrier et PostgreSQL : {figure(used)} ms."
            )
    return Table(
        "regulator — un appel ordinaire", ("étape", "médiane ms", "la plus longue ms"),
        tuple(rows), tuple(notes),
    )  # fmt: skip


def _measured(server: Server) -> tuple[Took, float]:
    """Each step of each call, and the processor milliseconds of the base for one call."""
    with chromium() as browser:
        # Our pages forbid the words of JavaScript by which each frame is looked at.
        context = browser.new_context(base_url=server.address, locale="fr-FR", bypass_csp=True)
        page = context.new_page()
        page.goto("/connexion")
        page.click("button[value=regulateur]")
        page.wait_for_url("**/regulation")
        for _ in _called(page):
            pass
        took: Took = {}
        before = server.used()
        for _ in range(CALLS):
            whole = 0.0
            for name, milliseconds in _called(page):
                took.setdefault(name, []).append(milliseconds)
                whole += milliseconds if name != LEFT else 0.0
            took.setdefault(WHOLE, []).append(whole)
        spent = server.used().since(before)
    return took, (spent.servers + spent.worker + spent.postgres) * 1000 / CALLS


def _called(page: Page) -> Iterator[tuple[str, float]]:
    """One call: each step with its milliseconds."""
    page.goto("/regulation")
    page.wait_for_function(_focused("button"))
    for step in STEPS:
        if step.typed:
            page.keyboard.type(step.typed)
        *first, last = step.keys
        for key in first:
            page.keyboard.press(key)
        yield step.name, _until(page, step.ready, last)
    yield LEFT, _until(page, _says("#etat", "Parti"))


def _until(page: Page, ready: str, key: str = "") -> float:
    """Milliseconds from the key, or from now, to the frame where it is true."""
    began = perf_counter()
    if key:
        page.keyboard.press(key)
    page.wait_for_function(ready)
    return (perf_counter() - began) * 1000
