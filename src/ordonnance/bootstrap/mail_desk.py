"""The queue of secure mail as an operator handles it: shown, cancelled, taken back, tried."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.opening import open_base
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.mail_trials import begin_trial, found_in
from ordonnance.bootstrap.mail_withdrawal import withdrawn
from ordonnance.bootstrap.mailing import Mailing, mailing_of
from ordonnance.bootstrap.owning import app_address
from ordonnance.documents.mail.causes import next_step
from ordonnance.documents.mail.heads import head_of
from ordonnance.documents.mail.parsing import MessageUnreadable
from ordonnance.domain.letters import Letter, LetterState, OpenBox
from ordonnance.settings import Settings
from ordonnance.usecases.mail import posting
from ordonnance.usecases.mail.believing import step_of
from ordonnance.usecases.mail.inbox import state_of
from ordonnance.usecases.mail.sending import send_due
from ordonnance.usecases.mssante import require_trusted
from ordonnance.usecases.ports.letters import Letters

TOKEN_LIFE = timedelta(minutes=2)
"""How long a token given for a trial is held: that of an access token of Pro Santé Connect."""

_LOOK_SECONDS = 0.5
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One line of a history."""

    at: datetime
    event: str
    code: str


@dataclass(frozen=True, slots=True)
class ToldLetter:
    """A letter as it is shown: its Message-ID, never who it is for nor what it is about."""

    id: str
    kind: str
    state: str
    written_at: datetime
    late: bool
    read: bool
    doubts: int
    attempts: int
    code: str
    next_step: str
    history: tuple[ToldStep, ...]


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """A message of a mailbox as an operator may see it: never who sent it nor about whom."""

    id: str
    at: datetime
    size: int
    state: str
    announced: str
    """What it says to carry; empty when its headers cannot be read."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial found, in seconds: taken by the server, back in the mailbox, receipt come.

    None: not in time.
    """

    id: str
    handed: float | None
    arrived: float | None
    receipt: float | None

    @property
    def whole(self) -> bool:
        """True when everything came."""
        return None not in (self.handed, self.arrived, self.receipt)


def told(letter: Letter, now: datetime) -> ToldLetter:
    """The letter as it is shown."""
    return ToldLetter(
        id=letter.id,
        kind=letter.kind.value,
        state=letter.state.value,
        written_at=letter.written_at,
        late=letter.late(now),
        read=letter.read,
        doubts=letter.doubts,
        attempts=letter.attempts,
        code=letter.code,
        next_step=step_of(letter, lambda code, patient: next_step(code, patient=patient)),
        history=tuple(ToldStep(each.at, each.event.value, each.code) for each in letter.history),
    )


@dataclass(frozen=True, slots=True)
class MailDesk:
    """The letters of a base; `mailing` None when ORDONNANCE_MAIL is empty."""

    letters: Letters
    mailing: Mailing | None

    async def queue(self, *, everything: bool) -> tuple[ToldLetter, ...]:
        """What has not arrived, or every letter; the oldest first."""
        wanted = frozenset(
            each
            for each in LetterState
            if everything or each.unsent or each in (LetterState.HANDED, LetterState.BOUNCED)
        )
        now = SystemClock().now()
        return tuple(told(each, now) for each in await self.letters.among(wanted, MOST_LISTED))

    async def show(self, id: str) -> ToldLetter:
        """One letter. Raises Refusal MAIL_UNKNOWN."""
        return told(await posting.known(self.letters, id), SystemClock().now())

    async def cancel(self, id: str) -> ToldLetter:
        """Stop it before it leaves. Raises Refusal MAIL_UNKNOWN, MAIL_LEFT."""
        now = SystemClock().now()
        return told(await posting.cancel(self.letters, id, now), now)

    async def withdraw(self, id: str, reason: str) -> ToldLetter:
        """Take back what left: the letter that says so is on its way. Raises Refusal."""
        now = SystemClock().now()
        return told(await withdrawn(self.letters, self._mailing(), id, reason, now), now)

    async def inbox(self, address: str, token: str | None) -> tuple[ToldMessage, ...]:
        """What waits in a mailbox, the last to arrive first; nothing is marked.

        Raises Refusal (white list), MailTrouble (the mailbox cannot be opened).
        """
        mailing = self._mailing()
        inbox = mailing.inbox(_opened(mailing, address, token))
        listed = await inbox.listed(MOST_LISTED)
        heads = await inbox.heads([each.id for each in listed])
        return tuple(
            ToldMessage(each.id, each.at, each.size, state_of(each).value,
                        _announced(heads.get(each.id, b"")))
            for each in reversed(listed)
        )  # fmt: skip

    async def try_out(self, address: str, token: str | None, seconds: float) -> Tried:
        """A message of a mailbox to itself, and its receipt, within that many seconds.

        It goes through the queue, as any other; a running worker may be the one that sends it.
        Raises Refusal (white list), MailTrouble (the mailbox cannot be opened).
        """
        mailing = self._mailing()
        box = _opened(mailing, address, token)
        return await self._followed(mailing, box, await begin_trial(mailing, box), seconds)

    async def _followed(self, mailing: Mailing, box: OpenBox, id: str, seconds: float) -> Tried:
        """Look at the queue and at the mailbox until all came, or the time is over."""
        began, seen = time.monotonic(), set[str]()
        tried = Tried(id, None, None, None)
        while time.monotonic() - began < seconds:
            await send_due(mailing.room)
            await mailing.follow()
            letter = await posting.known(self.letters, id)
            here = tried.arrived is not None or await found_in(mailing.inbox(box), id, seen)
            past = time.monotonic() - began
            tried = Tried(
                id,
                tried.handed or (None if letter.state.unsent else past),
                tried.arrived or (past if here else None),
                tried.receipt or (past if letter.state is LetterState.DELIVERED else None),
            )
            if tried.whole or letter.state is LetterState.BOUNCED:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        return tried

    def _mailing(self) -> Mailing:
        if self.mailing is None:
            raise OpeningRefused(
                "MAIL_NOT_CONFIGURED",
                "Aucune messagerie n'est configurée.",
                "Indiquer ORDONNANCE_MAIL.",
            )
        return self.mailing


def _opened(mailing: Mailing, address: str, token: str | None) -> OpenBox:
    """The mailbox as it opens: with its certificate, else with the token given.

    Raises Refusal (white list).
    """
    box = str(require_trusted(address, mailing.room.trust.current()))
    if token is None:
        return OpenBox(box)
    # Whose token it is is not known: no other process sends what is tried with it.
    opened = OpenBox(box, f"essai|{uuid4()}")
    mailing.tokens.hold(opened, token, SystemClock().now() + TOKEN_LIFE)
    return opened


def _announced(head: bytes) -> str:
    try:
        return head_of(head).announced.value
    except MessageUnreadable:
        return ""


@asynccontextmanager
async def mail_desk(settings: Settings, data: Path) -> AsyncIterator[MailDesk]:
    """The letters of a base, beside its servers or without them.

    Raises BaseRefused, PostgresUnavailable, KeysUnavailable, OpeningRefused, DirectoryRefused.
    """
    async with app_address(settings, data) as dsn:
        now = SystemClock().now()
        keys = open_keys(settings, data, now, demonstration=False, base_exists=True, rotate=False)
        base = await open_base(dsn, keys.cabinet, pool_size=2)
        try:
            demonstration = base.mark.demonstration
            mailing = mailing_of(settings, data, base.letters, demonstration, base.base.census)
            yield MailDesk(base.letters, mailing.unattended() if mailing else None)
        finally:
            await base.close()
