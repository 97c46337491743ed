"""Two hundred prescribers, two hundred pharmacists, and what each prescribes or serves.

All invented, in the manner of the demonstration: RPPS begin with 999, FINESS with 99, and the check
characters are right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

from bench.documents import (
    AMLODIPINE,
    LEVOTHYROXINE,
    TRAMADOL,
    amoxicillin,
    now,
    ordonnance,
)
from ordonnance.adapters.identity import demo_people
from ordonnance.adapters.identity.demo_issuer import DemoIssuer
from ordonnance.adapters.identity.demo_people import DemoProfessional
from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.bootstrap.key_folder import DEMO_ISSUER
from ordonnance.domain.ids.checks import luhn
from ordonnance.domain.ids.patients import nir_key
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.posology import Moment
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.write import write_ordonnance
from tools import examples
from tools.examples import CAPSULE, TABLET, days, months, take

PRESCRIBERS = PHARMACISTS = 200
PAST = 20
"""Past ordonnances of each patient who was loaded."""

UNDER_RULE = 3
"""Of ten documents of three lines, those with one line under the overlap rule: a tenth of lines."""

_SITE = "EXEMPLE {SITE}"
"""What makes the third line of a document unlike any other."""

_DOCTOR = next(each for each in demo_people.PROFESSIONALS if each.handle == "medecin")
_PHARMACIST = next(each for each in demo_people.PROFESSIONALS if each.handle == "pharmacien")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A professional and their session, as header lines."""

    person: DemoProfessional
    headers: str


class Crowd:
    """Everybody of the bench, signed in on the demonstration base of `data`."""

    def __init__(self, data: Path, at: datetime) -> None:
        pem = (keys_folder_beside(data) / DEMO_ISSUER).read_bytes()
        issuer = DemoIssuer.from_pem(pem)

        def signed_in(person: DemoProfessional) -> Somebody:
            return Somebody(person, _headers(issuer.token_of(person, at)))

        self.prescribers = [signed_in(doctor(rank)) for rank in range(PRESCRIBERS)]
        self.pharmacists = [signed_in(pharmacist(rank)) for rank in range(PHARMACISTS)]


def doctor(rank: int) -> DemoProfessional:
    """A prescriber of the bench, all of one practice."""
    return replace(_DOCTOR, rpps=_keyed(f"999{rank:07d}"))


def pharmacist(rank: int) -> DemoProfessional:
    """A pharmacist of the bench, each of a pharmacy of their own."""
    place = replace(_PHARMACIST.place, finess=_keyed(f"99{rank:06d}"), siret="")
    return replace(_PHARMACIST, rpps=_keyed(f"998{rank:07d}"), place=place)


def matricule(rank: int) -> str:
    """The INS of a patient, on the demonstration OID."""
    year, month, order = rank % 100, rank // 100 % 12 + 1, rank // 1200 % 999 + 1
    first13 = f"2{year:02d}{month:02d}99999{order:03d}"
    return first13 + nir_key(first13)


def past_number(rank: int) -> OrdonnanceNumber:
    """The number of a past ordonnance: spread like real ones, the same at each run."""
    return OrdonnanceNumber.from_payload("D", uuid5(NAMESPACE_URL, f"past/{rank}").int >> 58)


class Documents:
    """Bundles of three lines, made from two templates by changing who, when and which lines.

    Two lines of three are what everybody takes; the third says something that no other document
    does, so that nothing kept from the others serves it.
    """

    def __init__(self) -> None:
        self.at = now()
        self._plain = _template(_ordonnance(AMLODIPINE, self.at))
        self._under_rule = _template(_ordonnance(TRAMADOL, self.at))

    def of(
        self, rank: int, patient: int, prescriber: DemoProfessional, at: datetime | None = None
    ) -> bytes:
        """The document of that rank, for that patient, by that prescriber; `at` else now."""
        template = self._under_rule if is_under_rule(rank) else self._plain
        if at is not None:
            template = template.replace(self.at.isoformat().encode(), at.isoformat().encode())
        document = template.replace(b"{INS}", matricule(patient).encode())
        document = document.replace(b"{RPPS}", prescriber.rpps.encode())
        for line in (b"{L1}", b"{L2}", b"{L3}"):
            document = document.replace(line, str(uuid4()).encode())
        return document.replace(_SITE.encode(), f"EXEMPLE {uuid4().hex[:10]}".encode())


def is_under_rule(rank: int) -> bool:
    """True when the document of that rank has a line under the overlap rule."""
    return rank % 10 < UNDER_RULE


def patients(loaded: int, ruled: int = 0) -> Iterator[tuple[int, int]]:
    """(rank of the document, patient): those loaded in turn, a new one once all had the rule.

    `ruled`: how many had it in former runs on the same base.
    """
    known = max(loaded // PAST, 1)
    rank = 0
    while True:
        if is_under_rule(rank):
            # A second one would be refused for its overlap: afterwards, patients without a past.
            yield rank, ruled
            ruled += 1
        else:
            yield rank, rank % known
        rank += 1


def _ordonnance(third: str, at: datetime) -> Ordonnance:
    lines = (
        amoxicillin(),
        examples.line(LEVOTHYROXINE, take(TABLET, Moment.MORNING, bounds=months(1)), renewals=2),
        examples.line(third, take(CAPSULE, Moment.EVENING, bounds=days(14), site=_SITE))
        if third == TRAMADOL
        else examples.line(
            third, take(CAPSULE, Moment.EVENING, bounds=months(1), site=_SITE), renewals=2
        ),
    )
    return ordonnance(lines, at)


def _template(prescribed: Ordonnance) -> bytes:
    patient = prescribed.patient
    assert patient is not None
    assert patient.ins is not None
    written = write_ordonnance(prescribed)
    lines = (line.id for line in prescribed.lines)
    for given, place in (
        (patient.ins.matricule, "{INS}"), (_DOCTOR.rpps, "{RPPS}"),
        *zip(lines, ("{L1}", "{L2}", "{L3}"), strict=True),
    ):  # fmt: skip
        assert given.encode() in written, f"the template does not hold {place}"
        written = written.replace(given.encode(), place.encode())
    return written


def _keyed(digits: str) -> str:
    """The digits with the last one that makes their Luhn sum right."""
    return next(f"{digits}{key}" for key in range(10) if luhn(f"{digits}{key}"))


def _headers(token: str) -> str:
    return (
        f"Authorization: Bearer {token}\r\nContent-Type: application/fhir+json\r\n"
        "Accept: application/fhir+json\r\nOrdonnance-Client: product=bench; version=1\r\n"
    )
