"""A présérie for the pictures: its parties follow it, one pharmacy tells, another has refused."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from joserfc.jwk import ECKey
from playwright.sync_api import Page

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.seal.compact_jws import sign_compact

if TYPE_CHECKING:
    from tools.screens.walk import Stop, Story

TELLS, REFUSES = "991000068", "991000076"
"""The pharmacies that sign in here: a présérie traces nobody else's."""
SITES = (TELLS, REFUSES, "330000012", "330000020", "330000038")
BEGUN = 20
"""Days since the first installation."""


def piloting(story: "Story") -> Iterator["Stop"]:
    """The entrance, what the pharmacies choose, then what the Cnam follows."""
    party = story.come()
    party.goto("/preseries/entrer")
    yield "preseries-entrer", party
    party.get_by_role("button", name="Cnam Démo").click()
    party.wait_for_url("**/preseries")
    here = _Filled(party, str(uuid4()))
    here.prepare()
    pharmacist = story.sign_in("pharmacien")
    pharmacist.goto("/comptoir/traces")
    yield "traces", pharmacist
    _choose(pharmacist, "Accepter les traces")
    other = story.sign_in("pharmacien2")
    other.goto("/comptoir/traces")
    _choose(other, "Refuser les traces")
    here.run()
    one = f"/preseries/{here.pilot}"
    for name, path in (
        ("preseries", "/preseries"), ("cockpit", one), ("reunion", f"{one}/reunion"),
        ("registre", f"{one}/registre"), ("questionnaires", f"{one}/questionnaires"),
        ("inscrire", f"{one}/inscrire/anomalie"),
    ):  # fmt: skip
        party.goto(path)
        yield name, party
    pharmacist.goto(f"/comptoir/questionnaire/{here.pilot}")
    yield "questionnaire", pharmacist


def _choose(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).first.click()
    page.get_by_text("Traces acceptées" if words[0] == "A" else "Traces refusées").first.wait_for()


class _Filled:
    """One présérie, written through the API by those who have to."""

    def __init__(self, page: Page, pilot: str) -> None:
        self.pilot = pilot
        self._page = page
        self._key = ECKey.generate_key("P-256", private=True)
        self._draw = random.Random(20261123)
        self._first = SystemClock().now().date() - timedelta(days=BEGUN)

    def prepare(self) -> None:
        """Everything up to the installations."""
        before, first = self._day(-30), self._day(0)
        self._write("editeur", ouverture={
            "nom": "LGO EXEMPLE, automne 2026", "éditeur": "EXEMPLE SANTÉ",
            "profession": "pharmacien", "part de marché": "4,2",
            "module": {"nom": "ORDO-EXEMPLE", "version": "2.3", "architecture": "serveur local",
                       "interface": "écran unique"},
            "logiciels": [{"nom": "LGO EXEMPLE", "version": "4.1"}],
        })  # fmt: skip
        for each in ("autorisation CNDA", "support", "installation et formation", "kit"):
            shown = {"prérequis": each, "le": before, "preuve": "courrier fictif"}
            self._write("editeur", prérequis=shown)
        self._write("editeur", CPAM=["33", "97"])
        for rank, am in enumerate(SITES):
            day = self._day(rank * 4)
            place = {"FINESS": "990000069"} if am == TELLS else {}
            self._write("editeur", site={
                "n° AM": am, "CPAM": "33" if am != REFUSES else "97", "accord le": before,
                "équipement vérifié le": before, "prévue le": day, "traces depuis le": day, **place,
            })  # fmt: skip
        for who, act in (
            ("editeur", "communication au GIE SESAM-Vitale et à la Cnam"),
            ("cnam", "information des CPAM"), ("cnam", "réunion de lancement"),
        ):  # fmt: skip
            self._write(who, acte={"acte": act, "le": self._day(-5)})
        for rank, am in enumerate(SITES):
            day = self._day(rank * 4)
            self._write("editeur", acte={"acte": "installation", "le": day, "n° AM": am})
            self._write("editeur", poste={"poste": f"poste-{rank + 1}", "n° AM": am,
                                          "nom": "comptoir 1", "depuis le": first,
                                          "montré le": first})  # fmt: skip
        self._write("editeur", clé={"kid": "cle", **self._key.as_dict(private=False)})

    def run(self) -> None:
        """What the pharmacy that accepted tells, and an anomaly."""
        traces = [each for _ in range(60) for each in self._visit()]
        payload = json.dumps({"pilot": self.pilot, "traces": traces}).encode()
        answer = self._page.request.post(
            "/preserie/traces", headers={"Content-Type": "application/jose"},
            data=sign_compact({"alg": "ES256", "kid": "cle"}, payload, self._key),
        )  # fmt: skip
        assert answer.ok, answer.text()
        self._write("cnam", anomalie={
            "nom": "ANO-01", "ouverte le": self._day(6), "origine": "intrinsèque au logiciel",
            "constat": "La délivrance n’est pas enregistrée après une ligne retirée.",
            "opération": "enregistrement de la délivrance", "bloquante": "oui",
            "codes": ["LGO_LIGNE_PERDUE"], "corrigée en version": "4.2",
            "corrigée le": self._day(18),
        })  # fmt: skip

    def _visit(self) -> Iterator[dict[str, Any]]:
        failed = self._draw.random() < 0.12
        one = {
            "installation": "poste-1", "at": SystemClock().now().isoformat(), "version": "4.1",
            "module_version": "2.3", "reference": uuid4().hex,
        }  # fmt: skip
        tried = {"outcome": "failed", "code": "LGO_LIGNE_PERDUE"} if failed else {
            "outcome": "success"}  # fmt: skip
        yield {**one, "id": str(uuid4()), "operation": "consult", "outcome": "success"}
        yield {**one, "id": str(uuid4()), "operation": "dispense", "served": True, **tried}
        yield {**one, "id": str(uuid4()), "operation": "invoice", "outcome": "success",
               "paper": "sent" if failed else "not_sent"}  # fmt: skip

    def _write(self, who: str, **said: object) -> None:
        told = self._page.request.post("/demo/tokens", data={"as": who}).json()
        answer = self._page.request.post(
            "/preserie/entries",
            data={"présérie": self.pilot, **said, "motif": "pour l’exemple"},
            headers={"Authorization": f"Bearer {told['token']}", "Idempotency-Key": str(uuid4())},
        )
        assert answer.ok, answer.text()

    def _day(self, after: int) -> str:
        return (self._first + timedelta(days=after)).strftime("%d/%m/%Y")
