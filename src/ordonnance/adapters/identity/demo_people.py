"""The people of the demonstration. All of them are invented.

Names say EXEMPLE or DÉMO; RPPS begin with 999, FINESS with 99, SIRET with 9999, AM numbers with
991; telephones use +33 1 99 00, which no operator assigns; mail uses the reserved domain
`.example`; INS are on the demonstration OID, with an unknown birth place (99999). Their check
characters are valid, so that every check runs on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ordonnance.adapters.identity.specialties import SPECIALTIES
from ordonnance.domain.actors import Profession, Specialty

DEMO_INS_OID = "1.2.250.1.213.1.4.11"
"""OID of demonstration INS (fr-core)."""


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A fictitious structure; `way_type` is a code of the directory (R: rue, AV: avenue)."""

    label: str
    sector_code: str
    way_number: str
    way_type: str
    way_name: str
    postcode: str
    city: str
    commune: str
    phone: str
    finess: str = ""
    siret: str = ""
    am: str = ""

    @property
    def address(self) -> str:
        """The address in one line, as printed."""
        way = {"R": "rue", "AV": "avenue"}[self.way_type]
        return f"{self.way_number} {way} {self.way_name}, {self.postcode} {self.city}"


@dataclass(frozen=True, slots=True)
class DemoProfessional:
    """A fictitious professional; `replaces` and `under` are handles of other ones.

    `also`: where else they work.
    """

    handle: str
    family: str
    given: str
    civility: str
    rpps: str
    profession: Profession
    place: DemoPlace
    specialty: Specialty | None = None
    regulation_access: bool = False
    replaces: str | None = None
    under: str | None = None
    also: tuple[DemoPlace, ...] = ()

    @property
    def places(self) -> tuple[DemoPlace, ...]:
        """Everywhere this person works."""
        return (self.place, *self.also)

    @property
    def national_id(self) -> str:
        """idNatPS: `8` followed by the RPPS."""
        return f"8{self.rpps}"

    @property
    def email(self) -> str:
        """A mail address of the reserved domain, in the manner of a secure mailbox."""
        return f"{self.handle}@demo.mssante.example"


@dataclass(frozen=True, slots=True)
class DemoAssistant:
    """A fictitious assistant, who prepares drafts for the prescribers of a place."""

    handle: str
    family: str
    given: str
    national_id: str
    place: DemoPlace


@dataclass(frozen=True, slots=True)
class DemoPatient:
    """A fictitious patient with the five traits of the INS."""

    handle: str
    family: str
    given: str
    sex: str
    birth_date: date
    ins: str
    birth_place: str = "99999"
    ins_oid: str = DEMO_INS_OID


@dataclass(frozen=True, slots=True)
class DemoRepresentative:
    """A fictitious parent; `until` is the day before the child comes of age."""

    handle: str
    person: DemoPatient
    child: DemoPatient
    until: date


@dataclass(frozen=True, slots=True)
class DemoAgent:
    """A fictitious agent of a fictitious fund."""

    handle: str
    subject: str
    fund: str


DemoPerson = DemoProfessional | DemoAssistant | DemoPatient | DemoRepresentative | DemoAgent

PRACTICE = DemoPlace(
    label="Cabinet médical Exemple", sector_code="SA07",
    way_number="1", way_type="R", way_name="de l’Exemple", postcode="75011", city="Paris",
    commune="75111", phone="+33199000001", siret="99990000400014", am="991000019",
)  # fmt: skip
HEALTH_CENTRE = DemoPlace(
    label="Centre de santé Démo", sector_code="SA05",
    way_number="2", way_type="AV", way_name="de la Démonstration", postcode="69003", city="Lyon",
    commune="69383", phone="+33199000002", finess="990000028", am="991000027",
)  # fmt: skip
DENTAL_PRACTICE = DemoPlace(
    label="Cabinet dentaire Exemple", sector_code="SA07",
    way_number="3", way_type="R", way_name="de l’Exemple", postcode="75011", city="Paris",
    commune="75111", phone="+33199000003", siret="99990000400030", am="991000035",
)  # fmt: skip
MIDWIFE_PRACTICE = DemoPlace(
    label="Cabinet de sage-femme Exemple", sector_code="SA07",
    way_number="4", way_type="R", way_name="de l’Exemple", postcode="35000", city="Rennes",
    commune="35238", phone="+33199000004", siret="99990000400048", am="991000043",
)  # fmt: skip
REGULATION_CENTRE = DemoPlace(
    label="SAMU Démo, centre de régulation", sector_code="SA01",
    way_number="15", way_type="AV", way_name="de la Démonstration", postcode="59000", city="Lille",
    commune="59350", phone="+33199000005", finess="990000051",
)  # fmt: skip
PHARMACY = DemoPlace(
    label="Pharmacie Exemple", sector_code="SA33",
    way_number="5", way_type="R", way_name="de l’Exemple", postcode="75011", city="Paris",
    commune="75111", phone="+33199000006", finess="990000069", am="991000068",
)  # fmt: skip
PHARMACY_REUNION = DemoPlace(
    label="Pharmacie Démo", sector_code="SA33",
    way_number="6", way_type="R", way_name="de la Démonstration", postcode="97400",
    city="Saint-Denis", commune="97411", phone="+33199000007", finess="990000077", am="991000076",
)  # fmt: skip
PHARMACY_STATION = DemoPlace(
    label="Pharmacie de la Gare Démo", sector_code="SA33",
    way_number="8", way_type="AV", way_name="de la Démonstration", postcode="75012", city="Paris",
    commune="75112", phone="+33199000008", finess="990000085", am="991000084",
)  # fmt: skip
HOSPITAL = DemoPlace(
    label="Hôpital Démo", sector_code="SA01",
    way_number="9", way_type="AV", way_name="de la Démonstration", postcode="75013", city="Paris",
    commune="75113", phone="+33199000009", finess="990000093",
)  # fmt: skip

_GENERAL_PRACTICE = Specialty("SM54", SPECIALTIES["SM54"])
_EMERGENCY_MEDICINE = Specialty("SM59", SPECIALTIES["SM59"])

PROFESSIONALS: tuple[DemoProfessional, ...] = (
    DemoProfessional(
        "medecin", "EXEMPLE", "Claire", "MME", "99900000011", Profession.PHYSICIAN, PRACTICE,
        _GENERAL_PRACTICE,
    ),
    DemoProfessional(
        "medecin2", "DÉMO", "Bruno", "M", "99900000029", Profession.PHYSICIAN, HEALTH_CENTRE,
        _GENERAL_PRACTICE,
    ),
    DemoProfessional(
        "dentiste", "EXEMPLE", "Denis", "M", "99900000037", Profession.DENTIST, DENTAL_PRACTICE,
    ),
    DemoProfessional(
        "sage-femme", "EXEMPLE", "Solène", "MME", "99900000045", Profession.MIDWIFE,
        MIDWIFE_PRACTICE,
    ),
    DemoProfessional(
        "regulateur", "DÉMO", "Régine", "MME", "99900000052", Profession.PHYSICIAN,
        REGULATION_CENTRE, _EMERGENCY_MEDICINE, regulation_access=True,
    ),
    DemoProfessional(
        "remplacant", "DÉMO", "Rémi", "M", "99900000060", Profession.PHYSICIAN, PRACTICE,
        _GENERAL_PRACTICE, replaces="medecin",
    ),
    DemoProfessional(
        "pharmacien", "EXEMPLE", "Paul", "M", "99900000078", Profession.PHARMACIST, PHARMACY,
    ),
    DemoProfessional(
        "pharmacien2", "DÉMO", "Marie", "MME", "99900000086", Profession.PHARMACIST,
        PHARMACY_REUNION,
    ),
    DemoProfessional(
        "preparateur", "EXEMPLE", "Zoé", "MME", "99900000094", Profession.PHARMACY_TECHNICIAN,
        PHARMACY, under="pharmacien",
    ),
    DemoProfessional(
        "pharmacien3", "DÉMO", "Hugo", "M", "99900000102", Profession.PHARMACIST, PHARMACY,
        also=(PHARMACY_STATION,),
    ),
    DemoProfessional(
        "medecin3", "DÉMO", "Alice", "MME", "99900000110", Profession.PHYSICIAN, PRACTICE,
        _GENERAL_PRACTICE, also=(HOSPITAL,),
    ),
    DemoProfessional(
        "regulateur-dentiste", "EXEMPLE", "Damien", "M", "99900000128", Profession.DENTIST,
        REGULATION_CENTRE, regulation_access=True,
    ),
    DemoProfessional(
        "regulateur-pharmacien", "DÉMO", "Phara", "MME", "99900000136", Profession.PHARMACIST,
        REGULATION_CENTRE, regulation_access=True,
    ),
)  # fmt: skip

ASSISTANT = DemoAssistant("assistante", "DÉMO", "Lina", "599990000400014/0001", PRACTICE)
CALL_ASSISTANT = DemoAssistant("arm", "EXEMPLE", "Armel", "3990000051/0002", REGULATION_CENTRE)
"""The « assistant de régulation médicale »: prepares, never prescribes."""
PATIENT = DemoPatient("patient", "EXEMPLE", "Jeanne", "F", date(1970, 6, 15), "270069999900106")
PARENT = DemoPatient("parent", "DÉMO", "Sophie", "F", date(1990, 2, 20), "290029999900228")
CHILD = DemoPatient("enfant", "DÉMO", "Léo", "M", date(2020, 3, 10), "120039999900331")
FATHER = DemoPatient("pere", "DÉMO", "Marc", "M", date(1988, 9, 12), "188099999900492")
"""Nobody's representative until it is recorded (ADR 0083)."""
REPRESENTATIVE = DemoRepresentative("representant", PARENT, CHILD, date(2038, 3, 9))
AGENT = DemoAgent("caisse", "agent-exemple", "Caisse Exemple")

HANDLES: Mapping[str, DemoPerson] = {
    **{each.handle: each for each in PROFESSIONALS},
    ASSISTANT.handle: ASSISTANT,
    CALL_ASSISTANT.handle: CALL_ASSISTANT,
    PATIENT.handle: PATIENT,
    REPRESENTATIVE.handle: REPRESENTATIVE,
    FATHER.handle: FATHER,
    AGENT.handle: AGENT,
}
"""Every handle of `tokens demo --as HANDLE`, in the order shown to users."""
