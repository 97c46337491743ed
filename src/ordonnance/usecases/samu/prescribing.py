"""The one act: the prescription is judged, numbered, sealed, kept, and its message put on the way.

Rows, journal, census and the message to the outbox commit together. The mailbox, what is sent to
whom and what was stated during the call come from the session, the directory and the command,
never from the document, which says the circuit and the recipient and must say the same.
"""

from dataclasses import dataclass, replace

from ordonnance.domain.actors import Professional, Role
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.derogation import Derogation, Named, Sent
from ordonnance.domain.directory import Equipment
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.articles.samu_circuits import SENDING
from ordonnance.law.articles.samu_sas import COVERED
from ordonnance.law.regulation import Regulation as Facts
from ordonnance.law.substances import words_of
from ordonnance.usecases.access import Act
from ordonnance.usecases.issue import Decided, Issue, Judged, judge, once, prepare
from ordonnance.usecases.judging import judge_prescribing, session_of, views
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.ports import NewOrdonnance, OutboxMessage
from ordonnance.usecases.results import FindingView
from ordonnance.usecases.samu.counting import counted
from ordonnance.usecases.samu.models import (
    Destination,
    Prescribe,
    Prescribed,
    Propose,
    Sending,
)
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.samu.proposing import found_for, require_regulator, sender_of
from ordonnance.usecases.samu.recipients import Found

POST = "samu.post"
"""Kind of the outbox message that makes the letter and puts it on its way."""


@dataclass(frozen=True, slots=True, repr=False)
class _Leaving:
    """Where it goes and from where, once everything about the sending is checked."""

    destination: Destination
    found: Found
    sender: OpenBox


async def prescribe(command: Prescribe, needs: Regulation) -> Prescribed:
    """Prescribe and send. The same key with the same body answers the same, and sends once.

    Raises Refusal: NOT_ALLOWED, SAMU_… (who, when, what, where, from where), MAIL_… (white list),
    those of `issue`.
    """
    actor, ports = require_regulator(command.caller, needs), needs.ports
    issuing = Issue(
        command.caller, command.document, command.content_type, command.key,
        command.acknowledgements, body=command.body, shared=command.shared,
    )  # fmt: skip
    opened = ports.reader.read(command.document, command.content_type)
    ordonnance = opened.ordonnance

    async def decided() -> Decided:
        leaving = _leaving(_said(ordonnance), ordonnance, command, needs)
        _require_writable(ordonnance, needs)
        facts = _facts(command, leaving, needs)
        judged = await judge(issuing, opened, ports, regulation=facts)
        return judged, lambda number: _new(command, issuing, judged, number, leaving, actor, needs)

    result = await once(issuing, ordonnance, ports, decided)
    if not isinstance(result, Prescribed):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return result


def asked_of_sending(command: Prescribe, needs: Regulation) -> tuple[FindingView, ...]:
    """What the act will ask a reason for because of the circuit chosen, before anything is sent.

    Nothing when it would refuse the sending: it says why itself. Raises Refusal: reading.
    """
    ordonnance = needs.ports.reader.read(command.document, command.content_type).ordonnance
    try:
        leaving = _leaving(_said(ordonnance), ordonnance, command, needs)
    except Refusal:
        return ()
    report = judge_prescribing(
        ordonnance,
        medicines_of(ordonnance, needs.ports.drugs.current()),
        legal_day(needs.ports.clock.now(), ordonnance.prescriber.zone),
        session=session_of(command.caller),
        regulation=_facts(command, leaving, needs),
    )
    return views(tuple(each for each in report.to_acknowledge() if each.rule in SENDING))


def _said(ordonnance: Ordonnance) -> Derogation:
    if ordonnance.derogation is None:
        raise Refusal.of("SAMU_ACT")
    return ordonnance.derogation


def _leaving(
    said: Derogation, ordonnance: Ordonnance, command: Prescribe, needs: Regulation
) -> _Leaving:
    """The mailbox chosen, checked again against the directory and the white list."""
    sending, directory = command.sending, needs.directory()
    if said.circuit is not sending.circuit:
        raise Refusal.of("SAMU_CIRCUIT_MISMATCH")
    recipient = said.recipient.finess if said.recipient else None
    finess = recipient.value if recipient else ""
    asked = Propose(
        command.caller, said.circuit is Circuit.CARE_HOME, ordonnance.patient,
        finess if said.circuit is Circuit.PHARMACY else "",
        finess if said.circuit is Circuit.CARE_HOME else "",
        sending.address, sending.given_in_call, sending.dictated, sending.space_active,
        sending.impossible, sending.impossible_text,
    )  # fmt: skip
    found = found_for(said.circuit, asked, directory, needs)
    wanted = sending.address.strip().casefold()
    chosen = next((each for each in found.destinations if each.address == wanted), None)
    sender = sender_of(sending.sender, command.caller, directory, needs)
    if chosen is None or chosen.address == sender.address.casefold():
        raise Refusal.of("SAMU_ADDRESS_ELSEWHERE")
    if said.circuit is Circuit.PHARMACY:
        _require_same_name(said.recipient, chosen.named)
    return _Leaving(chosen, found, sender)


def _require_same_name(written: Named | None, known: Named | None) -> None:
    """The pharmacy's name on the sheet is that of the directory: where the patient is told to go.

    Raises SAMU_CIRCUIT_MISMATCH.
    """
    if written is None or known is None or _words(written.name) != _words(known.name):
        raise Refusal.of("SAMU_CIRCUIT_MISMATCH")


def _words(name: str) -> list[str]:
    return name.casefold().split()


def _require_writable(ordonnance: Ordonnance, needs: Regulation) -> None:
    """The three opioids alone, once, for somebody whom a message can name."""
    patient = ordonnance.patient
    named = patient is not None and patient.family and patient.given and patient.birth_date
    if ordonnance.anonymous or not named:
        raise Refusal.of("SAMU_PATIENT_TRAITS")
    medicines = medicines_of(ordonnance, needs.ports.drugs.current())
    for line in ordonnance.lines:
        if not _is_covered(medicines.get(line.number)):
            raise Refusal.of("SAMU_OPIOIDS_ONLY", line=line.number)
        if line.renewals or line.fraction is not None:
            raise Refusal.of("SAMU_ONCE", line=line.number)


def _is_covered(medicine: Medicine | None) -> bool:
    return medicine is not None and any(
        COVERED & words_of(each.name) for each in medicine.substances
    )


def _facts(command: Prescribe, leaving: _Leaving, needs: Regulation) -> Facts:
    """What the law is told of the sending; the regulator is proved by the session."""
    sending, caller = command.sending, command.caller
    box = leaving.destination.box
    to_home = sending.circuit is Circuit.CARE_HOME
    boxes = {each.box for each in leaving.found.destinations}
    shared: bool | None = Box.ORGANISATION in boxes
    if to_home and box is Box.PERSON:
        shared = _home_is_equipped(leaving.destination, needs)
    return Facts(
        regulator=True,
        circuit=sending.circuit,
        box=box,
        organisation_box=shared,
        given_by_recipient=sending.given_in_call if to_home else sending.told_patient,
        space_active=sending.space_active,
        others_impossible=sending.impossible is not None,
        reason=sending.motive.label,
        # A physician or a dentist who may act here may issue an ordonnance numérique here too
        # (SA-10 says it); the base lets no pharmacist issue one.
        software_capable=caller.role is not Role.REGULATING_PHARMACIST,
        address_elsewhere=leaving.found.elsewhere,
        pharmacist=caller.role is Role.REGULATING_PHARMACIST,
    )


def _home_is_equipped(chosen: Destination, needs: Regulation) -> bool | None:
    """Whether the establishment has an organisational mailbox; None when nobody can tell."""
    directory = needs.directory()
    named = chosen.named
    if directory is None or named is None or named.finess is None:
        return None
    place = directory.place(named.finess.value)
    return None if place is None else place.equipment is Equipment.ORGANISATIONAL


def _new(
    command: Prescribe, issuing: Issue, judged: Judged, number: OrdonnanceNumber,
    leaving: _Leaving, actor: Professional, needs: Regulation,
) -> NewOrdonnance:  # fmt: skip
    """Everything that the act writes: as an issue, with the sending, the census and the message."""
    sending = command.sending
    sent = Sent(
        letter=needs.senders.identifier(f"{needs.hidden(number)}.1", leaving.sender.address),
        sender=leaving.sender.address,
        unattended=not leaving.sender.person,
        recipient=leaving.destination.address,
        box=leaving.destination.box,
        stated=_stated(sending, leaving.found),
        because=sending.impossible_text.strip(),
        writer=leaving.sender.person,
    )
    new = prepare(issuing, judged, number, needs.ports, act=Act.REGULATE)
    said = _said(judged.ordonnance)
    result = Prescribed(
        number.value, 1, new.issued_at, said.circuit.value,
        said.recipient.name if said.recipient else "", sent.letter, number.grouped,
        judged.findings, new.seal,
    )  # fmt: skip
    entry = replace(new.entry, details={**new.entry.details, "circuit": said.circuit.value})
    return replace(
        new,
        entry=entry,
        progress=replace(new.progress, sent=sent),
        result=result,
        outbox=(*new.outbox, OutboxMessage(POST, {})),
        census=counted(sending, judged, sent.box, actor, new.issued_at),
    )


def _stated(sending: Sending, found: Found) -> tuple[str, ...]:
    """The codes of what was declared, as they are kept."""
    told = (
        ("TOLD_PATIENT", sending.told_patient),
        ("GIVEN_IN_CALL", sending.given_in_call),
        ("SPACE_ACTIVE", sending.space_active),
        (f"IMPOSSIBLE_{sending.impossible}", sending.impossible is not None),
        (f"MATRICULE_{found.identity}", found.identity is not None),
    )
    return (*(code for code, stands in told if stands), *found.codes)
