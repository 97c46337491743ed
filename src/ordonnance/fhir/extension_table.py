# ruff: noqa: E501 (one extension per line: the table is read across)
"""Every extension that is read or written, in one table: what is not here is refused.

An element of R4 or of a French or European profile is used when there is one; the others are ours.
Facts about the whole ordonnance stand on `Bundle.meta`, the only place of a Bundle where R4 allows
an extension.
"""

from dataclasses import dataclass

from ordonnance.fhir.systems import Systems


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a complex extension."""

    name: str
    value: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionDef:
    """One extension: where it may stand, its type, its meaning in French, where it comes from.

    `system` names the field of Systems that holds the address of somebody else's extension; ours are
    made from `name`. `value` is the field of its value, None when it is made of parts. Only one
    of simple value may repeat.
    """

    name: str
    context: str
    value: str | None
    meaning: str
    source: str
    system: str | None = None
    parts: tuple[Part, ...] = ()
    repeats: bool = False

    def url(self, systems: Systems) -> str:
        """Its address under this configuration."""
        return getattr(systems, self.system) if self.system else systems.own_extension(self.name)


_EXAM = (
    Part("label", "value_string", required=True),
    Part("on", "value_date", required=True),
    Part("lapse", "value_duration"),
)

_COUNTER = (
    Part("agreed-by", "value_string"),
    Part("agreed-on", "value_date"),
    Part("agreed-points", "value_string"),
    Part("agreed-text", "value_string"),
    Part("test", "value_code"),
    Part("positive", "value_boolean"),
    Part("tested-on", "value_date"),
    Part("seen", "value_string"),
    Part("bearer", "value_string"),
    Part("exceptional", "value_code"),
    Part("mention", "value_string"),
    Part("by-the-unit", "value_boolean"),
    Part("generic-refused", "value_boolean"),
    Part("expiry", "value_date"),
)

EXTENSIONS: tuple[ExtensionDef, ...] = (
    # --- The whole ordonnance
    ExtensionDef("anonymous", "Bundle.meta", "value_boolean", "Ordonnance anonyme (IVG)", "CSP R.4072-1"),
    ExtensionDef("objection", "Bundle.meta", "value_boolean", "Opposition du patient à la lecture des exécutions par le prescripteur, recueillie à l'établissement", "CSP R.4072-1"),
    ExtensionDef("hidden-from-representative", "Bundle.meta", "value_boolean", "Ordonnance protégée d'un mineur : son représentant ne la voit pas", "CSP L.1111-5"),
    ExtensionDef("hospital-service", "Bundle.meta", "value_string", "Service hospitalier où l'ordonnance est établie", "CSP R.5132-3"),
    ExtensionDef("advice", "Bundle.meta", "value_string", "Conseils libres pour toute l'ordonnance", "issue 2"),
    ExtensionDef("derogation", "Bundle.meta", None, "Prescription du SAMU-SAS envoyée par messagerie sécurisée (circuit dérogatoire) : cas 1, 2 ou 3, destinataire, et la seule pharmacie qui peut délivrer ; sans elle, la première qui délivre est la seule", "note aux SAMU-SAS, 2025 ; ADR 0073", parts=(Part("circuit", "value_code", required=True), Part("recipient", "value_string"), Part("recipient-finess", "value_string"), Part("pharmacy", "value_string"), Part("pharmacy-finess", "value_string"))),
    # --- A line
    ExtensionDef("exoneration", "MedicationRequest", "value_code", "Motif d'exonération de la ligne (ALD, AT_MP, PREVENTION, MATERNITE, INVALIDITE, POST_ALD)", "CSS L.324-1, R.161-45, D.160-5"),
    ExtensionDef("not-reimbursable", "MedicationRequest", "value_boolean", "Non remboursable", "CSS L.162-4"),
    ExtensionDef("off-label", "MedicationRequest", None, "Prescription hors AMM et son motif", "CSS L.162-4 ; IHE MPD", "off_label", (Part("isOffLabelUse", "value_boolean", required=True), Part("reason", "value_codeable_concept"))),
    ExtensionDef("rendered-dosage", "MedicationRequest", "value_markdown", "Posologie entière, en toutes lettres", "FHIR R5 ; ePrescription", "rendered_dosage"),
    ExtensionDef("fraction", "MedicationRequest", "value_duration", "Durée d'une fraction (délivrance fractionnée)", "CSP R.5132-30"),
    ExtensionDef("single-delivery", "MedicationRequest", "value_boolean", "« À délivrer en une seule fois »", "CSP R.5132-30"),
    ExtensionDef("overlap", "MedicationRequest", None, "Mention expresse de chevauchement", "CSP R.5132-33", parts=(Part("text", "value_string", required=True), Part("over", "value_date"))),
    ExtensionDef("in-words", "MedicationRequest", "value_string", "Quantités en toutes lettres", "CSP R.5132-29"),
    ExtensionDef("i-say", "MedicationRequest", "value_string", "« Je dis » : dose volontairement inhabituelle", "Pharmacopée, 10e édition, préface"),
    ExtensionDef("examination", "MedicationRequest", None, "Examen ou test dont la date conditionne la délivrance", "Libellé de l'ANSM", parts=_EXAM),
    ExtensionDef("diagnosis", "MedicationRequest", None, "Diagnostic daté qui conditionne la délivrance", "Libellé de l'ANSM", parts=_EXAM),
    ExtensionDef("risk-information", "MedicationRequest", "value_boolean", "Information sur les risques remise au patient", "Libellé de l'ANSM"),
    ExtensionDef("care-agreement", "MedicationRequest", "value_date", "Date du recueil de l'accord de soins", "Libellé de l'ANSM"),
    ExtensionDef("intervention", "MedicationRequest", None, "Intervention programmée", "CSP R.5132-29", parts=(Part("on", "value_date", required=True), Part("discharge-on", "value_date"), Part("window", "value_period"))),
    ExtensionDef("active-perfusion", "MedicationRequest", "value_boolean", "Administration par un système actif de perfusion", "CSP R.5132-30"),
    ExtensionDef("initial-prescription", "MedicationRequest", None, "Prescription initiale sur laquelle repose le renouvellement", "CSP R.5121-77 3°", parts=(Part("on", "value_date", required=True), Part("hospital", "value_boolean"), Part("specialty", "value_coding"), Part("establishment", "value_string"))),
    ExtensionDef("access", "MedicationRequest", "value_code", "Accès précoce (AAP), accès compassionnel (AAC) ou cadre de prescription compassionnelle (CPC)", "CSP L.5121-12, L.5121-12-1"),
    ExtensionDef("conditional-delivery", "MedicationRequest", None, "Ordonnance de dispensation conditionnelle : test à faire, résultat attendu, délai", "CSP L.5121-12-1-1", parts=(Part("test", "value_code", required=True), Part("result", "value_string", required=True), Part("within", "value_duration"))),
    ExtensionDef("supporting-document", "MedicationRequest", None, "Document justifiant la prise en charge ; `reimbursable` faux : hors des indications remboursées", "CSS L.162-1-7-1", parts=(Part("reference", "value_string", required=True), Part("reimbursable", "value_boolean"))),
    ExtensionDef("prior-agreement", "MedicationRequest", "value_code", "État de la demande d'accord préalable (NOT_ASKED, PENDING, GRANTED, REFUSED)", "CSS L.162-4 5°"),
    ExtensionDef("care-protocol", "MedicationRequest", "value_date", "Date du protocole de soins", "CSS L.324-1, L.162-4-2"),
    ExtensionDef("execute-before", "MedicationRequest", "value_date", "« À exécuter avant le » : dernier jour de la première délivrance", "CSS R.165-40"),
    ExtensionDef("childbearing", "MedicationRequest", "value_boolean", "Patiente susceptible d'être enceinte", "Libellé de l'ANSM"),
    ExtensionDef("mention", "MedicationRequest", "value_string", "Autre mention écrite par le prescripteur", "Libellé de l'ANSM", repeats=True),
    ExtensionDef("dose-component", "Dosage.doseAndRate", "value_reference", "Composant auquel la dose ou le débit se rapporte (hôpital)", "ePrescription", "dose_component"),
    ExtensionDef("note-scope", "Annotation", "value_code", "Portée d'une note venue du PN13 (hôpital)", "ePrescription", "note_scope"),
    ExtensionDef("unit-role", "MedicationRequest.supportingInformation", "value_code", "Rôle d'une unité fonctionnelle (hôpital)", "ePrescription", "unit_role"),
    ExtensionDef("action-relationship", "RequestGroup.action.relatedAction", "value_code", "Alternative entre deux lignes (ALT)", "ePrescription", "action_relationship"),
    ExtensionDef("cycle", "Dosage", None, "Jours, ou semaines, d'un cycle où l'étape est prise", "ADR 0030", parts=(Part("runs", "value_string", required=True), Part("length", "value_duration", required=True))),
    ExtensionDef("band", "Dosage", None, "Valeurs d'une mesure pour lesquelles la dose est prévue, bornes comprises", "ADR 0030", parts=(Part("measure", "value_string", required=True), Part("low", "value_decimal"), Part("high", "value_decimal"), Part("unit", "value_string", required=True))),
    # --- A medication
    ExtensionDef("preparation", "Medication", "value_boolean", "Préparation magistrale ou officinale", "CSP L.5121-1"),
    ExtensionDef("therapeutic-mention", "Medication", "value_boolean", "« Prescription à but thérapeutique en l'absence de spécialités équivalentes disponibles »", "CSS R.163-1 III"),
    ExtensionDef("vehicle", "Medication.ingredient", "value_boolean", "Excipient « qsp »", "ePrescription", "vehicle"),
    # --- People and places
    ExtensionDef("identity-reliability", "Patient", None, "Statut de l'identité (RNIV)", "FR Core", "identity_reliability", (Part("identityStatus", "value_coding", required=True),)),
    ExtensionDef("birth-place", "Patient", "value_address", "Lieu de naissance", "FR Core", "birth_place"),
    ExtensionDef("birth-names", "HumanName", "value_string", "Liste des prénoms de naissance", "FR Core", "birth_names"),
    ExtensionDef("insee-code", "Address", "value_coding", "Code officiel géographique", "FR Core", "insee_code"),
    ExtensionDef("sector", "PractitionerRole", "value_string", "Secteur d'activité (TRE_R02)", "Annuaire Santé"),
    ExtensionDef("replaces", "PractitionerRole", None, "Confrère remplacé", "CSP R.4127-65", parts=(Part("rpps", "value_string"), Part("family", "value_string", required=True), Part("given", "value_string"))),
    ExtensionDef("service", "Organization", "value_string", "Service de la structure", "CSP R.5132-3"),
    ExtensionDef("absent", "Reference", "value_code", "Donnée masquée (patient d'une ordonnance anonyme)", "FHIR R4", "absent"),
    # --- A dispensing
    ExtensionDef("recorded", "MedicationDispense", "value_date_time", "Instant de l'enregistrement", "EU MPD", "recorded"),
    ExtensionDef("rendered-dispense", "MedicationDispense", "value_markdown", "Posologie entière, en toutes lettres", "FHIR R5 ; EU MPD", "rendered_dispense"),
    ExtensionDef("first-day", "MedicationDispense", "value_date", "Premier jour couvert par ce qui est servi", "CSP R.5132-33"),
    ExtensionDef("units", "MedicationDispense", "value_decimal", "Unités de prise servies", "CSP R.5132-33"),
    ExtensionDef("quantity-reason", "MedicationDispense", "value_code", "Motif d'une quantité différente de la portion due", "issue 2"),
    ExtensionDef("undone", "MedicationDispense", None, "Délivrance annulée par la pharmacie", "issue 2", parts=(Part("at", "value_date_time", required=True), Part("reason", "value_code", required=True), Part("text", "value_string"))),
    ExtensionDef("counter", "MedicationDispense", None, "Ce qui fut dit et vérifié au comptoir : accord du prescripteur, résultat d'un test, documents vus, porteur, délivrance exceptionnelle et sa mention, dispensation à l'unité, générique refusé par le patient", "CSP R.5123-1, R.5123-2-1, R.5132-5-1, R.5132-35, R.5134-4-2", parts=_COUNTER),
    # --- A prescription of elsewhere in Europe
    ExtensionDef("rendered-european", "MedicationRequest (MPD)", "value_markdown", "Posologie entière, en toutes lettres", "FHIR R5 ; EU MPD", "rendered_dosage"),
    ExtensionDef("effective-dose-period", "MedicationRequest (MPD)", "value_period", "Jours pendant lesquels le médicament est pris", "FHIR R5 ; EU MPD", "effective_dose_period"),
    ExtensionDef("off-label-european", "MedicationRequest (MPD)", None, "Prescription hors AMM et son motif", "IHE MPD", "off_label", (Part("isOffLabelUse", "value_boolean", required=True), Part("reason", "value_codeable_concept"))),
    ExtensionDef("prescribed-quantity", "MedicationRequest.dispenseRequest", "value_quantity", "Quantité prescrite en tout, quels que soient les renouvellements", "IHE MPD", "prescribed_quantity"),
    # --- Consent
    ExtensionDef("objection-origin", "Consent", "value_code", "Qui a enregistré l'opposition", "CSP R.4072-1"),
)  # fmt: skip
