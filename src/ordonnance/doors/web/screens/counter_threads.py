"""The threads that join two lines of an ordonnance: an interaction, the same substance twice.

A thread is drawn in the margin, from one line to the other; words on both say what it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ordonnance.usecases.foresee import Meeting

SAID: Mapping[str, tuple[str, str]] = {
    "interaction.contraindicated": ("contre-indication", "bloque"),
    "interaction.not_recommended": ("association déconseillée", "attention"),
    "interaction.precaution": ("précaution d’emploi", "information"),
    "interaction.to_consider": ("à prendre en compte", "information"),
    "interaction.local": ("médicament appliqué localement", "information"),
    "substance.duplicate": ("même substance", "attention"),
}
"""By rule: what joins two lines, and the shape of its state. The worst come first."""

MOST_TRACKS = 3
"""Threads drawn side by side; what does not fit is said in words only."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What joins a line to another one."""

    other: int
    named: str
    said: str
    kind: str


@dataclass(slots=True)
class Threads:
    """The threads of one line, and what passes in its margin: (track, part, kind)."""

    words: list[Thread] = field(default_factory=list)
    passing: list[tuple[int, str, str]] = field(default_factory=list)


def threads(
    meetings: Mapping[int, Iterable[Meeting]], names: Mapping[int, str]
) -> Mapping[int, Threads]:
    """By line, in the order of `meetings`; a couple is joined once, by the worst of its rules."""
    lines = list(meetings)
    found = {line: Threads() for line in lines}
    tracks: list[int] = []
    for first, last, rule in sorted(_couples(meetings), key=lambda each: lines.index(each[0])):
        said, kind = SAID[rule]
        found[first].words.append(Thread(last, names[last], said, kind))
        found[last].words.append(Thread(first, names[first], said, kind))
        begin, end = lines.index(first), lines.index(last)
        track = next((t for t, busy in enumerate(tracks) if busy < begin), len(tracks))
        if track >= MOST_TRACKS:
            continue
        tracks[track:track + 1] = [end]  # fmt: skip
        for rank in range(begin, end + 1):
            part = "debut" if rank == begin else "fin" if rank == end else "milieu"
            found[lines[rank]].passing.append((track, part, kind))
    return found


def _couples(meetings: Mapping[int, Iterable[Meeting]]) -> list[tuple[int, int, str]]:
    """Each couple of two lines that are both there, with the worst rule that joins them."""
    order, worst = list(SAID), dict[tuple[int, int], str]()
    for line, met in meetings.items():
        for each in met:
            if each.rule not in SAID or each.other not in meetings or each.other == line:
                continue
            couple = min(line, each.other), max(line, each.other)
            rules = (each.rule, worst.get(couple, each.rule))
            worst[couple] = min(rules, key=order.index)
    return [(*couple, rule) for couple, rule in worst.items()]
