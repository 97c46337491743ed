"""Lines begun step by step and not in the draft yet: kept beside it, at each change of their form.

They lie on a sheet of their own: what is typed in a form changes no version of the draft, so that
its other pages stay current. A form whose line was added, or that was given up, is remembered by
its id: what a page sends late never brings it back.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from ordonnance.usecases.writing.stages import Stage

MOST_BEGUN: Final = 20
"""Most forms kept for one draft; the oldest ones go."""

MOST_OVER: Final = 60
"""Most ids of forms that are remembered as over."""


@dataclass(frozen=True, slots=True)
class LineForm:
    """What the form of one line holds.

    `line` is the id of the line that is changed, empty for a new one; `label` the medicine that it
    already prescribes; `said` the fields other than the stages; `stages` those of the posology.
    `id` names the form from its first page on, and the line that it adds.
    """

    line: str = ""
    label: str = ""
    cis: str = ""
    medicine: str = ""
    stages: tuple[Stage, ...] = (Stage(),)
    said: dict[str, str] = field(default_factory=dict)
    id: str = ""

    def __repr__(self) -> str:
        return f"LineForm({len(self.stages)} stages)"

    @property
    def begun(self) -> bool:
        """True once something was entered beside the medicine."""
        words = any(self.said.get(name) for name in ("posology", "packs", "renewals"))
        return words or any(not each.is_empty for each in self.stages)


@dataclass(frozen=True, slots=True)
class Begun:
    """The forms begun for one draft, the oldest first, and the ids of those that are over."""

    forms: tuple[LineForm, ...] = ()
    over: tuple[str, ...] = ()

    def of_line(self, line: str) -> LineForm | None:
        """The form that changes that line; for no line, the latest one that adds one."""
        return next((each for each in reversed(self.forms) if each.line == line), None)

    def form(self, id: str) -> LineForm | None:
        """The form with that id."""
        return next((each for each in self.forms if each.id == id), None)

    def with_form(self, form: LineForm) -> "Begun":
        """With that form as it now is; unchanged when it is over."""
        if form.id in self.over:
            return self
        # A line has one form: the one that was opened last.
        others = (
            each for each in self.forms
            if each.id != form.id and not (form.line and each.line == form.line)
        )  # fmt: skip
        return replace(self, forms=(*others, form)[-MOST_BEGUN:])

    def without(self, id: str) -> "Begun":
        """With that form over."""
        over = self.over if id in self.over else (*self.over, id)[-MOST_OVER:]
        return Begun(tuple(each for each in self.forms if each.id != id), over)


NOTHING_BEGUN: Final = Begun()


def forms_down(begun: Begun) -> bytes:
    """The bytes of these forms for the desk."""
    told = {"forms": [asdict(each) for each in begun.forms], "over": begun.over}
    return json.dumps(told, ensure_ascii=False).encode()


def forms_up(content: bytes) -> Begun:
    """The forms of these bytes."""
    held: Mapping[str, Any] = json.loads(content)
    return Begun(tuple(_form(each) for each in held["forms"]), tuple(held["over"]))


def _form(held: Mapping[str, Any]) -> LineForm:
    stages = tuple(
        Stage(**{**each, "weekdays": tuple(each["weekdays"])}) for each in held["stages"]
    )
    return LineForm(**{**held, "stages": stages})
