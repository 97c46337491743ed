"""What `$directory` receives, as typed `Parameters` (see `ordonnance.fhir.inputs`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DirectoryInput:
    """`$directory`: words of a name, a town or a service, and filters; all must hold.

    `kind` is a kind of place, `type` of mailbox, `limit` the most answers wanted. With a single
    pharmacy that publishes no organisational mailbox come the nearest ones that do.
    """

    text: str | None = None
    town: str | None = None
    postcode: str | None = None
    department: str | None = None
    finess: str | None = None
    profession: str | None = None
    kind: str | None = None
    type: str | None = None
    limit: int | None = None
