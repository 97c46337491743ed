"""What a verification says, in French."""

from collections.abc import Iterable
from enum import StrEnum

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.people import Prescriber
from ordonnance.domain.verification import Nature, Point, Proof, Told

_NATURES = {
    Nature.NUMERIQUE: "Cette feuille est l'ordonnance numérique que garde la base.",
    Nature.DEROGATION: "Cette feuille est la prescription du SAMU-SAS que garde la base.",
    Nature.PAPER: "Ce papier dit l'ordonnance que garde la base.",
    Nature.KNOWN: "La base connaît ce numéro\u202f; la feuille elle-même n'est pas prouvée.",
    Nature.UNKNOWN: "La base ne connaît pas ce numéro.",
    Nature.DECLARED: "Attention\u202f: cette feuille, ou ce numéro, est déclarée perdue ou volée.",
    Nature.UNDECLARED: "Aucune déclaration ne vise cette feuille\u202f; rien n'est prouvé.",
    Nature.NOT_NUMERIQUE: "Ce n'est pas une ordonnance numérique.",
}
_NUMBER_ALONE = "La base connaît ce numéro."
_CONTRADICTED = {
    Point.SEAL: "Attention\u202f: le sceau de la base sur ce numéro ne tient pas.",
    Point.FILE_SIGNATURE: "Attention\u202f: une signature de ce fichier ne tient pas.",
}
_ALTERED = "Attention\u202f: cette feuille ne dit pas ce que garde la base."

PROOFS = {
    Proof.PROVEN: "Prouvé",
    Proof.CONTRADICTED: "Contredit",
    Proof.NOT_PROVEN: "Non prouvé",
}
"""What a point is worth, in a word."""


def outcome(nature: Nature, points: Iterable[Told]) -> str:
    """A verification in one sentence: the same on the page and in a terminal."""
    told = tuple(points)
    if nature is Nature.ALTERED:
        worst = {each.about for each in told if each.proof is Proof.CONTRADICTED}
        # What the sheet says comes first: the reader acts on it.
        found = next(iter(worst)) if len(worst) == 1 else None
        return _CONTRADICTED.get(found, _ALTERED) if found else _ALTERED
    shown = any(each.about is Point.CODE for each in told)
    if nature is Nature.KNOWN and not shown:
        return _NUMBER_ALONE
    return _NATURES[nature]


CODE_READ = Told(
    Point.CODE, Proof.PROVEN, "Un code d'ordonnance numérique a été lu dans ce fichier."
)
NUMBER_READ = Told(
    Point.CODE,
    Proof.NOT_PROVEN,
    "Aucun code n'a été lu dans ce fichier, seulement un numéro d'ordonnance imprimé.",
)
NUMBER_BESIDE = Told(
    Point.CODE,
    Proof.NOT_PROVEN,
    "Aucun code n'a été lu dans ce fichier\u202f: il est comparé avec l'ordonnance dont le numéro "
    "a été donné à côté.",
)
NO_CODE = Told(
    Point.CODE,
    Proof.NOT_PROVEN,
    "Aucun code d'ordonnance numérique n'a été lu dans ce fichier. Un PDF ou une photo sans ce "
    "code est peut-être une ordonnance dématérialisée, mais ce n'est pas une ordonnance "
    "numérique\u202f: rien ici ne prouve qu'elle est authentique. Si la feuille porte un code, la "
    "photographier de face et de près, ou taper son numéro.",
)
KNOWN = Told(Point.KNOWN, Proof.PROVEN, "Cette base connaît ce numéro.")
UNKNOWN = Told(
    Point.KNOWN,
    Proof.NOT_PROVEN,
    "Cette base ne connaît pas ce numéro\u202f: l'ordonnance a pu être émise dans une autre base, "
    "ou ne l'a jamais été.",
)
SAME_BYTES = Told(
    Point.CONTENT,
    Proof.PROVEN,
    "Les données FHIR jointes à ce fichier sont, à l'octet près, celles que la base a reçues.",
)
ALTERED = Told(
    Point.CONTENT,
    Proof.CONTRADICTED,
    "Les données jointes à ce fichier ne sont pas, ou pas seulement, celles que la base a reçues "
    "sous ce numéro.",
)
NOT_ATTACHED = Told(
    Point.CONTENT,
    Proof.NOT_PROVEN,
    "Ce fichier ne contient pas le document d'origine\u202f: le code seul ne prouve rien de ce qui "
    "est imprimé autour de lui.",
)


def derogation_told(said: Derogation) -> Told:
    """What a prescription of the SAMU-SAS is, and who may serve it."""
    if said.server is not None:
        who = f"seule {said.server.name} peut la délivrer, une fois"
    elif said.circuit is Circuit.PATIENT:
        who = "une seule délivrance, après consultation du dossier pharmaceutique"
    else:
        who = "une seule délivrance, par la pharmacie de l'établissement"
    what = "Prescription SAMU-SAS, circuit dérogatoire MSSanté"
    message = f"{what}\u202f: ce n'est pas une ordonnance numérique\u202f; {who}."
    return Told(Point.DEROGATION, Proof.PROVEN, message)


SEAL_HOLDS = Told(
    Point.SEAL,
    Proof.PROVEN,
    "Le sceau de la base sur le document qu'elle garde sous ce numéro est valable\u202f: il n'a "
    "pas changé depuis l'émission.",
)
SEAL_BROKEN = Told(
    Point.SEAL,
    Proof.CONTRADICTED,
    "Le sceau de la base sur le document qu'elle garde sous ce numéro n'est pas valable. Prévenir "
    "l'exploitant de la base, et ne rien délivrer sur cette feuille sans appeler le prescripteur.",
)
SIGNED_BY_SOMEBODY = Told(
    Point.SIGNATURE,
    Proof.PROVEN,
    "Le document que garde la base porte la signature électronique d'un prescripteur, vérifiée à "
    "sa réception.",
)
NOT_SIGNED = Told(
    Point.SIGNATURE,
    Proof.NOT_PROVEN,
    "Le prescripteur n'a pas signé le document lui-même\u202f: la base l'a reçu sous sa session "
    "authentifiée.",
)
WRONG_DATE = Told(
    Point.STATE,
    Proof.NOT_PROVEN,
    "La date donnée n'est pas celle de cette ordonnance\u202f: son état n'est pas dit.",
)
ASK_THE_DATE = Told(
    Point.STATE,
    Proof.NOT_PROVEN,
    "L'état n'est pas dit sur le numéro seul\u202f: donner la date d'établissement imprimée sur la "
    "feuille, ou se connecter comme professionnel.",
)
WITHHELD = Told(
    Point.STATE,
    Proof.NOT_PROVEN,
    "L'ordonnance n'est ni annulée, ni remplacée\u202f; le reste n'est pas dit ici.",
)

_NO_MORE = "rien ne peut plus être délivré"
_STATES = {
    OrdonnanceState.ISSUED: "Rien n'a encore été délivré\u202f: l'ordonnance peut servir.",
    OrdonnanceState.PARTLY_EXECUTED: "Une partie a été délivrée\u202f: le reste peut servir.",
    OrdonnanceState.EXECUTED: "L'ordonnance a été entièrement délivrée.",
    OrdonnanceState.CANCELLED: f"L'ordonnance a été annulée\u202f: {_NO_MORE}.",
    OrdonnanceState.REPLACED: f"L'ordonnance a été remplacée par une autre\u202f: {_NO_MORE}.",
    OrdonnanceState.EXPIRED: f"Le délai de délivrance est dépassé\u202f: {_NO_MORE}.",
}


def state_told(state: OrdonnanceState) -> Told:
    """What the state means for whoever holds the sheet."""
    return Told(Point.STATE, Proof.PROVEN, _STATES[state])


def signed_by(prescriber: Prescriber) -> Told:
    """Whose signature was verified when the base received the document."""
    who = " ".join(each for each in (*prescriber.given, prescriber.family) if each)
    number = f", RPPS {prescriber.rpps.value}" if prescriber.rpps else ""
    return Told(
        Point.SIGNATURE,
        Proof.PROVEN,
        f"Le document que garde la base porte la signature électronique de {who}{number}, vérifiée "
        "à sa réception.",
    )


WORDS_NOT_READ = Told(
    Point.PRINTED,
    Proof.NOT_PROVEN,
    "Les mots d'une image ne sont pas lus ici\u202f: comparer la feuille, ligne par ligne, avec ce "
    "que garde la base.",
)
PAPER_UNKNOWN = Told(
    Point.PRINTED,
    Proof.NOT_PROVEN,
    "Cette feuille n'est d'aucune forme que la base imprime pour cette ordonnance\u202f: ses mots "
    "ne sont pas comparés. Comparer la feuille, ligne par ligne, avec ce que garde la base.",
)
PAPER_SAME = Told(
    Point.PRINTED,
    Proof.PROVEN,
    "Ce papier dit ce que garde la base, mot pour mot et dans le même ordre, et a l'aspect de ce "
    "qu'elle imprime sous cette forme.",
)
STOCK_SAME = Told(
    Point.PRINTED,
    Proof.NOT_PROVEN,
    "Les mots imprimés sont ceux que garde la base\u202f; leur place dépend du papier sécurisé, et "
    "l'aspect n'est pas comparé.",
)
PRINTED_SAME = Told(
    Point.PRINTED,
    Proof.PROVEN,
    "La feuille dit ce que garde la base, mot pour mot et dans le même ordre, et en a l'aspect.",
)
LOOKS_OTHERWISE = Told(
    Point.PRINTED,
    Proof.NOT_PROVEN,
    "Les mots de la feuille sont ceux que garde la base, mais elle n'en a pas l'aspect\u202f: "
    "quelque chose a pu y être dessiné ou caché. Demander l'original.",
)
PRINTED_DIFFERS = Told(
    Point.PRINTED,
    Proof.CONTRADICTED,
    "Ce qui est imprimé n'est pas ce que garde la base, qui fait foi. L'auteur, le patient et le "
    "pharmacien voient chaque différence, une fois connectés.",
)


class CdaFound(StrEnum):
    """What is found of a CDA document attached to a file."""

    SAME = "same"
    REDATED = "redated"
    CODED = "coded"
    OTHER = "other"
    UNREADABLE = "unreadable"
    NEVER_WRITTEN = "never-written"


CDA_TOLD = {
    CdaFound.SAME: Told(
        Point.ATTACHED,
        Proof.PROVEN,
        "Le document CDA joint est, à l'octet près, celui que la base écrit pour cette ordonnance.",
    ),
    CdaFound.REDATED: Told(
        Point.ATTACHED,
        Proof.PROVEN,
        "Le document CDA joint est celui que la base écrit pour cette ordonnance, aux dates de son "
        "en-tête près.",
    ),
    CdaFound.CODED: Told(
        Point.ATTACHED,
        Proof.NOT_PROVEN,
        "Les données codées du document CDA joint disent la même ordonnance, mais il n'est pas, "
        "mot pour mot, celui que la base écrit aujourd'hui.",
    ),
    CdaFound.OTHER: Told(
        Point.ATTACHED,
        Proof.CONTRADICTED,
        "Le document CDA joint ne dit pas ce que garde la base, qui fait foi.",
    ),
    CdaFound.UNREADABLE: Told(
        Point.ATTACHED,
        Proof.CONTRADICTED,
        "Le document CDA joint ne se lit pas\u202f: la base n'en écrit pas de tel.",
    ),
    CdaFound.NEVER_WRITTEN: Told(
        Point.ATTACHED,
        Proof.CONTRADICTED,
        "La base n'écrit pas de document CDA pour cette ordonnance\u202f: celui qui est joint ne "
        "vient pas d'elle.",
    ),
}
OTHERS_ATTACHED = Told(
    Point.ATTACHED,
    Proof.NOT_PROVEN,
    "Ce fichier porte aussi une pièce jointe que la base n'y met pas\u202f: elle n'est pas lue.",
)
