"""One endpoint of the API, as its generated descriptions need it."""

from dataclasses import dataclass

OPERATION_PATH = "$"


@dataclass(frozen=True, slots=True)
class RouteInfo:
    """One endpoint. `name` is that of the operation (`/fhir/$name`), else the FHIR interaction.

    `resource` is the FHIR type that it concerns, None for the whole system or for what is not FHIR.
    `roles` are the roles admitted, empty when no session is asked for or when any will do.
    """

    method: str
    path: str
    name: str
    resource: str | None
    roles: tuple[str, ...]
    summary: str

    @property
    def is_fhir(self) -> bool:
        """True below `/fhir`."""
        return self.path.startswith("/fhir/")

    @property
    def is_operation(self) -> bool:
        """True for `POST /fhir/$name`."""
        return self.path.rpartition("/")[2].startswith(OPERATION_PATH)

    @property
    def id(self) -> str:
        """A name for generated clients, unique per method and path."""
        words = self.path.replace("$", "").replace(".", "/").replace("-", "/").split("/")
        first, *rest = [word for word in (self.method.lower(), *words) if word]
        return first + "".join(word[:1].upper() + word[1:] for word in rest)
