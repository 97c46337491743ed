"""What the operations of the SAMU-SAS receive, as typed `Parameters` (see `fhir.inputs`)."""

from dataclasses import dataclass

from ordonnance.fhir.inputs import AcknowledgementInput


@dataclass(frozen=True, slots=True)
class SamuProposeInput:
    """`$samu-propose`: what is known during the call; nothing of it is kept.

    `pharmacy` and `establishment` are FINESS numbers; `ins` is the patient's qualified matricule
    (with `insOid`, by default a NIR), `dictated` the one that they say.
    """

    resident: bool | None = None
    pharmacy: str | None = None
    establishment: str | None = None
    address: str | None = None
    given_in_call: bool | None = None
    ins: str | None = None
    ins_oid: str | None = None
    dictated: str | None = None
    space_active: bool | None = None
    impossible: str | None = None
    impossible_text: str | None = None


@dataclass(frozen=True, slots=True)
class SamuPrescribeInput:
    """`$samu-prescribe`: the Bundle with its extension `derogation`, or its compact JWS; and how it
    leaves: circuit, mailbox, motive, what was stated during the call."""

    circuit: str
    address: str
    motive: str
    prescription: bytes | None = None
    signed_prescription: str | None = None
    motive_text: str | None = None
    told_patient: bool | None = None
    given_in_call: bool | None = None
    space_active: bool | None = None
    impossible: str | None = None
    impossible_text: str | None = None
    dictated: str | None = None
    sender: str | None = None
    regulator: str | None = None
    acknowledgements: tuple[AcknowledgementInput, ...] = ()


@dataclass(frozen=True, slots=True)
class SamuFollowInput:
    """`$samu-follow`: one prescription by its number (`executions`: also whether it was served,
    which is journaled), or all one's own of the last `days`."""

    number: str | None = None
    executions: bool | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class SamuWithdrawInput:
    """`$samu-withdraw`: take a prescription back, with a reason when there is more to say."""

    number: str
    text: str | None = None
