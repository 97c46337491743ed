"""The changes tried on Python code: each one is a piece of text put in the place of another."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

CHAPTERS = {"Family"}
"""Enumerations that only sort the pages."""

LEFT_ALONE = {"Citation", "field", "dataclass", "lru_cache", "TypeVar", "attrgetter", "compile"}
"""Calls whose figures decide of nothing: a day of reading, the size of a memory, a pattern."""

DAYS_OF_READING = {"READ", "READ_ON"}
"""Constants that say when somebody read a text."""

EXAMPLES = {"met", "breaks", "unsure", "tells"}
"""What builds an example of a rule, after its sentence."""

TOLD_ONLY = {"examples", "citation", "title", "why", "message", "unknown", "remedy", "confidence"}
"""Arguments of a rule that are said or run as tests, and judge nothing."""

_COMPARED: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_COUNTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file: `start` and `end` are bytes; `function` None at module level."""

    file: str
    line: int
    start: int
    end: int
    text: str
    kind: str
    function: str | None

    def applied(self, source: bytes) -> bytes:
        """The whole file, changed."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def shown(self, source: bytes) -> str:
        """What is replaced by what, on one line."""
        before = b" ".join(source[self.start : self.end].split()).decode()
        return f"{before[:90]}  →  {self.text[:90]}"


class _Walker:
    """Goes through one module and yields what may replace each node."""

    def __init__(self, members: Mapping[str, tuple[str, ...]]) -> None:
        self.members = members

    def of(self, node: ast.AST) -> Iterator[tuple[ast.expr, str, str]]:
        """The node to replace, the text, the kind of change."""
        match node:
            case ast.Compare(ops=[op]):
                for other in _COMPARED[type(op)]:
                    yield node, _text(node, ops=[other()]), "comparison"
            case ast.BoolOp(op=op, values=values):
                swapped = ast.Or() if isinstance(op, ast.And) else ast.And()
                yield node, _text(node, op=swapped), "connector"
                for index in range(len(values)):
                    kept = values[:index] + values[index + 1 :]
                    whole = kept[0] if len(kept) == 1 else ast.BoolOp(op, kept)
                    yield node, f"({ast.unparse(whole)})", "condition removed"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield node, f"({ast.unparse(operand)})", "negation removed"
            case ast.If(test=test) | ast.IfExp(test=test):
                yield test, "True", "condition always true"
                yield test, "False", "condition always false"
            case ast.comprehension(ifs=tests):
                for test in tests:
                    yield test, "True", "filter removed"
            case ast.BinOp(op=op) if type(op) in _COUNTED:
                yield node, _text(node, op=_COUNTED[type(op)]()), "operator"
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner in self.members:
                names = () if owner in CHAPTERS else self.members[owner]
                if attr in names and len(names) > 1:
                    other_name = names[(names.index(attr) + 1) % len(names)]
                    yield node, f"{owner}.{other_name}", "other member"
            case ast.Call(func=ast.Name(id=name)):
                yield from self._call(node, name)
            case ast.Constant(value=bool() as value):
                yield node, str(not value), "constant"
            case ast.Constant(value=int() as value):
                yield node, str(value + 1), "constant"
                if value > 0:
                    yield node, str(value - 1), "constant"
            case _:
                return

    def _call(self, node: ast.Call, name: str) -> Iterator[tuple[ast.expr, str, str]]:
        if name in _CALLED:
            yield node.func, _CALLED[name], "function"
        if name == "date":
            figures = [a.value for a in node.args if isinstance(a, ast.Constant)]
            numbers = [value for value in figures if isinstance(value, int)]
            if len(numbers) == 3:
                for days in (-1, 1):
                    moved = date(*numbers) + timedelta(days=days)
                    text = f"date({moved.year}, {moved.month}, {moved.day})"
                    yield node, text, "date by one day"
        if name == "breached" and not node.keywords:
            yield node, "MET", "verdict"


def _text(node: ast.Compare | ast.BoolOp | ast.BinOp, **changes: object) -> str:
    parts = {name: getattr(node, name) for name in node._fields}
    return f"({ast.unparse(type(node)(**{**parts, **changes}))})"


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What is looked at below a node: neither types, nor sentences, nor decorators."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "msg", "cause"):
            continue
        if isinstance(node, ast.Raise) and name == "exc":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr | ast.pattern):
                yield child


def _skipped(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str()), *_]):
            return name in LEFT_ALONE | EXAMPLES
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name in LEFT_ALONE
        case ast.keyword(arg=str() as name):
            return name in TOLD_ONLY
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in DAYS_OF_READING
        case ast.FunctionDef(name=name):
            return name in ("__repr__", "label")
        case _:
            return False


def _walked(node: ast.AST, function: str | None) -> Iterator[tuple[ast.AST, str | None]]:
    if _skipped(node):
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        function = node.name
    yield node, function
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "date":
        return
    for child in _children(node):
        yield from _walked(child, function)


def _named(node: ast.AST) -> set[str]:
    """The names that a node uses, what only examples use left out."""
    if isinstance(node, ast.keyword) and node.arg == "examples":
        return set()
    own = {node.id} if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else set()
    return own.union(*(_named(child) for child in ast.iter_child_nodes(node)))


def _defined(node: ast.stmt) -> set[str]:
    """The names that a statement of a module defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {t.id for t in targets if isinstance(t, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case _:
            return set()


def for_examples_only(module: ast.Module) -> set[ast.stmt]:
    """The private functions and values of a module that nothing but its examples reach."""
    defined = {name: node for node in module.body for name in _defined(node)}
    reached = [
        node
        for node in module.body
        if not _defined(node) or any(not name.startswith("_") for name in _defined(node))
    ]
    seen = set(reached)
    while reached:
        for name in _named(reached.pop()):
            found = defined.get(name)
            if found is not None and found not in seen:
                seen.add(found)
                reached.append(found)
    return set(module.body) - seen


def enum_members(files: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """The members of every enumeration written in the files, by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for path in files:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id in ("StrEnum", "Enum") for base in node.bases
            ):
                targets = [t for line in node.body if isinstance(line, ast.Assign)
                           for t in line.targets]  # fmt: skip
                found[node.name] = tuple(t.id for t in targets if isinstance(t, ast.Name))
    return found


def mutants_of(
    file: str, source: bytes, members: Mapping[str, tuple[str, ...]]
) -> Iterator[Mutant]:
    """Every change of one Python file that still compiles."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    walker = _Walker(members)
    module = ast.parse(source)
    apart = for_examples_only(module)
    module.body = [node for node in module.body if node not in apart]
    for node, function in _walked(module, None):
        for place, text, kind in walker.of(node):
            end_line, end_col = place.end_lineno or place.lineno, place.end_col_offset or 0
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[end_line - 1] + end_col
            made = Mutant(file, place.lineno, start, end, text, kind, function)
            if _compiles(made.applied(source)):
                yield made


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
