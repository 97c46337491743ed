"""Whether a regulation centre is ready, as this base sees it; tries of its mailboxes."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.white_lists import WhiteListStore
from ordonnance.bootstrap.centre_file import demonstration_centre, read_centre
from ordonnance.bootstrap.directory_service import DirectoryService
from ordonnance.bootstrap.mail_trials import own_boxes
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.order_files import order_file
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.centre import RegulationCentre
from ordonnance.domain.errors import Refusal
from ordonnance.law.articles.samu_sas import SINCE
from ordonnance.settings import Settings
from ordonnance.usecases.equipment import Readiness, readiness
from ordonnance.usecases.preparation import Aged, Given, Point, points


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is shown: every point, and what the directory says of the centre."""

    points: tuple[Point, ...]
    readiness: Readiness | None


@dataclass(frozen=True, slots=True)
class Preparation:
    """Where each thing that a centre needs is read. `last`: end of the derogation."""

    data: Path
    directory: DirectoryService
    mailing: Mailing | None
    centre_file: Path | None
    white_list_days: int
    last: date | None
    demonstration: bool

    def centre(self) -> RegulationCentre | None:
        """The centre described, read again. Raises OpeningRefused CENTRE_FILE_INVALID."""
        if self.centre_file is None and self.demonstration:
            return demonstration_centre()
        return read_centre(self.centre_file)

    async def seen(self, centre: RegulationCentre | None, at: datetime) -> Prepared:
        """Every point on that day, and the centre and its département when one is described."""
        today = legal_day(at, PARIS)
        found = None if centre is None else await asyncio.to_thread(self._readiness, centre)
        given = Given(
            self._directory_age(today), await asyncio.to_thread(self._white_list_age, today),
            self.mailing is not None, len(own_boxes(self.mailing)), SINCE, self.last, today, found,
        )  # fmt: skip
        return Prepared(points(given), found)

    async def order_file(
        self, department: str, at: datetime, *, spreadsheet: bool
    ) -> tuple[str, bytes]:
        """Name and bytes of what goes to the order. Raises Refusal DIRECTORY_NOT_IMPORTED."""
        centre = RegulationCentre("", department)
        found = await asyncio.to_thread(self._readiness, centre)
        if found is None:
            raise Refusal.of("DIRECTORY_NOT_IMPORTED")
        return await asyncio.to_thread(
            lambda: order_file(found, at, spreadsheet=spreadsheet, demonstration=self.demonstration)
        )

    def _readiness(self, centre: RegulationCentre) -> Readiness | None:
        current = self.directory.directories.current()
        if current is None:
            return None
        return readiness(*current, centre.department, centre.regulators, centre.finess)

    def _directory_age(self, today: date) -> Aged | None:
        version = self.directory.version()
        if version is None:
            return None
        old = self.directory.old(version, today)
        return Aged(version.dated, version.age(today), old)

    def _white_list_age(self, today: date) -> Aged | None:
        """None of a damaged list too: nothing leaves then either."""
        try:
            found = WhiteListStore(self.data).in_service()
        except DirectoryRefused:
            return None
        if found is None:
            return None
        days = found.age(today)
        return Aged(found.dated, days, days > self.white_list_days)


def preparation_of(
    settings: Settings,
    data: Path,
    directory: DirectoryService,
    mailing: Mailing | None,
    demonstration: bool,
) -> Preparation:
    """That of a base."""
    return Preparation(
        data, directory, mailing, settings.centre, settings.white_list_days,
        settings.derogation_until, demonstration,
    )  # fmt: skip
