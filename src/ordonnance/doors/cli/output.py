"""Standard output and standard error: JSON for programs, French for people."""

import contextlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from ordonnance.domain.french.typography import printed
from ordonnance.doors.cli import asking
from ordonnance.doors.cli.problems import Problem, Trouble

T = TypeVar("T")


def answer(result: T, prose: Callable[[T], str], *, as_json: bool) -> None:
    """The result of a command: as JSON, or as the French text that `prose` makes of it."""
    if as_json:
        say(to_json(result))
    else:
        tell(prose(result))


def tell(text: str) -> None:
    """A French text on standard output, as it is printed; never JSON, nor what is pasted."""
    say(printed(text))


def say(text: str) -> None:
    """One text on standard output."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def line(value: object) -> None:
    """One JSON value on one line, written at once for whoever reads along."""
    import msgspec

    say(msgspec.json.Encoder(decimal_format="number").encode(_plain(value)).decode())
    flush()


def raw(content: bytes) -> None:
    """Bytes on standard output, unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def file(to: str, content: bytes, what: str, *, as_json: bool) -> None:
    """A file written for its owner only, or the bytes alone when `to` is standard output."""
    if to == "-":
        raw(content)
        return
    asking.write(to, content)
    written: dict[str, object] = {"file": to, "bytes": len(content)}
    answer(written, lambda _: f"{what}\u202f: {to}", as_json=as_json)


def embedded(value: object) -> object:
    """FHIR elements as the JSON that they are, to stand inside an answer."""
    import msgspec

    from ordonnance.fhir.codec import encode

    return msgspec.Raw(encode(value))


def flush() -> None:
    """Write what is still held, so that a closed pipe shows now."""
    sys.stdout.flush()


def forget_standard_output() -> None:
    """Keep the interpreter from complaining about a closed pipe when it ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def to_json(value: object) -> str:
    """JSON with two spaces: dates in ISO, decimals as numbers, null where unknown.

    A document (bytes) stands as the JSON that it is.
    """
    import msgspec

    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(_plain(value)), indent=2).decode()


def _plain(value: object) -> object:
    import msgspec

    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return msgspec.Raw(value) if isinstance(value, bytes) else value


def problem(problem: Problem, *, as_json: bool) -> None:
    """A problem: `{"error": …}` on standard output, or French on standard error."""
    if as_json:
        say(to_json(error_object(problem)))
    else:
        sys.stdout.flush()
        sys.stderr.write(printed(_prose(problem)))


def error_object(problem: Problem) -> dict[str, object]:
    """`{"error": {code, message, do, at}}`; several issues and findings follow beside `at`."""
    first = problem.first
    error = _issue(first)
    issues = [trouble for trouble in problem.troubles if trouble.rule is None]
    if len(issues) > 1:
        error["issues"] = [_issue(trouble) for trouble in issues]
    if problem.findings:
        error["findings"] = [
            {**_issue(trouble), "rule": trouble.rule, "line": trouble.line}
            for trouble in problem.findings
        ]
    return {"error": error}


def _issue(trouble: Trouble) -> dict[str, object]:
    return {
        "code": trouble.code,
        "message": trouble.message,
        "do": " ".join(trouble.do.split("\n")),
        "at": trouble.at,
    }


def _prose(problem: Problem) -> str:
    from ordonnance.doors.cli.layout import paragraph

    lines: list[str] = []
    for trouble in problem.troubles:
        lines += paragraph(trouble.message)
        if trouble.do:
            # A command to paste follows on lines of its own, which are never cut.
            told, *commands = trouble.do.split("\n")
            lines += paragraph(f"À faire\u202f: {told}", indent=2)
            lines += [f"    {command}" for command in commands]
        if trouble.at:
            lines.append(f"  Où\u202f: {trouble.at}")
        lines.append(f"  ({trouble.rule or trouble.code})")
    lines += _how_to_acknowledge(problem)
    return "\n".join(lines) + "\n"


def _how_to_acknowledge(problem: Problem) -> list[str]:
    if problem.first.code != "ACKNOWLEDGEMENT_REQUIRED" or not problem.findings:
        return []
    named = [f"{t.rule}/{t.line}" if t.line else f"{t.rule}" for t in problem.findings]
    options = " ".join(f"--acknowledge '{name}=MOTIF'" for name in named)
    return ["", f"Pour répondre\u202f: {options}"]
