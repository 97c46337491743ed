"""Who is signed in, in a browser, and what the secret of their cookie makes.

It makes three keys: that of the row in the database, that of the token that forms carry against
requests of other sites, and that of the handles which stand for numbers in addresses. Nothing of
these is kept by the base.
"""

import base64
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from ordonnance.bootstrap.held import Held, Token
from ordonnance.bootstrap.session_secrets import as_text, derived, form_token, same
from ordonnance.domain.actors import Caller
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser session: who, until when, and what is derived from its secret."""

    caller: Caller
    ends_at: datetime
    secret: str = field(repr=False)
    held: Held | Token | None = field(default=None, repr=False)

    @property
    def kept(self) -> bytes:
        """What is kept of it."""
        return b"" if self.held is None else self.held.written()

    @property
    def vouched_for(self) -> Held | None:
        """What a provider vouched for; None for a session of a bearer token."""
        return self.held if isinstance(self.held, Held) else None

    @property
    def several(self) -> bool:
        """True for somebody who may act at several places."""
        return self.held is not None and self.held.choice.several

    @property
    def chosen(self) -> bool:
        """True once it is known where they act: until then nothing is done in their name."""
        return self.held is None or self.held.choice.chosen

    @property
    def form_token(self) -> str:
        """What each form of this session carries: another site cannot know it.

        Its second half tells the place where the page was drawn.
        """
        return f"{self._of_session()}.{self._of_place()}"

    def sent_by_us(self, token: str) -> bool:
        """True for a form that this session was given, wherever its person acted then."""
        return same(token.partition(".")[0], self._of_session())

    def sent_from_here(self, token: str) -> bool:
        """True for a form of ours that was drawn where its person acts now."""
        return same(token, self.form_token)

    def _of_session(self) -> str:
        return form_token(self.secret, b"form")

    def _of_place(self) -> str:
        return as_text(derived(self.secret, b"place|" + self.caller.key.encode())[:9])

    def handle(self, number: OrdonnanceNumber) -> str:
        """What stands for a number in the addresses of this session, and says nothing elsewhere."""
        return self.sealed(number.value)

    def number(self, handle: str) -> OrdonnanceNumber | None:
        """The number of a handle; None for one that this session was not given."""
        opened = self.opened(handle)
        try:
            return None if opened is None else OrdonnanceNumber.parse(opened)
        except InvalidNumber:
            return None

    def sealed(self, text: str) -> str:
        """What stands for a text in an address: for this person, in this session."""
        return as_text(self._cipher().encrypt(text.encode(), [self.caller.key.encode()]))

    def opened(self, sealed: str) -> str | None:
        """The text that was sealed; None for what this session never sealed for this person."""
        try:
            return self._cipher().decrypt(_bytes(sealed), [self.caller.key.encode()]).decode()
        except (InvalidTag, ValueError):
            return None

    def _cipher(self) -> AESSIV:
        return AESSIV(derived(self.secret, b"handle"))


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
