"""The resources of one European document by address: medicines, people, and what nobody used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, TypeVar

from ordonnance.domain.told import Pointer, ToldMedicine
from ordonnance.fhir.addresses import addresses
from ordonnance.fhir.issues import Issues
from ordonnance.fhir.read.person import read_person
from ordonnance.fhir.read.reading import Index, Reading
from ordonnance.fhir.read.told import Medicines, pointer
from ordonnance.fhir.resources.bundle import Bundle
from ordonnance.fhir.resources.datatypes import DomainResource, Reference
from ordonnance.fhir.resources.european import ToldBundle, ToldMedication
from ordonnance.fhir.systems import Systems

R = TypeVar("R", bound=DomainResource)


@dataclass(slots=True)
class Document:
    """One document being read."""

    reading: Reading
    places: list[tuple[str, Any]]
    by_address: dict[str, tuple[str, Any]]
    medicines: Medicines
    used: set[str] = field(default_factory=set)

    def of(self, kind: type[R]) -> list[tuple[str, R]]:
        """Every resource of that kind with its FHIRPath, in the order of the document."""
        return [(at, each) for at, each in self.places if isinstance(each, kind)]

    def medicine(
        self, reference: Reference, at: str, inside: Sequence[ToldMedication], where: str
    ) -> ToldMedicine | None:
        """The medicine that `reference` designates, inside the resource at `where` or beside."""
        found = self.medicines.find(reference, at, inside, where)
        self.used |= self.medicines.used
        for rank, each in enumerate(inside):
            place = f"{where}.contained[{rank}]"
            if place not in self.medicines.used:
                self._unexpected(place, each)
        return found

    def refuse_unused_inside(self, inside: Sequence[ToldMedication], where: str) -> None:
        """A contained medicine that nothing designates would be dropped: it is refused."""
        for rank, each in enumerate(inside):
            self._unexpected(f"{where}.contained[{rank}]", each)

    def person(self, reference: Reference | None, at: str) -> Pointer | None:
        """Somebody; with what the resource beside says of them when it is there."""
        given = pointer(self.reading, reference, at)
        if given is None or given.address not in self.by_address:
            return given
        place, resource = self.by_address[given.address or ""]
        told = read_person(self.reading, place, resource, self._beside)
        if told is None:
            return None
        self.used.add(place)
        name = given.name or told.name
        if given.value is not None and (given.system, given.value) != (told.system, told.value):
            self.reading.issues.invalid(f"{at}.identifier", "la personne désignée en a un autre")
        return replace(told, name=name, address=given.address)

    def _beside(self, reference: Reference) -> tuple[str, Any] | None:
        """The person or place that a role designates, when it is in the document."""
        found = self.by_address.get(reference.reference or "")
        if found is not None:
            self.used.add(found[0])
        return found

    def refuse_unused(self) -> None:
        """A resource that nothing designates would be dropped in silence: it is refused."""
        for place, resource in self.places:
            if place not in self.used:
                self._unexpected(place, resource)

    def _unexpected(self, place: str, resource: Any) -> None:
        kind = str(type(resource).__struct_config__.tag)
        self.reading.issues.add("RESOURCE_UNEXPECTED", place, type=kind)


def read_document(
    bundle: ToldBundle,
    body: bytes,
    systems: Systems,
    words: Mapping[str, str] | None = None,
) -> Document:
    """The resources of the Bundle by address; two at one address are an issue.

    `words` are French words for coded units and routes, in place of those of the document.
    """
    issues = Issues()
    index = Index(Bundle(type=bundle.type), issues)
    reading = Reading(
        systems,
        issues,
        index,
        lambda: sha256(body).hexdigest(),
        also=(systems.snomed,),
        words=words or {},
    )
    places: list[tuple[str, Any]] = []
    by_address: dict[str, tuple[str, Any]] = {}
    for number, entry in enumerate(bundle.entry):
        place = (f"Bundle.entry[{number}].resource", entry.resource)
        places.append(place)
        kind = str(type(entry.resource).__struct_config__.tag)
        for address in addresses(kind, entry.full_url, entry.resource.id):
            if address in by_address:
                issues.invalid(f"Bundle.entry[{number}]", "deux ressources ont cette adresse")
            by_address[address] = place
    medicines = {a: each for a, each in by_address.items() if isinstance(each[1], ToldMedication)}
    return Document(reading, places, by_address, Medicines(reading, medicines))
