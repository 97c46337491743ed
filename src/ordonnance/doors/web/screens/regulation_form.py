"""The form of a call: every field of its page, read into the call, whichever button was pressed."""

from collections.abc import Callable
from dataclasses import replace

from ordonnance.domain.census import Motive, Regulator
from ordonnance.doors.web.forms import Form, coded, optional
from ordonnance.law.articles.samu_circuits import SENDING
from ordonnance.usecases.calls.answers import Point
from ordonnance.usecases.calls.call import Call, Destination, InsFrom, Where, Who
from ordonnance.usecases.calls.cards import CARDS, card_of
from ordonnance.usecases.calls.severity import signs_of
from ordonnance.usecases.samu.models import Impossible
from ordonnance.usecases.writing.draft import DraftLine, Explained
from ordonnance.usecases.writing.light import Light
from ordonnance.usecases.writing.patient import TypedPatient

MOST_NAME, MOST_WORDS, MOST_SEARCH, MOST_ADDRESS = 120, 300, 80, 320
"""Longest texts that are kept, in characters."""

CARD = "carte-"
"""Before the key of a card, in the value of its button."""

Understand = Callable[[str], DraftLine]
"""The reading of a sentence."""


def called(form: Form, call: Call, understand: Understand) -> Call:
    """The call with what the form says.

    Raises Refusal CODE_UNKNOWN, ELEMENT_INVALID, TEXT_TOO_LONG, LINE_NOT_WRITABLE.
    """
    motive = optional(Motive, form.text("motif"), "motif")
    known = {each.code for each in signs_of(motive)}
    points = frozenset(coded(Point, each, "points") for each in form.several("points"))
    signs = frozenset(form.several("signes")) & known
    ins_from = coded(InsFrom, form.text("ins_from"), "ins_from")
    return replace(
        call,
        who=coded(Who, form.text("qui"), "qui"),
        patient=_patient(form, ins_from),
        ins_from=ins_from,
        points=points,
        nothing_said=form.has("points-aucun") and not points,
        motive=motive,
        motive_words=form.text("motif-precise")[:MOST_WORDS],
        signs=signs,
        clear=form.has("signes-aucun") and not signs,
        line=_line(form, call, understand),
        destination=_destination(form, call.destination),
        capacity=optional(Regulator, form.text("qualite"), "qualite"),
        page=form.text("page")[:MOST_NAME],
    )


def _patient(form: Form, ins_from: InsFrom) -> TypedPatient:
    def said(name: str) -> str:
        return form.text(name)[:MOST_NAME]

    return TypedPatient(
        said("family"), said("given"), said("birth_date"), said("sex"), said("ins"), said("oid"),
        said("birth_place"), said("weight"), qualified=ins_from is InsFrom.QUALIFIED,
    )  # fmt: skip


def _line(form: Form, call: Call, understand: Understand) -> DraftLine | None:
    """What the sentence says, or the card that a key or a button took."""
    pressed = form.text("faire")
    card = next((each for each in CARDS if pressed == CARD + each.key), None)
    typed = card.sentence if card else form.text("phrase")
    if (by_key := card_of(typed)) is not None:
        typed = by_key.sentence
    if not typed:
        return None
    former = call.line
    if former is not None and former.typed == typed:
        return replace(former, rest=(), notes=()) if pressed == "garder-mots" else former
    return understand(typed)


def _destination(form: Form, former: Destination) -> Destination:
    """A place chosen for one circuit is no place of another one."""
    where = coded(Where, form.text("ou"), "ou")
    chosen = former if where is former.where else Destination(where)
    finess, _, address = form.text("lieu").partition("|")
    if where is former.where and (finess, address) != (former.finess, former.address):
        chosen = replace(former, finess=finess[:20], address=address[:MOST_ADDRESS], name="")
        # Another pharmacy is another name to tell the caller.
        told = False
    else:
        told = form.has("dit") and bool(chosen.finess)
    return replace(
        chosen,
        search=form.text("cherche")[:MOST_SEARCH],
        given=form.text("donnee")[:MOST_ADDRESS] if where is Where.CARE_HOME else "",
        told=told,
        impossible=optional(Impossible, form.text("impossible"), "impossible"),
        why=form.text("pourquoi")[:MOST_WORDS],
        space=form.has("espace"),
    )


def reason_field(rule: str, line: str) -> str:
    """The field that takes the reason of a finding."""
    return f"motif-{rule}-{line or 'document'}"


def explained(form: Form, call: Call, light: Light) -> Call:
    """The call with the reasons given for what waits for one now; the others are forgotten.

    What the circuit asks a reason for (`SENDING`) is known once it is chosen: kept as it is given.
    """
    waiting = dict.fromkeys((e.view.rule, e.line) for e in light.findings if e.waits)
    found = []
    for rule, line in {**waiting, **dict.fromkeys((rule, "") for rule in sorted(SENDING))}:
        text = form.text(reason_field(rule, line))[:MOST_WORDS]
        if text:
            found.append(Explained(rule, line, text))
    return replace(call, explained=tuple(found))
