"""Addresses of code systems, identifiers and foreign extensions; configuration replaces them.

Numbers of this base carry `urn:ordonnance:numero`: they are self-hosted and must never be taken
for national ones, whose system is not published. Our own extensions and codes are URNs too, so
that no domain name has to be owned or kept alive. Defaults: FR Core 2.x, ePrescription
1.1.0-ballot, HL7.
"""

from dataclasses import dataclass

_FR = "https://hl7.fr/ig/fhir/core"
_NOS = "https://mos.esante.gouv.fr/NOS"
_ANSM = "http://data.esante.gouv.fr/ansm/medicament"
_HL7 = "http://terminology.hl7.org/CodeSystem"
_IG = "https://interop.esante.gouv.fr/ig/fhir/eprescription/StructureDefinition"
_R5 = "http://hl7.org/fhir/5.0/StructureDefinition"
_MPD = "https://profiles.ihe.net/PHARM/MPD/StructureDefinition"


# Compared by identity: it keys the tables made once per configuration, on every element read.
@dataclass(frozen=True, slots=True, eq=False)
class Systems:
    """One address per terminology or extension that is read or written."""

    # Identifiers
    number: str = "urn:ordonnance:numero"
    uuid: str = "urn:ietf:rfc:3986"
    rpps: str = "https://rpps.esante.gouv.fr"
    id_nat_ps: str = "urn:oid:1.2.250.1.71.4.2.1"
    am: str = "urn:ordonnance:numero-am"
    finess: str = "https://finess.esante.gouv.fr"
    id_nat_struct: str = "urn:oid:1.2.250.1.71.4.2.2"
    siret: str = "https://sirene.fr"
    identifier_type: str = f"{_FR}/CodeSystem/fr-core-cs-v2-0203"
    identifier_type_hl7: str = f"{_HL7}/v2-0203"
    # Medicines
    cis: str = f"{_ANSM}/SpecialitePharmaceutique"
    cip: str = f"{_ANSM}/Presentation"
    ucd: str = f"{_ANSM}/UCD"
    sms: str = f"{_ANSM}/codeSMS"
    ansm_substance: str = f"{_ANSM}/substance"
    medicabase: str = "urn:oid:1.2.250.1.213.2.59"
    atc: str = "http://www.whocc.no/atc"
    # Units, forms, routes
    ucum: str = "http://unitsofmeasure.org"
    edqm: str = "http://standardterms.edqm.eu"
    # People
    profession: str = f"{_NOS}/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"
    profession_category: str = (
        f"{_NOS}/TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle"
    )
    skill_kind: str = f"{_NOS}/TRE_R04-TypeSavoirFaire/FHIR/TRE-R04-TypeSavoirFaire"
    specialty: str = f"{_NOS}/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
    identity_status: str = f"{_FR}/CodeSystem/fr-core-cs-v2-0445"
    commune: str = f"{_NOS}/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
    commune_before: str = f"{_NOS}/TRE_R13-Commune/FHIR/TRE-R13-Commune"
    # Clinical and administrative codes
    loinc: str = "http://loinc.org"
    snomed: str = "http://snomed.info/sct"
    document_type: str = f"{_NOS}/TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire"
    substitution: str = f"{_HL7}/v3-substanceAdminSubstitution"
    request_category: str = f"{_HL7}/medicationrequest-category"
    dose_type: str = f"{_HL7}/dose-rate-type"
    observation_category: str = f"{_HL7}/observation-category"
    act_code: str = f"{_HL7}/v3-ActCode"
    act_reason: str = f"{_HL7}/v3-ActReason"
    performer_function: str = f"{_HL7}/medicationdispense-performer-function"
    common_tags: str = f"{_HL7}/common-tags"
    # Our own codes
    own_codes: str = "urn:ordonnance:code"
    errors: str = "urn:ordonnance:error"
    rules: str = "urn:ordonnance:rule"
    # Extensions of others
    own_extensions: str = "urn:ordonnance:extension"
    rendered_dosage: str = f"{_R5}/extension-MedicationRequest.renderedDosageInstruction"
    recorded: str = f"{_R5}/extension-MedicationDispense.recorded"
    rendered_dispense: str = f"{_R5}/extension-MedicationDispense.renderedDosageInstruction"
    effective_dose_period: str = f"{_R5}/extension-MedicationRequest.effectiveDosePeriod"
    prescribed_quantity: str = f"{_MPD}/ihe-ext-medicationrequest-prescribedQuantity"
    medicine_name: str = f"{_MPD}/ihe-ext-medication-productname"
    medicine_class: str = f"{_MPD}/ihe-ext-medication-classification"
    medicine_unit: str = f"{_MPD}/ihe-ext-medication-unitofpresentation"
    medicine_size: str = f"{_MPD}/ihe-ext-medication-sizeofitem"
    medicine_device: str = f"{_MPD}/ihe-ext-medication-device"
    strength_substance: str = f"{_MPD}/ihe-ext-medication-strengthsubstance"
    off_label: str = f"{_MPD}/ihe-ext-offLabel"
    vehicle: str = f"{_IG}/fr-is-vehicle"
    dose_component: str = f"{_IG}/fr-basis-of-dose-component"
    note_scope: str = f"{_IG}/fr-medicationrequest-note-scope"
    unit_role: str = f"{_IG}/fr-uf-role"
    action_relationship: str = f"{_IG}/fr-additional-action-relationship"
    identity_reliability: str = f"{_FR}/StructureDefinition/fr-core-identity-reliability"
    birth_names: str = f"{_FR}/StructureDefinition/fr-core-patient-birth-list-given-name"
    insee_code: str = f"{_FR}/StructureDefinition/fr-core-address-insee-code"
    birth_place: str = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
    animal: str = "http://hl7.org/fhir/StructureDefinition/patient-animal"
    absent: str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    # Profiles with a meaning
    mpd_dispense: str = "http://hl7.eu/fhir/mpd/StructureDefinition/MedicationDispense-eu-mpd"
    compound: str = f"{_IG}/fr-medication-compound"
    inpatient: str = f"{_IG}/fr-inpatient-medicationrequest"

    def own_code(self, table: str) -> str:
        """The system of one of our own code tables, such as `exoneration`."""
        return f"{self.own_codes}:{table}"

    def own_extension(self, name: str) -> str:
        """The address of one of our own extensions."""
        return f"{self.own_extensions}:{name}"


DEFAULT_SYSTEMS = Systems()
