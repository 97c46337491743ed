# ruff: noqa: E501 (one part per line: the table is read across)
"""Every part of a document that may be carried instead of held, in one table.

A place that is not here is one that the domain holds: a difference there is a fault of ours.
"""

from dataclasses import dataclass

from ordonnance.domain.carried import CarriedKind as Kind


@dataclass(frozen=True, slots=True)
class CarriedDef:
    """One place, its kind, and why it is carried. `whole`: carried with all that surrounds it.

    A pattern covers what is under it; it ends with `+` when only a completion of ours is meant.
    """

    pattern: str
    kind: Kind
    why: str
    whole: bool = False


_DOSE = "MedicationRequest.dosageInstruction"
_REPEAT = f"{_DOSE}.timing.repeat"

CARRIED: tuple[CarriedDef, ...] = (
    # --- The envelope
    CarriedDef("Bundle", Kind.ENVELOPE, "Type, profil, identifiant et horodatage du Bundle", whole=True),
    CarriedDef("Composition", Kind.ENVELOPE, "L'en-tête d'un document, qui répète les lignes", whole=True),
    CarriedDef("MedicationRequest.meta", Kind.ENVELOPE, "Profil de la ligne", whole=True),
    CarriedDef("MedicationRequest.priority", Kind.ENVELOPE, "Priorité ordinaire, dite en toutes lettres"),
    CarriedDef("MedicationRequest.category", Kind.ENVELOPE, "Catégorie de la demande", whole=True),
    CarriedDef("Medication.meta", Kind.ENVELOPE, "Profil du médicament", whole=True),
    CarriedDef("Medication.status", Kind.ENVELOPE, "Médicament actif, dit en toutes lettres"),
    CarriedDef("Observation.meta", Kind.ENVELOPE, "Profil de la mesure", whole=True),
    CarriedDef("Patient.meta", Kind.ENVELOPE, "Profil du patient", whole=True),
    CarriedDef("Practitioner.meta", Kind.ENVELOPE, "Profil du prescripteur", whole=True),
    CarriedDef("RequestGroup.meta", Kind.ENVELOPE, "Profil des liens", whole=True),
    CarriedDef("RequestGroup.priority", Kind.ENVELOPE, "Priorité ordinaire, dite en toutes lettres"),
    # --- People and local identifiers
    CarriedDef("MedicationRequest.identifier", Kind.LOCAL, "Identifiants locaux de la ligne ; le nôtre s'ajoute", whole=True),
    CarriedDef("MedicationRequest.identifier+", Kind.COMPLETED, "Notre identifiant d'une ligne qui n'en a pas"),
    CarriedDef("MedicationRequest.groupIdentifier", Kind.LOCAL, "Numéro de prescription d'un autre système", whole=True),
    CarriedDef("MedicationRequest.encounter", Kind.LOCAL, "Séjour ou venue", whole=True),
    CarriedDef("MedicationRequest.subject", Kind.LOCAL, "Patient que le document ne décrit pas", whole=True),
    CarriedDef("MedicationRequest.requester", Kind.LOCAL, "Prescripteur que le document ne décrit pas", whole=True),
    CarriedDef("MedicationRequest.medicationReference", Kind.LOCAL, "Médicament désigné par une adresse qui ne mène nulle part", whole=False),
    CarriedDef("MedicationRequest.medicationCodeableConcept+", Kind.COMPLETED, "Libellé d'attente d'un médicament non décrit"),
    CarriedDef("Medication", Kind.LOCAL, "Médicament décrit que rien ne désigne", whole=False),
    CarriedDef("Patient.identifier", Kind.LOCAL, "Identifiants locaux du patient, ou matricule dont la clé est fausse", whole=True),
    CarriedDef("Patient.name", Kind.LOCAL, "Noms du patient tels qu'écrits : ordre, liste des prénoms", whole=True),
    CarriedDef("Patient+", Kind.COMPLETED, "Patient non décrit"),
    CarriedDef("Patient.extension+", Kind.COMPLETED, "Statut provisoire d'une identité sans statut"),
    CarriedDef("Patient.extension.valueAddress.extension.valueCoding.system", Kind.CODE, "Ancienne adresse de la table des communes"),
    CarriedDef("Patient.extension.valueAddress.city", Kind.WORDS, "Nom de la commune, à côté de son code"),
    CarriedDef("Patient.extension.extension.valueCoding.system", Kind.LOCAL, "Table locale d'un statut d'identité"),
    CarriedDef("PractitionerRole.code.coding.display", Kind.WORDS, "Nom d'une profession, à côté de son code"),
    CarriedDef("PractitionerRole.telecom.use", Kind.ENVELOPE, "Usage d'un numéro ou d'une adresse"),
    CarriedDef("Organization.telecom.use", Kind.ENVELOPE, "Usage d'un numéro ou d'une adresse"),
    CarriedDef("Organization.identifier", Kind.LOCAL, "Identifiants locaux de la structure", whole=True),
    CarriedDef("Practitioner.identifier", Kind.LOCAL, "Identifiants locaux du prescripteur", whole=True),
    CarriedDef("Practitioner.name", Kind.LOCAL, "Noms du prescripteur tels qu'écrits", whole=True),
    CarriedDef("Practitioner+", Kind.COMPLETED, "Prescripteur non décrit"),
    # --- What is prescribed
    CarriedDef("MedicationRequest.medicationCodeableConcept.text+", Kind.COMPLETED, "Libellé repris du code"),
    CarriedDef("MedicationRequest.medicationCodeableConcept.coding.display", Kind.WORDS, "Nom d'un code, à côté du libellé"),
    CarriedDef("Medication.code.coding.display", Kind.WORDS, "Nom d'un code, à côté du libellé"),
    CarriedDef("Medication.code+", Kind.COMPLETED, "Nom d'une préparation, formé de ses composants"),
    CarriedDef("Medication.code.text+", Kind.COMPLETED, "Libellé repris du code"),
    CarriedDef("Medication.extension+", Kind.COMPLETED, "Marque de préparation, à côté du profil"),
    CarriedDef("Medication.form.text", Kind.WORDS, "Forme en mots, à côté de son code"),
    CarriedDef("Medication.ingredient.isActive", Kind.CLINICAL, "Composant dit actif"),
    CarriedDef("Medication.ingredient.itemCodeableConcept.coding", Kind.CODE, "Code d'un composant de préparation", whole=True),
    CarriedDef("Medication.ingredient.itemCodeableConcept.text+", Kind.COMPLETED, "Nom de la substance repris du code"),
    CarriedDef("Medication.ingredient.strength.denominator", Kind.COMPLETED, "Dénominateur d'un dosage : l'unité comptée", whole=True),
    # --- Posology
    CarriedDef(f"{_DOSE}.route.text", Kind.WORDS, "Voie en mots, à côté de son code"),
    CarriedDef(f"{_DOSE}.doseAndRate.type", Kind.CODE, "Nature de la dose (prescrite, calculée) et ses mots", whole=True),
    CarriedDef(f"{_DOSE}.doseAndRate.extension", Kind.HOSPITAL, "Composant auquel la dose ou le débit se rapporte", whole=True),
    CarriedDef(f"{_DOSE}.doseAndRate.rateRatio.denominator.unit", Kind.WORDS, "Mot d'une unité de temps, à côté de son code"),
    CarriedDef(f"{_DOSE}.maxDosePerPeriod.denominator.unit", Kind.WORDS, "Mot d'une unité de temps, à côté de son code"),
    CarriedDef(f"{_DOSE}.timing.code.text", Kind.HOSPITAL, "Fréquence dans le code d'un établissement", whole=True),
    CarriedDef(f"{_REPEAT}.boundsDuration.unit", Kind.WORDS, "Mot d'une unité de temps, à côté de son code"),
    CarriedDef(f"{_REPEAT}.boundsPeriod.start", Kind.INSTANT, "Heure exacte du début : le jour est lu"),
    CarriedDef(f"{_REPEAT}.boundsPeriod.end", Kind.INSTANT, "Heure exacte de la fin : le dernier jour est lu"),
    CarriedDef(f"{_REPEAT}.count+", Kind.COMPLETED, "Un nombre maximal seul : à partir d'une prise"),
    CarriedDef(f"{_REPEAT}.frequency+", Kind.COMPLETED, "Une période seule : une fois par période"),
    CarriedDef(f"{_REPEAT}.period+", Kind.COMPLETED, "Une unité seule : une de cette unité"),
    CarriedDef(f"{_REPEAT}.periodMax", Kind.COMPLETED, "Une période la plus longue seule : elle est la période"),
    CarriedDef("MedicationRequest.reasonCode.coding", Kind.CODE, "Code du motif de la ligne", whole=True),
    # --- Beside the line
    CarriedDef("MedicationRequest.dispenseRequest.performer.type+", Kind.COMPLETED, "Une pharmacie est une structure"),
    CarriedDef("MedicationRequest.dispenseRequest.performer.identifier", Kind.LOCAL, "Identifiant local de la pharmacie", whole=True),
    CarriedDef("MedicationRequest.intent", Kind.CLINICAL, "Ligne liée à d'autres, sans que les liens soient lisibles"),
    CarriedDef("MedicationRequest.note", Kind.HOSPITAL, "Notes telles qu'écrites : leur nombre, leur portée", whole=True),
    CarriedDef("MedicationRequest.supportingInformation", Kind.CLINICAL, "Mesures jointes et unités responsables", whole=True),
    CarriedDef("Observation", Kind.CLINICAL, "Mesure d'un autre genre que le poids et la taille"),
    CarriedDef("Observation.code.coding.display", Kind.WORDS, "Nom d'une mesure, à côté de son code"),
    CarriedDef("Observation.category", Kind.ENVELOPE, "Catégorie de la mesure", whole=True),
    CarriedDef("Observation.effectiveDateTime", Kind.CLINICAL, "Date d'une mesure"),
    CarriedDef("RequestGroup", Kind.UNREAD, "Liens entre des lignes qui ne sont pas dans le document"),
    CarriedDef("RequestGroup.groupIdentifier", Kind.LOCAL, "Numéro de prescription d'un autre système", whole=True),
    CarriedDef("RequestGroup.subject", Kind.LOCAL, "Patient que le document ne décrit pas", whole=True),
)  # fmt: skip

UNREAD_LINE: tuple[CarriedDef, ...] = (
    CarriedDef(_DOSE, Kind.UNREAD, "Posologie structurée que le domaine ne sait pas tenir : lue en mots", whole=True),
    CarriedDef("MedicationRequest.extension", Kind.COMPLETED, "Mentions de la ligne, où la posologie en mots est ajoutée", whole=True),
)  # fmt: skip
"""What is carried of a line whose posology could not be structured, and of no other."""
