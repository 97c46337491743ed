"""Rows of the census of derogatory prescriptions, as tests need them."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.census import (
    CensusEntry,
    CensusFlag,
    CensusRow,
    Centre,
    Molecule,
    Motive,
    Regulator,
)
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.ids import Finess

SAMU = Centre(Finess("590000014"), "SAMU 59 EXEMPLE", "59")
OTHER_SAMU = Centre(Finess("750000016"), "SAMU 75 EXEMPLE", "75")


def an_entry(**changes: Any) -> CensusEntry:
    """A prescription of tramadol for a tooth, sent to a pharmacy on 2 June 2025."""
    entry = CensusEntry(
        date(2025, 6, 2), Circuit.PHARMACY, Box.ORGANISATION, Motive.DENTAL, SAMU,
        Regulator.SAMU, (Molecule.TRAMADOL,), out_of_hours=False,
    )  # fmt: skip
    return replace(entry, **changes)


def a_row(*flags: CensusFlag, id: str | None = None, **changes: Any) -> CensusRow:
    """That prescription as the census gives it, under a new id unless told."""
    return CensusRow(id or secrets.token_hex(16), an_entry(**changes), frozenset(flags))


def a_centre() -> Centre:
    """A centre that nobody else counts for."""
    return replace(SAMU, finess=Finess(f"59{secrets.randbelow(10**7):07d}"))


MANY = tuple(
    a_row(
        *([CensusFlag.BOUNCED] if rank % 11 == 0 else []),
        *([CensusFlag.WITHDRAWN] if rank % 17 == 0 else []),
        id=f"{rank:032x}",
        on=date(2025, 6, 2) + timedelta(rank * 7 % 60),
        circuit=circuit, box=box,
        motive=list(Motive)[(rank * rank) % 9],
        centre=OTHER_SAMU if rank % 13 == 0 else SAMU,
        regulator=list(Regulator)[rank % 5],
        molecules=(Molecule.CODEINE, Molecule.TRAMADOL) if rank % 19 == 0 else (Molecule.TRAMADOL,),
        out_of_hours=rank % 3 == 0,
    )
    for rank in range(200)
    for circuit, box in [
        (Circuit.PHARMACY, Box.ORGANISATION if rank % 4 else Box.PERSON) if rank % 10 < 7
        else (Circuit.CARE_HOME, Box.ORGANISATION) if rank % 10 < 9
        else (Circuit.PATIENT, Box.PATIENT_SPACE)
    ]
)  # fmt: skip
"""Two hundred rows of two centres over nine weeks, of every kind."""
FIRST, LAST = date(2025, 6, 2), date(2025, 7, 31)
