"""A scenario as it was played, compared with what it asks and with what the base holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.preserie.rehearsal.scenario import Order, Outcome, Scenario, Step


class Failing(StrEnum):
    """What is wrong; each belongs to one criterion of the balance sheet."""

    NOT_RECORDED = "not_recorded"
    """Boxes left the counter and the base does not know."""
    TWICE = "twice"
    """The base holds more dispensings than there were."""
    WRONG_LINES = "wrong_lines"
    STOPPED = "stopped"
    """An operation could not be done, or ended otherwise than it should."""
    UNTRUE = "untrue"
    """The software says otherwise than the base."""
    ASKED_ANOTHER = "asked_another"
    """The software asked the server printed in the code."""
    ASKED_FOR_NOTHING = "asked_for_nothing"
    """A code that its own check characters refute was sent to the base."""
    SCAN_SENT = "scan_sent"
    SCAN_KEPT = "scan_kept"

    @property
    def label(self) -> str:
        """French words."""
        return _LABELS[self]

    @property
    def scor(self) -> bool:
        """True of a fault of the scans sent to the payer."""
        return self in (Failing.SCAN_SENT, Failing.SCAN_KEPT)

    @property
    def recording(self) -> bool:
        """True of an ordonnance executed and not recorded."""
        return self is Failing.NOT_RECORDED


_LABELS = {
    Failing.NOT_RECORDED: "délivrance non enregistrée",
    Failing.TWICE: "délivrance enregistrée en trop",
    Failing.WRONG_LINES: "autres lignes que celles délivrées",
    Failing.STOPPED: "opération qui n’aboutit pas comme elle devrait",
    Failing.UNTRUE: "le logiciel dit autre chose que la base",
    Failing.ASKED_ANOTHER: "serveur imprimé dans le code interrogé",
    Failing.ASKED_FOR_NOTHING: "code démenti par ses caractères de contrôle, et pourtant envoyé",
    Failing.SCAN_SENT: "feuille numérisée envoyée à tort",
    Failing.SCAN_KEPT: "feuille numérisée non envoyée à tort",
}


@dataclass(frozen=True, slots=True)
class Replied:
    """What the software answered to one step. `scan`: the scan goes to the payer.

    `lines` are those that it shows, None when it shows none; `trouble` why no answer could be read
    (French, without final stop).
    """

    outcome: Outcome | None
    code: str = ""
    scan: bool | None = None
    lines: frozenset[int] | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """What the base holds of this pharmacy at the end, and who was asked meanwhile.

    `kept`: dispensings that stand, `lines`: those they serve; `asked`: requests that reached the
    base, `strayed`: those that reached a server which nobody should ask.
    """

    kept: int
    lines: frozenset[int]
    asked: int
    strayed: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, in French, without final stop."""

    failing: Failing
    why: str


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario and what came of it."""

    scenario: Scenario
    replies: tuple[Replied, ...]
    truth: Truth
    faults: tuple[Fault, ...]


def judged(scenario: Scenario, replies: tuple[Replied, ...], truth: Truth) -> Played:
    """What is wrong, nothing when the software did well. One reply for each step."""
    found = (
        *_steps(scenario, replies),
        *_held(scenario, truth),
        *_told(scenario, replies, truth),
        *_scans(scenario, replies, truth),
        *_asked(scenario, truth),
    )
    return Played(scenario, replies, truth, found)


def _steps(scenario: Scenario, replies: tuple[Replied, ...]) -> Iterator[Fault]:
    for rank, (step, reply) in enumerate(zip(scenario.steps, replies, strict=True), 1):
        why = _not_so(step, reply)
        if why is None and _shows_less(scenario, step, reply):
            why = "toutes les lignes ne sont pas montrées"
        if why is not None:
            yield Fault(Failing.STOPPED, f"étape {rank} ({step.order.value})\u202f: {why}")


def _not_so(step: Step, reply: Replied) -> str | None:
    """Why a reply is not one of those that are right, None when it is."""
    if reply.outcome is None:
        return reply.trouble or "pas de réponse"
    if reply.outcome not in step.outcomes:
        awaited = " ou ".join(sorted(each.label for each in step.outcomes))
        code = f" ({reply.code})" if reply.code else ""
        return f"«\u202f{reply.outcome.label}\u202f»{code}, attendu «\u202f{awaited}\u202f»"
    if reply.outcome is Outcome.REFUSED and step.codes and reply.code not in step.codes:
        return f"refusé par {reply.code or 'un code non dit'}, attendu {', '.join(step.codes)}"
    return None


def _shows_less(scenario: Scenario, step: Step, reply: Replied) -> bool:
    done = step.order is Order.OPEN and reply.outcome is Outcome.DONE
    return done and reply.lines != frozenset(range(1, scenario.sheet.lines + 1))


def _held(scenario: Scenario, truth: Truth) -> Iterator[Fault]:
    least, most = scenario.kept
    if truth.kept < least:
        yield Fault(
            Failing.NOT_RECORDED,
            f"délivrances enregistrées\u202f: {truth.kept}, attendues\u202f: {least}",
        )
    elif truth.kept > most:
        yield Fault(
            Failing.TWICE, f"délivrances enregistrées\u202f: {truth.kept}, attendues\u202f: {most}"
        )
    elif truth.lines != scenario.lines:
        yield Fault(
            Failing.WRONG_LINES,
            f"lignes délivrées\u202f: {_list(truth.lines)}, attendues\u202f: "
            f"{_list(scenario.lines)}",
        )


def _told(scenario: Scenario, replies: tuple[Replied, ...], truth: Truth) -> Iterator[Fault]:
    """What the software said last of the dispensing, against what the base holds."""
    last = _last_word(scenario, replies)
    if last is None:
        return
    if last is Outcome.DONE and not truth.kept:
        yield Fault(Failing.UNTRUE, "le logiciel dit «\u202ffait\u202f», la base n’a rien")
    if last is Outcome.UNREACHABLE and truth.kept:
        yield Fault(
            Failing.UNTRUE, "le logiciel dit que rien n’est enregistré, la base a la délivrance"
        )


def _last_word(scenario: Scenario, replies: tuple[Replied, ...]) -> Outcome | None:
    """The outcome of the latest dispensing; None when one was taken back or refused."""
    found: Outcome | None = None
    for step, reply in zip(scenario.steps, replies, strict=True):
        if step.order is Order.UNDO:
            return None
        if step.order in (Order.SERVE, Order.SETTLE) and reply.outcome is not Outcome.NOTHING:
            found = reply.outcome
    return found


def _scans(scenario: Scenario, replies: tuple[Replied, ...], truth: Truth) -> Iterator[Fault]:
    billed = [
        reply
        for step, reply in zip(scenario.steps, replies, strict=True)
        if step.order is Order.BILL and reply.outcome is Outcome.DONE
    ]
    if scenario.scan is None or not billed:
        return
    sent = billed[-1].scan
    if sent is None:
        yield Fault(Failing.STOPPED, "la facture ne dit pas si la feuille numérisée est envoyée")
    elif sent and not scenario.scan and truth.kept:
        # Nothing recorded where it should be is the fault: then the scan has to go.
        yield Fault(Failing.SCAN_SENT, "feuille numérisée envoyée pour une délivrance enregistrée")
    elif scenario.scan and not sent:
        yield Fault(
            Failing.SCAN_KEPT,
            "feuille numérisée non envoyée, alors que rien ne dit la délivrance enregistrée",
        )


def _asked(scenario: Scenario, truth: Truth) -> Iterator[Fault]:
    if truth.strayed:
        yield Fault(
            Failing.ASKED_ANOTHER,
            "le serveur imprimé dans le code a été interrogé, et non la base du logiciel",
        )
    if scenario.silent and truth.asked:
        yield Fault(
            Failing.ASKED_FOR_NOTHING,
            "la base a été interrogée pour un code que ses caractères de contrôle démentent",
        )


def _list(lines: frozenset[int]) -> str:
    return ", ".join(str(each) for each in sorted(lines)) or "aucune"
