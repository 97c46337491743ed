"""A regulation centre (SAMU, SAS) as its administrator describes it: where, and who regulates."""

from dataclasses import dataclass, field

MOST_REGULATORS = 2_000


@dataclass(frozen=True, slots=True)
class RegulationCentre:
    """`department` is that of its pharmacies (69, 2A, 974); `regulators` are RPPS numbers."""

    name: str
    department: str
    finess: str | None = None
    regulators: tuple[str, ...] = field(default=(), repr=False)
