"""The modelling rules of the ePrescription guide, one by one: read, or refused and where."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.posology import Posology
from ordonnance.fhir.read import read_draft, read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir import bundles
from tests.fhir.bundles import Json

LINE = "Bundle.entry[4].resource"
STEP = f"{LINE}.dosageInstruction[0]"
REPEAT = f"{STEP}.timing.repeat"


def with_line(**changes: Any) -> bytes:
    """The simple prescription, elements of its line replaced."""
    bundle = deepcopy(bundles.amoxicillin())
    bundle["entry"][4]["resource"].update(changes)
    return bundles.body(bundle)


def with_step(**changes: Any) -> bytes:
    """The simple prescription with one dosage instruction of these elements, and no other."""
    return with_line(dosageInstruction=[changes])


def posology(document: bytes) -> Posology:
    return read_ordonnance(document).lines[0].posology


def refused(document: bytes) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as caught:
        read_ordonnance(document)
    return [(issue.code, issue.at) for issue in caught.value.issues]


def ucum(value: float, code: str) -> Json:
    return {"value": value, "unit": code, "system": SYSTEMS.ucum, "code": code}


def dose(quantity: Json) -> list[Json]:
    return [{"doseQuantity": quantity}]


def substance(name: str, strength: Json | None = None, per: Json | None = None) -> Json:
    found: Json = {"itemCodeableConcept": {"text": name}}
    if strength is not None:
        found["strength"] = {"numerator": strength, "denominator": per or {"value": 1}}
    return found


def in_dci(label: str, ingredients: list[Json], quantity: Json, **medication: Any) -> bytes:
    described = {"resourceType": "Medication", "id": "m", "code": {"text": label}}
    described |= {"ingredient": ingredients} | medication
    bundle = deepcopy(bundles.amoxicillin())
    request = bundle["entry"][4]["resource"]
    del request["medicationCodeableConcept"]
    request["contained"] = [described]
    request["medicationReference"] = {"reference": "#m"}
    request["dosageInstruction"] = [{"doseAndRate": dose(quantity)}]
    return bundles.body(bundle)


MG, ML = ucum(500, "mg"), ucum(5, "mL")
BOTH = [substance("paracétamol", MG), substance("codéine", ucum(30, "mg"))]


# --- 1. The unit of the dose


@pytest.mark.parametrize(
    ("document", "stops"),
    [
        (in_dci("paracétamol et codéine", BOTH, MG), True),
        (in_dci("paracétamol et codéine", BOTH, bundles.tablets(1)), False),
        (in_dci("paracétamol", [substance("paracétamol")], MG), False),
        (in_dci("paracétamol", [substance("paracétamol", MG)], ML), True),
        (in_dci("paracétamol", [substance("paracétamol", MG, ucum(1, "mL"))], ML), False),
        (in_dci("paracétamol", [substance("paracétamol")], bundles.tablets(1)), True),
        (in_dci("paracétamol 1 g", [substance("paracétamol")], bundles.tablets(1)), False),
    ],
)
def test_a_dose_is_counted_in_what_the_medicine_lets_measure(document: bytes, stops: bool) -> None:
    found = [(issue.code, issue.at, line) for issue, line in read_draft(document).waiting]
    assert found == ([("DOSE_UNIT", f"{STEP}.doseAndRate", 1)] if stops else [])
    if stops:
        assert refused(document) == [("DOSE_UNIT", f"{STEP}.doseAndRate")]


def test_what_was_issued_before_a_rule_is_still_read() -> None:
    written = in_dci("paracétamol et codéine", BOTH, MG)
    assert read_ordonnance(written, stored=True).lines[0].number == 1
    with pytest.raises(Refusal):
        read_ordonnance(b"{}", stored=True)


def test_a_pseudo_unit_is_a_word_without_code() -> None:
    braces = ucum(1, "{comprimé}")
    at = f"{STEP}.doseAndRate[0].doseQuantity"
    assert refused(with_step(doseAndRate=dose(braces))) == [("ELEMENT_INVALID", f"{at}.code")]
    assert posology(with_step(doseAndRate=dose({"value": 1, "unit": "application"})))
    without = {"value": 1, "unit": "comprimé", "code": "15054000"}
    assert refused(with_step(doseAndRate=dose(without))) == [("ELEMENT_MISSING", f"{at}.system")]


# --- 2. The text of the dosage


def test_the_rendered_text_is_kept_beside_the_steps_and_notes_beside_each_other() -> None:
    words = "1 gélule matin, midi et soir"
    notes = [{"text": f"Prescription textuelle: {words}"}, {"text": "Finir la boîte"}]
    document = with_line(
        extension=[{"url": SYSTEMS.rendered_dosage, "valueMarkdown": words}], note=notes
    )
    (line,) = read_ordonnance(document).lines
    assert line.posology.text == words
    assert line.posology.steps
    assert line.advice == f"Prescription textuelle: {words}\nFinir la boîte"


# --- 3. Where the dates are


def test_durations_live_in_the_posology_and_elsewhere_only_repeat_it() -> None:
    bounds = bundles.during(7, "d", "jour")
    other = {"expectedSupplyDuration": bundles.during(8, "d", "jour")}
    step: Json = {"timing": {"repeat": {"boundsDuration": bounds}}, "doseAndRate": dose(MG)}
    place = f"{LINE}.dispenseRequest.expectedSupplyDuration"
    document = with_line(dosageInstruction=[step], dispenseRequest=other)
    assert refused(document) == [("ELEMENT_INVALID", place)]
    end = {"validityPeriod": {"start": "2026-03-02", "end": "2026-03-09"}}
    at = f"{LINE}.dispenseRequest.validityPeriod.end"
    assert refused(with_line(dispenseRequest=end)) == [("ELEMENT_UNKNOWN", at)]
    step["timing"]["repeat"]["boundsPeriod"] = {"start": "2026-03-02"}
    both = refused(with_line(dosageInstruction=[step]))
    assert ("ELEMENT_TOO_MANY", f"{REPEAT}.boundsPeriod") in both


# --- 4. The half-open interval


def test_three_a_day_for_five_days_are_fifteen_takes() -> None:
    bounds = {"start": "2026-03-02T08:00:00+01:00", "end": "2026-03-07T07:59:59+01:00"}
    repeat = {"boundsPeriod": bounds, "when": ["MORN", "NOON", "EVE"]}
    found = posology(with_step(timing={"repeat": repeat}, doseAndRate=dose(bundles.tablets(1))))
    assert found.total_duration() == Duration(5, TimeUnit.DAY)
    assert found.total_units(date(2026, 3, 2)) == 15


# --- 5. Units of duration


@pytest.mark.parametrize("unit", [TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR])
def test_a_duration_keeps_its_unit_and_a_month_is_of_the_calendar(unit: TimeUnit) -> None:
    repeat = {"boundsDuration": bundles.during(1, unit.value, "x"), "when": ["MORN"]}
    found = posology(with_step(timing={"repeat": repeat}, doseAndRate=dose(bundles.tablets(1))))
    assert found.total_duration() == Duration(1, unit)
    if unit is TimeUnit.MONTH:
        assert found.total_units(date(2026, 2, 1)) == 28
        assert found.total_units(date(2026, 3, 1)) == 31


def test_a_duration_in_another_unit_is_refused() -> None:
    repeat = {"boundsDuration": bundles.during(1, "fortnight", "quinzaine"), "when": ["MORN"]}
    document = with_step(timing={"repeat": repeat}, doseAndRate=dose(bundles.tablets(1)))
    assert refused(document) == [("CODE_UNKNOWN", f"{REPEAT}.boundsDuration.code")]


# --- 6. The effective period


def test_the_effective_period_has_no_element_in_r4() -> None:
    document = with_line(effectiveDosePeriod={"start": "2026-03-02"})
    assert refused(document) == [("ELEMENT_UNKNOWN", f"{LINE}.effectiveDosePeriod")]


# --- 7. QSP


def test_in_a_preparation_the_vehicle_has_no_amount_and_the_whole_has_one() -> None:
    vehicle = {"url": SYSTEMS.vehicle, "valueBoolean": True}
    ingredients = [substance("urée", ucum(10, "g")), substance("excipient")]
    ingredients[1]["extension"] = [vehicle]
    total = {"numerator": ucum(100, "g"), "denominator": {"value": 1}}
    meta = {"profile": [SYSTEMS.compound]}
    document = in_dci("crème à l'urée", ingredients, ucum(1, "g"), meta=meta, amount=total)
    (line,) = read_ordonnance(document).lines
    assert line.preparation is not None
    assert [each.qsp for each in line.preparation.ingredients] == [False, True]
    assert line.preparation.ingredients[1].quantity is None
    assert line.preparation.total is not None
    simple = in_dci("urée", ingredients, ucum(1, "g"))
    place = f"{LINE}.contained[0].ingredient[1]"
    assert ("ELEMENT_INVALID", place) in refused(simple)


# --- 8. Patches


def test_the_wear_time_of_a_patch_is_kept_and_needs_its_unit() -> None:
    patch = {"value": 1, "unit": "patch"}
    worn: Json = {"duration": 12, "durationUnit": "h", "timeOfDay": ["20:00:00"]}
    found = posology(with_step(timing={"repeat": worn}, doseAndRate=dose(patch)))
    assert sentence(found).startswith("1 patch à 20\u202fh, à laisser en place 12 heures")
    del worn["durationUnit"]
    document = with_step(timing={"repeat": worn}, doseAndRate=dose(patch))
    assert refused(document) == [("ELEMENT_INVALID", STEP)]


# --- 9. Calculated doses


def typed(kind: str, quantity: Json) -> Json:
    coding = {"system": SYSTEMS.dose_type, "code": kind}
    return {"type": {"coding": [coding]}, "doseQuantity": quantity}


def test_only_the_absolute_dose_counts_the_calculated_one_is_said() -> None:
    given = [typed("calculated", ucum(1000, "mg/m2")), typed("ordered", ucum(1800, "mg"))]
    (step,) = posology(with_step(doseAndRate=given)).steps
    assert step.dose is not None
    assert step.dose.high == 1800
    assert step.calculated is not None
    twice = with_step(doseAndRate=[typed("ordered", MG), typed("ordered", MG)])
    assert refused(twice) == [("ELEMENT_TOO_MANY", f"{STEP}.doseAndRate")]


# --- 10. Rates


def rate(code: str) -> Json:
    return {"rateRatio": {"numerator": ucum(4, "g"), "denominator": ucum(20, code)}}


def test_an_infusion_says_its_time_in_the_rate_and_slow_is_a_method() -> None:
    (step,) = posology(with_step(doseAndRate=[rate("min")], method={"text": "IV lente"})).steps
    assert step.rate is not None
    assert (step.rate.per, step.rate.per_unit) == (20, TimeUnit.MINUTE)
    assert (step.method, step.dose) == ("IV lente", None)
    at = f"{STEP}.doseAndRate[0].rateRatio.denominator.code"
    assert refused(with_step(doseAndRate=[rate("mL")])) == [("CODE_UNKNOWN", at)]


# --- 11 and 12. What FHIR cannot say


@pytest.mark.parametrize(
    "words",
    [
        "Ne pas rattraper une prise oubliée",
        "le premier jour de chaque mois",
        "jours 1, 8 et 15 du cycle",
    ],
)
def test_what_has_no_structure_stays_as_written_and_is_counted_by_nobody(words: str) -> None:
    step = {"additionalInstruction": [{"text": words}], "doseAndRate": dose(bundles.tablets(1))}
    found = posology(with_step(**step))
    assert found.steps[0].instructions == (words,)
    assert found.total_units(date(2026, 3, 2)) is None
    assert words in sentence(found)
