"""May a message leave for this address? The one answer of composition, queue and SMTP adapter.

The trust space is closed: outside its white list nothing is secured, so nothing leaves, whoever
asks (no text allows another address: note to SAMU and SAS, 2.2; MSSanté Ref. #1). There is no
option to pass over it, and no list means no sending.
"""

from typing import Protocol

from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import InvalidId
from ordonnance.domain.mssante import MssAddress, WhiteList


class TrustSpace(Protocol):
    """The white list in service, if one was ever imported."""

    def current(self) -> WhiteList | None:
        """The list; who sends takes it once for each message, at the moment of sending."""
        ...


def require_trusted(
    address: str | MssAddress, trusted: WhiteList | None, at: str | None = None
) -> MssAddress:
    """The address, when a message may leave for it; `at` is the place that a refusal names.

    Raises Refusal: MAIL_ADDRESS_INVALID, MAIL_WHITE_LIST_NONE, MAIL_DOMAIN_OUTSIDE, or
    MAIL_PATIENT_ADDRESS (in the domain of patients, what is no matricule).
    """
    if isinstance(address, str):
        try:
            address = MssAddress.parse(address)
        except InvalidId as error:
            raise Refusal.of("MAIL_ADDRESS_INVALID", at, reason=error.reason) from error
    if trusted is None:
        raise Refusal.of("MAIL_WHITE_LIST_NONE", at)
    if address not in trusted:
        raise Refusal.of("MAIL_DOMAIN_OUTSIDE", at)
    if address.is_patient and not address.names_a_matricule:
        raise Refusal.of("MAIL_PATIENT_ADDRESS", at)
    return address
