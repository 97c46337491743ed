"""Who may do what, written by hand from the decisions (ARCHITECTURE, « Who may know what » 1 to 6).

Nothing here is read from the code: a right given or taken there without being decided fails here.

- ok: the act is done.
- role: this role never has this act (NOT_ALLOWED), whatever the number.
- unknown: the answer is that of a number that does not exist.
- nothing: holds the number, and has nothing of their own to take back (DISPENSE_UNKNOWN).
- regulator: this role regulates, this person does not (SAMU_NOT_REGULATOR).
- unsent: theirs, and no message left with it (SAMU_NOT_SENT).
- other: a regulator sent it to another pharmacy (SAMU_OTHER_PHARMACY).
- named: a technician serves under a named pharmacist only (PHARMACIST_REQUIRED).
- session, forged, claims: no session, one that nobody signed, one that gives no role.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import httpx
from joserfc.jwk import ECKey

from ordonnance.adapters.identity.demo_people import CHILD, PARENT
from ordonnance.adapters.seal.compact_jws import read_compact
from ordonnance.domain.ids import Ins, InsOid, Rpps
from ordonnance.domain.people import Patient, Prescriber, ReplacedPrescriber
from tests.journeys import documents, stocking, to_a_pharmacy
from tests.journeys.asking import Door
from tests.journeys.secrets.canary import nir
from tests.journeys.sessions import Sessions, luhn
from tools import examples

ACTS = (
    "check", "reserve", "issue", "list", "consult", "render", "executions", "journal", "dispense",
    "undo", "cancel", "replace", "object", "medicines", "correct", "registers",
    "read-line", "stock", "stock-record", "directory", "samu-propose", "samu-prescribe",
    "samu-follow", "samu-withdraw",
)  # fmt: skip

REGISTER = json.dumps({
    "resourceType": "Parameters",
    "parameter": [
        {"name": "register", "valueString": "ordonnancier"},
        {"name": "first", "valueDate": "2026-01-01"}, {"name": "last", "valueDate": "2026-01-02"},
    ],
}).encode()  # fmt: skip
"""Days before any serving: the answer names nobody."""

ORDINARY = """
                   check   reserve issue   list    consult render  executions journal dispense undo    cancel  replace object medicines correct registers read-line  stock     stock-record directory samu-propose samu-prescribe samu-follow samu-withdraw
author             ok      ok      ok      ok      ok      ok      ok         role    role     role    ok      ok      ok    ok        ok      role       ok         ok        ok           ok    regulator    regulator    regulator    unsent
stand-in           ok      ok      ok      ok      ok      ok      ok         role    role     role    ok      ok      ok    ok        ok      role       ok         ok        ok           ok    regulator    regulator    regulator    unsent
colleague          ok      ok      ok      ok      unknown unknown unknown    role    role     role    unknown unknown unknown ok        ok      role       ok         ok        ok         ok    regulator    regulator    regulator    unknown
pharmacist         ok      role    role    role    ok      role    ok         role    ok       ok      role    role    role  ok        ok      ok         ok         role      role         ok    role    role    role    role
pharmacist-aside   ok      role    role    role    ok      role    ok         role    ok       nothing role    role    role  ok        ok      ok         ok         role      role         ok    role    role    role    role
technician         ok      role    role    role    ok      role    ok         role    ok       ok      role    role    role  ok        ok      role       ok         role      role         ok    role    role    role    role
technician-alone   ok      role    role    role    ok      role    ok         role    named    ok      role    role    role  ok        ok      role       ok         role      role         ok    role    role    role    role
technician-aside   ok      role    role    role    ok      role    ok         role    ok       nothing role    role    role  ok        ok      role       ok         role      role         ok    role    role    role    role
patient            role    role    role    ok      ok      ok      ok         ok      role     role    role    role    ok    role      role    role       role       role      role         role    role    role    role    role
patient-other      role    role    role    ok      unknown unknown unknown    unknown role     role    role    role    unknown role      role    role     role       role      role         role    role    role    role    role
parent             role    role    role    ok      ok      ok      ok         ok      role     role    role    role    ok    role      role    role       role       role      role         role    role    role    role    role
parent-other       role    role    role    ok      unknown unknown unknown    unknown role     role    role    role    unknown role      role    role     role       role      role         role    role    role    role    role
parent-themselves  role    role    role    ok      unknown unknown unknown    unknown role     role    role    role    unknown role      role    role     role       role      role         role    role    role    role    role
fund               role    role    role    role    role    role    role       role    role     role    role    role    ok    role      role    role       role       role      role         role    role    role    role    role
regulator          ok      ok      ok      ok      unknown unknown unknown    role    role     role    unknown unknown unknown ok        ok      role       ok         ok        ok           ok    ok           ok           ok           unknown
regulating-pharm   ok      role    role    ok      unknown unknown unknown    role    role     role    unknown role    unknown ok        ok      role       ok         role      role         ok    ok           ok           ok           unknown
assistant          ok      role    role    role    role    role    role       role    role     role    role    role    role    ok        ok      role       ok         role      role         ok    ok           regulator    regulator    role
secretary          claims  claims  claims  claims  claims  claims  claims     claims  claims   claims  claims  claims  claims claims    claims  claims    claims     claims    claims       claims    claims    claims    claims    claims
nobody             session session session session session session session    session session  session session session session session   session session  session    session   session      session    session    session    session    session
forger             forged  forged  forged  forged  forged  forged  forged     forged  forged   forged  forged  forged  forged forged    forged  forged    forged     forged    forged       forged    forged    forged    forged    forged
"""  # noqa: E501  (a table)

# An IVG under anonymity: prescriber and executing pharmacist only.
ANONYMOUS = """
                   consult render  executions journal dispense undo    cancel  object
midwife            ok      ok      ok         role    role     role    ok      ok
colleague          unknown unknown unknown    role    role     role    unknown unknown
pharmacist         ok      role    ok         role    ok       ok      role    role
pharmacist-aside   ok      role    ok         role    ok       nothing role    role
patient            unknown unknown unknown    unknown role     role    role    unknown
parent             unknown unknown unknown    unknown role     role    role    unknown
fund               role    role    role       role    role     role    role    unknown
"""

# What a regulator sent to a pharmacy of the call.
REGULATED = """
                   consult render  executions dispense cancel  object  samu-follow samu-withdraw
sender             ok      ok      ok         role     ok      ok      ok          ok
sending-pharm      ok      ok      ok         role     ok      ok      ok          ok
regulator          unknown unknown unknown    role     unknown unknown unknown     unknown
regulating-pharm   unknown unknown unknown    role     unknown unknown unknown     unknown
assistant          role    role    role       role     role    role    unknown     role
pharmacist         ok      role    ok         ok       role    role    role        role
pharmacist-aside   ok      role    ok         other    role    role    role        role
patient            ok      ok      ok         role     role    ok      role        role
patient-other      unknown unknown unknown    role     role    unknown role        role
fund               role    role    role       role     role    ok      role        role
"""

# A minor's ordonnance that the representative may not see.
HIDDEN = """
                   consult render  executions journal dispense undo    cancel  object
author             ok      ok      ok         role    role     role    ok      ok
child              ok      ok      ok         ok      role     role    role    ok
parent             unknown unknown unknown    unknown role     role    role    unknown
pharmacist         ok      role    ok         role    ok       ok      role    role
fund               role    role    role       role    role     role    role    ok
"""

CODES = {
    "role": (403, "NOT_ALLOWED"),
    "regulator": (403, "SAMU_NOT_REGULATOR"),
    "unsent": (422, "SAMU_NOT_SENT"),
    "unknown": (404, "NUMBER_UNKNOWN"),
    "nothing": (404, "DISPENSE_UNKNOWN"),
    "other": (403, "SAMU_OTHER_PHARMACY"),
    "named": (403, "PHARMACIST_REQUIRED"),
    "session": (401, "TOKEN_MISSING"),
    "claims": (401, "TOKEN_CLAIMS"),
    "forged": (401, "TOKEN_SIGNATURE"),
}

FRESH = {
    "colleague": "medecin2", "regulator": "regulateur", "regulating-pharm": "regulateur-pharmacien",
}  # fmt: skip
"""Who is another person at each call, in the likeness of whom."""

PROOFS = {
    "fund": "courrier EXEMPLE",
    **dict.fromkeys(("author", "stand-in", "midwife"), "consultation"),
    **dict.fromkeys((*FRESH, "sender", "sending-pharm"), "consultation"),
}
"""How whoever objects for a patient says that they were asked."""


def cells(table: str) -> Iterator[tuple[str, str, str]]:
    """(person, act, what is expected) for each cell."""
    heads, *rows = [line.split() for line in table.strip().splitlines()]
    for person, *expected in rows:
        for act, each in zip(heads, expected, strict=True):
            yield person, act, each


def child() -> Patient:
    """The child of the demonstration."""
    return replace(
        examples.patient(), family=CHILD.family, given=(CHILD.given,), birth_date=CHILD.birth_date,
        ins=Ins(CHILD.ins, InsOid(CHILD.ins_oid)),
    )  # fmt: skip


class People:
    """Sessions. Strangers are new each time: an unknown number counts against who asks it."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def token(self, person: str) -> str:
        """The session of that person; empty for nobody."""
        bent, key = self._sessions.bent, ECKey.generate_key("P-256", private=True)
        made: dict[str, Callable[[], str]] = {
            "author": lambda: "medecin",
            "stand-in": lambda: "remplacant",
            "midwife": lambda: "sage-femme",
            **{each: partial(self._fresh, each) for each in FRESH},
            "sender": lambda: "regulateur",
            "sending-pharm": lambda: "regulateur-pharmacien",
            "assistant": lambda: "assistante",
            "pharmacist": lambda: "pharmacien",
            "pharmacist-aside": lambda: "pharmacien2",
            "technician": lambda: "preparateur",
            "technician-alone": lambda: "preparateur",
            "technician-aside": self._technician_aside,
            "patient": lambda: bent("patient", jti=secrets.token_hex(4)),
            "patient-other": lambda: self._sessions.patient(stranger()),
            "child": lambda: self._sessions.patient(CHILD.ins),
            "parent": lambda: bent("representant", ins=stranger()),
            "parent-other": self._parent_of_another,
            "parent-themselves": lambda: self._sessions.patient(PARENT.ins),
            "fund": lambda: bent("caisse", sub=f"agent-{secrets.token_hex(4)}"),
            "secretary": self._secretary,
            "nobody": lambda: "",
            "forger": lambda: bent("medecin", key=key),
        }
        return made[person]()

    def _fresh(self, person: str) -> str:
        national = "8" + luhn(f"9998{secrets.randbelow(10**6):06d}")
        return self._sessions.bent(FRESH[person], SubjectNameID=national, sub=national)

    def _parent_of_another(self) -> str:
        other = stranger()
        represented = {"ins": other, "ins_oid": CHILD.ins_oid, "until": "2038-03-09"}
        return self._sessions.bent("representant", represents=[represented], acting_for=other)

    def _technician_aside(self) -> str:
        elsewhere = self._sessions.claims("pharmacien2")["SubjectRefPro"]["exercices"][0]
        claims = self._sessions.claims("preparateur")["SubjectRefPro"]
        exercise = {**claims["exercices"][0], "activities": elsewhere["activities"]}
        return self._sessions.bent("preparateur", SubjectRefPro={**claims, "exercices": [exercise]})

    def _secretary(self) -> str:
        """Somebody of a practice whose session says no profession nor role that has acts."""
        claims = self._sessions.claims("medecin")["SubjectRefPro"]
        exercise = {**claims["exercices"][0], "codeProfession": "99"}
        return self._sessions.bent(
            "medecin", SubjectRefPro={**claims, "exercices": [exercise]}, SubjectRole=[]
        )


def prescriber(person: str, token: str) -> Prescriber:
    """Who signs the documents that this person sends: themselves where they prescribe."""
    if person == "stand-in":
        replaced = ReplacedPrescriber(Rpps("99900000011"), "EXEMPLE", ("Claire",))
        return replace(examples.prescriber("remplacant"), replaces=replaced)
    if person in FRESH:
        claims = read_compact(token, limit=65536, members=frozenset({"alg", "kid", "typ"}))
        rpps = json.loads(claims.payload)["SubjectNameID"][1:]
        return replace(examples.prescriber(FRESH[person]), rpps=Rpps(rpps))
    return examples.prescriber("sage-femme" if person == "midwife" else "medecin")


def stranger() -> str:
    """The INS of somebody fictitious whom nobody knows."""
    return nir(f"285049999{secrets.randbelow(10**4):04d}")


@dataclass(frozen=True)
class Situation:
    """An ordonnance served in part by the pharmacist, and the documents that acts send."""

    door: Door
    number: str
    patient: Patient | None
    line: int = 2
    attested: dict[str, str] | None = None
    sent: bool = False

    def ask(self, person: str, token: str, act: str, number: str) -> httpx.Response:
        """The act as this person would ask it on that number."""
        bodies: dict[str, dict[str, Any]] = {
            "list": {}, "reserve": {"count": 1}, "medicines": {"text": "doliprane"},
            "directory": {"text": "beffroi"},
            "samu-propose": {"resident": True},
            "samu-follow": {"number": number} if self.sent else {"days": 1},
            "samu-withdraw": {"number": number},
            "read-line": {"text": "doliprane 1000 1 cp 3/j"},
            "dispense": {"number": number, "line": {"line": self.line},
                         "acknowledgement": self.attested, "pharmacist": self._under(person)},
            "undo": {"number": number, "reason": "MISTAKE"},
            "cancel": {"number": number, "reason": "ERROR"},
            "object": {"number": number, "proof": PROOFS.get(person)},
        }  # fmt: skip
        document = documents.written(
            documents.course(), prescriber=prescriber(person, token), patient=self.patient
        )
        if act in ("check", "issue", "correct"):
            return self._asked(act, token, document)
        if act == "samu-prescribe":
            attested = to_a_pharmacy.PROTOCOL if person == "regulating-pharm" else None
            by = prescriber(person, token)
            sent = to_a_pharmacy.prescription(by=by, acknowledgement=attested)
            return self._asked(act, token, sent)
        if act == "registers":
            return self._asked(act, token, REGISTER)
        if act == "stock":
            return self._asked(act, token)
        if act == "stock-record":
            return self._asked(act, token, stocking.delivery(stocking.a_lot()))
        if act == "replace":
            return self._asked(act, token, number=number, prescription=document)
        return self._asked(act, token, **bodies.get(act, {"number": number}))

    def _asked(
        self, act: str, token: str, body: bytes | None = None, **more: Any
    ) -> httpx.Response:
        headers = {} if token else {"Authorization": ""}
        return self.door.ask(act, token, body, headers=headers, **more)

    def _under(self, person: str) -> str | None:
        return {"technician": "99900000078", "technician-aside": "99900000086"}.get(person)
