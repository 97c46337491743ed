"""The French words of a case file and the values that they stand for."""

from collections.abc import Mapping

from ordonnance.adapters.identity.specialties import SPECIALTIES
from ordonnance.domain.actors import Profession
from ordonnance.domain.dispensing import QuantityReason, SubstitutionKind
from ordonnance.domain.mentions import (
    Access,
    ConditionalTest,
    NonSubstitutionReason,
    PriorAgreement,
)
from ordonnance.domain.people import IdentityStatus, Sex
from ordonnance.domain.prescription import Category, Exoneration
from ordonnance.law.counter import AgreedPoint, Exceptional, SeenDocument
from ordonnance.law.due import NotDue
from ordonnance.law.finding import Outcome
from ordonnance.law.form import Form, PaperGround, Setting
from ordonnance.law.regulation import Box, Circuit
from ordonnance.law.written import OUTCOME_WORDS

OUTCOMES: Mapping[str, Outcome] = {word: outcome for outcome, word in OUTCOME_WORDS.items()}

PROFESSIONS: Mapping[str, Profession] = {
    "médecin": Profession.PHYSICIAN,
    "chirurgien-dentiste": Profession.DENTIST,
    "sage-femme": Profession.MIDWIFE,
    "pharmacien": Profession.PHARMACIST,
    "infirmier": Profession.NURSE,
    "infirmière": Profession.NURSE,
    "masseur-kinésithérapeute": Profession.PHYSIOTHERAPIST,
    "pédicure-podologue": Profession.PODIATRIST,
    "orthophoniste": Profession.SPEECH_THERAPIST,
    "orthoptiste": Profession.ORTHOPTIST,
}

SHORT_SPECIALTIES = {
    "médecine générale": "SM54",
    "dermatologie": "SM15",
    "cardiologie": "SM04",
    "neurologie": "SM32",
    "psychiatrie": "SM42",
    "pédiatrie": "SM40",
    "oncologie": "SM36",
    "hématologie": "SM21",
    "gynécologie": "SM19",
    "gériatrie": "SM18",
    "pneumologie": "SM41",
    "rhumatologie": "SM48",
    "néphrologie": "SM30",
    "ophtalmologie": "SM38",
    "médecine interne": "SM27",
    "gastro-entérologie": "SM24",
    "endocrinologie": "SM16",
    "anesthésie-réanimation": "SM02",
    "infectiologie": "SM58",
    "pratique avancée": "SI01",
}
"""« Pratique avancée » is that of a nurse, whose profession has no code of its own."""
SPECIALTY_SYSTEM = (
    "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
)
SPECIALTY_CODES: Mapping[str, str] = {
    **SHORT_SPECIALTIES,
    **{label: code for code, label in SPECIALTIES.items()},
}

SEXES: Mapping[str, Sex] = {
    "femme": Sex.FEMALE, "féminin": Sex.FEMALE, "fille": Sex.FEMALE,
    "homme": Sex.MALE, "masculin": Sex.MALE, "garçon": Sex.MALE,
    "inconnu": Sex.UNKNOWN,
}  # fmt: skip
IDENTITIES: Mapping[str, IdentityStatus] = {
    "qualifiée": IdentityStatus.QUALIFIED,
    "validée": IdentityStatus.VALIDATED,
    "récupérée": IdentityStatus.RETRIEVED,
    "provisoire": IdentityStatus.PROVISIONAL,
}

FORMS: Mapping[str, Form] = {
    "numérique": Form.NUMERIQUE,
    "classique": Form.CLASSIQUE,
    "bizone": Form.BIZONE,
    "sécurisée": Form.SECURISEE,
    "sécurisée bizone": Form.SECURISEE_BIZONE,
    "exception": Form.EXCEPTION,
    "dérogation SAMU": Form.DEROGATION_SAMU,
}
GROUNDS: Mapping[str, PaperGround] = {
    "téléservice indisponible": PaperGround.TELESERVICE_UNAVAILABLE,
    "connexion insuffisante": PaperGround.INSUFFICIENT_CONNECTION,
    "patient non identifiable": PaperGround.PATIENT_NOT_IDENTIFIABLE,
    "hors périmètre": PaperGround.OUT_OF_SERVICE_PERIMETER,
    "intrahospitalier": PaperGround.INTRA_HOSPITAL,
    "anonymat": PaperGround.ANONYMITY,
    "rétrocession": PaperGround.RETROCESSION,
    "vétérinaire": PaperGround.VETERINARY,
    "usage professionnel": PaperGround.PROFESSIONAL_USE,
}
SETTINGS: Mapping[str, Setting] = {
    "ville": Setting.TOWN,
    "hôpital": Setting.HOSPITAL,
    "structure coordonnée": Setting.COORDINATED,
}

CIRCUITS: Mapping[str, Circuit] = {
    "pharmacie": Circuit.PHARMACY,
    "établissement": Circuit.CARE_HOME,
    "patient": Circuit.PATIENT,
}
BOXES: Mapping[str, Box] = {
    "organisation": Box.ORGANISATION,
    "personne": Box.PERSON,
    "Mon espace santé": Box.PATIENT_SPACE,
    "ordinaire": Box.ORDINARY,
}

CATEGORIES: Mapping[str, Category] = {
    "dispositif": Category.DEVICE,
    "biologie": Category.BIOLOGY,
    "soins infirmiers": Category.NURSING,
    "kinésithérapie": Category.PHYSIOTHERAPY,
    "orthophonie": Category.SPEECH_THERAPY,
    "orthoptie": Category.ORTHOPTICS,
    "pédicurie": Category.PODIATRY,
}
EXONERATIONS: Mapping[str, Exoneration] = {
    "ALD": Exoneration.ALD,
    "accident du travail": Exoneration.WORK_ACCIDENT,
    "prévention": Exoneration.PREVENTION,
    "maternité": Exoneration.MATERNITY,
    "invalidité": Exoneration.INVALIDITY,
    "suivi post-ALD": Exoneration.POST_ALD,
}
NOT_SUBSTITUTABLE: Mapping[str, NonSubstitutionReason | str] = {
    "MTE": NonSubstitutionReason.NARROW_MARGIN,
    "EFG": NonSubstitutionReason.CHILD_FORM,
    "CIF": NonSubstitutionReason.CONTRAINDICATION,
    "sans motif": "",
}
ACCESSES: Mapping[str, Access] = {
    "accès précoce": Access.EARLY,
    "accès compassionnel": Access.COMPASSIONATE,
    "cadre de prescription compassionnelle": Access.COMPASSIONATE_FRAMEWORK,
}
TESTS: Mapping[str, ConditionalTest] = {
    "TROD angine": ConditionalTest.ANGINA,
    "BU cystite": ConditionalTest.CYSTITIS,
}
PRIOR_AGREEMENTS: Mapping[str, PriorAgreement] = {
    "non demandé": PriorAgreement.NOT_ASKED,
    "en attente": PriorAgreement.PENDING,
    "accordé": PriorAgreement.GRANTED,
    "refusé": PriorAgreement.REFUSED,
}

QUANTITY_REASONS: Mapping[str, QuantityReason] = {
    "conditionnement": QuantityReason.PACK_SIZE,
    "stock du patient": QuantityReason.PATIENT_STOCK,
    "rupture": QuantityReason.SHORTAGE,
    "accord du prescripteur": QuantityReason.PRESCRIBER_AGREEMENT,
    "voyage": QuantityReason.TRAVEL,
    "perte": QuantityReason.LOSS,
}
AGREED: Mapping[str, AgreedPoint] = {
    "posologie": AgreedPoint.POSOLOGY,
    "durée": AgreedPoint.DURATION,
    "boîtes": AgreedPoint.PACKS,
    "quantité": AgreedPoint.QUANTITY,
    "médicament": AgreedPoint.MEDICINE,
    "chevauchement": AgreedPoint.OVERLAP,
    "mention": AgreedPoint.MENTION,
}
SEEN: Mapping[str, SeenDocument] = {
    "prescription initiale": SeenDocument.INITIAL_PRESCRIPTION,
    "attestation": SeenDocument.ATTESTATION,
    "accord de soins": SeenDocument.CARE_AGREEMENT,
    "carnet": SeenDocument.BOOKLET,
    "examen": SeenDocument.EXAMINATION,
    "document justificatif": SeenDocument.SUPPORTING_DOCUMENT,
    "dossier pharmaceutique": SeenDocument.DOSSIER_PHARMACEUTIQUE,
}
BEARERS: Mapping[str, tuple[bool, bool, bool]] = {
    "patient": (True, False, False),
    "connu": (False, True, False),
    "inconnu": (False, False, False),
    "inconnu identifié": (False, False, True),
}
"""Patient, known, identified."""
SUBSTITUTIONS: Mapping[str, SubstitutionKind] = {
    "générique": SubstitutionKind.GENERIC,
    "hybride": SubstitutionKind.HYBRID,
    "biosimilaire": SubstitutionKind.BIOSIMILAR,
    "rupture": SubstitutionKind.SHORTAGE,
    "accord du prescripteur": SubstitutionKind.PRESCRIBER_AGREEMENT,
}
EXCEPTIONAL: Mapping[str, Exceptional] = {
    "renouvellement": Exceptional.RENEWAL,
    "renouvellement de liste II": Exceptional.LISTE_II,
    "contraceptif": Exceptional.CONTRACEPTIVE,
}
NOTHING_DUE: Mapping[str, NotDue] = {
    "trop tôt": NotDue.NOT_YET,
    "terminé": NotDue.ENDED,
    "déjà servi": NotDue.SERVED,
    "pas avant": NotDue.NOT_BEFORE,
}
