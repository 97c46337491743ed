"""One visit of a screen: who, what was sent, and the base."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from ordonnance.bootstrap.operators import Operator
from ordonnance.bootstrap.party_sessions import PartyHere
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import Caller
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.preserie.parties import Party
from ordonnance.doors.api.incoming import KEY_LIMIT
from ordonnance.doors.web import answers
from ordonnance.doors.web.forms import Form
from ordonnance.usecases.access import Act, roles_of
from ordonnance.usecases.acting import Asked

KEY = "cle"
"""The hidden field that holds the key of a page which writes."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a screen receives. `signed_in` is None on the screens that anybody sees."""

    platform: Platform
    request: Request
    signed_in: SignedIn | None
    form: Form
    operator: Operator | None = None
    """Who runs the base, on the administration screens: no caller of any act."""
    here: PartyHere | None = None
    """Who takes part in préséries, on their screens: no caller either."""

    @property
    def session(self) -> SignedIn:
        """The session of a screen that asks for one."""
        if self.signed_in is None:
            raise Refusal.of("TOKEN_MISSING")
        return self.signed_in

    @property
    def party(self) -> Party:
        """The party of a screen of préséries."""
        if self.here is None:
            raise Refusal.of("TOKEN_MISSING")
        return self.here.party

    @property
    def caller(self) -> Caller:
        """Who is signed in, where they act. Raises PLACE_REQUIRED before they said where."""
        if not self.session.chosen:
            raise Refusal.of("PLACE_REQUIRED")
        return self.session.caller

    @property
    def zone(self) -> str:
        """The zone of the clock on the reader's wall: that of their place, else of Paris."""
        place = self.signed_in.caller.place if self.signed_in else None
        return place.zone if place else PARIS

    @property
    def patients_sign_in(self) -> bool:
        """True when patients can sign in here with a code that they were given."""
        sign_in = self.platform.browsing.sign_in
        return sign_in is not None and sign_in.for_patients() is not None

    @property
    def representatives_sign_in(self) -> bool:
        """True when who represents a patient can sign in: also as somebody of the demonstration."""
        return self.patients_sign_in or self.platform.ports.demonstration

    @property
    def records_representatives(self) -> bool:
        """True when this person may record who represents a patient, for somebody to sign in."""
        return self.representatives_sign_in and self.caller.role in roles_of(Act.REPRESENT)

    def path(self, name: str) -> str:
        """A part of the address, such as a handle."""
        return str(self.request.path_params[name])

    def handle(self, number: OrdonnanceNumber) -> str:
        """What stands for that number in the addresses of this session."""
        return self.session.handle(number)

    def number(self) -> OrdonnanceNumber:
        """The number behind the handle of the address. Raises
        ADDRESS_OF_ANOTHER_SESSION."""
        number = self.session.number(self.path("handle"))
        if number is None:
            raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
        return number

    def typed_number(self, text: str) -> OrdonnanceNumber:
        """A number typed or scanned, counted when it is none. Raises NUMBER_INVALID."""
        try:
            return OrdonnanceNumber.parse(text)
        except InvalidNumber as error:
            ports = self.platform.ports
            ports.openings.allowed(self.caller.key, ports.clock.now())
            ports.openings.missed(self.caller.key, ports.clock.now())
            raise Refusal.of("NUMBER_INVALID", reason=error.reason) from error

    def asked(self, number: OrdonnanceNumber) -> Asked:
        """An act of this person on that number, which writes nothing."""
        return Asked(self.caller, number)

    def writing(self, number: OrdonnanceNumber, body: bytes) -> Asked:
        """An act that writes: the key that its page was made with, what makes two the same.

        Raises IDEMPOTENCY_KEY_REQUIRED, ELEMENT_INVALID.
        """
        key = self.form.text(KEY)
        if not key:
            raise Refusal.of("IDEMPOTENCY_KEY_REQUIRED")
        if len(key) > KEY_LIMIT or not key.isprintable():
            raise Refusal.of("ELEMENT_INVALID", KEY, reason="la clé n'est pas de cette page")
        return Asked(self.caller, number, key, body)

    def typed_key(self, subject: str) -> str:
        """The key of what is typed on that page: the same for this person there, in any session."""
        key = self.platform.marks.page_key(f"{self.caller.key}|{subject}")
        return base64.b64encode(key).decode()

    def page(
        self,
        template: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> Response:
        """That page for this person."""
        return answers.page(
            template, self.request, self.signed_in, status, headers, zone=self.zone,
            operator=self.operator, party=self.here, **values,
        )  # fmt: skip


def require_ours(session: SignedIn, token: str, *, anywhere: bool = False) -> None:
    """The form is of this session and, unless `anywhere`, of a page of the place of now.

    Raises Refusal FORM_FOREIGN, PLACE_CHANGED, PERSON_CHANGED.
    """
    if not session.sent_by_us(token):
        raise Refusal.of("FORM_FOREIGN")
    if not (anywhere or session.sent_from_here(token)):
        somewhere = session.caller.place is not None
        raise Refusal.of("PLACE_CHANGED" if somewhere else "PERSON_CHANGED")
