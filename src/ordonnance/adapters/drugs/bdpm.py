"""Reader of the public drug database (base de données publique des médicaments), official layout.

Tab-separated files, columns of the official notice (version 4, 27/08/2025). The texts come here
already decoded. The reading is strict: a row that does not fit names its file and line
(`BadDrugFile`), nothing is dropped nor repaired. Lines that start with `#` are comments (ours).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn

from ordonnance.adapters.drugs.composition import NATURES, Ingredient, substances
from ordonnance.adapters.drugs.errors import BadDrugFile
from ordonnance.adapters.drugs.packs import units_per_pack
from ordonnance.adapters.drugs.units import PATCH
from ordonnance.domain.drug import (
    Catalogue,
    CatalogueVersion,
    GenericGroup,
    GroupRole,
    Medicine,
    Presentation,
)
from ordonnance.domain.ids import Cip13, Cis, InvalidId

SPECIALITIES = "CIS_bdpm.txt"
PACKS = "CIS_CIP_bdpm.txt"
COMPOSITIONS = "CIS_COMPO_bdpm.txt"
CONDITIONS = "CIS_CPD_bdpm.txt"
GROUPS = "CIS_GENER_bdpm.txt"
MAJOR_INTEREST = "CIS_MITM.txt"
ATC = "atc.txt"
BIOSIMILARS = "biosimilar.txt"

COLUMNS = {
    SPECIALITIES: 12,
    PACKS: 13,
    COMPOSITIONS: 8,
    CONDITIONS: 2,
    GROUPS: 5,
    MAJOR_INTEREST: 4,
    ATC: 2,
    BIOSIMILARS: 2,
}
OFFICIAL = (SPECIALITIES, PACKS, COMPOSITIONS, CONDITIONS, GROUPS)
MARKETED_SPECIALITY = "Commercialisée"
MARKETED_PACK = "Déclaration de commercialisation"
ACTIVE_PACK = "Présentation active"

_RATE = re.compile(r"\d{1,3} ?%(?: ?; ?\d{1,3} ?%)*")
_PRICE = re.compile(r"\d+,\d{2}")
_ATC = re.compile(r"[A-Z]\d{2}(?:[A-Z]{1,2}(?:\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row and where it stands."""

    file: str
    line: int
    cells: tuple[str, ...]

    def wrong(self, why: str) -> NoReturn:
        """Refuse the row."""
        raise BadDrugFile(self.file, self.line, why)

    @property
    def cis(self) -> str:
        """The speciality that the row is about, wherever its column is."""
        code = self.cells[2 if self.file == GROUPS else 0]
        try:
            return Cis(code).value
        except InvalidId as error:
            self.wrong(str(error))


def read_catalogue(texts: Mapping[str, str], *, label: str, source: str, dated: date) -> Catalogue:
    """Read a whole set of files, by official name, into one catalogue.

    The five files of `OFFICIAL` are required; the ATC list, the list of medicines of major
    therapeutic interest (for its ATC codes) and the biosimilar groups are read when present.
    Raises BadDrugFile, or KeyError naming a required file that is absent.
    """
    tables = {name: list(_rows(name, texts[name])) for name in (*OFFICIAL, *_extra(texts))}
    known = _by_cis(tables[SPECIALITIES])
    for name in (PACKS, COMPOSITIONS, CONDITIONS, GROUPS):
        for row in tables[name]:
            if row.cis not in known:
                row.wrong("spécialité absente du fichier des spécialités")
    packs, parts = _by_cis(tables[PACKS]), _by_cis(tables[COMPOSITIONS])
    conditions, groups = _by_cis(tables[CONDITIONS]), _by_cis(tables[GROUPS])
    atc = {r.cis: _atc(r) for name in (MAJOR_INTEREST, ATC) for r in tables.get(name, ())}
    similar = {r.cis: r.cells[1] for r in tables.get(BIOSIMILARS, ())}
    medicines = (
        _medicine(
            rows,
            packs.get(cis, []),
            parts.get(cis, []),
            tuple(dict.fromkeys(r.cells[1] for r in conditions.get(cis, ()))),
            _group(groups.get(cis, [])),
            similar.get(cis),
            atc.get(cis),
        )
        for cis, rows in known.items()
    )
    version = CatalogueVersion(label, source, dated, digest(texts))
    return Catalogue.of(version, medicines)


def digest(texts: Mapping[str, str]) -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(texts):
        content = texts[name].encode("utf-8")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _extra(texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in (MAJOR_INTEREST, ATC, BIOSIMILARS) if name in texts)


def _rows(name: str, text: str) -> Iterator[Row]:
    """The rows of a file, the number of columns checked."""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        if line.startswith("#"):
            continue
        row = Row(name, number, tuple(cell.strip() for cell in line.split("\t")))
        if len(row.cells) != COLUMNS[name]:
            row.wrong(f"{COLUMNS[name]} colonnes attendues, {len(row.cells)} lues")
        yield row


def _by_cis(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.cis, []).append(row)
    return grouped


def _medicine(
    rows: list[Row],
    packs: list[Row],
    parts: list[Row],
    conditions: tuple[str, ...],
    group: GenericGroup | None,
    similar: str | None,
    atc: str | None,
) -> Medicine:
    """One speciality from its rows in every file."""
    if len(rows) > 1:
        rows[1].wrong("spécialité en double")
    row = rows[0]
    name, form, routes, marketed, holder = (row.cells[i] for i in (1, 2, 3, 6, 10))
    if not name or not form:
        row.wrong("dénomination ou forme absente")
    where = tuple(route.strip() for route in routes.split(";") if route.strip())
    return Medicine(
        cis=Cis(row.cis),
        name=name,
        form=form,
        routes=where,
        substances=substances(name, [_ingredient(part) for part in parts]),
        conditions=conditions,
        presentations=tuple(_presentation(pack, "transdermique" in where) for pack in packs),
        generic_group=group,
        biosimilar_group=similar,
        atc=atc,
        holder=holder or None,
        marketed=marketed == MARKETED_SPECIALITY,
    )


def _presentation(row: Row, is_patch: bool) -> Presentation:
    """One pack; a transdermal device is called a patch, as people prescribe it."""
    _, cip7, label, status, market, _, code, _, rate, price, *_ = row.cells
    try:
        cip13 = Cip13(code)
    except InvalidId as error:
        row.wrong(str(error))
    if cip7 != cip13.cip7.value:
        row.wrong("le CIP7 n'est pas celui du CIP13")
    if rate and not _RATE.fullmatch(rate):
        row.wrong(f"taux de remboursement illisible : {rate}")
    if price and not _PRICE.fullmatch(price):
        row.wrong(f"prix illisible : {price}")
    units, unit = units_per_pack(label) or (None, None)
    if is_patch and unit is not None and unit.label == "dispositif":
        unit = PATCH
    return Presentation(
        cip13=cip13,
        label=label,
        units=units,
        unit=unit,
        marketed=market == MARKETED_PACK and status == ACTIVE_PACK,
        reimbursement=re.sub(r" ?%", " %", rate) or None,
        price=Decimal(price.replace(",", ".")) if price else None,
    )


def _ingredient(row: Row) -> Ingredient:
    _, element, code, name, dosage, reference, nature, link = row.cells
    if nature not in NATURES:
        row.wrong(f"nature de composant inconnue : {nature}")
    if not name:
        row.wrong("substance sans nom")
    return Ingredient(element, code, name, dosage, reference, nature, link)


def _group(rows: list[Row]) -> GenericGroup | None:
    """Its generic group; the one where it only completes the posologies of others comes last."""
    found = []
    for row in rows:
        try:
            found.append(GenericGroup(row.cells[0], row.cells[1], GroupRole(row.cells[3])))
        except ValueError:
            row.wrong(f"type de générique inconnu : {row.cells[3]}")
    found.sort(key=lambda group: group.role is GroupRole.COMPLEMENTARY)
    return found[0] if found else None


def _atc(row: Row) -> str:
    if not _ATC.fullmatch(row.cells[1]):
        row.wrong(f"code ATC illisible : {row.cells[1]}")
    return row.cells[1]
