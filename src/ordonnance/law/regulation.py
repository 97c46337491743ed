"""How a prescription of the SAMU-SAS leaves under the derogation of 1 March 2025 (SA-01 to SA-13).

The regulators may send tramadol, codeine and dihydrocodeine by secured health mail instead of a
secured ordonnance, until their own software can issue an ordonnance numérique.
"""

from dataclasses import dataclass, field

from ordonnance.domain.circuits import Box, Circuit

__all__ = ["Box", "Circuit", "Regulation"]


@dataclass(frozen=True, slots=True)
class Regulation:
    """What is known of one derogatory sending; None everywhere means that nobody said it."""

    regulator: bool | None = None
    """The author regulates calls of the SAMU, of the SAS or of the dental or evening service."""
    circuit: Circuit | None = None
    box: Box | None = None
    organisation_box: bool | None = None
    """The recipient has an organisational mailbox."""
    given_by_recipient: bool | None = None
    """The address was given during the call (care home), or told to the patient (pharmacy)."""
    space_active: bool | None = None
    """The patient has opened Mon espace santé and gave the address built on their INS."""
    others_impossible: bool | None = None
    """Neither of the first two circuits could be used."""
    reason: str | None = field(default=None, repr=False)
    software_capable: bool | None = None
    """The software of the regulation can issue a secured prescription: the derogation ends."""
    address_elsewhere: bool | None = None
    """The directory ties the address given during the call to another structure (care home)."""
    pharmacist: bool | None = None
    """The author is a prescribing pharmacist of the SAMU-SAS."""
