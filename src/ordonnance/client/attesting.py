"""An act whose findings wait for an answer, answered with the same words and asked again."""

from collections.abc import Callable
from typing import TypeVar

from ordonnance.client.errors import Refused
from ordonnance.fhir.inputs import AcknowledgementInput

T = TypeVar("T")


def attested(
    words: str,
    act: Callable[[tuple[AcknowledgementInput, ...]], T],
    answers: tuple[AcknowledgementInput, ...] = (),
) -> T:
    """Do an act; when findings wait for an answer, answer `words` and do it again.

    `answers` are those given from the start; at the counter each line asks in its turn. For people
    who play a part: a professional answers each finding with their own words. Raises what the act
    raises, once nothing new is asked.
    """
    while True:
        try:
            return act(answers)
        except Refused as refused:
            asked = {(each.rule, each.line) for each in answers}
            new = tuple(
                AcknowledgementInput(each.rule, words, each.line)
                for each in refused.findings
                if each.rule is not None and (each.rule, each.line) not in asked
            )
            if refused.code != "ACKNOWLEDGEMENT_REQUIRED" or not new:
                raise
            answers += new
