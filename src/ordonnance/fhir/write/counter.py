"""What was said and checked at the counter, as the parts of one extension of a dispensing."""

from collections.abc import Iterator

from ordonnance.domain.counter import CounterFacts
from ordonnance.fhir.resources.datatypes import ExtensionPart


def parts(facts: CounterFacts) -> tuple[ExtensionPart, ...]:
    """The parts that say something; the lot is an element of the medication."""
    return tuple(_said(facts))


def _said(facts: CounterFacts) -> Iterator[ExtensionPart]:
    agreement, result = facts.agreement, facts.result
    if agreement is not None:
        yield ExtensionPart(url="agreed-by", value_string=agreement.by)
        yield ExtensionPart(url="agreed-on", value_date=agreement.on.isoformat())
        yield ExtensionPart(url="agreed-points", value_string=" ".join(sorted(agreement.points)))
        yield ExtensionPart(url="agreed-text", value_string=agreement.text)
    if result is not None:
        yield ExtensionPart(url="test", value_code=result.test.value)
        yield ExtensionPart(url="positive", value_boolean=result.positive)
        yield ExtensionPart(url="tested-on", value_date=result.on.isoformat())
    if facts.seen:
        told = [f"{s.document.value}={s.on}" if s.on else s.document.value for s in facts.seen]
        yield ExtensionPart(url="seen", value_string=" ".join(told))
    if facts.bearer is not None:
        yield ExtensionPart(url="bearer", value_string=" ".join(facts.bearer.codes))
    if facts.exceptional is not None:
        yield ExtensionPart(url="exceptional", value_code=facts.exceptional.value)
        yield ExtensionPart(url="mention", value_string=facts.exceptional.mention)
    if facts.by_the_unit:
        yield ExtensionPart(url="by-the-unit", value_boolean=True)
    if facts.expiry is not None:
        yield ExtensionPart(url="expiry", value_date=facts.expiry.isoformat())
    if facts.generic_refused:
        yield ExtensionPart(url="generic-refused", value_boolean=True)
