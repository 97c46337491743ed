"""The ports together, as the acts receive them."""

from dataclasses import dataclass

from ordonnance.usecases.drug_facts import MOST_DAYS
from ordonnance.usecases.ports.base import Base
from ordonnance.usecases.ports.census import Census
from ordonnance.usecases.ports.coverage import CoverageIndex
from ordonnance.usecases.ports.outside import (
    Clock,
    Drugs,
    Interactions,
    Numbering,
    Openings,
    Reader,
    Sealer,
)
from ordonnance.usecases.ports.registers import Registers
from ordonnance.usecases.ports.stock import SecuredStock


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything an act may touch. `demonstration` marks the sheets SPÉCIMEN.

    `facts_days` is the age, in days, beyond which drug facts are told to be old.
    """

    base: Base
    coverage: CoverageIndex
    clock: Clock
    drugs: Drugs
    interactions: Interactions
    reader: Reader
    sealer: Sealer
    numbering: Numbering
    openings: Openings
    registers: Registers
    stock: SecuredStock
    census: Census
    demonstration: bool = False
    running: bool = False
    """The base compares with what else the patient takes, for the interactions."""
    facts_days: int = MOST_DAYS
    unopened_slot: float = 0.0
    """Seconds whose whole multiples a number that opens nothing waits for; 0: none."""
