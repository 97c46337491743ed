"""What the pages of the law share: links, periods, French typography."""

from collections.abc import Iterable
from datetime import date

from ordonnance.law.french import date_text, typographic
from ordonnance.law.register import AnyRule
from tools.pages.markdown import page


def french_page(title: str, lines: Iterable[str]) -> str:
    """A page of Markdown, spaces and apostrophes as French prints them."""
    return typographic(page(title, lines))


def link(rule_id: str, folder: str = "rules/") -> str:
    """The page of a rule."""
    return f"[{rule_id}]({folder}{rule_id}.md)"


def period(rule: AnyRule) -> str:
    """When a version is in force."""
    if rule.since and rule.until:
        return f"du {date_text(rule.since)} au {date_text(rule.until)}"
    if rule.since:
        return f"depuis le {date_text(rule.since)}"
    return f"jusqu’au {date_text(rule.until)}" if rule.until else "en vigueur, début non établi"


def between(since: date | None, until: date | None) -> str:
    """The same of a row of a table."""
    first = date_text(since) if since else None
    last = date_text(until) if until else None
    if first and last:
        return f"du {first} au {last}"
    if first:
        return f"depuis le {first}"
    return f"jusqu’au {last}" if last else "sans date"
