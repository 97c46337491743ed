"""Five prescriptions in the official shape are read whole."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.mentions import NonSubstitutionReason
from ordonnance.domain.people import IdentityStatus
from ordonnance.domain.prescription import Exoneration, Line, Ordonnance
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.fhir.write import write_ordonnance
from tests.fhir import bundle_people, bundles
from tests.fhir.bundles import BUNDLES, Json

TABLET = Unit("comprimé", "15054000", SYSTEMS.edqm)


def read(bundle: Json) -> Ordonnance:
    return read_ordonnance(bundles.body(bundle))


def only_line(bundle: Json) -> Line:
    (line,) = read(bundle).lines
    return line


@pytest.mark.parametrize("build", BUNDLES.values(), ids=BUNDLES)
def test_each_is_the_same_after_our_own_writing(build: Callable[[], Json]) -> None:
    ordonnance = read(build())
    assert read_ordonnance(write_ordonnance(ordonnance)) == ordonnance


def test_people_are_read_with_their_numbers_and_places() -> None:
    ordonnance = read(bundles.amoxicillin())
    patient, prescriber = ordonnance.patient, ordonnance.prescriber
    assert patient is not None
    assert patient.ins is not None
    assert patient.ins.matricule == "285049999900115"
    assert patient.identity is IdentityStatus.QUALIFIED
    assert (patient.family, patient.given, patient.used_family) == (
        "EXEMPLE",
        ("ALICE", "ROSE"),
        "DÉMO",
    )
    assert (patient.birth_date, patient.birth_place) == (date(1985, 4, 12), "99999")
    assert prescriber.rpps is not None
    assert prescriber.rpps.value == bundle_people.RPPS
    assert prescriber.profession is Profession.PHYSICIAN
    assert prescriber.practice is not None
    assert prescriber.practice.am is not None
    assert prescriber.practice.phone == "+33199000001"
    assert (prescriber.practice.postcode, prescriber.practice.country) == ("75011", "FR")


def test_the_instant_keeps_its_offset() -> None:
    at = read(bundles.amoxicillin()).established_at
    assert at == datetime.fromisoformat(bundles.AUTHORED)
    assert at.utcoffset() == timedelta(hours=1)


def test_a_searchset_with_a_simple_antibiotic() -> None:
    line = only_line(bundles.amoxicillin())
    assert line.label == "AMOXICILLINE EXEMPLE 1 g"
    assert line.product is not None
    assert line.product.cis is not None
    assert line.product.cis.value == "60000001"
    assert (line.packs, line.renewals) == (1, 0)
    assert line.duration == Duration(6, TimeUnit.DAY)
    assert line.posology.text == "1 comprimé matin et soir, 6 jours"
    (step,) = line.posology.steps
    assert step.moments == (Moment.MORNING, Moment.EVENING)
    assert step.dose == Dose.of(Decimal(1), TABLET)
    assert step.route is not None
    assert step.route.label == "Voie orale"


def test_a_document_with_an_ald_line_renewed_five_times() -> None:
    line = only_line(bundles.paracetamol_ald())
    assert line.exoneration is Exoneration.ALD
    assert (line.renewals, line.packs) == (5, 12)
    assert line.duration == Duration(1, TimeUnit.MONTH)
    assert line.not_substitutable is not None
    assert line.not_substitutable.reason is NonSubstitutionReason.CONTRAINDICATION
    assert line.not_substitutable.text == "Excipient à effet notoire"
    assert (line.motive, line.advice) == ("Douleurs chroniques", "Ne pas dépasser 3 g par jour")


def test_a_narcotic_with_fractions_overlap_and_named_pharmacy() -> None:
    ordonnance = read(bundles.morphine())
    (line,) = ordonnance.lines
    assert line.fraction == Duration(7, TimeUnit.DAY)
    assert line.duration == Duration(28, TimeUnit.DAY)
    assert line.overlap is not None
    assert line.overlap.over == date(2026, 2, 20)
    assert line.in_words == "une gélule de trente milligrammes"
    assert line.named_pharmacy is not None
    assert line.named_pharmacy.finess is not None
    assert line.not_before == date(2026, 3, 2)
    assert [at.hour for at in line.posology.steps[0].times_of_day] == [8, 20]
    assert ordonnance.patient is not None
    assert ordonnance.patient.weight_kg == Decimal("71.5")


def test_a_medicine_in_common_name_keeps_substance_strength_and_form() -> None:
    product = only_line(bundles.amlodipine()).product
    assert product is not None
    assert product.in_dci
    assert product.form is not None
    assert product.form.code == "10219000"
    (substance,) = product.substances
    assert substance.name == "amlodipine"
    assert substance.strength == Quantity(Decimal(5), Unit("mg", "mg", SYSTEMS.ucum))


def test_as_needed_with_a_range_and_limits() -> None:
    (step,) = only_line(bundles.tramadol()).posology.steps
    assert step == DosageStep(
        dose=Dose(Decimal(1), Decimal(2), TABLET),
        frequency_max=1,
        period=Decimal(6),
        period_unit=TimeUnit.HOUR,
        as_needed=True,
        as_needed_reason="En cas de douleur",
        max_dose=MaxDose(Quantity(Decimal(4), TABLET), Decimal(1), TimeUnit.DAY),
        max_per_take=Quantity(Decimal(2), TABLET),
        bounds=Duration(10, TimeUnit.DAY),
        instructions=("Au moins 6 heures entre deux prises",),
        text="1 comprimé en cas de douleur, au plus 4 par jour",
        coded=(("En cas de douleur", Coding(SYSTEMS.snomed, "22253000", "douleur")),),
    )


def test_a_line_without_identifier_gets_the_same_id_each_time() -> None:
    bundle = bundles.amoxicillin()
    del bundle["entry"][-1]["resource"]["identifier"]
    first, second = only_line(bundle).id, only_line(bundle).id
    assert first == second
    bundle["entry"][-1]["resource"]["note"] = [{"text": "autre"}]
    assert only_line(bundle).id != first


def test_a_day_without_time_is_noon_at_the_prescribers_place() -> None:
    bundle = bundles.amoxicillin()
    bundle["entry"][-1]["resource"]["authoredOn"] = "2026-03-02"
    address = bundle["entry"][3]["resource"]["address"][0]
    address["postalCode"] = "98713"
    ordonnance = read(bundle)
    assert ordonnance.established_at.isoformat() == "2026-03-02T12:00:00-10:00"
    assert ordonnance.established_on == date(2026, 3, 2)


def test_a_period_with_times_counts_the_days_begun() -> None:
    bundle = bundles.morphine()
    repeat = bundle["entry"][-1]["resource"]["dosageInstruction"][0]["timing"]["repeat"]
    repeat["boundsPeriod"] = {
        "start": "2026-03-02T18:21:00+01:00",
        "end": "2026-03-07T18:20:59+01:00",
    }
    line = only_line(bundle)
    assert line.duration == Duration(5, TimeUnit.DAY)
    assert line.posology.steps[0].bounds_end == date(2026, 3, 6)


def test_the_words_of_a_posology_are_not_a_step() -> None:
    bundle = bundles.amoxicillin()
    request = bundle["entry"][-1]["resource"]
    request["dosageInstruction"] = [{"text": "selon protocole remis"}]
    del request["extension"]
    posology = only_line(bundle).posology
    assert (posology.steps, posology.text) == ((), "selon protocole remis")


def test_the_role_may_be_the_requester() -> None:
    bundle = bundles.amoxicillin()
    bundle["entry"][-1]["resource"]["requester"] = {"reference": "PractitionerRole/role1"}
    assert read(bundle).prescriber == read(bundles.amoxicillin()).prescriber


def test_references_by_full_url_are_followed() -> None:
    bundle = bundles.amlodipine()
    address = "urn:uuid:7b6f0f0e-6f1e-4a53-9b7e-0f7d0a1c2b3d"
    entry = next(e for e in bundle["entry"] if e["resource"]["resourceType"] == "Medication")
    entry["fullUrl"] = address
    bundle["entry"][-1]["resource"]["medicationReference"] = {"reference": address}
    assert only_line(bundle).label == "AMLODIPINE 5 mg, comprimé"
