"""Signs that must be looked for before anything is prescribed without an examination.

The frame is that of the HAS (regulation and prescription by telephone, February 2009): a call of
degree R3 or R4, a patient whom nobody has examined, a caller who may not be the patient. The choice
of signs, of 22 November 2026, is the platform's own and waits for a physician to read it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ordonnance.domain.census import Motive

SOURCE = "HAS, février 2009, téléprescription en régulation ; signes choisis par la plateforme"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its code, and the French that is asked. A sign present forbids to prescribe."""

    code: str
    text: str


ALWAYS: tuple[Sign, ...] = (
    Sign("conscience", "Confusion, somnolence, malaise"),
    Sign("souffle", "Gêne pour respirer, lèvres bleues"),
    Sign("thorax", "Douleur dans la poitrine"),
    Sign("choc", "Pâleur, sueurs, pouls rapide"),
    Sign("voix", "Le patient ne peut pas être entendu, ni un soignant auprès de lui"),
)
"""Looked for in every call."""

OF_MOTIVE: Mapping[Motive, tuple[Sign, ...]] = {
    Motive.DENTAL: (
        Sign("dent-cou", "Gonflement du cou, de l’œil ou du plancher de la bouche"),
        Sign("dent-avale", "N’ouvre plus la bouche, n’avale plus"),
        Sign("dent-fievre", "Fièvre avec gonflement"),
    ),
    Motive.TRAUMA: (
        Sign("choc-tete", "Choc à la tête avec perte de connaissance ou vomissements"),
        Sign("choc-membre", "Membre déformé, plaie profonde, froid ou insensible"),
        Sign("choc-sang", "Anticoagulant, ou chute sans cause"),
    ),
    Motive.POST_OPERATIVE: (
        Sign("op-fievre", "Fièvre, écoulement ou rougeur de la plaie"),
        Sign("op-mollet", "Mollet douloureux"),
        Sign("op-sang", "Saignement, ventre dur"),
    ),
    Motive.RENAL_COLIC: (
        Sign("rein-fievre", "Fièvre ou frissons"),
        Sign("rein-urine", "N’urine plus, rein unique ou greffé"),
        Sign("rein-age", "Premier épisode après 60 ans, ou battement dans le ventre"),
    ),
    Motive.CANCER: (
        Sign("cancer-nerf", "Faiblesse ou engourdissement des jambes, troubles urinaires"),
        Sign("cancer-fievre", "Fièvre sous chimiothérapie"),
    ),
    Motive.CHRONIC: (
        Sign("chronique-autre", "Douleur qui n’est pas celle d’habitude"),
        Sign("chronique-dose", "Réserve épuisée avant terme, demandes répétées"),
    ),
    Motive.LOW_BACK: (
        Sign("dos-nerf", "Perte de force, fesses insensibles, troubles urinaires"),
        Sign("dos-fievre", "Fièvre, cancer connu, chute récente"),
    ),
    Motive.HEADACHE: (
        Sign("tete-brutal", "Début brutal, « comme un coup de tonnerre »"),
        Sign("tete-nuque", "Fièvre, nuque raide, vomissements"),
        Sign("tete-nerf", "Trouble de la vue, de la parole ou de la force"),
    ),
    Motive.OTHER: (Sign("autre-ventre", "Ventre dur, vomissements répétés, sang dans les selles"),),
}
"""Looked for besides, by motive."""


def signs_of(motive: Motive | None) -> tuple[Sign, ...]:
    """What is looked for in a call of that motive."""
    return (*ALWAYS, *(OF_MOTIVE[motive] if motive is not None else ()))


def present(codes: frozenset[str], motive: Motive | None) -> tuple[Sign, ...]:
    """The signs that were found, among those of that motive."""
    return tuple(sign for sign in signs_of(motive) if sign.code in codes)
