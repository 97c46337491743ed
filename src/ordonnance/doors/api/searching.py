"""FHIR search of one's own lines: parameters read strictly, a page and its links answered."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from ordonnance.bootstrap.platform import Platform
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.fhir.write import FoundOrdonnance, Links, write_search
from ordonnance.usecases.listing import LARGEST, Mark, Page, Search, search_mine
from ordonnance.usecases.ports import EVERYTHING, Window

PATH = "/fhir/MedicationRequest"
MOST_DATES = 4
"""Conditions on the day taken in one search."""

Given = list[tuple[str, str]]


async def answer_search(platform: Platform, caller: Caller, body: bytes, query: str) -> bytes:
    """The searchset of one page. Raises Refusal SEARCH_PARAMETER, NOT_ALLOWED."""
    given = parse_qsl(f"{query}&{body.decode('ascii', 'replace')}".strip("&"), True)
    page = await search_mine(caller, platform.ports, searched(given))
    found = [FoundOrdonnance(m.item.number, m.item.state, m.bundle) for m in page.mine]
    return write_search(found, platform.systems, links(platform.base_url, given, page))


def searched(given: Given) -> Search:
    """What is asked: `_count` ordonnances, established on `authoredon`, from `_cursor` on."""
    single = [name for name, _ in given if name != "authoredon"]
    count, window, dates = LARGEST, EVERYTHING, 0
    after: Mark | None = None
    for name, value in given:
        if name == "_count" and single.count(name) == 1:
            count = _count(value)
        elif name == "_cursor" and single.count(name) == 1:
            after = mark_of(value)
        elif name == "authoredon" and dates < MOST_DATES:
            window, dates = _narrowed(window, value), dates + 1
        else:
            raise refused(name)
    return Search(count, after, window)


def links(base_url: str, given: Given, page: Page) -> Links:
    """The addresses of this page, of the first and of the next: no number stands in them."""
    asked = [(name, value) for name, value in given if name != "_cursor"]
    at = f"{base_url}{PATH}"
    following = None
    if page.next is not None:
        following = _address(at, [*asked, ("_cursor", cursor_of(page.next))])
    return Links(_address(at, given), _address(at, asked), following, _complete(given, page))


def _complete(given: Given, page: Page) -> bool:
    """True when this page is the whole answer: only then is a total known."""
    return page.next is None and all(name != "_cursor" for name, _ in given)


def _address(at: str, given: Given) -> str:
    return f"{at}?{urlencode(given)}" if given else at


def _count(value: str) -> int:
    if not (value.isascii() and value.isdecimal()) or not 1 <= int(value[:4]) <= LARGEST:
        raise refused("_count")
    return int(value)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def cursor_of(mark: Mark) -> str:
    """Where a page ends, as it stands in an address."""
    return f"{(mark.at - _EPOCH) // _MICROSECOND}.{mark.given}"


def mark_of(value: str) -> Mark:
    """The mark of such an address. Raises SEARCH_PARAMETER."""
    at, _, given = value.partition(".")
    digits = value.isascii() and at.isdecimal() and given.isdecimal()
    if not digits or len(at) > 16 or len(given) > 3:
        raise refused("_cursor")
    return Mark(_EPOCH + int(at) * _MICROSECOND, int(given))


def _narrowed(window: Window, value: str) -> Window:
    """The window with one more condition on the day of establishment, such as `ge2026-11-01`."""
    prefix, text = (value[:2], value[2:]) if value[:2].isalpha() else ("eq", value)
    day = _day(text)
    if prefix not in _CONDITIONS or not _FIRST <= day <= _LAST:
        raise refused("authoredon")
    if prefix == "ne":
        return Window(window.until, window.first, window.last, (*window.without, day))
    first, last = _CONDITIONS[prefix]
    return Window(
        window.until,
        window.first if first is None else max(window.first, day + timedelta(days=first)),
        window.last if last is None else min(window.last, day + timedelta(days=last)),
        window.without,
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise refused("authoredon") from error
    if day.isoformat() != text:
        raise refused("authoredon")
    return day


_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
_CONDITIONS: dict[str, tuple[int | None, int | None]] = {
    "eq": (0, 0),
    "ne": (None, None),
    "ge": (0, None),
    "gt": (1, None),
    "le": (None, 0),
    "lt": (None, -1),
}
"""Days to add to the one given to have the first and the last day wanted; None: no bound."""


def refused(name: str) -> Refusal:
    """The refusal of a search parameter, named as far as it is worth."""
    return Refusal.of("SEARCH_PARAMETER", parameter=name[:40])
