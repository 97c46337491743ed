"""A whole case moved in time: every day that it holds, by the same number of days."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from ordonnance.domain.drug import Medicine
from ordonnance.domain.interactions import InteractionSource
from ordonnance.law.case import Case

STILL = (Medicine, InteractionSource)
"""What is known of medicines does not move with a case."""


def moved(case: Case, days: int) -> Case:
    """The same situation, so many days later (earlier below 0); ages stay the same."""
    found = _moved(case, timedelta(days=days))
    assert isinstance(found, Case)
    return found


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, STILL):
        return value
    if isinstance(value, date | datetime):
        return value + by
    if isinstance(value, Mapping):
        return {key: _moved(each, by) for key, each in value.items()}
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_moved(each, by) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        changed = {name: _moved(each, by) for name, each in held.items()}
        return value if changed == held else replace(value, **changed)
    return value
