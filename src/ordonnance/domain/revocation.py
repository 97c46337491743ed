"""What a list of revocation says of a certificate."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Whether a certificate is revoked, as far as the lists at hand tell."""

    NOT_CHECKED = "not-checked"
    """No list of its authority is at hand."""
    GOOD = "good"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Revocation:
    """The standing of a certificate, and the list that tells it.

    `listed`: when that list was made, None without any; `late`: the authority has promised a newer
    one since. `revoked`: from when the certificate is not to be believed.
    """

    standing: Standing = Standing.NOT_CHECKED
    listed: datetime | None = None
    late: bool = False
    revoked: datetime | None = None


NOT_CHECKED = Revocation()
"""Nothing is known of it."""
