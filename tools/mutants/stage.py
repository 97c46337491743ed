"""Changes tried in place: every test is loaded once, a child puts another code in a function.

Loading the law and its tests takes seconds, running those that look at a function takes less.
"""

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tools.mutants.edits import Mutant
from tools.mutants.measure import memories
from tools.mutants.trial import OPTIONS

Place = tuple[str, str, int]
"""File, qualified name and line of a function."""


def _own(code: CodeType) -> tuple[object, ...]:
    """What a piece of code does itself, the functions that it defines left out."""
    constants = (each for each in code.co_consts if not isinstance(each, CodeType))
    return code.co_code, code.co_names, [(type(each), each) for each in constants]


def _within(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _is_function(code: CodeType) -> bool:
    """A function or a lambda: neither a class nor a comprehension, which run where they stand."""
    listed = code.co_name.startswith("<") and code.co_name != "<lambda>"
    return bool(code.co_flags & CO_OPTIMIZED) and not listed


def _made_by(code: CodeType) -> list[CodeType]:
    """The functions that a function makes, in whatever it runs."""
    within = _within(code)
    own = [each for each in within if _is_function(each)]
    return own + [made for each in within for made in _made_by(each)]


def changed_functions(before: CodeType, after: CodeType) -> list[tuple[CodeType, CodeType]] | None:
    """The functions that differ, the outer ones first; None when something else does too.

    A function that another one made while modules were loaded is changed as well as its maker.
    """
    if _own(before) != _own(after) or len(_within(before)) != len(_within(after)):
        return None
    found = list[tuple[CodeType, CodeType]]()
    for one, other in zip(_within(before), _within(after), strict=True):
        if one == other:
            continue
        deeper = changed_functions(one, other)
        alone = _is_function(one) and _made_by(one) == _made_by(other)
        if (deeper is None and not alone) or one.co_freevars != other.co_freevars:
            return None
        found += [(one, other)] if _is_function(one) else []
        found += deeper or ()
    return found


def in_place(root: Path, mutant: Mutant) -> list[tuple[CodeType, CodeType]] | None:
    """The functions to change, None when the module must be loaded anew."""
    if not mutant.file.endswith(".py"):
        return None
    path = root / mutant.file
    source = path.read_bytes()
    before, after = (
        compile(text, str(path), "exec", dont_inherit=True)
        for text in (source, mutant.applied(source))
    )
    return changed_functions(before, after)


class Stage:
    """Every test and every function of the program, loaded."""

    def __init__(self, items: Sequence[pytest.Item], files: str) -> None:
        self.items: Mapping[str, pytest.Item] = {each.nodeid: each for each in items}
        self.memories = memories()
        self.failed = False
        self.functions: dict[Place, list[FunctionType]] = defaultdict(list)
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(files):
                self.functions[_place(each.__code__)].append(each)

    def work(
        self, changes: Sequence[tuple[CodeType, CodeType]], tests: Sequence[str]
    ) -> Callable[[], int] | None:
        """The work of a child: change the functions, forget what is remembered, run the tests.

        Raises KeyError when no function to change is among those loaded.
        """
        pairs = [(self.functions.get(_place(one), []), other) for one, other in changes]
        if changes and not any(functions for functions, _ in pairs):
            raise KeyError(_place(changes[0][0]))
        items = [self.items[each] for each in tests if each in self.items]

        def work() -> int:
            for functions, code in pairs:
                for function in functions:
                    function.__code__ = code
            for each in self.memories:
                each.cache_clear()
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    return 1
            return 0

        return work if items else None


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


class _Play:
    """A plugin that loads the tests and runs none: it hands them over."""

    def __init__(self, root: Path, then: Callable[[Stage], None]) -> None:
        self.files = str(root / "src")
        self.then = then
        self.stage: Stage | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        gc.collect()
        self.stage = Stage(session.items, self.files)
        gc.freeze()  # what is loaded stays shared between the children
        self.then(self.stage)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.stage is not None:
            self.stage.failed = True


def on_stage(root: Path, folders: Sequence[str], then: Callable[[Stage], None]) -> None:
    """Load the tests of some folders, and do something with them."""
    os.chdir(root)
    present = [each for each in folders if (root / each).is_dir()]
    code = pytest.main([*OPTIONS, "-s", *present], plugins=[_Play(root, then)])
    if code not in (0, 5):
        raise SystemExit(f"the tests could not be loaded: {code}")
