"""What is said and checked at the counter: kept with the serving, told, and judged."""

from datetime import date
from decimal import Decimal

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.counter import (
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Seen,
    SeenDocument,
)
from ordonnance.domain.dispensing import DeclineReason
from ordonnance.domain.mentions import ConditionalDelivery, ConditionalTest
from ordonnance.usecases.counter_views import SeenView
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.line_request import LineRequest
from tests.builders.counter import CLAMOXYL, KARDEGIC, SKENAN, declined, of, packs, units
from tests.builders.platform import a_platform, refused

TODAY = date(2026, 11, 23)
ANGINA = ConditionalDelivery(ConditionalTest.ANGINA, "positif", Duration(7, TimeUnit.DAY))
AGREED = Agreement("Dr EXEMPLE", TODAY, frozenset({AgreedPoint.QUANTITY}), "deux boîtes d'avance")


def test_what_is_said_is_kept_and_told_with_the_serving() -> None:
    platform = a_platform()
    number = platform.issue(of(KARDEGIC, days=90)).number
    facts = CounterFacts(AGREED, seen=(Seen(SeenDocument.BOOKLET, TODAY),), bearer=Bearer(True))
    answer = platform.dispense(number, packs(1, 2, facts=facts))
    told = platform.executions(number, "medecin").executions[0].served[0].counter
    assert answer.served[0].counter == told
    assert told is not None
    assert (told.agreement_by, told.agreement_points) == ("Dr EXEMPLE", ("QUANTITY",))
    assert (told.seen, told.bearer) == ((SeenView("BOOKLET", TODAY),), "PATIENT")


def test_the_agreement_on_the_quantity_is_the_reason_of_a_larger_one() -> None:
    platform = a_platform()
    number = platform.issue(of(KARDEGIC, days=90)).number
    with refused("QUANTITY_REASON_REQUIRED"):
        platform.dispense(number, packs(1, 2))
    platform.dispense(number, packs(1, 2, facts=CounterFacts(AGREED)))
    kept = platform.progress(number).served(1)[0]
    assert kept.quantity_reason is not None
    assert kept.quantity_reason.value == "PRESCRIBER_AGREEMENT"


def test_a_conditional_line_waits_for_its_positive_test() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6, daily=2, conditional=ANGINA)).number
    for facts in (
        CounterFacts(),
        CounterFacts(result=ConditionResult(ConditionalTest.ANGINA, False, TODAY)),
        CounterFacts(result=ConditionResult(ConditionalTest.CYSTITIS, True, TODAY)),
    ):
        with refused("LINE_BLOCKED") as refusal:
            platform.dispense(number, packs(1, facts=facts))
        assert isinstance(refusal.value, LawRefusal)
        assert [each.rule for each in refusal.value.findings] == ["DI-ODC-05"]
    positive = CounterFacts(result=ConditionResult(ConditionalTest.ANGINA, True, TODAY))
    assert platform.dispense(number, packs(1, facts=positive)).served


def test_a_conditional_line_for_angina_lives_seven_days() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6, daily=2, conditional=ANGINA)).number
    platform.later(7)
    tested = ConditionResult(ConditionalTest.ANGINA, True, date(2026, 11, 30))
    with refused("LINE_BLOCKED") as refusal:
        platform.dispense(number, packs(1, facts=CounterFacts(result=tested)))
    assert isinstance(refusal.value, LawRefusal)
    assert [each.rule for each in refusal.value.findings] == ["DI-ODC-03"]


def test_a_stupefiant_is_not_given_to_an_unknown_bearer_who_showed_nothing() -> None:
    platform = a_platform()
    number = platform.issue(of(SKENAN, days=28, in_words="deux", daily=2)).number
    unknown = CounterFacts(bearer=Bearer(patient=False))
    with refused("LINE_BLOCKED") as refusal:
        platform.dispense(number, packs(1, facts=unknown))
    assert isinstance(refusal.value, LawRefusal)
    assert "DI-STUP-03" in {each.rule for each in refusal.value.findings}
    shown = CounterFacts(bearer=Bearer(patient=False, identified=True))
    answer = platform.dispense(number, packs(1, facts=shown))
    assert answer.served[0].counter is not None
    assert answer.served[0].counter.bearer == "IDENTIFIED"


def test_a_refusal_in_the_interest_of_the_patient_tells_the_prescriber() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6), of(KARDEGIC, days=30)).number
    platform.messages()
    platform.dispense(number, declined(1, DeclineReason.PATIENT_INTEREST))
    assert "prescriber.notice" in platform.messages()
    platform.dispense(number, declined(2, DeclineReason.NOT_WANTED))
    assert "prescriber.notice" not in platform.messages()


def test_nothing_reaches_the_prescriber_of_a_refusal_while_the_patient_objects() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6)).number
    platform.object(number)
    platform.messages()
    platform.dispense(number, declined(1, DeclineReason.PATIENT_INTEREST))
    assert "prescriber.notice" not in platform.messages()


def test_units_given_one_by_one_keep_their_lot_and_last_day() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6)).number
    facts = CounterFacts(by_the_unit=True, expiry=date(2027, 6, 30))
    request = LineRequest(1, units=Decimal(6), lot="EX1", facts=facts)
    answer = platform.dispense(number, request)
    assert answer.served[0].lot == "EX1"
    assert answer.served[0].counter is not None
    assert answer.served[0].counter.expiry == date(2027, 6, 30)


def test_units_without_their_lot_wait_for_an_explanation() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6)).number
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        platform.dispense(number, units(1, 6, facts=CounterFacts(by_the_unit=True)))


def test_what_is_said_at_the_counter_is_not_in_its_repr() -> None:
    result = ConditionResult(ConditionalTest.ANGINA, True, TODAY)
    for each in (result, CounterFacts(AGREED, result, lot="LOT7")):
        assert not any(said in repr(each) for said in ("True", "ANGINA", "EXEMPLE", "LOT7"))
