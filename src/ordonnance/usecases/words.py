"""What people read of states and coded reasons, wherever they read it."""

from ordonnance.domain.counter import AgreedPoint, Exceptional, SeenDocument
from ordonnance.domain.dispensing import (
    CancelReason,
    DeclineReason,
    QuantityReason,
    SubstitutionKind,
    UndoReason,
)
from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.domain.letters import LetterState
from ordonnance.domain.mentions import ConditionalTest

LINE_STATES = {
    LineState.OPEN: "à délivrer",
    LineState.PARTLY_EXECUTED: "délivrée en partie",
    LineState.EXECUTED: "délivrée",
    LineState.CANCELLED: "annulée",
    LineState.REPLACED: "remplacée",
    LineState.EXPIRED: "délai dépassé",
}
STATES = {
    OrdonnanceState.ISSUED: "émise, rien n'est délivré",
    OrdonnanceState.PARTLY_EXECUTED: "délivrée en partie",
    OrdonnanceState.EXECUTED: "entièrement délivrée",
    OrdonnanceState.CANCELLED: "annulée",
    OrdonnanceState.REPLACED: "remplacée",
    OrdonnanceState.EXPIRED: "délai de délivrance dépassé",
}

LETTERS = {
    LetterState.WAITING: "non envoyé, reconnectez-vous",
    LetterState.READY: "prêt à partir",
    LetterState.HANDING: "en train de partir, ou peut-être parti",
    LetterState.HANDED: "parti",
    LetterState.DELIVERED: "arrivé dans la boîte",
    LetterState.BOUNCED: "revenu, personne ne l'a reçu",
    LetterState.WITHDRAWN: "retiré, un message l'a dit au destinataire",
    LetterState.CANCELLED: "annulé avant de partir",
}
"""Where a letter of secure mail is; a message, masculine."""

QUANTITY_REASONS: dict[str, str] = {
    QuantityReason.PRESCRIBER_AGREEMENT: "accord du prescripteur",
    QuantityReason.PACK_SIZE: "taille de la boîte",
    QuantityReason.PATIENT_STOCK: "le patient en a encore",
    QuantityReason.SHORTAGE: "rupture d'approvisionnement",
    QuantityReason.TRAVEL: "départ en voyage",
    QuantityReason.LOSS: "perte ou vol",
}
AGREED_POINTS: dict[str, str] = {
    AgreedPoint.POSOLOGY: "la posologie",
    AgreedPoint.DURATION: "la durée",
    AgreedPoint.QUANTITY: "la quantité",
    AgreedPoint.PACKS: "le nombre de boîtes",
    AgreedPoint.MEDICINE: "le médicament",
    AgreedPoint.OVERLAP: "le chevauchement",
    AgreedPoint.MENTION: "une mention manquante",
}
EXCEPTIONAL: dict[str, str] = {
    Exceptional.LISTE_II: "renouvellement par le pharmacien (liste II)",
    Exceptional.RENEWAL: "un mois de plus, traitement chronique (R. 5123-2-1)",
    Exceptional.CONTRACEPTIVE: "contraceptif oral, six mois de plus (R. 5134-4-1)",
}
TESTS: dict[str, str] = {
    ConditionalTest.ANGINA: "TROD de l'angine",
    ConditionalTest.CYSTITIS: "bandelette urinaire",
}
DOCUMENTS: dict[str, str] = {
    SeenDocument.INITIAL_PRESCRIPTION: "prescription initiale",
    SeenDocument.ATTESTATION: "attestation",
    SeenDocument.CARE_AGREEMENT: "accord de soins",
    SeenDocument.BOOKLET: "carnet de suivi",
    SeenDocument.EXAMINATION: "examen",
    SeenDocument.SUPPORTING_DOCUMENT: "justificatif",
    SeenDocument.DOSSIER_PHARMACEUTIQUE: "dossier pharmaceutique",
}
BEARERS: dict[str, str] = {
    "PATIENT": "le patient",
    "KNOWN": "une personne connue de la pharmacie",
    "IDENTIFIED": "une autre personne, identité vérifiée",
    "UNIDENTIFIED": "une autre personne, identité non vérifiée",
}
"""Who presents an ordonnance of stupéfiants (R.5132-35)."""

PROPOSALS: dict[str, str] = {
    "PRESCRIBED": "comme prescrit",
    "DCI": "pour la DCI prescrite",
    "GENERIC": "générique du même groupe",
    "HYBRID": "hybride du même groupe",
    "BIOSIMILAR": "biosimilaire du même groupe",
}
"""What a medicine that may be handed over is to the one prescribed."""

CANCEL_REASONS: dict[str, str] = {
    CancelReason.ERROR: "erreur de prescription",
    CancelReason.TREATMENT_STOPPED: "traitement arrêté",
    CancelReason.PATIENT_REQUEST: "à la demande du patient",
    CancelReason.OTHER: "autre raison",
}
UNDO_REASONS: dict[str, str] = {
    UndoReason.MISTAKE: "erreur d'enregistrement",
    UndoReason.RETURNED_UNOPENED: "rendue sans avoir été ouverte",
    UndoReason.NOT_COLLECTED: "jamais retirée",
}
DECLINE_REASONS: dict[str, str] = {
    DeclineReason.PATIENT_INTEREST: "dans l'intérêt du patient",
    DeclineReason.CONTRAINDICATION: "contre-indication",
    DeclineReason.FORGERY_SUSPECTED: "soupçon de falsification",
    DeclineReason.SHORTAGE: "rupture d'approvisionnement",
    DeclineReason.LAW: "une règle de droit s'y oppose",
    DeclineReason.NOT_WANTED: "non souhaité par le patient",
}

REASONS: dict[str, str] = {
    **UNDO_REASONS,
    **DECLINE_REASONS,
    SubstitutionKind.GENERIC: "générique",
    SubstitutionKind.HYBRID: "hybride",
    SubstitutionKind.BIOSIMILAR: "biosimilaire",
    SubstitutionKind.PRESCRIBER_AGREEMENT: "accord du prescripteur",
}
"""Coded reasons, told. The shortage reads the same for a refusal and for a substitution."""


def reason(code: str) -> str:
    """A coded reason in French, the code itself when it is not known here."""
    return REASONS.get(code, code)
