"""Nothing that the author gets depends on a dispensing while the patient objects (R.4072-1).

The same history is lived twice: once with its dispensings, once without any. As long as the
objection stands, every answer and every refusal to the author is compared byte for byte.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ordonnance.domain.dispensing import CancelReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.interactions import Level
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Line
from ordonnance.fhir.results import to_parameters
from ordonnance.fhir.write import Execution, write_executions
from ordonnance.usecases.coverage import forget, record_execution, record_stored_establishment
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.issue import issue
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.replace import replace as replace_ordonnance
from tests.builders.counter import CLAMOXYL, ESCITALOPRAM, SKENAN, STILNOX, declined, of, packs
from tests.builders.interactions import KnownInteractions, couple, thesaurus
from tests.builders.platform import Platform, a_platform, done

LINES: tuple[Line, ...] = (
    of(CLAMOXYL, days=24), of(ESCITALOPRAM, days=28, renewals=2), of(STILNOX, days=14),
    of(SKENAN, days=14),
)  # fmt: skip


class SameSeal:
    """A seal that does not change from one life to the other."""

    def seal(self, _document: bytes, _number: OrdonnanceNumber, _at: object) -> tuple[str, str]:
        return "sceau-exemple", "cle-exemple"

    def sign_reservation(self, _content: Mapping[str, object]) -> str:
        return "liste-exemple"

    def read_reservation(self, _token: str) -> Mapping[str, object]:
        raise ValueError("no list here")


@dataclass
class Life:
    """One of the two lives of an ordonnance."""

    platform: Platform
    numbers: list[str]
    corrected: bytes
    other: bytes

    @property
    def number(self) -> str:
        return self.numbers[-1]


INTERACTING = thesaurus(
    couple("escitalopram", "amoxicilline", Level.NOT_RECOMMENDED),
    couple("zolpidem", "morphine", Level.PRECAUTION),
    couple("escitalopram", "zolpidem", Level.TO_CONSIDER),
)


def a_life(document: bytes, corrected: bytes, other: bytes) -> Life:
    """In a base that compares with everything else the patient takes."""
    platform = a_platform(interactions=KnownInteractions(INTERACTING), running=True)
    platform = replace(platform, ports=replace(platform.ports, sealer=SameSeal()))
    first = done(issue(platform.issuing(document, key="premiere"), platform.ports))
    return Life(platform, [first.number], corrected, other)


def told(act: Callable[[], Any]) -> bytes:
    """The bytes of an answer, or everything that a refusal says."""
    try:
        answer = act()
    except Refusal as refusal:
        said = [(each.code, each.at, each.message, each.do) for each in refusal.issues]
        found = refusal.findings if isinstance(refusal, LawRefusal) else ()
        return repr((said, found)).encode()
    return answer if isinstance(answer, bytes) else to_parameters(answer)


# --- What the author asks; `key` makes a step the same in both lives


def consulting(life: Life, number: str, _key: str) -> bytes:
    return told(lambda: life.platform.consult(number, "medecin"))


def as_remplacant(life: Life, number: str, _key: str) -> bytes:
    return told(lambda: life.platform.consult(number, "remplacant"))


def reading(life: Life, number: str, _key: str) -> bytes:
    def read() -> bytes:
        found = done(read_executions(life.platform.asked(number, "medecin"), life.platform.ports))
        given_out = tuple(Execution(each) for each in found.dispenses)
        bundle = write_executions(found.ordonnance, given_out)
        return to_parameters(replace(found.answer, bundle=bundle)) + repr(found.fills).encode()

    return told(read)


def listing(life: Life, _number: str, _key: str) -> bytes:
    return told(lambda: life.platform.list("medecin"))


def cancelling(life: Life, number: str, key: str) -> bytes:
    reason = CancelReason.TREATMENT_STOPPED
    return told(lambda: life.platform.cancel(number, reason=reason, key=key))


def cancelling_version(version: int) -> Callable[[Life, str, str], bytes]:
    def cancel_if(life: Life, number: str, key: str) -> bytes:
        return told(lambda: life.platform.cancel(number, key=key, if_match=version))

    return cancel_if


def correcting(life: Life, number: str, key: str) -> bytes:
    def correct() -> Any:
        command = life.platform.replacing(number, life.corrected, key=key)
        answer = done(replace_ordonnance(command, life.platform.ports))
        if answer.number not in life.numbers:
            life.numbers.append(answer.number)
        return answer

    return told(correct)


def issuing_again(life: Life, _number: str, key: str) -> bytes:
    command = life.platform.issuing(life.other, key=key)
    return told(lambda: done(issue(command, life.platform.ports)))


def undoing(life: Life, number: str, _key: str) -> bytes:
    return told(lambda: life.platform.undo(number, by="medecin"))


def reading_the_journal(life: Life, number: str, _key: str) -> bytes:
    return told(lambda: life.platform.journal(number, "medecin"))


AUTHOR = [
    consulting, reading, listing, cancelling, cancelling_version(1), cancelling_version(2),
    correcting, issuing_again, as_remplacant, undoing, reading_the_journal,
]  # fmt: skip

# --- What happens at the counter, in the first life only


def serving_all(life: Life, number: str, by: str) -> None:
    told(lambda: life.platform.dispense(number, everything=True, by=by))


def serving_one(line: int, boxes: int | None) -> Callable[[Life, str, str], None]:
    def serve(life: Life, number: str, by: str) -> None:
        told(lambda: life.platform.dispense(number, packs(line, boxes), by=by))

    return serve


def declining(life: Life, number: str, by: str) -> None:
    told(lambda: life.platform.dispense(number, declined(1), by=by))


def taking_back(life: Life, number: str, by: str) -> None:
    told(lambda: life.platform.undo(number, by=by))


COUNTER = st.tuples(
    st.sampled_from([
        serving_all, declining, taking_back,
        *(serving_one(line, boxes) for line in (1, 2, 3, 4) for boxes in (1, None)),
    ]),
    st.sampled_from(["pharmacien", "pharmacien2"]),
)  # fmt: skip
ASKED = st.tuples(st.sampled_from(AUTHOR), st.integers(0, 3), st.sampled_from("abc"))
DAYS = st.integers(1, 45)


def work(life: Life) -> None:
    """The worker drains what the acts left to do on the index."""
    outbox, ports = life.platform.base.outbox, life.platform.ports
    while claimed := done(outbox.claim(100)):
        for each in claimed:
            reference = each.message.payload.get("reference", "")
            if each.message.kind == "coverage.established":
                done(record_stored_establishment(each.number, ports))
            elif each.message.kind == "coverage.executed":
                done(record_execution(each.number, reference, ports))
            elif each.message.kind == "coverage.forgotten":
                done(forget(each.number, reference, ports))
            done(outbox.done(each.number, each.sequence))


@settings(
    max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # no shrinking: a failure answers at once
@given(
    written=st.lists(st.sampled_from(LINES), min_size=1, max_size=4),
    again=st.sampled_from(LINES),
    at_once=st.booleans(),
    before=st.lists(st.one_of(COUNTER, DAYS), max_size=4),
    during=st.lists(
        st.one_of(COUNTER, ASKED, DAYS, st.sampled_from(["worker", "levée"])), max_size=16
    ),
)
def test_the_author_gets_the_same_bytes_with_and_without_dispensings(
    written: list[Line], again: Line, at_once: bool, before: list[Any], during: list[Any]
) -> None:
    drafts = a_platform()
    bundles = (
        drafts.document(*written, objection=at_once),
        drafts.document(*written[:1], again),
        drafts.document(again),
    )
    served, untouched = a_life(*bundles), a_life(*bundles)
    for step in before:
        live(step, served, untouched)
    if not at_once:
        for life in (served, untouched):
            life.platform.object(life.number)
    for step in [*during, (listing, 0, "a"), (consulting, 0, "a"), (reading, 0, "a")]:
        live(step, served, untouched)
    for each in AUTHOR:
        live((each, 0, "fin"), served, untouched)


def live(step: Any, served: Life, untouched: Life) -> None:
    """One step in both lives; what the author gets is compared."""
    match step:
        case int():
            for life in (served, untouched):
                life.platform.later(step)
        case "worker":
            work(served)
            work(untouched)
        case "levée":
            # Withdrawn, served, put back: the author asked nothing in between.
            for number in served.numbers:
                for life in (served, untouched):
                    life.platform.object(number, withdraw=True)
                serving_all(served, number, "pharmacien")
                for life in (served, untouched):
                    life.platform.object(number)
        case (act, str() as by):
            for number in served.numbers:
                act(served, number, by)
        case (ask, int() as rank, key):
            number = served.numbers[rank % len(served.numbers)]
            key = f"{key}-{AUTHOR.index(ask)}"
            assert ask(served, number, key) == ask(untouched, number, key)
            assert served.numbers == untouched.numbers


def test_the_comparison_would_see_a_dispensing_once_the_objection_is_withdrawn() -> None:
    drafts = a_platform()
    document = drafts.document(LINES[0])
    served, untouched = (a_life(document, document, document) for _ in range(2))
    serving_all(served, served.number, "pharmacien")
    for ask in (consulting, reading, listing, cancelling):
        assert ask(served, served.number, "k") != ask(untouched, untouched.number, "k")
