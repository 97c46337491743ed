"""What every reader of one document shares: systems, issues, and the resources by address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, ParamSpec, TypeVar

from ordonnance.domain.calendar import PARIS
from ordonnance.domain.ids import InvalidId
from ordonnance.domain.prescription import MOST_LINES
from ordonnance.fhir.addresses import addresses, disagree
from ordonnance.fhir.codec import encode
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.issues import Issues
from ordonnance.fhir.resources.bundle import Bundle, Entered
from ordonnance.fhir.resources.datatypes import Extension, ExtensionPart, Reference
from ordonnance.fhir.systems import Systems

R = TypeVar("R", bound=Entered)
T = TypeVar("T")
P = ParamSpec("P")

KEPT = 4096
"""Parts of documents kept with what they say, per set of systems; the oldest leaves first."""

LARGEST_KEPT = 4096
"""Bytes of the longest part kept."""


@lru_cache(maxsize=8)
def _kept(_systems: Systems) -> dict[tuple[str, str, bytes], Any]:
    return {}


class Place(NamedTuple):
    """A resource of the Bundle and where it stands."""

    at: str
    resource: Entered


class Index:
    """The resources of a Bundle by `fullUrl` and by `Type/id`, and which of them were used."""

    __slots__ = ("_by_address", "_by_kind", "places", "used")

    def __init__(self, bundle: Bundle, issues: Issues) -> None:
        self.places: list[Place] = []
        self.used: set[str] = set()
        self._by_address: dict[str, Place] = {}
        self._by_kind: dict[type, list[Any]] = {}
        for number, entry in enumerate(bundle.entry):
            kind = type(entry.resource)
            place = Place(f"Bundle.entry[{number}].resource", entry.resource)
            self.places.append(place)
            self._by_kind.setdefault(kind, []).append(place)
            if disagree(entry.full_url, entry.resource.id):
                # Said since 23/11/2026: what was issued so before is still read.
                reason = "l'adresse contredit l'id"
                issues.wait("ELEMENT_INVALID", f"Bundle.entry[{number}].fullUrl", reason=reason)
            for address in addresses(kind.__name__, entry.full_url, entry.resource.id):
                if address in self._by_address:
                    issues.invalid(f"Bundle.entry[{number}]", "deux ressources ont cette adresse")
                self._by_address[address] = place

    def of(self, kind: type[R]) -> Sequence[tuple[str, R]]:
        """Every resource of that kind with its FHIRPath, in document order."""
        return self._by_kind.get(kind, ())

    def find(self, address: str) -> Place | None:
        """The resource at that address, or None."""
        return self._by_address.get(address)

    def sibling(self, address: str) -> Place | None:
        """The only entry whose id is that of a `#id` address, or None.

        `#id` names a contained resource; the official examples write it for another entry.
        """
        if not address.startswith("#"):
            return None
        found = [place for place in self.places if place.resource.id == address[1:]]
        return found[0] if len(found) == 1 else None


@dataclass(slots=True)
class Reading:
    """One document being read. `zone` is the prescriber's, known once the prescriber is read.

    `also` are systems admitted for units and routes beside UCUM and EDQM (Europe: SNOMED CT);
    `words` are the French words of coded units and routes of a document in another language.
    """

    systems: Systems
    issues: Issues
    index: Index
    digest: Callable[[], str]
    zone: str = PARIS
    most_lines: int = MOST_LINES
    also: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def extensions(
        self, given: Sequence[Extension | ExtensionPart], context: str, at: str
    ) -> Found:
        """The extensions of an element of that context."""
        return Found.read(given, context, self.systems, at, self.issues)

    def once(self, kind: str, said: object, read: Callable[[], T]) -> T:
        """What `read` makes of `said`, a part of the document; kept when nothing was wrong.

        Thousands of patients are prescribed the same product in the same way: it is read once. To
        the byte, so that « 1.0 » is never answered for « 1 ». `read` depends on nothing but `said`,
        the systems and the zone, and has no effect but issues. What is very long is nobody else's,
        and would fill the memory; what is read with other words or tables is not kept either.
        """
        encoded = encode(said)
        if len(encoded) > LARGEST_KEPT or self.also or self.words:
            return read()
        kept, key = _kept(self.systems), (kind, self.zone, encoded)
        known: T | None = kept.get(key)
        if known is not None:
            return known
        made = read()
        if not self.issues.found:
            kept[key] = made
            if len(kept) > KEPT:
                del kept[next(iter(kept))]
        return made

    def build(self, at: str, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """`make(...)`, or None and an issue when the domain does not accept the parts."""
        try:
            return make(*args, **kwargs)
        except InvalidId as error:
            self.issues.add("IDENTIFIER_INVALID", at, kind=error.kind, reason=error.reason)
        except (ValueError, TypeError) as error:
            self.issues.invalid(at, str(error))
        return None

    def resolve(
        self, reference: Reference | None, at: str, kind: type[R], *, waits: bool = False
    ) -> tuple[str, R] | None:
        """The resource of that kind that `reference` designates; an issue when there is none.

        `waits`: without it, the document can still be read and checked, not issued.
        """
        if reference is None:
            return None
        note = self.issues.wait if waits else self.issues.add
        if reference.extension:
            self.extensions(reference.extension, "none", at)
        if reference.reference is None:
            note("ELEMENT_MISSING", f"{at}.reference", element="reference")
            return None
        place = self.index.find(reference.reference) or self.index.sibling(reference.reference)
        if place is None:
            note("REFERENCE_UNRESOLVED", f"{at}.reference", reference=reference.reference)
            return None
        if reference.type is not None and reference.type != type(place.resource).__name__:
            self.issues.invalid(f"{at}.type", "le type ne correspond pas à la ressource désignée")
        if not isinstance(place.resource, kind):
            reason = f"une ressource {kind.__name__} est attendue à cette adresse"
            note("ELEMENT_INVALID", f"{at}.reference", reason=reason)
            return None
        self.index.used.add(place.at)
        return place.at, place.resource
