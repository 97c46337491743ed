"""Hypothesis strategies for whole ordonnances that FHIR R4 can say."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, Period, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import MEALTIMES, DosageStep, Dose, MaxDose, Moment, Rate
from ordonnance.domain.ids import (
    Adeli,
    AmNumber,
    Cip7,
    Cip13,
    Cis,
    Finess,
    Ins,
    InsOid,
    Rpps,
    Siret,
)
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import (
    IdentityStatus,
    Patient,
    Practice,
    Prescriber,
    ReplacedPrescriber,
    Sex,
)
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import (
    Category,
    DciSubstance,
    Examination,
    Exoneration,
    Ingredient,
    Line,
    NamedPharmacy,
    NonSubstitutionReason,
    NotSubstitutable,
    OffLabel,
    Ordonnance,
    OverlapMention,
    Preparation,
    Product,
    Relation,
    RelationKind,
    ScheduledIntervention,
)
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzéèàçœ'-"
WORD = st.text(LETTERS, min_size=1, max_size=12)
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
DURATIONS = st.builds(
    Duration,
    st.integers(1, 400),
    st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR]),
)
UNITS = st.one_of(
    st.builds(Unit, WORD),
    st.sampled_from(
        [
            Unit("comprimé", "15054000", SYSTEMS.edqm),
            Unit("mg", "mg", SYSTEMS.ucum),
            Unit("ml", "mL", SYSTEMS.ucum),
        ]
    ),
)
VALUES = st.decimals("0.001", 9999, places=3)
QUANTITIES = st.builds(Quantity, VALUES, UNITS)


def digits(count: int) -> st.SearchStrategy[str]:
    """Texts of that many digits."""
    return st.text("0123456789", min_size=count, max_size=count)


def codings(*systems: str) -> st.SearchStrategy[Coding]:
    """Codes of these systems."""
    return st.builds(Coding, st.sampled_from(systems), digits(8), st.none() | WORDS)


CIP13S = digits(7).map(lambda text: Cip13.of(Cip7(text)))
FINESS = digits(9).map(Finess)
RPPS = digits(11).map(Rpps)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """A dose or a range."""
    low, high = sorted((draw(VALUES), draw(VALUES)))
    return Dose(low, high, draw(UNITS))


@st.composite
def _when(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["moments", "times", "none"]))
    found: dict[str, object] = {}
    if kind == "moments":
        moments = st.lists(st.sampled_from(list(Moment)), min_size=1, max_size=4, unique=True)
        found["moments"] = chosen = tuple(draw(moments))
        if not MEALTIMES & {*chosen}:
            found["offset"] = draw(st.none() | st.integers(0, 1_439))
    if kind == "times":
        hours = st.lists(st.integers(0, 1439), min_size=1, max_size=4, unique=True)
        found["times_of_day"] = tuple(time(each // 60, each % 60) for each in draw(hours))
    if draw(st.booleans()):
        days = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True)
        found["weekdays"] = tuple(draw(days))
    if draw(st.booleans()):
        frequency = draw(st.integers(1, 12))
        period = draw(VALUES)
        ceiling = draw(st.booleans())
        found |= {
            "frequency": None if ceiling else frequency,
            "frequency_max": draw(
                st.integers(1, 20) if ceiling else st.none() | st.integers(frequency + 1, 20)
            ),
            "period": period,
            "period_max": draw(st.none() | st.just(period + 1)),
            "period_unit": draw(st.sampled_from(list(TimeUnit))),
        }
    if draw(st.booleans()):
        found |= {"lasting": draw(VALUES), "lasting_unit": draw(st.sampled_from(list(TimeUnit)))}
    if draw(st.booleans()):
        count = draw(st.integers(1, 12))
        found |= {"count": count, "count_max": draw(st.none() | st.just(count + 3))}
    return found


@st.composite
def _bounds(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["duration", "dates", "start", "end", "none"]))
    if kind == "duration":
        return {"bounds": draw(DURATIONS)}
    start = draw(DAYS)
    end = start + timedelta(days=draw(st.integers(0, 300)))
    return {
        "bounds_start": start if kind in ("dates", "start") else None,
        "bounds_end": end if kind in ("dates", "end") else None,
    }


@st.composite
def steps(draw: st.DrawFn, sequence: int | None) -> DosageStep:
    """A step of a posology, always with a dose so that it is never words alone."""
    needed = draw(st.booleans())
    return DosageStep(
        dose=draw(doses()),
        calculated=draw(st.none() | doses()),
        rate=draw(st.none() | st.builds(Rate, QUANTITIES, VALUES, st.sampled_from(list(TimeUnit)))),
        as_needed=needed,
        as_needed_reason=draw(st.none() | WORDS) if needed else None,
        max_dose=draw(
            st.none() | st.builds(MaxDose, QUANTITIES, VALUES, st.sampled_from(list(TimeUnit)))
        ),
        max_per_take=draw(st.none() | QUANTITIES),
        route=draw(st.none() | codings(SYSTEMS.edqm)),
        site=draw(st.none() | WORDS),
        method=draw(st.none() | WORDS),
        instructions=tuple(draw(st.lists(WORDS, max_size=2))),
        text=draw(st.none() | WORDS),
        sequence=sequence,
        **draw(_when()),  # type: ignore[arg-type]  # the parts of one step
        **draw(_bounds()),  # type: ignore[arg-type]
    )


@st.composite
def posologies(draw: st.DrawFn) -> Posology:
    """Steps, words, or both."""
    count = draw(st.integers(0, 3))
    if count == 0:
        return Posology(text=draw(WORDS))
    numbered = draw(st.booleans())
    found = tuple(draw(steps(index + 1 if numbered else None)) for index in range(count))
    return Posology(found, draw(st.none() | WORDS))


MEASURED = st.sampled_from([Unit(code, code, SYSTEMS.ucum) for code in ("g", "mL", "h")])
NAMED = st.none() | codings(SYSTEMS.sms, SYSTEMS.ansm_substance)
SUBSTANCES = st.builds(DciSubstance, WORDS, NAMED, st.none() | QUANTITIES) | st.builds(
    DciSubstance, WORDS, NAMED, QUANTITIES, MEASURED
)
PRODUCTS = st.builds(
    Product,
    label=WORDS,
    cis=st.none() | digits(8).map(Cis),
    cip13=st.none() | CIP13S,
    substances=st.lists(SUBSTANCES, max_size=3).map(tuple),
    form=st.none() | codings(SYSTEMS.edqm),
    other_codes=st.lists(codings(SYSTEMS.ucd, SYSTEMS.medicabase, "urn:x"), max_size=2).map(tuple),
    content=st.none() | QUANTITIES,
)
INGREDIENTS = (
    st.builds(Ingredient, WORDS, st.none() | QUANTITIES, st.booleans())
    | st.builds(Ingredient, WORDS, QUANTITIES, st.booleans(), per=MEASURED)
    | PRODUCTS.map(lambda product: Ingredient(product.label, product=product))
)
PREPARATIONS = st.builds(
    Preparation,
    label=WORDS,
    ingredients=st.lists(INGREDIENTS, min_size=1, max_size=4).map(tuple),
    total=st.none() | QUANTITIES,
    therapeutic_mention=st.booleans(),
    form=st.none() | codings(SYSTEMS.edqm),
)
EXAMINATIONS = st.builds(Examination, WORDS, DAYS, st.none() | DURATIONS)
INTERVENTIONS = st.builds(
    ScheduledIntervention,
    DAYS,
    st.none() | DAYS,
    st.none() | DAYS.map(lambda day: Period(day, day + timedelta(days=9))),
)


INTERVALS = st.builds(Quantity, VALUES, MEASURED)


@st.composite
def relations(draw: st.DrawFn, number: int, count: int) -> tuple[Relation, ...]:
    """How a line stands to others of so many; one condition for all that it has."""
    others = [other for other in range(1, count + 1) if other != number]
    if not others or draw(st.booleans()):
        return ()
    condition = draw(st.none() | WORDS)
    kinds = st.sampled_from(list(RelationKind))
    found = st.builds(
        Relation,
        kinds,
        st.sampled_from(others),
        st.none() | INTERVALS,
        condition=st.just(condition),
    )
    return tuple(draw(st.lists(found, min_size=1, max_size=2)))


@st.composite
def lines(draw: st.DrawFn, number: int, count: int = 1) -> Line:
    """A line with any of its mentions, one of so many."""
    posology = draw(posologies())
    bounded = posology.total_duration()
    prepared = draw(st.booleans())
    product = None if prepared else draw(PRODUCTS)
    if product is not None and posology.steps and product.in_dci:
        # A dose of any unit can then be measured out.
        one = product.substances[:1]
        product = replace(product, substances=one, content=product.content or draw(QUANTITIES))
    return Line(
        number=number,
        id=str(draw(st.uuids())),
        category=Category.PREPARATION if prepared else Category.MEDICINE,
        posology=posology,
        product=product,
        preparation=draw(PREPARATIONS) if prepared else None,
        duration=bounded or draw(st.none() | DURATIONS),
        packs=draw(st.none() | st.integers(1, 99)),
        renewals=draw(st.none() | st.integers(0, 12)),
        exoneration=draw(st.none() | st.sampled_from(list(Exoneration))),
        not_substitutable=draw(
            st.none()
            | st.builds(
                NotSubstitutable,
                st.none() | st.sampled_from(list(NonSubstitutionReason)),
                st.none() | WORDS,
            )
        ),
        not_reimbursable=draw(st.booleans()),
        off_label=draw(st.none() | st.builds(OffLabel, st.none() | WORDS)),
        named_pharmacy=draw(st.none() | st.builds(NamedPharmacy, WORDS, st.none() | FINESS)),
        fraction=draw(st.none() | DURATIONS),
        single_delivery=draw(st.booleans()),
        overlap=draw(st.none() | st.builds(OverlapMention, WORDS, st.none() | DAYS)),
        in_words=draw(st.none() | WORDS),
        i_say=draw(st.none() | WORDS),
        not_before=draw(st.none() | DAYS),
        examination=draw(st.none() | EXAMINATIONS),
        diagnosis=draw(st.none() | EXAMINATIONS),
        risk_information=draw(st.booleans()),
        care_agreement=draw(st.none() | DAYS),
        intervention=draw(st.none() | INTERVENTIONS),
        active_perfusion=draw(st.booleans()),
        motive=draw(st.none() | WORDS),
        advice=draw(st.none() | WORDS),
        relations=draw(relations(number, count)),
    )


NIRS = st.just("279035121518989")
PATIENTS = st.builds(
    Patient,
    family=st.none() | WORDS,
    given=st.lists(WORD, max_size=3).map(tuple),
    sex=st.none() | st.sampled_from(list(Sex)),
    birth_date=st.none() | DAYS,
    ins=st.none()
    | st.builds(Ins, NIRS, st.sampled_from([InsOid.NIR, InsOid.NIR_TEST, InsOid.NIR_DEMO])),
    identity=st.sampled_from(list(IdentityStatus)),
    used_family=st.none() | WORDS,
    birth_place=st.none() | WORDS | st.sampled_from(["51215", "2A004", "97411"]),
    weight_kg=st.none() | VALUES,
    height_cm=st.none() | VALUES,
)
PRACTICES = st.builds(
    Practice,
    name=WORDS,
    lines=st.lists(WORDS, max_size=2).map(tuple),
    postcode=st.none() | st.sampled_from(["75011", "97400", "20000", "98713"]),
    city=st.none() | WORDS,
    country=st.none() | st.just("FR"),
    phone=st.none() | digits(10),
    email=st.none() | st.just("cabinet@exemple.fr"),
    finess=st.none() | FINESS,
    am=st.none() | st.just(AmNumber("751000001")),
    siret=st.none() | st.just(Siret("55210055400013")),
    service=st.none() | WORDS,
)
PRESCRIBERS = st.builds(
    Prescriber,
    family=st.none() | WORDS,
    given=st.lists(WORD, max_size=3).map(tuple),
    profession=st.none() | st.sampled_from(list(Profession)),
    practice=st.none() | PRACTICES,
    rpps=st.none() | RPPS,
    adeli=st.none() | digits(9).map(Adeli),
    prefix=st.none() | st.just("Dr"),
    specialty=st.none() | codings(SYSTEMS.specialty),
    sector=st.none() | st.just("SA07"),
    replaces=st.none()
    | st.builds(ReplacedPrescriber, st.none() | RPPS, WORDS, st.lists(WORD, max_size=2).map(tuple)),
    others=st.lists(codings(SYSTEMS.profession_category, SYSTEMS.skill_kind), max_size=2).map(
        tuple
    ),
)
INSTANTS = st.builds(
    lambda moment, minutes: moment.replace(tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(datetime(1991, 1, 1), datetime(2150, 1, 1)),  # noqa: DTZ001 (a zone is given)
    st.integers(-14 * 60, 14 * 60),
) | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def ordonnances(draw: st.DrawFn, most: int = 3) -> Ordonnance:
    """A whole ordonnance that R4 can say, whatever the law thinks of it."""
    count = draw(st.integers(1, most))
    anonymous = draw(st.booleans())
    return Ordonnance(
        established_at=draw(INSTANTS),
        prescriber=draw(PRESCRIBERS),
        lines=tuple(draw(lines(number, count)) for number in range(1, count + 1)),
        patient=None if anonymous else draw(PATIENTS),
        anonymous=anonymous,
        objection=draw(st.booleans()),
        hidden_from_representative=draw(st.booleans()),
        reserved=draw(
            st.none()
            | st.integers(0, 2**70 - 1).map(lambda bits: OrdonnanceNumber.from_payload("D", bits))
        ),
        hospital_service=draw(st.none() | WORDS),
        advice=draw(st.none() | WORDS),
    )
