"""What leaves the base about a dispensing is read back the same, whatever was recorded."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.counter import (
    NOTHING_SAID,
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Exceptional,
    Seen,
    SeenDocument,
)
from ordonnance.domain.dispensing import (
    Declined,
    DeclineReason,
    Dispense,
    Executant,
    QuantityReason,
    Served,
    Substitution,
    SubstitutionKind,
    Undone,
    UndoReason,
)
from ordonnance.domain.mentions import ConditionalTest
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.codes import Fill
from ordonnance.fhir.read import read_dispenses, read_ordonnance
from ordonnance.fhir.write import Execution, records, write_executions
from tests.fhir import bundles

AT = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)
ALL_WRITTEN = [read_ordonnance(bundles.body(make())) for make in bundles.BUNDLES.values()]

words = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=30)
amounts = st.integers(1, 999_000).map(lambda thousandths: Decimal(thousandths) / 1000)

substitutions = st.builds(Substitution, st.sampled_from(SubstitutionKind), st.none() | words)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
said = st.builds(
    CounterFacts,
    agreement=st.none()
    | st.builds(
        Agreement, words, days, st.frozensets(st.sampled_from(AgreedPoint), min_size=1), words
    ),
    result=st.none()
    | st.builds(ConditionResult, st.sampled_from(ConditionalTest), st.booleans(), days),
    seen=st.lists(st.builds(Seen, st.sampled_from(SeenDocument), st.none() | days), max_size=2).map(
        tuple
    ),
    bearer=st.none() | st.builds(Bearer, st.booleans(), st.booleans(), st.booleans()),
    exceptional=st.none() | st.sampled_from(Exceptional),
    by_the_unit=st.booleans(),
    generic_refused=st.booleans(),
    expiry=st.none() | days,
).filter(lambda facts: facts != NOTHING_SAID)
served = st.builds(
    Served,
    line=st.just(1),
    label=words,
    packs=amounts,
    units=st.none() | amounts,
    days=st.integers(0, 400),
    first_day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    cip13=st.none() | st.just("3400960000011"),
    substitution=st.none() | substitutions,
    quantity_reason=st.none() | st.sampled_from(QuantityReason),
    lot=st.none() | words,
    note=st.none() | words,
    facts=st.none() | said,
)
declined = st.builds(
    Declined, line=st.just(1), reason=st.sampled_from(DeclineReason), text=st.none() | words
)
executants = st.builds(
    Executant,
    rpps=st.just("99900000029"),
    name=words,
    place=st.sampled_from(["F750000018", "C99900000000017", "P1"]),
    place_label=words,
    assistant=st.none(),
    assistant_name=st.none() | words,
)
undone = st.builds(
    Undone,
    at=st.just(AT + timedelta(days=1)),
    reason=st.sampled_from(UndoReason),
    by=st.just(""),
    text=st.none() | words,
)
dispensed = st.one_of(
    st.builds(lambda each: {"served": (each,)}, served),
    st.builds(lambda each: {"served": (), "declined": (each,)}, declined),
)
dispenses = st.builds(
    lambda lines, **told: Dispense(**told, **lines),
    lines=dispensed,
    reference=words,
    at=st.integers(-(10**9), 10**9).map(lambda seconds: AT + timedelta(seconds=seconds)),
    on=st.just(date(2026, 3, 2)),
    executant=executants,
    undone=st.none() | undone,
)


@given(
    ordonnance=st.sampled_from(ALL_WRITTEN),
    dispense=dispenses,
    fill=st.none() | st.sampled_from(Fill),
)
def test_what_is_written_is_read_back_the_same(
    ordonnance: Ordonnance, dispense: Dispense, fill: Fill | None
) -> None:
    execution = Execution(dispense, {1: fill} if fill else {})
    written = write_executions(ordonnance, [execution])
    assert read_dispenses(written) == tuple(records(ordonnance, [execution]))
