"""A regulation centre in memory: a directory of a few mailboxes, a white list, letters.

centre = a_centre(); given = centre.prescribe(); platform = centre.platform
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from ordonnance.adapters.memory.letters import MemoryLetters
from ordonnance.bootstrap.reader import FHIR_JSON
from ordonnance.documents.mail.causes import next_step
from ordonnance.domain.actors import Caller
from ordonnance.domain.census import Motive
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.directory import (
    DirectoryVersion,
    Entry,
    Equipment,
    Holder,
    MailboxType,
    Place,
    PlaceKind,
)
from ordonnance.domain.ids import Finess
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import WhiteList
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Line
from ordonnance.usecases.directory import Directory
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.samu.models import Impossible, Prescribe, Prescribed, Propose, Sending
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.samu.prescribing import prescribe
from tests.builders.counter import of
from tests.builders.platform import Platform, a_fresh_key, done

PHARMACY, PHARMACY_PERSONAL, PHARMACY_NONE = "990000069", "990000085", "990000077"
HOME, OTHER_HOME = "990000101", "990000176"
OFFICINE = "officine@pharmacie-exemple.mssante.fr"
TITULAR = "paul.exemple@pharmacien.mssante.fr"
ALONE = "hugo.demo@pharmacien.mssante.fr"
NURSE = "soins@ehpad-exemple.mssante.fr"
UNLISTED = "infirmiere.demo@ehpad-exemple.mssante.fr"
CENTRE = "regulation@samu-exemple.mssante.fr"
PATIENT_BOX = "270069999900106@patient.mssante.fr"
TRAMADOL = "63435884"
TO_PHARMACY = Derogation(Circuit.PHARMACY, Named("Pharmacie Exemple", Finess(PHARMACY)))
TO_HOME = Derogation(Circuit.CARE_HOME, Named("EHPAD Exemple", Finess(HOME)))
TO_PATIENT = Derogation(Circuit.PATIENT)
BY_CIRCUIT = {
    Circuit.PHARMACY: Sending(
        Circuit.PHARMACY, OFFICINE, Motive.DENTAL, told_patient=True
    ),
    Circuit.CARE_HOME: Sending(Circuit.CARE_HOME, NURSE, Motive.CANCER, given_in_call=True),
    Circuit.PATIENT: Sending(
        Circuit.PATIENT, PATIENT_BOX, Motive.RENAL_COLIC, space_active=True,
        impossible=Impossible.NO_MAILBOX, dictated="270069999900106",
    ),
}  # fmt: skip
"""What is said in each case when everything is."""
ACKNOWLEDGED: tuple[Acknowledgement, ...] = ()
TRUSTED = WhiteList.of(
    ["pharmacie-exemple.mssante.fr", "pharmacien.mssante.fr", "ehpad-exemple.mssante.fr",
     "samu-exemple.mssante.fr", "patient.mssante.fr"], date(2026, 11, 20),
)  # fmt: skip


def a_place(
    finess: str, name: str, kind: PlaceKind, equipment: Equipment = Equipment.ORGANISATIONAL
) -> Place:
    """A structure of the directory."""
    return Place(finess, finess, name, "", "1 RUE DE L’EXEMPLE", "59000", "LILLE", "59", kind,
                 "620", "+33199000006", equipment)  # fmt: skip


PLACES = (
    a_place(PHARMACY, "PHARMACIE EXEMPLE", PlaceKind.PHARMACY),
    a_place(PHARMACY_PERSONAL, "PHARMACIE DÉMO", PlaceKind.PHARMACY, Equipment.PERSONAL),
    a_place(PHARMACY_NONE, "PHARMACIE SANS BOÎTE", PlaceKind.PHARMACY, Equipment.NONE_PUBLISHED),
    a_place(HOME, "EHPAD EXEMPLE", PlaceKind.NURSING_HOME),
    a_place(OTHER_HOME, "EHPAD DÉMO", PlaceKind.NURSING_HOME),
)


def _entry(address: str | None, rank: int, profession: str = "") -> Entry:
    holder = Holder("99900000078", "M", "EXEMPLE", "Paul", profession, "", "")
    kind = MailboxType.PERSON if profession else MailboxType.ORGANISATION
    return Entry(address, kind if address else None, PLACES[rank], holder if profession else None)


ENTRIES = (
    _entry(OFFICINE, 0), _entry(TITULAR, 0, "21"), _entry("aide@gmail.example", 0),
    _entry(ALONE, 1, "21"), _entry(None, 2), _entry(NURSE, 3),
)  # fmt: skip


class Few:
    """A directory of a few entries."""

    def place(self, finess: str) -> Place | None:
        """One place."""
        return next((each for each in PLACES if each.finess == finess), None)

    def at(self, finess: str) -> tuple[Entry, ...]:
        """The mailboxes of a place."""
        return tuple(each for each in ENTRIES if each.place and each.place.finess == finess)

    def mailbox(self, address: str) -> tuple[Entry, ...]:
        """The entries of an address."""
        return tuple(each for each in ENTRIES if each.address == address)


class InService:
    """That directory, or none."""

    def __init__(self, directory: Few | None) -> None:
        self.directory = directory

    def current(self) -> tuple[DirectoryVersion, Directory] | None:
        """It."""
        if self.directory is None:
            return None
        return DirectoryVersion(date(2026, 11, 20), "0" * 64, ""), cast(Directory, self.directory)


@dataclass
class Listed:
    """A white list that changes when told."""

    trusted: WhiteList | None = TRUSTED

    def current(self) -> WhiteList | None:
        """It."""
        return self.trusted


@dataclass
class Boxes:
    """The mailboxes to send from: that of the centre unless told otherwise."""

    senders: tuple[OpenBox, ...] = (OpenBox(CENTRE),)

    def of(self, caller: Caller, directory: Directory | None) -> tuple[OpenBox, ...]:
        """They."""
        assert caller.place is not None
        assert directory is None or isinstance(directory, Few)
        return self.senders

    def identifier(self, unique: str, sender: str) -> str:
        """The Message-ID."""
        return f"{unique}@{sender.partition('@')[2]}"


def hidden(number: OrdonnanceNumber) -> str:
    """A name that tells nothing of the number, in a test: none is secret there."""
    return f"demo.{abs(hash(number.value)) % 10**12}"


@dataclass
class Centre:
    """A platform in memory and what regulation adds to it."""

    platform: Platform
    letters: MemoryLetters = field(default_factory=MemoryLetters)
    service: InService = field(default_factory=lambda: InService(Few()))
    listed: Listed = field(default_factory=Listed)
    boxes: Boxes = field(default_factory=Boxes)
    until: date | None = None

    @property
    def needs(self) -> Regulation:
        """What the acts ask for."""
        return Regulation(
            self.platform.ports, self.service, self.listed, self.boxes, self.letters, hidden,
            lambda code, patient: next_step(code, patient=patient), self.until,
        )  # fmt: skip

    def propose(self, by: str = "regulateur", **said: Any) -> Propose:
        """What is known during a call."""
        return Propose(self.platform.caller(by), **said)

    def document(
        self, derogation: Derogation | None, *lines: Line, by: str = "regulateur", **fields: Any
    ) -> bytes:
        """The prescription as its author writes it: tramadol for three days unless told."""
        written = lines or (of(TRAMADOL, days=3, daily=3),)
        return self.platform.document(*written, by=by, derogation=derogation, **fields)

    def command(self, **changes: Any) -> Prescribe:
        """A prescription to the pharmacy, everything being said that case 1 asks."""
        by = changes.pop("by", "regulateur")
        said = changes.pop("said", TO_PHARMACY)
        lines: Sequence[Line] = changes.pop("lines", ())
        document = changes.pop("document", None)
        fields = changes.pop("fields", {})
        sending = replace(BY_CIRCUIT[said.circuit], **changes.pop("sending", {}))
        given = changes.pop("given", ACKNOWLEDGED)
        key = changes.pop("key", None) or a_fresh_key()
        body = document or self.document(said, *lines, by=by, **fields)
        caller = changes.pop("caller", None) or self.platform.caller(by)
        return Prescribe(caller, body, FHIR_JSON, key, sending, given, **changes)

    def prescribe(self, **changes: Any) -> Prescribed:
        """The act."""
        return done(prescribe(self.command(**changes), self.needs))
