"""Who may begin, renew and prescribe, and the documents that the labels ask for."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import Examination, InitialPrescription, ScheduledIntervention
from ordonnance.domain.prescription import Category, Line, Product
from ordonnance.law.case import Case
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.form import Form, PaperGround, Setting
from tests.builders import a_line, a_medicine, an_ordonnance, months, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter, prescribing
from tests.law.catalogue.pairs import WRITTEN, Pair, at, by, days, rx

SPECIALTIES = (
    "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
)
TOWN = {"setting": Setting.TOWN}


def _labelled(number: int, *labels: str) -> Medicine:
    name = f"EXEMPLE ETIQUETE {number}, comprimé"
    return a_medicine(name, f"6000018{number}", [("EXEMPLINE", "10")], [m.LISTE_I, *labels], (30,))


YEARLY = _labelled(
    1, "prescription initiale annuelle réservée à certains spécialistes",
    "prescription réservée aux spécialistes et services NEUROLOGIE",
    "renouvellement non restreint",
)  # fmt: skip
ONCOLOGY = _labelled(
    2, "prescription initiale hospitalière semestrielle",
    "renouvellement de la prescription réservé aux spécialistes en ONCOLOGIE MEDICALE",
)  # fmt: skip
COUNTED = _labelled(
    3,
    "ordonnance avec la numération des neutrophiles datée dont valeurs dans les limites usuelles",
)
MENTIONED = _labelled(
    4, 'la prescription nécessite la mention " traitement inférieur à 1 an " sur l\'ordonnance'
)
SIGNED = _labelled(
    5, "prescription nécessitant la signature annuelle par le médecin et la patiente ou le patient "
    "d'une attestation d'information",
    "délivrance ne pouvant se faire qu'après vérification de l'attestation co-signée",
)  # fmt: skip
ABORTION = _labelled(
    6, "hors établissement de santé : prescription réservée aux médecins, sages-femmes et centres "
    "habilités conformément à l'article L.2212-2 du code de la santé publique",
)  # fmt: skip
COUNT = Examination("numération des neutrophiles", date(2026, 1, 2), Duration(7, TimeUnit.DAY))
FOLLOWED = InitialPrescription(date(2025, 9, 1))
OPERATION = ScheduledIntervention(WRITTEN + timedelta(10), WRITTEN + timedelta(12))
PROGESTIN = a_medicine(
    "DESOGESTREL EXEMPLE 75 microgrammes, comprimé", "60000187", [("DÉSOGESTREL", "0.075")],
    [m.LISTE_I], (28, 84), atc="G03AC09",
)  # fmt: skip
FLU = a_medicine(
    "VACCIN GRIPPE EXEMPLE, suspension injectable", "60000188", [("VIRUS DE LA GRIPPE", None)],
    [m.LISTE_I], (1,), form="suspension injectable", route="intramusculaire", atc="J07BB02",
)  # fmt: skip


def specialist(code: str) -> Any:
    """A physician of that specialty."""
    return by(specialty=Coding(SPECIALTIES, code))


def begun(on: date) -> InitialPrescription:
    """A neurologist's first prescription."""
    return InitialPrescription(on, None, Coding(SPECIALTIES, "SM32"))


def advanced(medicine: Medicine = m.AMOXICILLINE_1G, **more: Any) -> Case:
    """Written by a nurse in advanced practice."""
    author = by(profession=Profession.NURSE, specialty=Coding(SPECIALTIES, "SI01"))
    return rx(medicine, days(6), by=author, **more)


def nurse(line: Line, medicine: Medicine | None = None) -> Case:
    """Written by a nurse."""
    return prescribing(
        an_ordonnance().by(by(profession=Profession.NURSE)).with_line(line, medicine)
    )


def unlisted(product: Product) -> Case:
    """A medicine that the catalogue does not know."""
    return prescribing(an_ordonnance().with_line(a_line(None, days=7, product=product)))


def before_surgery(after: int) -> Case:
    """Morphine for an operation, asked that many days after it was written."""
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=7, intervention=OPERATION)
    return counter(builder, WRITTEN + timedelta(after), ask(units=7))


def seeing(signed: date) -> Case:
    """The attestation looked at before serving."""
    facts = CounterFacts(seen=(Seen(SeenDocument.ATTESTATION, signed),))
    return counter(an_ordonnance().of(SIGNED, days=30), WRITTEN, ask(days=30, facts=facts))


def retinoid(after: int) -> Case:
    """Isotrétinoïne for a woman of thirty."""
    builder = an_ordonnance().of(m.ISOTRETINOINE_20, days=28)
    return counter(builder, WRITTEN + timedelta(after), ask(days=28))


def from_belgium(medicine: Medicine) -> Case:
    """Written in Belgium, served here."""
    builder = an_ordonnance().by(at(country="BE")).of(medicine, days=7)
    return counter(builder, WRITTEN, ask(days=7))


def secured(ground: PaperGround, form: Form) -> Case:
    """A stupéfiant for somebody else than a patient."""
    return rx(m.MORPHINE_LP_30, days(7), facts={"form": form, "paper_ground": ground})


_DRESSING = a_line(
    None, category=Category.DEVICE, product=Product("Pansements hydrocolloïdes"), packs=1,
    posology=worded("un par jour"),
)  # fmt: skip
_PILL = a_line(PROGESTIN, duration=months(12), initial=FOLLOWED)

WHO: dict[str, Pair] = {
    "RX-STUP-01": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(7)), lambda: unlisted(Product("morphine"))
    ),
    "RX-STUP-05": Pair(
        lambda: rx(m.METHADONE_GELULE, days(28), fraction=days(7)),
        lambda: counter(an_ordonnance().of(m.METHADONE_GELULE, days=28), WRITTEN, ask(units=28)),
    ),
    "RX-STUP-09": Pair(lambda: before_surgery(7), lambda: before_surgery(0)),
    "RX-STUP-14": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(7)), lambda: unlisted(Product("diamorphine"))
    ),
    "RX-SEC-03": Pair(
        lambda: secured(PaperGround.PROFESSIONAL_USE, Form.SECURISEE),
        lambda: secured(PaperGround.PROFESSIONAL_USE, Form.NUMERIQUE),
    ),
    "PR-SPE-02": Pair(
        lambda: rx(YEARLY, by=specialist("SM54"), facts=TOWN, initial=begun(date(2025, 5, 5))),
        lambda: rx(YEARLY, by=specialist("SM54"), facts=TOWN, initial=begun(date(2024, 11, 5))),
    ),
    "PR-SPE-03": Pair(
        lambda: rx(ONCOLOGY, by=specialist("SM36"), facts=TOWN),
        lambda: rx(ONCOLOGY, by=specialist("SM54"), facts=TOWN),
    ),
    "PR-SP-02": Pair(
        lambda: rx(COUNTED, days(7), examination=COUNT),
        lambda: rx(COUNTED, days(7), examination=replace(COUNT, on=date(2025, 12, 20))),
    ),
    "PR-SP-03": Pair(
        lambda: rx(MENTIONED, days(7), other_mentions=("traitement inférieur à 1 an",)),
        lambda: rx(MENTIONED, days(7), initial=InitialPrescription(date(2025, 7, 5))),
    ),
    "PR-DOC-01": Pair(
        lambda: rx(SIGNED, care_agreement=date(2025, 11, 5)),
        lambda: rx(SIGNED, care_agreement=date(2024, 11, 5)),
    ),
    "PR-DOC-02": Pair(lambda: seeing(date(2025, 11, 5)), lambda: seeing(date(2024, 11, 5))),
    "PR-RET-01": Pair(lambda: retinoid(5), lambda: retinoid(9)),
    "PR-COMB-01": Pair(
        rx,
        lambda: rx(_labelled(
            9, "prescription initiale hospitalière annuelle",
            "médicament nécessitant une surveillance particulière pendant le traitement",
        ), facts=TOWN),
    ),
    "PR-IVG-01": Pair(
        lambda: rx(ABORTION, days(1), by=by(profession=Profession.MIDWIFE)),
        lambda: rx(ABORTION, days(1), by=by(profession=Profession.NURSE)),
    ),
    "WH-04": Pair(advanced, lambda: advanced(m.RAMIPRIL_5)),
    "WH-05": Pair(advanced, lambda: advanced(renewals=1)),
    "WH-06": Pair(
        lambda: advanced(facts={"setting": Setting.COORDINATED}), lambda: advanced(facts=TOWN)
    ),
    "WH-07": Pair(lambda: nurse(_DRESSING), lambda: nurse(_PILL, PROGESTIN)),
    "WH-08": Pair(lambda: nurse(_DRESSING), lambda: nurse(a_line(m.RAMIPRIL_5), m.RAMIPRIL_5)),
    "WH-13": Pair(
        lambda: rx(FLU, days(1), by=by(profession=Profession.PHARMACIST)),
        lambda: rx(m.AMOXICILLINE_1G, days(6), by=by(profession=Profession.PHARMACIST)),
    ),
    "WH-14": Pair(
        lambda: rx(initial=FOLLOWED, care_protocol=date(2025, 6, 2),
                   by=by(profession=Profession.PHARMACIST)),
        lambda: rx(initial=FOLLOWED, by=by(profession=Profession.PHARMACIST)),
    ),
    "WH-17": Pair(
        lambda: from_belgium(m.RAMIPRIL_5), lambda: from_belgium(m.MORPHINE_LP_30)
    ),
}  # fmt: skip
