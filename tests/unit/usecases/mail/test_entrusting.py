"""An ordonnance sent by its author: with the patient's agreement, to who may receive it."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.bootstrap.entrusted_letters import EntrustedLetters, box_of
from ordonnance.bootstrap.mail_message import carried_of
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.documents.mail.prescribed import MessageInvalid
from ordonnance.domain.directory import Entry, Equipment, MailboxType, Place, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.mssante import MssAddress, WhiteList
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import IdentityStatus
from ordonnance.usecases.access import Act
from ordonnance.usecases.mail.entrusting import (
    Entrust,
    Entrusted,
    Towards,
    concern_of,
    entrust,
    pharmacy_at,
)
from ordonnance.usecases.mail.sending import MailRoom
from tests.builders.counter import CLAMOXYL, PATIENT, acknowledged, of
from tests.builders.mail import NOON, PHARMACY, TRUSTED, Trust, Watch
from tests.builders.platform import Platform, a_platform
from tests.builders.postmen import Postman

ADDRESS = str(PHARMACY.address)


class Directory:
    """A directory with that pharmacy, and one mailbox that is a person's."""

    def __init__(self, kind: PlaceKind = PlaceKind.PHARMACY) -> None:
        self.kind = kind

    def mailbox(self, address: str) -> tuple[Entry, ...]:
        """The entries of one address."""
        place = Place("F990000069", "990000069", "PHARMACIE DÉMO", "", "", "75011", "PARIS", "75",
                      self.kind, "620", "", Equipment.ORGANISATIONAL)  # fmt: skip
        type = MailboxType.PERSON if "zoe" in address else MailboxType.ORGANISATION
        return (Entry(address, type, place),) if "officine" in address else ()


def sent(platform: Platform, number: str, by: str = "medecin", **changes: Any) -> Entrusted:
    """What leaves when somebody sends it."""
    given: dict[str, Any] = {"towards": Towards.PHARMACY, "address": ADDRESS, "consent": True}
    trusted: WhiteList | None = changes.pop("trusted", TRUSTED)
    directory: Any = changes.pop("directory", Directory())
    command = Entrust(platform.asked(number, by), **given | changes)
    return asyncio.run(entrust(command, directory, trusted, platform.ports))


@pytest.fixture
def platform() -> Platform:
    return a_platform()


@pytest.fixture
def number(platform: Platform) -> str:
    return platform.issue(of(CLAMOXYL, days=6)).number


def test_it_leaves_for_the_pharmacy_chosen_and_the_patient_reads_where(
    platform: Platform, number: str
) -> None:
    found = sent(platform, number)
    assert found.recipient == PHARMACY.address
    assert "EXEMPLE" not in repr(found)
    [told] = [each for each in platform.journal(number).accesses if each.act == Act.SEND.label]
    assert told.details == "à PHARMACIE DÉMO, 75011 PARIS"


def test_it_leaves_for_the_patient_s_own_mailbox(platform: Platform, number: str) -> None:
    found = sent(platform, number, towards=Towards.PATIENT, address="")
    assert PATIENT.ins is not None
    assert found.recipient == MssAddress.of_patient(PATIENT.ins)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"consent": False}, "MAIL_CONSENT_REQUIRED"),
        ({"address": "medecin"}, "MAIL_ADDRESS_INVALID"),
        ({"address": "x@ailleurs.example"}, "MAIL_DOMAIN_OUTSIDE"),
        ({"trusted": None}, "MAIL_WHITE_LIST_NONE"),
        ({"address": "regulation@chu-exemple.mssante.fr"}, "MAIL_NOT_A_PHARMACY"),
        ({"address": "zoe@officine-exemple.mssante.fr"}, "MAIL_NOT_A_PHARMACY"),
        ({"directory": None}, "MAIL_NOT_A_PHARMACY"),
        ({"directory": Directory(PlaceKind.HOSPITAL)}, "MAIL_NOT_A_PHARMACY"),
        ({"by": "medecin2"}, "NUMBER_UNKNOWN"),
        ({"by": "pharmacien"}, "NOT_ALLOWED"),
        ({"by": "patient"}, "NOT_ALLOWED"),
    ],
)
def test_nothing_leaves_otherwise_and_nothing_is_journaled_as_sent(
    platform: Platform, number: str, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        sent(platform, number, **changes)
    assert Act.SEND.label not in {each.act for each in platform.journal(number).accesses}


def test_a_patient_without_qualified_ins_has_no_address(platform: Platform) -> None:
    nobody = replace(PATIENT, ins=None, identity=IdentityStatus.PROVISIONAL)
    number = platform.issue(
        of(CLAMOXYL, days=6),
        patient=nobody,
        given=(acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"),),
    ).number
    with pytest.raises(Refusal, match="MAIL_PATIENT_UNQUALIFIED") as met:
        sent(platform, number, towards=Towards.PATIENT)
    assert met.value.code == "MAIL_PATIENT_UNQUALIFIED"
    assert sent(platform, number).recipient == PHARMACY.address


def test_what_has_ended_is_not_sent(platform: Platform, number: str) -> None:
    platform.cancel(number)
    with pytest.raises(Refusal, match="ALREADY_ENDED"):
        sent(platform, number)


def test_a_pharmacy_and_the_patient_do_not_hold_each_other(number: str) -> None:
    found = {concern_of(OrdonnanceNumber(number), each) for each in Towards}
    assert len(found) == len(Towards)
    with pytest.raises(Refusal, match="MAIL_NOT_A_PHARMACY"):
        pharmacy_at(PHARMACY.address, None)


def test_a_structure_without_mailbox_sends_nothing(platform: Platform) -> None:
    room = MailRoom(MemoryLetters(), Postman(), Trust(), Watch())
    mailing = Mailing(Operators("DEMO", Path(), None, {}, {}), LiveTokens(Watch()), room)
    with pytest.raises(Refusal, match="MAIL_NOT_SET_UP") as met:
        box_of(platform.caller("medecin"), mailing)
    assert met.value.code == "MAIL_NOT_SET_UP"


def test_an_anonymous_ordonnance_makes_no_message() -> None:
    with pytest.raises(MessageInvalid):
        carried_of(None, NOON.date(), b"%PDF-", None)
    assert Refusal.of("MAIL_TRAITS_MISSING").first.entry.status == 422
    assert EntrustedLetters.__doc__
