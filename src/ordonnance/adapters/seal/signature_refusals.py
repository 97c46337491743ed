"""Why a prescriber's signature is refused: a stable code, a French reason, never its content."""

from enum import StrEnum


class SignatureFault(StrEnum):
    """Codes of refusal of a prescriber's signature."""

    SIGNATURE_MALFORMED = "SIGNATURE_MALFORMED"
    SIGNATURE_ALGORITHM = "SIGNATURE_ALGORITHM"
    SIGNATURE_CHAIN = "SIGNATURE_CHAIN"
    SIGNATURE_VALIDITY = "SIGNATURE_VALIDITY"
    SIGNATURE_USAGE = "SIGNATURE_USAGE"
    SIGNATURE_SIGNER = "SIGNATURE_SIGNER"
    SIGNATURE_WRONG = "SIGNATURE_WRONG"

    @property
    def reason(self) -> str:
        """The reason as part of a French sentence."""
        return _REASONS[self]


_REASONS: dict[SignatureFault, str] = {
    SignatureFault.SIGNATURE_MALFORMED: "l'enveloppe JWS n'est pas lisible",
    SignatureFault.SIGNATURE_ALGORITHM: "l'algorithme n'est pas admis ou ne va pas avec la clé",
    SignatureFault.SIGNATURE_CHAIN: "le certificat n'est pas rattaché à une autorité reconnue",
    SignatureFault.SIGNATURE_VALIDITY: "un certificat n'est pas valable à cette date",
    SignatureFault.SIGNATURE_USAGE: "le certificat n'est pas fait pour signer",
    SignatureFault.SIGNATURE_SIGNER: "le certificat ne nomme pas un professionnel par son RPPS",
    SignatureFault.SIGNATURE_WRONG: "la signature ne correspond pas au document",
}


class SignatureRefused(Exception):
    """The signature is not accepted. `detail` is for developers and quotes nothing received."""

    def __init__(self, code: SignatureFault, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

    @property
    def reason(self) -> str:
        """The French reason, for the sentence of SIGNATURE_INVALID."""
        return self.code.reason
