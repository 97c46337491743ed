"""How long what is issued is kept."""

from datetime import date

import pytest

from ordonnance.usecases import issue as acts
from ordonnance.usecases.ports import NewOrdonnance
from tests.builders.counter import CLAMOXYL, of
from tests.builders.platform import a_platform


def test_what_is_kept_ends_five_years_after_the_drafting(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[NewOrdonnance] = []

    def kept(**fields: object) -> NewOrdonnance:
        written.append(NewOrdonnance(**fields))  # type: ignore[arg-type]  # fields of NewOrdonnance
        return written[-1]

    monkeypatch.setattr(acts, "NewOrdonnance", kept)
    a_platform().issue(of(CLAMOXYL, days=12))
    (one,) = written
    drafted = one.established_on
    assert one.closes_on == date(drafted.year + 5, drafted.month, drafted.day)
