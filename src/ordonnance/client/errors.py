"""How a call can fail: the base says no, or no base answers.

Texts of exceptions hold codes and addresses only, never a number, a token or a person.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusedIssue:
    """One issue of a refusal; `rule` and `line` are given when it is a finding of the law.

    `at` is the FHIRPath of the place; `message` and `do` are French sentences.
    """

    code: str
    message: str
    do: str
    at: str | None = None
    rule: str | None = None
    line: int | None = None


class Refused(Exception):
    """The base refuses: a stable code, why, what to do, where, and the HTTP status.

    `issues` are all issues in order, `findings` those of the law.
    """

    def __init__(
        self,
        code: str,
        message: str,
        do: str,
        at: str | None = None,
        status: int = 422,
        issues: tuple[RefusedIssue, ...] = (),
        findings: tuple[RefusedIssue, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.do = do
        self.at = at
        self.status = status
        self.issues = issues
        self.findings = findings


class Unreachable(Exception):
    """No base answers at `url`, or what answers is not one; `reason` is a French sentence."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class AddressInvalid(ValueError):
    """The address of the base cannot be used; `reason` is a French sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
