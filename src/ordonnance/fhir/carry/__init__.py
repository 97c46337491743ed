"""What a document says beside what the domain holds: found by comparison, kept, written back."""

from ordonnance.fhir.carry.comparison import Difference, differences
from ordonnance.fhir.carry.parts import canonical, carried_parts, written_back

__all__ = ["Difference", "canonical", "carried_parts", "differences", "written_back"]
