"""The web app: what a browser downloads the first time, and how long the server takes to draw."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from statistics import median, quantiles
from time import perf_counter

import httpx

from bench import documents
from bench.postgres import temporary_folder
from bench.scanning import BUDGET_MS, scanning
from bench.serving import served
from bench.table import NONE, Table, figure

FIRST_LOAD_KB = 150
"""Most compressed kilobytes of a first visit (the camera's reader loads on demand)."""

COUNTER_MS = 50
"""Most milliseconds of the counter screen, p95, on the server's side of the wire."""

TIMES, WARM_UP = 300, 30
SENTENCE = "kardegic 75 1 sachet par jour 3 mois ald"
_FILES = re.compile(r"/fichiers/[0-9a-f]{16}/[\w.-]+")
_FIELD = re.compile(r'<input type="hidden" name="jeton" value="([^"]+)">')
PEOPLE = {
    "pharmacien": ("/comptoir", "/comptoir/camera", "/comptoir/registres"),
    "medecin": ("/prescrire", "/emises"),
    "patient": ("/mes-ordonnances",),
}


def web() -> Table:
    """Compressed kilobytes of each first visit; milliseconds of the counter screen."""
    with temporary_folder() as folder, served(folder / "base", 1) as server:
        rows = [_visited(server.address, "personne", path) for path in ("/", "/connexion")]
        for handle, paths in PEOPLE.items():
            with _signed_in(server.address, handle) as browser:
                rows += [_weighed(browser, path) for path in paths]
        number = _issued(server.address)
        rows += _counter(server.address, number) + _typing(server.address)
        rows += scanning(server.address, number)
    return Table(
        f"Écrans : {FIRST_LOAD_KB} ko au plus la première fois, comptoir en {COUNTER_MS} ms (p95), "
        f"du bip aux lignes {BUDGET_MS} ms",
        ("écran", "ko compressés", "fichiers", "médiane ms", "p95 ms"),
        tuple(rows),
        (
            "Un cœur sert, l'autre demande ; les durées comprennent l'aller et retour local.",
            "Du bip aux lignes : dans Chromium, de la dernière touche du lecteur à l'image peinte.",
            "Le lecteur de codes de la caméra (WebAssembly) vient à part, sur sa page seule.",
        ),
    )


@contextmanager
def _signed_in(address: str, handle: str) -> Iterator[httpx.Client]:
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False) as browser:
        browser.post("/connexion", data={"qui": handle, "suite": "/"})
        yield browser


def _visited(address: str, who: str, path: str) -> tuple[str, ...]:
    with httpx.Client(base_url=address, trust_env=False) as browser:
        return _weighed(browser, path, who)


def _weighed(browser: httpx.Client, path: str, who: str = "") -> tuple[str, ...]:
    page = _shown(browser, path)
    files = {each for each in _FILES.findall(page.text) if not each.endswith(".wasm")}
    # A style names its fonts: they are part of the first visit.
    for each in [name for name in files if name.endswith(".css")]:
        files |= set(_FILES.findall(browser.get(each).text))
    size = len(gzip.compress(page.content)) + sum(_size(browser, each) for each in files)
    name = f"{path} ({who})" if who else path
    return name, figure(size / 1000), str(len(files)), NONE, NONE


def _size(browser: httpx.Client, address: str) -> int:
    with browser.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
        return sum(len(part) for part in answer.iter_raw())


def _counter(address: str, number: str) -> list[tuple[str, ...]]:
    """The screen of an ordonnance of four lines, read again and again."""
    with _signed_in(address, "pharmacien") as browser:
        token = _FIELD.search(_shown(browser, "/comptoir").text)
        if token is None:
            raise RuntimeError("the counter has no form")
        sent = {"jeton": unescape(token[1]), "numero": number}
        path = browser.post("/comptoir", data=sent).headers["location"]
        return [
            ("le comptoir, quatre lignes", NONE, NONE, *_timed(browser, path)),
            ("l'accueil du comptoir", NONE, NONE, *_timed(browser, "/comptoir")),
        ]


def _typing(address: str) -> list[tuple[str, ...]]:
    """What is answered at each pause of whoever types a sentence."""
    with _signed_in(address, "medecin") as browser:
        token = _FIELD.search(_shown(browser, "/prescrire").text)
        if token is None:
            raise RuntimeError("the desk has no form")

        def asked(phrase: str) -> tuple[str, str]:
            sent = {"jeton": unescape(token[1]), "phrase": phrase}
            return _timed_by(lambda: _proposed(browser, sent))

        return [
            ("la frappe : « amox », propositions", NONE, NONE, *asked("amox")),
            ("la frappe : phrase entière, lue", NONE, NONE, *asked(SENTENCE)),
        ]


def _proposed(browser: httpx.Client, sent: dict[str, str]) -> None:
    answer = browser.post("/prescrire/proposer", data=sent)
    if answer.status_code != 200:
        raise RuntimeError(f"/prescrire/proposer: {answer.status_code}")


def _timed(browser: httpx.Client, path: str) -> tuple[str, str]:
    return _timed_by(lambda: _shown(browser, path))


def _timed_by(act: Callable[[], object]) -> tuple[str, str]:
    """Median and p95 of what is asked again and again, in milliseconds."""
    for _ in range(WARM_UP):
        act()
    took = []
    for _ in range(TIMES):
        began = perf_counter()
        act()
        took.append((perf_counter() - began) * 1000)
    return figure(median(took)), figure(quantiles(took, n=20)[18])


def _shown(browser: httpx.Client, path: str) -> httpx.Response:
    page = browser.get(path)
    if page.status_code != 200:
        raise RuntimeError(f"{path}: {page.status_code}")
    return page


def _issued(address: str) -> str:
    with httpx.Client(base_url=address, trust_env=False) as api:
        token = api.post("/demo/tokens", json={"as": "medecin"}).json()["token"]
        answer = api.post(
            "/fhir/$issue", content=documents.bundle_of_6_kb(),
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "bench",
                     "Content-Type": "application/fhir+json"},
        )  # fmt: skip
    found = re.search(r"U[0-9A-Z]{17}", answer.text)
    if found is None:
        raise RuntimeError(json.dumps(answer.json())[:500])
    return found[0]
