"""What the answer of a dispensing says of the lines that were not served."""

from ordonnance.domain.dispensing import DeclineReason
from ordonnance.fhir.results import from_parameters, to_parameters
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.results import DeclinedView, Dispensed
from tests.builders.counter import CLAMOXYL, KARDEGIC, of
from tests.builders.platform import a_platform


def test_the_answer_names_the_lines_declined_with_their_reason_and_words() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), of(KARDEGIC, days=30)).number
    refused = LineRequest(2, decline=DeclineReason.NOT_WANTED, note="mot EXEMPLE")
    answer = platform.dispense(number, refused)
    assert (answer.served, answer.skipped) == ((), ())
    assert answer.declined == (DeclinedView(2, "NOT_WANTED", "mot EXEMPLE"),)
    assert from_parameters(Dispensed, to_parameters(answer)) == answer


def test_an_answer_kept_before_declined_lines_were_told_is_still_read() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    answer = platform.dispense(number, everything=True)
    assert answer.declined == ()
    assert b'"declined"' not in to_parameters(answer)
    assert from_parameters(Dispensed, to_parameters(answer)) == answer
