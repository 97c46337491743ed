"""The sheet of each kind of care: its heading, who carries it out, how its acts are counted.

A later issue adds what each nomenclature asks; the frame, the words and the layout stand here.
"""

from dataclasses import dataclass

from ordonnance.domain.prescription import Category


@dataclass(frozen=True, slots=True)
class CareSheet:
    """One sheet: `counted` is what a number of packs means there, in the singular."""

    heading: str
    executed_by: str
    counted: str
    rests_on: str = ""


MEDICINES = CareSheet(
    "ORDONNANCE", "pharmacien", "boîte", "Code de la santé publique, art. R. 5132-3"
)

CARE: dict[Category, CareSheet] = {
    Category.MEDICINE: MEDICINES,
    Category.PREPARATION: MEDICINES,
    Category.DEVICE: CareSheet(
        "DISPOSITIFS MÉDICAUX ET PRESTATIONS",
        "pharmacien ou prestataire",
        "unité",
        "Liste des produits et prestations (LPP) · code de la sécurité sociale, art. R. 165-38",
    ),
    Category.BIOLOGY: CareSheet(
        "EXAMENS DE BIOLOGIE MÉDICALE",
        "laboratoire de biologie médicale",
        "examen",
    ),
    Category.NURSING: CareSheet("SOINS INFIRMIERS", "infirmier ou infirmière", "acte"),
    Category.PHYSIOTHERAPY: CareSheet("MASSO-KINÉSITHÉRAPIE", "masseur-kinésithérapeute", "séance"),
    Category.SPEECH_THERAPY: CareSheet("ORTHOPHONIE", "orthophoniste", "séance"),
    Category.ORTHOPTICS: CareSheet("ORTHOPTIE", "orthoptiste", "séance"),
    Category.PODIATRY: CareSheet("PÉDICURIE-PODOLOGIE", "pédicure-podologue", "séance"),
}
"""Every category has its sheet; medicines and preparations share theirs."""
