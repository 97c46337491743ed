"""Free text against structure: what contradicts it, stops a treatment or hides a dose.

Elsewhere, 0.7 % of electronic prescriptions hid a cancellation in their free text, and about 1 %
a dose that contradicted their structure: text is read for that, and never trusted to be harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.posology import Posology
from ordonnance.domain.typed import cancelling, contradicting, lasting, naming
from ordonnance.domain.typed.lasting import Held
from ordonnance.domain.typed.naming import Names
from ordonnance.domain.typed.reader import read
from ordonnance.domain.typed.tokens import MAX_LENGTH, Token, tokens_of

_WHOLE = ("prescription", "textuelle")
"""How a note begins that repeats the whole line (French guide, rule 2)."""


class Concern(StrEnum):
    """Why a free text is shown again."""

    STOPS = "stops"
    CHANGES = "changes"
    OTHER_DRUG = "other_drug"
    HIDES_A_DOSE = "hides_a_dose"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text beside the structure; `at` is its FHIRPath in the request.

    `whole` is True for a text that says the whole posology again: it is compared with the
    structure. Any other says how, and has no amount of its own to give.
    """

    text: str
    at: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class TextConcern:
    """One concern about one text; `message` is for the prescriber, in French."""

    concern: Concern
    text: str
    at: str
    message: str


def texts_of(posology: Posology) -> tuple[FreeText, ...]:
    """The free texts of a posology, in the order of the request."""
    found: list[FreeText] = []
    if posology.text is not None:
        at = "renderedDosageInstruction" if posology.steps else "dosageInstruction[0].text"
        found.append(FreeText(posology.text, at, whole=True))
    for number, step in enumerate(posology.steps):
        at = f"dosageInstruction[{number}]"
        if step.text is not None:
            found.append(FreeText(step.text, f"{at}.text", whole=True))
        if step.as_needed_reason is not None:
            found.append(FreeText(step.as_needed_reason, f"{at}.asNeededCodeableConcept.text"))
        found += [
            FreeText(each, f"{at}.additionalInstruction[{place}].text")
            for place, each in enumerate(step.instructions)
        ]
    return tuple(found)


def lint(
    posology: Posology, beside: Sequence[FreeText] = (), names: Names | None = None,
    line: Held | None = None,
) -> tuple[TextConcern, ...]:  # fmt: skip
    """What the free texts of a posology, and those beside it, say against its structure.

    `line` is what the line holds beside its posology, None when nobody says. `names` is what it
    prescribes, None when nobody knows every name of it: a drug named in a text is then not
    compared. Texts above the reader's limit are cut: nothing beyond is judged.
    """
    found: list[TextConcern] = []
    held = posology
    if not posology.steps and (beside or line is not None):
        held = read((posology.text or "")[:MAX_LENGTH]).posology or posology
    for text in texts_of(posology):
        found += _of_text(text, posology, names)
        found += _of_length(text, posology, line)
    for text in beside:
        found += _of_text(text, held, names)
        found += _of_length(text, held, line)
    found += _of_posology(held, line)
    return tuple(dict.fromkeys(found))


def _of_length(free: FreeText, posology: Posology, line: Held | None) -> list[TextConcern]:
    """Renewals and lengths in words against those of the line."""
    if line is None:
        return []
    why = lasting.told_otherwise(tokens_of(free.text[:MAX_LENGTH]), posology, line)
    if why is None:
        return []
    message = f"Le texte libre «\u202f{_short(free.text)}\u202f» {why}"
    return [TextConcern(Concern.CONTRADICTS, free.text, free.at, message)]


def _of_posology(posology: Posology, line: Held | None) -> list[TextConcern]:
    """The structured length of the posology against that of the line."""
    why = None if line is None else lasting.longer(posology, line)
    at = "dosageInstruction[0]"
    return [] if why is None else [TextConcern(Concern.CONTRADICTS, "", at, why)]


def worries(text: str, names: Names) -> str | None:
    """Why a text that stands beside no line worries: it stops a treatment or prescribes a drug."""
    tokens = tokens_of(text[:MAX_LENGTH])
    why = cancelling.stops(tokens) or naming.other_drug(text, names)
    return None if why is None else f"Le texte libre «\u202f{_short(text)}\u202f» {why}"


def _of_text(free: FreeText, posology: Posology, names: Names | None) -> list[TextConcern]:
    text = free.text[:MAX_LENGTH]
    if free.whole and posology.steps and contradicting.same(text, posology):
        return []  # Its own parts, which hold all its words, are read one by one.
    tokens = tokens_of(text)
    said: list[tuple[Concern, str | None]] = [
        (Concern.STOPS, cancelling.stops(tokens)),
    ]
    repeats = _repeats(tokens)
    body = text[tokens[repeats - 1].end :].lstrip(" *:") if repeats else text
    if names is not None:
        said.append((Concern.OTHER_DRUG, naming.other_drug(body, names)))
    if posology.steps and (free.whole or repeats):
        taken = naming.after_the_name(body)
        differs = contradicting.against(taken, posology)
        said.append((Concern.CONTRADICTS, differs))
        hidden = None if differs else contradicting.hidden(taken, posology)
        said.append((Concern.HIDES_A_DOSE, hidden))
        if hidden or not contradicting.in_stages(posology):
            said.append((Concern.CHANGES, cancelling.changes(tokens)))
    elif not free.whole:
        said.append((Concern.HIDES_A_DOSE, contradicting.hidden(text, posology, given=True)))
        said.append((Concern.CHANGES, cancelling.changes(tokens)))
    quoted = f"Le texte libre «\u202f{_short(text)}\u202f»"
    return [
        TextConcern(concern, free.text, free.at, f"{quoted} {why}")
        for concern, why in said
        if why is not None
    ]


def _repeats(tokens: Sequence[Token]) -> int:
    """The place after « Prescription textuelle : », said once or twice; 0 when it is not there."""
    words = [at for at, token in enumerate(tokens) if token.is_word]
    end = 0
    while tuple(tokens[at].text for at in words[:2]) == _WHOLE:
        end, words = words[1] + 1, words[2:]
    return end


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= 80 else f"{said[:79]}…"
