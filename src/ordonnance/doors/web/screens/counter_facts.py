"""What the pharmacist said and checked, read from the form of the counter."""

from collections.abc import Iterator
from datetime import date

from ordonnance.domain.counter import (
    BEARER_CODES,
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Seen,
    SeenDocument,
)
from ordonnance.domain.errors import Refusal
from ordonnance.domain.mentions import ConditionalTest
from ordonnance.doors.web.forms import Form, coded, day_of


def facts_of(form: Form, line: int) -> CounterFacts:
    """What was said and checked of that line beside its quantity. Raises Refusal."""
    return CounterFacts(
        bearer=_bearer(form, line), agreement=_agreement(form, line), result=_result(form, line),
        seen=tuple(_seen(form, line)), by_the_unit=form.has(f"unite-{line}"),
        expiry=form.day(f"peremption-{line}"),
        generic_refused=form.has(f"generique-refuse-{line}"),
    )  # fmt: skip


def _bearer(form: Form, line: int) -> Bearer | None:
    told = form.text(f"porteur-{line}")
    if not told:
        return None
    if told not in BEARER_CODES:
        allowed = ", ".join(BEARER_CODES)
        raise Refusal.of("CODE_UNKNOWN", f"porteur-{line}", code=told[:40], allowed=allowed)
    return Bearer(told == "PATIENT", told == "KNOWN", told == "IDENTIFIED")


def _agreement(form: Form, line: int) -> Agreement | None:
    """The prescriber's agreement; all of it is said, or nothing."""
    said = {name: form.text(f"accord-{name}-{line}") for name in ("par", "texte", "sur")}
    if not any(said.values()):
        return None
    for name, text in said.items():
        if not text:
            raise Refusal.of("ELEMENT_MISSING", f"accord-{name}-{line}", element=f"accord-{name}")
    point = coded(AgreedPoint, said["sur"], f"accord-sur-{line}")
    on = _given(form, f"accord-le-{line}")
    return Agreement(said["par"], on, frozenset({point}), said["texte"])


def _result(form: Form, line: int) -> ConditionResult | None:
    test = form.text(f"test-{line}")
    if not test:
        return None
    positive = form.text(f"resultat-{line}") == "positif"
    on = _given(form, f"test-le-{line}")
    return ConditionResult(coded(ConditionalTest, test, f"test-{line}"), positive, on)


def _seen(form: Form, line: int) -> Iterator[Seen]:
    for code in form.several(f"vu-{line}"):
        document = coded(SeenDocument, code, f"vu-{line}")
        yield Seen(document, form.day(f"vu-le-{document}-{line}"))


def _given(form: Form, field: str) -> date:
    return day_of(form.text(field), field)
