"""The extraction of the mailboxes: 31 columns between bars, read by name, as it is published.

An address on several rows keeps each of its holders and places. A row without a readable address,
or of an unknown type, is refused and counted.
"""

import re

from ordonnance.adapters.directory.building import Builder, EntryRow
from ordonnance.adapters.directory.columns import table
from ordonnance.adapters.directory.lines import Lines
from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.domain.directory import MailboxType, PlaceKind, department_of
from ordonnance.domain.ids import InvalidId
from ordonnance.domain.mssante import MssAddress, domain_name

COLUMNS = (
    ("Type de BAL",), ("Adresse BAL",), ("Type Identifiant PP",), ("Identifiant PP",),
    ("Type identifiant structure",), ("Identification Structure",), ("Service de rattachement",),
    ("Civilité d'exercice",), ("Nom d'exercice",), ("Prénom d'exercice",), ("Code Profession",),
    ("Libellé Profession",), ("Code savoir-faire",), ("Libellé savoir-faire",),
    ("Dématérialisation",), ("Raison Sociale structure BAL",),
    ("Enseigne commerciale structure BAL",), ("L2COMPLEMENTLOCALISATION",), ("L4NUMEROVOIE",),
    ("L4COMPLEMENTNUMEROVOIE",), ("NL4TYPEVOIE",), ("L4LIBELLEVOIE",), ("L6LIGNEACHEMINEMENT",),
    ("Code postal",),
)  # fmt: skip

_TYPES = frozenset(each.value for each in MailboxType)
_PERSON, _OTHER = MailboxType.PERSON.value, PlaceKind.OTHER.value
_LOCAL = re.compile(r"[a-z0-9_'&+=~-]+(?:\.[a-z0-9_'&+=~-]+)*")
_FINESS = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{7}")
_TOWN = re.compile(r"^\d{5}\s+|\s+CEDEX.*$")
_PAPERLESS = {"O": 1, "N": 0}


class MailboxReader:
    """Reads the rows of one extraction into a version under way."""

    def __init__(self, builder: Builder, tally: FileTally) -> None:
        self._builder = builder
        self._tally = tally
        self._domains: dict[str, str | None] = {}

    def read(self, lines: Lines) -> None:
        """Every row. Raises DirectoryRefused as `columns.table`."""
        for number, cells in table(lines, COLUMNS, self._tally):
            box, typed = cells[0].upper(), cells[1]
            if box not in _TYPES:
                self._tally.refuse(f"type de boîte inconnu : {box[:10]}", number)
                continue
            address = self._address(typed)
            if address is None:
                self._tally.refuse("adresse illisible", number)
                continue
            if address != typed:
                self._tally.repair("adresse mise en minuscules", number)
            if not self._builder.mailbox(self._row(address, box, cells, number)):
                self._tally.repair("ligne écrite deux fois, gardée une fois", number)

    def _row(self, address: str, box: str, cells: list[str], number: int) -> EntryRow:
        (_, _, person_type, person, _, _, service, title, family, given, profession,
         profession_label, skill, skill_label, paperless, *_) = cells  # fmt: skip
        self._builder.label(profession, profession_label)
        self._builder.label(skill, skill_label)
        rpps = person if person_type == "8" and len(person) == 11 else None
        if box == _PERSON and rpps is None:
            self._tally.repair("boîte personnelle sans RPPS, gardée", number)
        return (address, box, self._place(cells, number), service, _PAPERLESS.get(paperless), rpps,
                title or None, family or None, given or None, profession or None,
                skill or None)  # fmt: skip

    def _place(self, cells: list[str], number: int) -> int | None:
        (kind, key, *_), (name, sign, *address) = cells[4:6], cells[15:]
        finess = self._finess(kind, key, number)
        if finess is not None:
            known = self._builder.known(finess)
            if known is not None:
                return known
        if not key and not name and not sign:
            return None
        complement, figure, again, way, street, town, postcode = address
        if len(postcode) == 4 and postcode.isdigit():
            postcode = f"0{postcode}"
            self._tally.repair("code postal sans son zéro", number)
        told = " ".join(part for part in (complement, figure, again, way, street) if part)
        return self._builder.place((
            finess or key or f"{name}|{postcode}|{told}", finess, name, sign, told, postcode,
            _TOWN.sub("", town.upper()), department_of(postcode), _OTHER, "", "",
        ))  # fmt: skip

    def _finess(self, kind: str, key: str, number: int) -> str | None:
        """The FINESS number, whatever its prefix (1 for the register, or F)."""
        if kind not in ("1", ""):
            return None
        plain = key.upper()
        if len(plain) == 10 and plain[0] in "1F":
            plain = plain[1:]
            self._tally.repair("FINESS sans son préfixe", number)
        elif len(plain) == 8 and plain.isdigit():
            plain = f"0{plain}"
            self._tally.repair("FINESS sans son zéro", number)
        return plain if _FINESS.fullmatch(plain) else None

    def _address(self, typed: str) -> str | None:
        """The address as it is compared and sent; None when it is not one."""
        local, _, domain = typed.lower().partition("@")
        if domain not in self._domains:
            self._domains[domain] = _domain(domain)
        sent = self._domains[domain]
        if sent is None or len(local) > 64 or not _LOCAL.fullmatch(local):
            return None
        return f"{local}@{sent}"


def _domain(text: str) -> str | None:
    try:
        return MssAddress("a", domain_name(text)).domain
    except InvalidId:
        return None
