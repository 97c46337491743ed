"""The operators of secure mail: which servers keep a mailbox, and how it proves itself there."""

import ssl
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ordonnance.domain.ids import Finess, InvalidId, Siret
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress, domain_name

_TOP = frozenset({"product", "authorities", "revocation", "preserie", "server", "box", "place"})
_SERVER = frozenset({"domains", "smtp", "imap", "reports"})
_BOX = frozenset({"address", "name", "certificate", "key"})
_PLACE = frozenset({"finess", "siret", "address", "name"})
_LONGEST_PRODUCT = 60


class OperatorsInvalid(ValueError):
    """The file of ORDONNANCE_MAIL cannot be used; the reason is French."""


@dataclass(frozen=True, slots=True)
class Host:
    """Where a server listens; STARTTLS is required there (ECO.1.0.1, ECO.1.0.2)."""

    name: str
    port: int

    @classmethod
    def read(cls, text: object) -> "Host":
        """« smtp.exemple.mssante.fr:587 ». Raises OperatorsInvalid."""
        name, _, port = text.rpartition(":") if isinstance(text, str) else ("", "", "")
        if not name or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
            raise OperatorsInvalid("un serveur s’écrit nom:port")
        return cls(name, int(port))


@dataclass(frozen=True, slots=True)
class Server:
    """The servers of one operator. `reports`: other domains from which it says what came back."""

    smtp: Host
    imap: Host
    reports: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Box:
    """An application mailbox: its name shown, and the certificate with which it opens."""

    address: MssAddress
    name: str
    certificate: Path
    key: Path | None

    def __repr__(self) -> str:
        return "Box(•••)"


@dataclass(frozen=True, slots=True)
class PlaceBox:
    """The mailbox of a structure, opened with the certificate of a `Box` of the same address, else
    with the session of somebody who works there."""

    address: MssAddress
    name: str

    def __repr__(self) -> str:
        return "PlaceBox(•••)"


@dataclass(frozen=True, slots=True)
class Operators:
    """What ORDONNANCE_MAIL says. `authorities` are the only ones believed (ECO.1.1.10).

    `places` are the mailboxes of structures, by the key of the structure (`Place.key`): its people,
    and nobody else, read and write there. `preserie` is the box that reminds of questionnaires.
    """

    product: str
    authorities: Path
    revocation: Path | None
    servers: Mapping[str, Server]
    boxes: Mapping[str, Box]
    places: Mapping[str, PlaceBox] = field(default_factory=dict)
    preserie: str | None = None

    def name_of(self, address: str) -> str:
        """The name shown of a mailbox named here; empty for another."""
        boxes = {str(each.address): each.name for each in self.places.values()}
        boxes |= {name: each.name for name, each in self.boxes.items() if each.name}
        return boxes.get(address, "")

    def opened(self, address: MssAddress, person: str) -> OpenBox:
        """A mailbox as it opens for a person: with its certificate when it has one."""
        return OpenBox(str(address), "" if str(address) in self.boxes else person)

    def server_of(self, address: MssAddress) -> Server | None:
        """The servers of the domain of a mailbox."""
        return self.servers.get(address.domain)

    def reporting(self, address: MssAddress) -> frozenset[str]:
        """The domains of the operator of a mailbox, from which alone it reports; none, unknown."""
        server = self.server_of(address)
        if server is None:
            return frozenset()
        held = {domain for domain, each in self.servers.items() if each == server}
        return frozenset({*held, *server.reports, server.smtp.name.casefold()})

    def tls(self, address: MssAddress | None = None) -> ssl.SSLContext:
        """TLS 1.2 or later towards a server, with the certificate of the box when it has one.

        Raises OSError (ssl.SSLError included) when a file cannot be read.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_verify_locations(cafile=str(self.authorities))
        if self.revocation is not None:
            context.load_verify_locations(cafile=str(self.revocation))
            context.verify_flags |= ssl.VerifyFlags.VERIFY_CRL_CHECK_LEAF
        box = self.boxes.get(str(address)) if address is not None else None
        if box is not None:
            context.load_cert_chain(box.certificate, box.key)
        return context


def read_operators(path: Path) -> Operators:
    """Read the file. Raises OperatorsInvalid, with the reason; files named in it are beside it."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OperatorsInvalid("le fichier ne se lit pas (TOML attendu)") from error
    _only(told, _TOP, "le fichier")
    product = told.get("product")
    if not isinstance(product, str) or not 0 < len(product) <= _LONGEST_PRODUCT:
        raise OperatorsInvalid("« product » manque (référence du produit, X-MSS-NIL)")
    folder = path.parent
    operators = Operators(
        product=product,
        authorities=_file(folder, told, "authorities", "le fichier"),
        revocation=_file(folder, told, "revocation", "le fichier")
        if "revocation" in told
        else None,
        servers=dict(_servers(told)),
        boxes=dict(_boxes(folder, told)),
        places=_places(told),
        preserie=str(told["preserie"]) if "preserie" in told else None,
    )
    if operators.preserie is not None and operators.preserie not in operators.boxes:
        raise OperatorsInvalid("« preserie » est l’adresse d’une [[box]] de ce fichier")
    addresses = [each.address for each in operators.boxes.values()]
    addresses += [each.address for each in operators.places.values()]
    if any(each.domain not in operators.servers for each in addresses):
        raise OperatorsInvalid("une boîte est d’un domaine qu’aucun serveur ne tient")
    return operators


def _servers(told: Mapping[str, Any]) -> Iterator[tuple[str, Server]]:
    for each in _tables(told, "server"):
        _only(each, _SERVER, "[[server]]")
        reports = frozenset(_domains(each, "reports"))
        server = Server(Host.read(each.get("smtp")), Host.read(each.get("imap")), reports)
        names = _domains(each, "domains")
        if not names:
            raise OperatorsInvalid("[[server]]\u202f: « domains » manque")
        for name in names:
            yield name, server


def _domains(told: Mapping[str, Any], name: str) -> list[str]:
    """The domains of a member, none without it. Raises OperatorsInvalid."""
    found = told.get(name, [])
    if not isinstance(found, list):
        raise OperatorsInvalid(f"[[server]]\u202f: « {name} » est une liste de domaines")
    try:
        return [domain_name(str(each)) for each in found]
    except InvalidId as error:
        raise OperatorsInvalid(f"[[server]]\u202f: {error.reason}") from error


def _boxes(folder: Path, told: Mapping[str, Any]) -> Iterator[tuple[str, Box]]:
    for each in _tables(told, "box"):
        _only(each, _BOX, "[[box]]")
        try:
            address = MssAddress.parse(str(each.get("address", "")))
        except InvalidId as error:
            raise OperatorsInvalid(f"[[box]]\u202f: {error.reason}") from error
        certificate = _file(folder, each, "certificate", "[[box]]")
        key = _file(folder, each, "key", "[[box]]") if "key" in each else None
        yield str(address), Box(address, str(each.get("name", "")), certificate, key)


def _places(told: Mapping[str, Any]) -> Mapping[str, PlaceBox]:
    found: dict[str, PlaceBox] = {}
    for each in _tables(told, "place"):
        _only(each, _PLACE, "[[place]]")
        try:
            key, address = _structure(each), MssAddress.parse(str(each.get("address", "")))
        except InvalidId as error:
            raise OperatorsInvalid(f"[[place]]\u202f: {error.reason}") from error
        if key in found:
            raise OperatorsInvalid("[[place]]\u202f: une structure a deux boîtes")
        if any(box.address == address for box in found.values()):
            # Each would read what is written to the other.
            raise OperatorsInvalid("[[place]]\u202f: deux structures ont la même boîte")
        found[key] = PlaceBox(address, str(each.get("name", "")))
    return found


def _structure(told: Mapping[str, Any]) -> str:
    """The key of a structure, as `Place.key` writes it. Raises InvalidId, OperatorsInvalid."""
    if ("finess" in told) == ("siret" in told):
        raise OperatorsInvalid("[[place]]\u202f: « finess » ou « siret » désigne la structure")
    if "finess" in told:
        return f"F{Finess.parse(str(told['finess'])).value}"
    return f"C{Siret.parse(str(told['siret'])).value}"


def _tables(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = told.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise OperatorsInvalid(f"[[{name}]] est une liste de tables")
    return found


def _only(told: Mapping[str, Any], names: frozenset[str], where: str) -> None:
    if unknown := sorted(set(told) - names):
        raise OperatorsInvalid(f"{where}\u202f: « {unknown[0]} » n’est pas connu")


def _file(folder: Path, told: Mapping[str, Any], name: str, where: str) -> Path:
    value = told.get(name)
    path = folder / value if isinstance(value, str) and value else None
    if path is None or not path.is_file():
        raise OperatorsInvalid(f"{where}\u202f: « {name} » doit nommer un fichier qui existe")
    return path
