"""The port `Numbering`: numbers derived from the caller and the key by a secret of the base."""

from ordonnance.adapters.keys import KeyCabinet
from ordonnance.domain.number import OrdonnanceNumber


class CabinetNumbering:
    """70 bits of HMAC: unpredictable to others, the same when the same caller asks again."""

    def __init__(self, cabinet: KeyCabinet, scheme: str) -> None:
        self._cabinet = cabinet
        self._scheme = scheme

    def number_for(self, caller: str, key: str, attempt: int) -> OrdonnanceNumber:
        """The number for this caller and key; `attempt` gives another one after a collision."""
        bits = self._cabinet.number_for(caller, key, attempt)
        return OrdonnanceNumber.from_payload(self._scheme, bits)
