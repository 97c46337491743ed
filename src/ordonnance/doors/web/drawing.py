"""Templates, drawn: values are escaped, a name that does not exist is a fault."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.documents.identities import phone_text
from ordonnance.domain.actors import (
    Assistant,
    Caller,
    FundAgent,
    Professional,
    Representative,
    Role,
)
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.french.dates import long, short
from ordonnance.domain.french.typography import typeset, unbroken
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.forms import TOKEN_FIELD
from ordonnance.doors.web.navigation import current, navigation
from ordonnance.doors.web.static import address_of
from ordonnance.doors.web.words import WORDS
from ordonnance.law.french import number_text, plural

_LOADER = PackageLoader("ordonnance.doors.web")
_ENVIRONMENT = Environment(
    loader=_LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True, auto_reload=False,
)  # fmt: skip


def drawn(template: str, **values: object) -> str:
    """The page of that template."""
    return _ENVIRONMENT.get_template(template).render(**values)


def day(value: date | None) -> str:
    """« 12/03/2026 »; a dash when there is none."""
    return "—" if value is None else short(value)


def instant(value: datetime, zone: str = PARIS) -> str:
    """« 12/03/2026 à 18:42 » where the reader is."""
    return f"{value.astimezone(ZoneInfo(zone)):%d/%m/%Y à %H:%M}"


def figure(value: Decimal | int) -> str:
    """« 2,5 », without useless zeros."""
    return number_text(value)


def counted(value: Decimal | int, one: str) -> str:
    """« 1 boîte », « 2,5 boîtes »: for nouns that take an s."""
    return unbroken(plural(value, one, f"{one}s"))


def number(value: str) -> str:
    """A number in groups, for the eye and the voice."""
    return OrdonnanceNumber(value).grouped


def said(text: str) -> str:
    """A sentence with the apostrophes and spaces of French; figures stay with their nouns."""
    return unbroken(typeset(text))


def dialled(text: str) -> str:
    """What a telephone dials: its digits, and the + that they begin with."""
    return ("+" if text.strip().startswith("+") else "") + "".join(filter(str.isdigit, text))


def person(caller: Caller) -> str:
    """Who is signed in: « Claire EXEMPLE »; their fund or their part where no name is known."""
    actor = caller.actor
    if isinstance(actor, Professional | Assistant):
        return f"{actor.given} {actor.family.upper()}"
    if isinstance(actor, FundAgent):
        return actor.fund
    if isinstance(actor, Representative):
        part = f"pour {whom}" if (whom := actor.represented.name) else caller.role.label.lower()
        return f"{actor.name}, {part}" if actor.name else caller.role.label
    return actor.name or caller.role.label


def at_work(caller: Caller) -> bool:
    """True for whom a code of refusal is of use: not for a patient, nor who represents them."""
    return caller.role not in (Role.PATIENT, Role.REPRESENTATIVE)


def place(caller: Caller) -> str:
    """Where they act: « Cabinet médical Exemple »; empty for who acts nowhere in particular."""
    where = caller.place
    return where.name if where else ""


def token(visitor: SignedIn | None) -> Markup:
    """The hidden field of a form."""
    if visitor is None:
        return Markup()
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        TOKEN_FIELD, visitor.form_token
    )


_ENVIRONMENT.filters.update(
    day=day,
    long_day=long,
    instant=instant,
    counted=counted,
    dialled=dialled,
    phone=phone_text,
    figure=figure,
    number=number,
    said=said,
    file=address_of,
    person=person,
    at_work=at_work,
    place=place,
)
_ENVIRONMENT.globals.update(words=WORDS, navigation=navigation, current=current, token=token)
