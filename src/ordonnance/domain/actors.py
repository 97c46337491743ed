"""Who calls, from where, with what, as a token proves it; documents declare `domain.people`."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from ordonnance.domain.ids import AmNumber, Finess, Ins, Rpps, Siret
from ordonnance.domain.represented import Represented

CLIENT_FIELD_LIMIT = 80
"""Longest value, in characters, that a client software may declare about itself."""


class Profession(StrEnum):
    """Health professions with a part in an ordonnance, codes of TRE_G15 (as read in JDV_J01).

    A code absent from here has no role: refused. The advanced practice nurse has none of its own.
    """

    PHYSICIAN = "10"
    PHARMACIST = "21"
    HOSPITAL_PHARMACY_TECHNICIAN = "38"
    PHARMACY_TECHNICIAN = "39"
    DENTIST = "40"
    MIDWIFE = "50"
    NURSE = "60"
    PSYCHIATRIC_NURSE = "69"
    PHYSIOTHERAPIST = "70"
    PODIATRIST = "80"
    SPEECH_THERAPIST = "91"
    ORTHOPTIST = "92"

    @property
    def label(self) -> str:
        """French name of the profession, as printed."""
        return _PROFESSION_LABELS[self]


_PROFESSION_LABELS: dict[Profession, str] = {
    Profession.PHYSICIAN: "Médecin",
    Profession.PHARMACIST: "Pharmacien",
    Profession.HOSPITAL_PHARMACY_TECHNICIAN: "Préparateur en pharmacie hospitalière",
    Profession.PHARMACY_TECHNICIAN: "Préparateur en pharmacie (officine)",
    Profession.DENTIST: "Chirurgien-dentiste",
    Profession.MIDWIFE: "Sage-femme",
    Profession.NURSE: "Infirmier",
    Profession.PSYCHIATRIC_NURSE: "Infirmier psychiatrique",
    Profession.PHYSIOTHERAPIST: "Masseur-kinésithérapeute",
    Profession.PODIATRIST: "Pédicure-podologue",
    Profession.SPEECH_THERAPIST: "Orthophoniste",
    Profession.ORTHOPTIST: "Orthoptiste",
}


class Role(StrEnum):
    """What the caller is for the base: the first key of the table role x act x relation."""

    PRESCRIBER = "prescriber"
    REGULATING_PHARMACIST = "regulating_pharmacist"
    DISPENSER = "dispenser"
    ASSISTANT_DISPENSER = "assistant_dispenser"
    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    FUND_AGENT = "fund_agent"
    ASSISTANT = "assistant"

    @property
    def label(self) -> str:
        """French name of the role, for messages and the journal read by the patient."""
        return _ROLE_LABELS[self]


_ROLE_LABELS: dict[Role, str] = {
    Role.PRESCRIBER: "Prescripteur",
    Role.REGULATING_PHARMACIST: "Pharmacien régulateur",
    Role.DISPENSER: "Pharmacien",
    Role.ASSISTANT_DISPENSER: "Préparateur en pharmacie",
    Role.PATIENT: "Patient",
    Role.REPRESENTATIVE: "Représentant du patient",
    Role.FUND_AGENT: "Agent de la caisse",
    Role.ASSISTANT: "Assistant (brouillons)",
}


@dataclass(frozen=True, slots=True)
class Specialty:
    """A « savoir-faire » of the directory; `label` repeats the code when it is not known."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """The structure of activity chosen for the session, as the token names it.

    `technical_id` is the directory's « identifiant technique de la structure »; `local_id` is made
    by the identity adapter, from the person and the name, when the directory gives no identifier at
    all. `zone` is an IANA name and decides the legal day (ARCHITECTURE, Truth and time 5).
    """

    finess: Finess | None
    siret: Siret | None
    am: AmNumber | None
    label: str
    address: str | None
    postcode: str | None
    zone: str
    sector_code: str | None = None
    technical_id: str | None = None
    local_id: str | None = None

    def __post_init__(self) -> None:
        if not (self.finess or self.siret or self.technical_id or self.local_id):
            raise ValueError("a place needs one identifier: FINESS, SIRET, technical or local")

    @property
    def name(self) -> str:
        """What people call it: its label, its address where the directory gives no label."""
        return self.label or self.address or "Lieu sans nom"

    @property
    def key(self) -> str:
        """Stable text naming the structure: `F`+FINESS, else `C`+SIRET, else the technical id.

        The letters are those of the directory's own technical identifiers, so that a structure
        keeps its key whichever field a token fills.
        """
        if self.finess is not None:
            return f"F{self.finess.value}"
        if self.siret is not None:
            return f"C{self.siret.value}"
        return self.technical_id or f"L{self.local_id}"


@dataclass(frozen=True, slots=True)
class Professional:
    """A health professional at one place. `category` is « C » (civilian): others are refused.

    `national_id` is the idNatPS (`8` + RPPS, or another form for a person without RPPS, whose
    `rpps` is then None). `replaces` is the prescriber whose practice a remplaçant acts for.
    """

    national_id: str = field(repr=False)
    rpps: Rpps | None
    family: str = field(repr=False)
    given: str = field(repr=False)
    profession: Profession
    specialty: Specialty | None
    place: Place = field(repr=False)
    regulation_access: bool = False
    replaces: Rpps | None = None
    category: str = "C"

    @property
    def person_key(self) -> str:
        """Stable text naming the person, without the place. Personal: never logged."""
        return self.national_id

    @property
    def acts_for(self) -> Rpps | None:
        """RPPS whose ordonnances these are: the replaced prescriber's, else one's own."""
        return self.replaces or self.rpps


@dataclass(frozen=True, slots=True)
class Assistant:
    """Who prepares drafts for the prescribers of a place, and issues none."""

    national_id: str = field(repr=False)
    family: str = field(repr=False)
    given: str = field(repr=False)
    place: Place = field(repr=False)

    @property
    def person_key(self) -> str:
        """As for a professional. Personal: never logged."""
        return self.national_id


@dataclass(frozen=True, slots=True)
class PatientActor:
    """A patient signed in with their own INS. `name` greets them, and proves nothing."""

    ins: Ins
    name: str = field(default="", repr=False, compare=False)

    @property
    def person_key(self) -> str:
        """Stable text naming the person. Personal: never logged."""
        return f"{self.ins.oid}|{self.ins}"


@dataclass(frozen=True, slots=True)
class Representative:
    """A person acting for another one, `acting_for`, which stands in `represents`."""

    ins: Ins | None
    represents: tuple[Represented, ...]
    acting_for: Ins
    subject: str = field(default="", repr=False)
    name: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        if all(each.ins != self.acting_for for each in self.represents):
            raise ValueError("a representative acts for a person they represent")

    @property
    def represented(self) -> Represented:
        """Whom they act for now, with the longest of what was recorded."""
        mine = (each for each in self.represents if each.ins == self.acting_for)
        return max(mine, key=lambda each: each.until)

    @property
    def person_key(self) -> str:
        """Stable text naming the representative and the represented. Personal: never logged."""
        own = f"{self.ins.oid}|{self.ins}" if self.ins else f"sub:{self.subject}"
        return f"{own}>{self.acting_for.oid}|{self.acting_for}"


@dataclass(frozen=True, slots=True)
class FundAgent:
    """An agent of a fund: records objections and representation, sees no content."""

    id: str = field(repr=False)
    fund: str

    @property
    def person_key(self) -> str:
        """Stable text naming the agent within the fund. Personal: never logged."""
        return f"{self.fund}|{self.id}"


Actor = Professional | Assistant | PatientActor | Representative | FundAgent


@dataclass(frozen=True, slots=True)
class SoftwareClient:
    """The software that calls, as it declares itself (ARCHITECTURE, Who may know what 9).

    Every field is optional, at most 80 printable characters; anything else raises ValueError.
    """

    editor: str | None = None
    product: str | None = None
    version: str | None = None
    module_version: str | None = None
    workstation: str | None = None
    am: str | None = None

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if value is not None and not _is_short_text(value):
                raise ValueError(f"{name}: 1 to {CLIENT_FIELD_LIMIT} printable characters")

    @classmethod
    def unknown(cls) -> Self:
        """A client that did not say what it is."""
        return cls()

    @property
    def is_known(self) -> bool:
        """True when the call names at least its product."""
        return self.product is not None


def _is_short_text(value: str) -> bool:
    return 0 < len(value) <= CLIENT_FIELD_LIMIT and value.isprintable() and value == value.strip()


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified person in a role, with their software. The only source of « who » for an act."""

    role: Role
    actor: Actor
    client: SoftwareClient
    token_id: str

    @property
    def key(self) -> str:
        """Role, person, place: identifiers in clear, to be stored as a keyed hash only."""
        return self.key_of(self.role, self.actor.person_key, self.place)

    @staticmethod
    def key_of(role: Role, person: str, place: Place | None) -> str:
        """The key of somebody else in that role, there."""
        return f"{role}|{person}|{place.key if place else ''}"

    @property
    def place(self) -> Place | None:
        """Where a professional or an assistant acts; None for everybody else."""
        return self.actor.place if isinstance(self.actor, Professional | Assistant) else None

    def __repr__(self) -> str:
        return f"Caller({self.role}, •••)"
