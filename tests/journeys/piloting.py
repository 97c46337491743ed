"""Préséries over HTTP: what a test sends, as whom, and traces signed by an editor."""

import json
import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import httpx
from joserfc.jwk import ECKey

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.seal.compact_jws import sign_compact
from ordonnance.domain.calendar import PARIS, legal_day
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser

KEY = ECKey.generate_key("P-256", private=True)
KID = "cle-exemple"
PHARMACY = "991000068"
"""The number of the pharmacy of « pharmacien », in the demonstration."""
PRACTICE = "991000019"
"""The number of the practice of « medecin »."""
MODULE = {"nom": "ORDO-EXEMPLE", "version": "2.3", "architecture": "locale", "interface": "une"}


def today() -> date:
    """The day in Paris, which a présérie counts by: another one than the machine's at night."""
    return legal_day(SystemClock().now(), PARIS)


def french(day: date) -> str:
    """12/03/2026."""
    return day.strftime("%d/%m/%Y")


@dataclass
class Piloted:
    """One présérie of its own, in the shared base, and a workstation of a number of its own."""

    door: Door
    pilot: str = field(default_factory=lambda: str(uuid.uuid4()))

    def send(self, path: str, who: str, body: Mapping[str, Any], key: str = "") -> httpx.Response:
        """POST plain JSON as a party."""
        return self.door.http.post(f"/preserie/{path}", content=json.dumps(body), headers={
            "Authorization": f"Bearer {self.door.sessions.token(who)}",
            "Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4()),
        })  # fmt: skip

    def enter(self, who: str, key: str = "", **said: Any) -> httpx.Response:
        """Send one entry; `_` stands for a space in its name."""
        named = {name.replace("_", " "): value for name, value in said.items()}
        return self.send("entries", who, {"présérie": self.pilot, **named}, key)

    def written(self, who: str, **said: Any) -> Any:
        """The same, which must be written."""
        answer = self.enter(who, **said)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def open(self, editor: str = "EXEMPLE SANTÉ", who: str = "editeur") -> "Piloted":
        """Open it."""
        self.written(who, ouverture={
            "nom": "Présérie de test", "éditeur": editor, "profession": "pharmacien",
            "module": MODULE, "logiciels": [{"nom": "LGO EXEMPLE", "version": "4.1"}],
        })  # fmt: skip
        return self

    def traced(self, am: str, workstation: str = "comptoir") -> "Piloted":
        """Open it with a key, and a workstation that is traced from yesterday."""
        self.open()
        day = french(today() - timedelta(days=1))
        self.written("editeur", CPAM=[am[:2]], motif="numéro fictif")
        self.written("editeur", site={"n° AM": am, "CPAM": am[:2]}, motif="numéro fictif")
        self.written("editeur", poste={
            "poste": "poste-1", "n° AM": am, "nom": workstation, "depuis le": day,
            "montré le": day,
        })  # fmt: skip
        self.written("editeur", clé={"kid": KID, **KEY.as_dict(private=False)})
        return self

    def chosen(self, *, yes: bool) -> "Piloted":
        """The pharmacist of PHARMACY accepts the traces of its workstation, or refuses them."""
        with closing(Browser(self.door.address)) as browser:
            browser.sign_in("pharmacien").go("/comptoir/traces")
            browser.send("/comptoir/traces", preserie=self.pilot, poste="poste-1",
                         choix="oui" if yes else "non")  # fmt: skip
            assert browser.page.status_code == 200, browser.text
        return self

    def post(self, *traces: Mapping[str, Any], key: ECKey = KEY, kid: str = KID) -> httpx.Response:
        """POST signed traces."""
        payload = json.dumps({"pilot": self.pilot, "traces": traces}).encode()
        signed = sign_compact({"alg": "ES256", "kid": kid}, payload, key)
        return self.door.http.post("/preserie/traces", content=signed,
                                   headers={"Content-Type": "application/jose"})  # fmt: skip

    def balance(self, who: str = "cnam") -> Any:
        """Its balance sheet today."""
        answer = self.send("balance", who, {"pilot": self.pilot})
        assert answer.status_code == 200, answer.text
        return answer.json()


def a_trace(**changes: Any) -> dict[str, Any]:
    """An attempt to record a dispensing that the base never saw, just now."""
    at = SystemClock().now()
    return {
        "id": str(uuid.uuid4()), "installation": "poste-1", "operation": "dispense",
        "at": at.isoformat(), "outcome": "unreachable", "version": "4.1", "module_version": "2.3",
        "reference": uuid.uuid4().hex, "paper": "sent", "served": True, **changes,
    }  # fmt: skip
