"""Who runs the base, in a browser: a link used once, then a session that is nobody's.

An operator is no health professional and no patient: there is no `Caller` in this session, so that
no act of care can be asked with it. The link proves the keys folder: only whoever may read the keys
can make one, and they may read everything already. It is used once, within LINK_LIFE.
"""

import base64
import binascii
import hmac
import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.keys.cabinet import OPERATOR_MARK_BYTES
from ordonnance.bootstrap.session_secrets import SECRET, as_text, drawn, form_token, same
from ordonnance.domain.errors import Refusal
from ordonnance.settings import Settings
from ordonnance.usecases.ports import Sessions

LINK_LIFE = timedelta(minutes=10)
SESSION_LIFE = timedelta(hours=8)
"""Longest session of an operator; left alone, it ends as those of other people do."""

DEMONSTRATION = "Administratrice DÉMO"
"""Who enters with one click, in a demonstration."""

DUTY = re.compile(r"[^\W_][\w '’-]{1,31}")
"""What an operator is called: a duty (« astreinte »), not somebody's name."""

_NONCE_BYTES, _END_BYTES = 9, 5
_HELD_UNDER = "operator "

_log = structlog.get_logger("ordonnance")


class DutyInvalid(ValueError):
    """A duty is 2 to 32 letters, digits, spaces, apostrophes or hyphens."""


def link_code(cabinet: KeyCabinet, duty: str, now: datetime) -> str:
    """What lets an operator in once, until LINK_LIFE after `now`. Raises DutyInvalid."""
    if not DUTY.fullmatch(duty):
        raise DutyInvalid
    ends = int((now + LINK_LIFE).timestamp()).to_bytes(_END_BYTES, "big")
    said = ends + secrets.token_bytes(_NONCE_BYTES) + duty.encode()
    return as_text(cabinet.operator_mark(said) + said)


@dataclass(frozen=True, slots=True)
class Operator:
    """One session of an operator: which duty, until when."""

    duty: str
    ends_at: datetime
    secret: str = field(repr=False)

    @property
    def form_token(self) -> str:
        """What each form of this session carries: another site cannot know it."""
        return form_token(self.secret, b"operator form")

    def sent_by_us(self, token: str) -> bool:
        """True for a form that this session was given."""
        return same(token, self.form_token)


class Operators:
    """Lets operators in and finds their sessions again. `idle`: how long one may rest."""

    def __init__(
        self,
        sessions: Sessions,
        cabinet: KeyCabinet,
        clock: Callable[[], datetime],
        idle: timedelta,
        *,
        demonstration: bool,
    ) -> None:
        self._sessions = sessions
        self._cabinet = cabinet
        self._clock = clock
        self._idle = idle
        self._demonstration = demonstration

    async def enter(self, code: str) -> Operator:
        """A session for whoever brings that code, the first time. Raises OPERATOR_LINK."""
        ends, duty = self._read(code)
        if ends <= self._clock():
            raise _refused("link too old", duty)
        if not await self._sessions.once(code, self._clock(), ends):
            raise _refused("link used already", duty)
        return await self._begin(duty)

    async def enter_demonstration(self) -> Operator:
        """A session without a link. Raises DEMO_ONLY on any base that is no demonstration."""
        if not self._demonstration:
            raise Refusal.of("DEMO_ONLY")
        return await self._begin(DEMONSTRATION)

    async def resume(self, secret: str) -> Operator | None:
        """The session of that cookie; None when it is over, idle for too long, or never was."""
        if not SECRET.fullmatch(secret):
            return None
        held = await self._sessions.seen(_HELD_UNDER + secret, self._clock(), self._idle)
        if held is None:
            return None
        kept: dict[str, Any] = json.loads(held)
        return Operator(kept["duty"], datetime.fromtimestamp(kept["ends"], UTC), secret)

    async def end(self, operator: Operator) -> None:
        """End that session."""
        await self._sessions.end(_HELD_UNDER + operator.secret)

    async def _begin(self, duty: str) -> Operator:
        now, secret = self._clock(), drawn()
        ends = (now + SESSION_LIFE).replace(microsecond=0)
        held = json.dumps({"duty": duty, "ends": int(ends.timestamp())}).encode()
        # Under a name of its own: a person's cookie never finds it, nor this one theirs.
        await self._sessions.begin(_HELD_UNDER + secret, held, now, ends)
        _log.info("operator entered", duty=duty)
        return Operator(duty, ends, secret)

    def _read(self, code: str) -> tuple[datetime, str]:
        """Until when a code of ours lets in, and whom."""
        try:
            whole = _bytes(code)
            mark, said = whole[:OPERATOR_MARK_BYTES], whole[OPERATOR_MARK_BYTES:]
            known = hmac.compare_digest(mark, self._cabinet.operator_mark(said))
            ends = datetime.fromtimestamp(int.from_bytes(said[:_END_BYTES], "big"), UTC)
            # One text for one code: « used once » is remembered by its text.
            if not known or as_text(whole) != code:
                raise _refused("no link of ours")
            return ends, said[_END_BYTES + _NONCE_BYTES :].decode()
        except (binascii.Error, ValueError, OverflowError, OSError) as error:
            raise _refused("no link of ours") from error


def _refused(reason: str, duty: str | None = None) -> Refusal:
    """The refusal, told to the logs; the duty is known of a link of ours only."""
    _log.warning("operator refused", reason=reason, duty=duty)
    return Refusal.of("OPERATOR_LINK")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def made_link(settings: Settings, data: Path, duty: str) -> str:
    """The code of a new link to the base of `data`. Raises KeysUnavailable, DutyInvalid."""
    folder = settings.keys_folder or keys_folder_beside(data)
    cabinet = KeyCabinet.load(os.environ if settings.keys_in_environment else folder)
    return link_code(cabinet, duty, SystemClock().now())
