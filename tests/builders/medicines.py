"""Medicines as the public drug database describes them, a few of each legal kind.

Names, substances and conditions are written as in the public file. CIS codes and pack contents are
for tests only; the CIP13 are invented, in the range whose short code has no key.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import count

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine, Presentation, Substance
from ordonnance.domain.ids import Cip7, Cip13, Cis
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.quantity import Quantity, Unit

COMPRIME = Unit("comprimé")
GELULE = Unit("gélule")
CAPSULE = Unit("capsule molle")
PATCH = Unit("dispositif transdermique")
ML = Unit("ml", "mL", "http://unitsofmeasure.org")
MG = Unit("mg", "mg", "http://unitsofmeasure.org")
MICROGRAM = Unit("µg", "ug", "http://unitsofmeasure.org")

LISTE_I, LISTE_II, STUP = "liste I", "liste II", "stupéfiants"
SECURED_WORDS = "prescription en toutes lettres sur ordonnance sécurisée"
SECURED = "prescription sur ordonnance sécurisée"
FOUR_WEEKS = "prescription limitée à 4 semaines"
TWELVE_WEEKS = "prescription limitée à 12 semaines"
SIX_MONTHS = "prescription limitée à 6 mois"
FRACTION_7 = "délivrance fractionnée de 7 jours"
FRACTION_14 = "délivrance fractionnée de 14 jours"
NO_OVERLAP = "chevauchement interdit sauf mention expresse du prescripteur portée sur l'ordonnance"

BY_NAME: dict[str, Medicine] = {}
"""Every medicine of this module by its name."""

_next_pack = count(1)


def a_pack(units: int | None, unit: Unit | None, label: str | None = None) -> Presentation:
    """A pack with a fresh invented CIP13."""
    code = Cip13.of(Cip7(f"300{next(_next_pack) % 10_000:04d}"))
    content = None if units is None else Decimal(units)
    return Presentation(code, label or f"boîte de {units}", content, unit)


def a_medicine(
    name: str, cis: str, substances: Sequence[tuple[str, str | None]], conditions: Sequence[str],
    packs: Sequence[int | None] = (30,), *, form: str = "comprimé", route: str = "orale",
    unit: Unit | None = COMPRIME, atc: str | None = None, group: str | None = None,
) -> Medicine:  # fmt: skip
    """A speciality; strengths are milligrams per unit."""
    medicine = Medicine(
        cis=Cis(cis), name=name, form=form, routes=(route,),
        substances=tuple(
            Substance(label, None, Quantity(Decimal(mg), MG) if mg else None)
            for label, mg in substances
        ),
        conditions=tuple(conditions),
        presentations=tuple(a_pack(units, unit) for units in packs),
        generic_group=GenericGroup(group, name, GroupRole.GENERIC) if group else None,
        atc=atc,
    )  # fmt: skip
    BY_NAME[name] = medicine
    return medicine


def per_day(value: str | int, unit: Unit = COMPRIME) -> Posology:
    """A posology of `value` units once a day."""
    return Posology(
        (
            DosageStep(
                dose=Dose.of(Decimal(value), unit), frequency=1, period=Decimal(1),
                period_unit=TimeUnit.DAY,
            ),
        )
    )  # fmt: skip


def once_a_day(medicine: Medicine) -> Posology:
    """One countable unit of the medicine each day, or words when it cannot be counted."""
    unit = medicine.presentations[0].unit if medicine.presentations else None
    return per_day(1, unit) if unit else worded("une application par jour")


def worded(text: str) -> Posology:
    """A posology in words only: nothing can be counted."""
    return Posology(text=text)


PARACETAMOL_1G = a_medicine(
    "DOLIPRANE 1000 mg, comprimé", "60234100", [("PARACÉTAMOL", "1000")], [], (8,), atc="N02BE01",
)  # fmt: skip
AMOXICILLINE_1G = a_medicine(
    "AMOXICILLINE BIOGARAN 1 g, comprimé dispersible", "60007437", [("AMOXICILLINE", "1000")],
    [LISTE_I], (6, 14), atc="J01CA04", group="11",
)  # fmt: skip
RAMIPRIL_5 = a_medicine(
    "RAMIPRIL BIOGARAN 5 mg, comprimé sécable", "60033480", [("RAMIPRIL", "5")], [LISTE_I],
    (30, 90), atc="C09AA05", group="510",
)  # fmt: skip
METFORMINE_1000 = a_medicine(
    "METFORMINE ARROW 1000 mg, comprimé pelliculé", "60053231",
    [("CHLORHYDRATE DE METFORMINE", "1000")], [LISTE_I], (30, 90), atc="A10BA02",
)  # fmt: skip
FLUCONAZOLE_50 = a_medicine(
    "FLUCONAZOLE ARROW 50 mg, gélule", "60027085", [("FLUCONAZOLE", "50")], [LISTE_I], (7,),
    form="gélule", unit=GELULE, atc="J02AC01",
)  # fmt: skip
KETOPROFENE_100 = a_medicine(
    "KETOPROFENE ARROW LP 100 mg, comprimé sécable", "60049321", [("KÉTOPROFÈNE", "100")],
    [LISTE_II], (20, 30), atc="M01AE03",
)  # fmt: skip
HYDROCORTISONE_CREME = a_medicine(
    "LOCOID 0,1 %, crème", "60151219", [("BUTYRATE D'HYDROCORTISONE", None)], [LISTE_I], (None,),
    form="crème", route="cutanée", unit=None, atc="D07AB02",
)  # fmt: skip
MORPHINE_LP_30 = a_medicine(
    "SKENAN L.P. 30 mg, gélule", "60417003", [("SULFATE DE MORPHINE", "30")],
    [STUP, SECURED_WORDS, FOUR_WEEKS], (14,), form="gélule", unit=GELULE, atc="N02AA01",
)  # fmt: skip
MORPHINE_INJ = a_medicine(
    "MORPHINE LAVOISIER 10 mg/ml, solution injectable", "60505119",
    [("CHLORHYDRATE DE MORPHINE", None)],
    [STUP, SECURED_WORDS, "prescription limitée à 7 jours ou 28 jours"], (10,),
    form="solution injectable", route="sous-cutanée", unit=Unit("ampoule"), atc="N02AA01",
)  # fmt: skip
OXYCODONE_LP_10 = a_medicine(
    "OXYCONTIN LP 10 mg, comprimé", "62170486", [("CHLORHYDRATE D'OXYCODONE", "10")],
    [STUP, SECURED_WORDS, FOUR_WEEKS], (28,), atc="N02AA05",
)  # fmt: skip
FENTANYL_PATCH = a_medicine(
    "DUROGESIC 25 microgrammes/heure, dispositif transdermique", "60577364",
    [("FENTANYL", "4.2")], [STUP, SECURED_WORDS, FOUR_WEEKS, FRACTION_14], (5,),
    form="dispositif", route="transdermique", unit=PATCH, atc="N02AB03",
)  # fmt: skip
METHADONE_GELULE = a_medicine(
    "METHADONE AP-HP 40 mg, gélule", "65738008", [("CHLORHYDRATE DE MÉTHADONE", "40")],
    [STUP, SECURED_WORDS, FOUR_WEEKS, FRACTION_7], (7,), form="gélule", unit=GELULE,
    atc="N07BC02",
)  # fmt: skip
METHADONE_SIROP = a_medicine(
    "METHADONE AP-HP 40 mg/15 ml, sirop", "68874401", [("CHLORHYDRATE DE MÉTHADONE", None)],
    [STUP, SECURED_WORDS, "prescription limitée à 2 semaines", FRACTION_7], (15,),
    form="sirop", unit=ML, atc="N07BC02",
)  # fmt: skip
METHYLPHENIDATE_LP_18 = a_medicine(
    "CONCERTA LP 18 mg, comprimé", "64466660", [("CHLORHYDRATE DE MÉTHYLPHÉNIDATE", "18")],
    [STUP, SECURED, FOUR_WEEKS], (28,), atc="N06BA04",
)  # fmt: skip
BUPRENORPHINE_8 = a_medicine(
    "BUPRENORPHINE ARROW 8 mg, comprimé sublingual", "60005022",
    [("CHLORHYDRATE DE BUPRÉNORPHINE", "8")], [LISTE_I, SECURED_WORDS, FOUR_WEEKS, FRACTION_7],
    (7,), route="sublinguale", atc="N07BC01",
)  # fmt: skip
BUPRENORPHINE_02 = a_medicine(
    "TEMGESIC 0,2 mg, comprimé sublingual", "60549391", [("BUPRÉNORPHINE", "0.2")],
    [LISTE_I, SECURED_WORDS], (20,), route="sublinguale", atc="N02AE01",
)  # fmt: skip
TRAMADOL_50 = a_medicine(
    "TRAMADOL BIOGARAN 50 mg, gélule", "60025034", [("CHLORHYDRATE DE TRAMADOL", "50")],
    [LISTE_I, SECURED_WORDS, TWELVE_WEEKS], (30,), form="gélule", unit=GELULE, atc="N02AX02",
)  # fmt: skip
CODEINE_PARACETAMOL = a_medicine(
    "CODOLIPRANE 500 mg/30 mg, comprimé", "60099342",
    [("PARACÉTAMOL", "500"), ("PHOSPHATE DE CODÉINE HÉMIHYDRATÉ", "30")],
    [LISTE_I, SECURED_WORDS, TWELVE_WEEKS], (16,), atc="N02AJ06",
)  # fmt: skip
DIHYDROCODEINE_60 = a_medicine(
    "DICODIN L.P. 60 mg, comprimé", "60169521", [("TARTRATE DE DIHYDROCODÉINE", "60")],
    [LISTE_I, SECURED_WORDS, TWELVE_WEEKS], (56,), atc="N02AA08",
)  # fmt: skip
ZOLPIDEM_10 = a_medicine(
    "ZOLPIDEM ARROW 10 mg, comprimé", "60056571", [("TARTRATE DE ZOLPIDEM", "10")],
    [LISTE_I, SECURED_WORDS, FOUR_WEEKS, NO_OVERLAP], (14, 28), atc="N05CF02",
)  # fmt: skip
ZOPICLONE_75 = a_medicine(
    "ZOPICLONE ARROW 7,5 mg, comprimé", "60015622", [("ZOPICLONE", "7.5")],
    [LISTE_I, FOUR_WEEKS], (14, 28), atc="N05CF01",
)  # fmt: skip
ALPRAZOLAM_025 = a_medicine(
    "ALPRAZOLAM ARROW 0,25 mg, comprimé", "60026411", [("ALPRAZOLAM", "0.25")],
    [LISTE_I, TWELVE_WEEKS], (30,), atc="N05BA12",
)  # fmt: skip
PREGABALINE_75 = a_medicine(
    "PREGABALINE ARROW 75 mg, gélule", "60009845", [("PRÉGABALINE", "75")],
    [LISTE_I, SECURED, SIX_MONTHS], (56,), form="gélule", unit=GELULE, atc="N02BF02",
)  # fmt: skip
ISOTRETINOINE_20 = a_medicine(
    "CURACNE 20 mg, capsule molle", "62030124", [("ISOTRÉTINOÏNE", "20")],
    [LISTE_I, FOUR_WEEKS, "prescription initiale réservée à certains spécialistes"], (30,),
    form="capsule molle", unit=CAPSULE, atc="D10BA01",
)  # fmt: skip
CONTRACEPTIF_28 = a_medicine(
    "OPTILOVA 20 microgrammes/100 microgrammes, comprimé pelliculé", "60065531",
    [("ÉTHINYLESTRADIOL", "0.02"), ("LÉVONORGESTREL", "0.1")], [LISTE_I], (28, 84), atc="G03AA07",
)  # fmt: skip
CONTRACEPTIF_21 = a_medicine(
    "LEELOO 0,1 mg/0,02 mg, comprimé enrobé", "60117344",
    [("ÉTHINYLESTRADIOL", "0.02"), ("LÉVONORGESTREL", "0.1")], [LISTE_I], (21, 63), atc="G03AA07",
)  # fmt: skip
MIFEPRISTONE_200 = a_medicine(
    "MIFEGYNE 200 mg, comprimé", "66422290", [("MIFÉPRISTONE", "200")], [LISTE_I], (3,),
    atc="G03XB01",
)  # fmt: skip
MISOPROSTOL_400 = a_medicine(
    "MISOONE 400 microgrammes, comprimé sécable", "61240145", [("MISOPROSTOL", "0.4")], [LISTE_I],
    (1,), atc="G02AD06",
)  # fmt: skip
HOSPITAL_ONLY = a_medicine(
    "PROPOFOL EXEMPLE 10 mg/ml, émulsion injectable", "60202020", [("PROPOFOL", None)],
    [LISTE_I, "réservé à l'usage HOSPITALIER"], (5,), form="émulsion injectable",
    route="intraveineuse", unit=Unit("flacon"), atc="N01AX10",
)  # fmt: skip
RETROCESSION = a_medicine(
    "FACTEUR EXEMPLE 500 UI, poudre", "60303030", [("FACTEUR VIII", None)],
    [
        LISTE_I, "prescription initiale hospitalière semestrielle",
        "délivrance réservée aux pharmacies à usage intérieur",
    ],
    (1,), form="poudre", route="intraveineuse", unit=Unit("flacon"), atc="B02BD02",
)  # fmt: skip
