"""Scenarios of an ordinary day at the counter: open, serve, others who act, sessions, clocks."""

from collections.abc import Iterator

from ordonnance.domain.preserie.rehearsal.codes import Code
from ordonnance.domain.preserie.rehearsal.scenario import (
    Elsewhere,
    Given,
    Order,
    Scenario,
    Sheet,
    Step,
)
from ordonnance.domain.preserie.rehearsal.steps import (
    billed,
    late,
    opened,
    refused,
    served,
    undone,
    unread,
    without_session,
)

_DAY, _TEN_YEARS = 24, 24 * 3652


def _whole(sheet: Sheet) -> frozenset[int]:
    return frozenset(range(1, sheet.lines + 1))


def openings() -> Iterator[Scenario]:
    """Every kind of ordonnance opened: its lines are shown."""
    for rank, sheet in enumerate(Sheet, 1):
        yield Scenario(f"OU-{rank}", f"Ouvrir {sheet.label}", sheet, (opened(),),
                       sources=("GEM-C01",))  # fmt: skip


def servings() -> Iterator[Scenario]:
    """Dispensings of every kind, none of which meets anything."""
    rows: tuple[tuple[str, Sheet, tuple[Step, ...], int, frozenset[int]], ...] = (
        ("Délivrer la première ligne, l’autre non souhaitée", Sheet.TWO,
         (opened(), served(Given(1), Given(2, decline="NOT_WANTED"))), 1, frozenset({1})),
        ("Délivrer deux boîtes sur trois", Sheet.BOXES,
         (opened(), served(Given(1, packs=2))), 1, frozenset({1})),
        ("Délivrer deux boîtes sur trois, puis la dernière", Sheet.BOXES,
         (opened(), served(Given(1, packs=2)), opened(), served()), 2, frozenset({1})),
        ("Délivrer une boîte, trois fois", Sheet.BOXES,
         (opened(), *(served(Given(1, packs=1)) for _ in range(3))), 3, frozenset({1})),
        ("Délivrer deux fois de suite la même ligne\u202f: la seconde est refusée", Sheet.ONE,
         (opened(), served(), refused(Order.SERVE)), 1, frozenset({1})),
        ("Délivrer à nouveau le jour même une ordonnance à renouveler\u202f: refusé",
         Sheet.RENEWABLE, (opened(), served(), refused(Order.SERVE)), 1, frozenset({1, 2})),
        ("Délivrer, annuler, délivrer à nouveau", Sheet.TWO,
         (opened(), served(), undone(), opened(), served()), 1, frozenset({1, 2})),
    )  # fmt: skip
    for rank, sheet in enumerate(Sheet, 1):
        yield _served(f"DE-{rank}", f"Délivrer {sheet.label} comme prescrit", sheet,
                      (opened(), served()), 1, _whole(sheet))  # fmt: skip
    for rank, (title, sheet, steps, kept, lines) in enumerate(rows, len(Sheet) + 1):
        yield _served(f"DE-{rank}", title, sheet, steps, kept, lines)
    yield Scenario("DE-13", "Délivrer puis annuler", Sheet.ONE, (opened(), served(), undone()))
    yield Scenario("DE-14", "Annuler deux fois\u202f: la seconde est refusée", Sheet.TWO,
                   (opened(), served(), undone(), refused(Order.UNDO)))  # fmt: skip


def _served(
    id: str, title: str, sheet: Sheet, steps: tuple[Step, ...], kept: int, lines: frozenset[int]
) -> Scenario:
    return Scenario(id, title, sheet, (*steps, billed()), kept=(kept, kept), lines=lines,
                    scan=False, sources=("GEM-D01",))  # fmt: skip


def with_others() -> Iterator[Scenario]:
    """Somebody else acts before the opening, or between the opening and the dispensing."""
    over = frozenset({Elsewhere.SERVED, Elsewhere.CANCELLED, Elsewhere.REPLACED})
    for rank, elsewhere in enumerate(Elsewhere, 1):
        stopped = elsewhere in over
        left = frozenset({2}) if elsewhere is Elsewhere.SERVED_FIRST else _whole(Sheet.TWO)
        for letter, when, before, between in (
            ("A", "avant l’ouverture", elsewhere, None),
            ("B", "entre l’ouverture et la délivrance", None, elsewhere),
        ):
            last = refused(Order.SERVE, elsewhere=between) if stopped else served(elsewhere=between)
            yield Scenario(
                f"AU-{letter}{rank}",
                f"Délivrer quand {elsewhere.label}, {when}",
                Sheet.TWO,
                (opened(before), last) if stopped else (opened(before), last, billed()),
                kept=(0, 0) if stopped else (1, 1),
                lines=frozenset() if stopped else left,
                scan=None if stopped else False,
                sources=("GEM-C09", "GEM-C10", "GEM-C17"),
            )


def sessions() -> Iterator[Scenario]:
    """The session has ended: told, then everything goes on with a new one."""
    for rank, (title, steps) in enumerate(
        (
            ("Ouvrir quand la session a expiré, puis se reconnecter",
             (without_session(Order.OPEN), opened(), served(), billed())),
            ("Délivrer quand la session a expiré, puis se reconnecter",
             (opened(), without_session(Order.SERVE), served(), billed())),
        ),
        1,
    ):  # fmt: skip
        yield Scenario(f"SE-{rank}", title, Sheet.ONE, steps, kept=(1, 1), lines=frozenset({1}),
                       scan=False, sources=("GEM-Q08",))  # fmt: skip
    yield Scenario(
        "SE-3", "Annuler une délivrance quand la session a expiré, puis se reconnecter", Sheet.ONE,
        (opened(), served(), without_session(Order.UNDO), undone()), sources=("GEM-Q08",),
    )  # fmt: skip


def clocks() -> Iterator[Scenario]:
    """The clock of the workstation is wrong: the day is that of the base."""
    for rank, (hours, said) in enumerate(
        ((_DAY, "avance d’un jour"), (-_DAY, "retarde d’un jour"),
         (_TEN_YEARS, "avance de dix ans"), (-_TEN_YEARS, "retarde de dix ans")), 1,
    ):  # fmt: skip
        yield Scenario(
            f"HO-A{rank}", f"Délivrer quand l’horloge du poste {said}", Sheet.RENEWABLE,
            tuple(late(each, hours) for each in (opened(), served(), billed())),
            kept=(1, 1), lines=frozenset({1, 2}), scan=False,
        )  # fmt: skip
        yield Scenario(
            f"HO-B{rank}", f"Annuler quand l’horloge du poste {said}", Sheet.ONE,
            tuple(late(each, hours) for each in (opened(), served(), undone())),
        )  # fmt: skip


def codes() -> Iterator[Scenario]:
    """Every way in which a code arrives: read, or told as unreadable without asking the base."""
    for rank, code in enumerate(Code, 1):
        if code.opens:
            yield Scenario(
                f"CO-{rank}", f"Lire {code.label}", Sheet.ONE, (opened(), served(), billed()),
                code=code, kept=(1, 1), lines=frozenset({1}), scan=False, sources=("GEM-C01",),
            )  # fmt: skip
        elif code.readable:
            yield Scenario(
                f"CO-{rank}", f"Lire {code.label}", Sheet.ONE,
                (refused(Order.OPEN, "NUMBER_UNKNOWN"),), code=code, sources=("GEM-C14",),
            )  # fmt: skip
        else:
            yield Scenario(
                f"CO-{rank}", f"Ne pas lire {code.label}", Sheet.ONE, (unread(Order.OPEN),),
                code=code, silent=True, sources=("GEM-C15", "GEM-C19"),
            )  # fmt: skip
