"""A base that is not a demonstration, in a process of its own, and sessions of marked people."""

import json
from pathlib import Path
from typing import Any

from ordonnance.adapters.identity.demo_issuer import DEMO_AUDIENCE, DEMO_ISSUERS, DemoIssuer
from tests.journeys.running import BaseInProcess
from tests.journeys.secrets.around import Around, publish
from tests.journeys.secrets.canary import Canary
from tests.journeys.sessions import Sessions, in_seconds


class RealBase:
    """A base under `folder`, whose issuers are those of the test; its temporary folder is ours."""

    def __init__(self, folder: Path, outside: Around) -> None:
        self.folder, self.outside = folder, outside
        self.data, self.temporary = folder / "base", folder / "tmp"
        self.temporary.mkdir(mode=0o1777)
        pem = DemoIssuer.generate()
        issuer = DemoIssuer.from_pem(pem)
        self.sessions = Sessions(pem)
        issuers = folder / "emetteurs.json"
        listed = [
            {"kind": kind.value, "iss": iss, "jwks": issuer.jwks()}
            for kind, iss in DEMO_ISSUERS.items()
        ]
        issuers.write_text(json.dumps(listed))
        self.process = BaseInProcess(
            self.data, ORDONNANCE_ISSUERS=str(issuers), ORDONNANCE_AUDIENCE=DEMO_AUDIENCE,
            ORDONNANCE_LOG="debug", TMPDIR=str(self.temporary), PYTHONFAULTHANDLER="1",
            **outside.settings,
        )  # fmt: skip

    def start(self, canary: Canary) -> None:
        """Start it with a directory where the marked pharmacy is."""
        publish(self.folder, self.data, canary)
        self.process.start()

    def token(self, who: str, **claims: Any) -> str:
        """A token that a base that is no demonstration believes: a quarter of an hour at most."""
        return self.sessions.bent(who, iat=in_seconds(), exp=in_seconds(minutes=14), **claims)

    def author(self, canary: Canary, who: str = "medecin") -> str:
        """The marked prescriber, who works where `who` does."""
        claims = self.sessions.claims(who)["SubjectRefPro"]
        exercise = {**claims["exercices"][0], "nomDexercice": canary.author_family}
        national = f"8{canary.rpps}"
        return self.token(
            who, SubjectNameID=national, preferred_username=national,
            sub=f"f:{national}", family_name=canary.author_family,
            SubjectRefPro={**claims, "exercices": [exercise]},
        )  # fmt: skip

    def patient(self, canary: Canary) -> str:
        """The marked patient."""
        return self.token("patient", ins=canary.ins, sub=f"p:{canary.ins}")
