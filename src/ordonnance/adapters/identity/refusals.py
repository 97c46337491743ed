"""Why a token is refused: one stable code each, never the token nor what it says."""

from enum import StrEnum


class TokenFault(StrEnum):
    """Codes of refusal at sign-in; the catalogue of errors gives their French sentences."""

    TOKEN_MISSING = "TOKEN_MISSING"
    TOKEN_MALFORMED = "TOKEN_MALFORMED"
    TOKEN_SIGNATURE = "TOKEN_SIGNATURE"
    TOKEN_ISSUER = "TOKEN_ISSUER"
    TOKEN_AUDIENCE = "TOKEN_AUDIENCE"
    TOKEN_EXPIRED = "TOKEN_EXPIRED"
    TOKEN_LIFETIME = "TOKEN_LIFETIME"
    TOKEN_CLAIMS = "TOKEN_CLAIMS"
    PLACE_REQUIRED = "PLACE_REQUIRED"
    PLACE_UNKNOWN = "PLACE_UNKNOWN"


class TokenRefused(Exception):
    """The caller is not known. `detail` names a claim or a rule, never a value."""

    def __init__(self, code: TokenFault, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
