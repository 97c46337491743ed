"""Reader of the public drug database (base de données publique des médicaments), official layout.

Tab-separated files, columns of the official notice (version 4, 27/08/2025). The texts come here
already decoded. A row that does not fit names its file and line (`BadDrugFile`); what becomes of
it is for the caller to say: `read_catalogue` is strict and stops there, the import of published
files counts it and goes on. Lines that start with `#` are comments (ours).
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import TypeVar

from ordonnance.adapters.drugs.availability import SHORTAGES, shortage
from ordonnance.adapters.drugs.composition import NATURES, Ingredient, substances
from ordonnance.adapters.drugs.errors import BadDrugFile
from ordonnance.adapters.drugs.packs import units_per_pack
from ordonnance.adapters.drugs.rows import GROUPS, Row
from ordonnance.adapters.drugs.units import PATCH
from ordonnance.domain.drug import (
    Catalogue,
    CatalogueVersion,
    GenericGroup,
    GroupRole,
    HybridGroup,
    Medicine,
    Presentation,
    Substance,
)
from ordonnance.domain.ids import Cip13, Cis, InvalidId
from ordonnance.law.biosimilars import similar_group

SPECIALITIES = "CIS_bdpm.txt"
PACKS = "CIS_CIP_bdpm.txt"
COMPOSITIONS = "CIS_COMPO_bdpm.txt"
CONDITIONS = "CIS_CPD_bdpm.txt"

MAJOR_INTEREST = "CIS_MITM.txt"
ATC = "atc.txt"
BIOSIMILARS = "biosimilar.txt"
HYBRID_GROUPS, HYBRIDS = "fic02grp.txt", "fic03spe.txt"
"""The register of hybrid groups (ANSM): the groups, then their specialities."""

COLUMNS = {
    SHORTAGES: 8,
    SPECIALITIES: 12,
    PACKS: 13,
    COMPOSITIONS: 8,
    CONDITIONS: 2,
    GROUPS: 5,
    MAJOR_INTEREST: 4,
    ATC: 2,
    BIOSIMILARS: 2,
    HYBRID_GROUPS: 4,
    HYBRIDS: 4,
}
OFFICIAL = (SPECIALITIES, PACKS, COMPOSITIONS, CONDITIONS, GROUPS)
MARKETED_SPECIALITY = "Commercialisée"
MARKETED_PACK = "Déclaration de commercialisation"
ACTIVE_PACK = "Présentation active"

_RATE = re.compile(r"\d{1,3} ?%(?: ?; ?\d{1,3} ?%)*")
_PRICE = re.compile(r"\d+,\d{2}")
_ATC = re.compile(r"[A-Z]\d{2}(?:[A-Z]{1,2}(?:\d{2})?)?")


T = TypeVar("T")
Refuse = Callable[[BadDrugFile], None]
Tables = Mapping[str, Iterable[Row]]

UNREADABLE_CONDITION = "condition illisible dans le fichier publié"
"""Stands for a condition whose text is missing: a medicine never loses one silently."""


def read_catalogue(
    texts: Mapping[str, str], *, label: str, source: str, dated: date, demonstration: bool = False
) -> Catalogue:
    """Read a whole set of files, by official name, into one catalogue.

    The five files of `OFFICIAL` are required; the ATC list, the list of medicines of major
    therapeutic interest (for its ATC codes), the biosimilar and the hybrid groups are read when
    present.
    Raises BadDrugFile, or KeyError naming a required file that is absent.
    """
    tables = {name: list(_rows(name, texts[name])) for name in (*OFFICIAL, *_extra(texts))}
    version = CatalogueVersion(label, source, dated, digest(texts), demonstration)
    return assemble(tables, version, _stop)


def _stop(error: BadDrugFile) -> None:
    raise error


def assemble(tables: Tables, version: CatalogueVersion, refuse: Refuse) -> Catalogue:
    """One catalogue from rows of the right size; those that say nothing sure go to `refuse`."""
    known = _specialities(tables[SPECIALITIES], refuse)
    packs, parts, conditions, groups, shortages, similar, hybrid, atc = (
        by_cis(tables.get(name, ()), known, refuse)
        for name in (PACKS, COMPOSITIONS, CONDITIONS, GROUPS, SHORTAGES, BIOSIMILARS, HYBRIDS, ATC)
    )
    hybrid_labels = {row.cells[1]: row.cells[3] for row in tables.get(HYBRID_GROUPS, ())}
    major = by_cis(tables.get(MAJOR_INTEREST, ()), known, refuse)
    medicines = (
        Medicine(
            cis=Cis(cis),
            name=row.cells[1],
            form=row.cells[2],
            routes=(where := _split(row.cells[3])),
            substances=(held := _composition(row.cells[1], parts.get(cis, ()), refuse)),
            conditions=tuple(
                dict.fromkeys(r.cells[1] or UNREADABLE_CONDITION for r in conditions.get(cis, ()))
            ),
            presentations=tuple(
                each_read(
                    partial(_presentation, row.cells[2], is_patch="transdermique" in where),
                    packs.get(cis, ()),
                    refuse,
                )
            ),
            generic_group=_group(each_read(_membership, groups.get(cis, ()), refuse)),
            biosimilar_group=_first([r.cells[1] for r in similar.get(cis, ())])
            or similar_group(row.cells[1], held),
            atc=_last(each_read(_atc, (*major.get(cis, ()), *atc.get(cis, ())), refuse)),
            holder=row.cells[10] or None,
            marketed=row.cells[6] == MARKETED_SPECIALITY,
            shortages=tuple(each_read(shortage, shortages.get(cis, ()), refuse)),
            hybrid_group=_first(
                each_read(partial(_hybrid, hybrid_labels), hybrid.get(cis, ()), refuse)
            ),
        )
        for cis, row in known.items()
    )
    return Catalogue.of(version, medicines)


def each_read(read: Callable[[Row], T], rows: Iterable[Row], refuse: Refuse) -> list[T]:
    """What the rows say, without those that cannot be read."""
    found = []
    for row in rows:
        try:
            found.append(read(row))
        except BadDrugFile as error:
            refuse(error)
    return found


def by_cis(
    rows: Iterable[Row], known: Mapping[str, Row], refuse: Refuse
) -> Mapping[str, list[Row]]:
    """The rows of each known speciality, by its code."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        try:
            if (cis := row.cis) not in known:
                row.wrong("spécialité absente du fichier des spécialités")
        except BadDrugFile as error:
            refuse(error)
        else:
            grouped.setdefault(cis, []).append(row)
    return grouped


def digest(texts: Mapping[str, str]) -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(texts):
        content = texts[name].encode("utf-8")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _extra(texts: Mapping[str, str]) -> tuple[str, ...]:
    known = (SHORTAGES, MAJOR_INTEREST, ATC, BIOSIMILARS, HYBRID_GROUPS, HYBRIDS)
    return tuple(name for name in known if name in texts)


def _rows(name: str, text: str) -> Iterator[Row]:
    """The rows of a file, the number of columns checked."""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        if line.startswith("#"):
            continue
        row = Row(name, number, tuple(cell.strip() for cell in line.split("\t")))
        if len(row.cells) != COLUMNS[name]:
            row.wrong(f"{COLUMNS[name]} colonnes attendues, {len(row.cells)} lues")
        yield row


def _specialities(rows: Iterable[Row], refuse: Refuse) -> dict[str, Row]:
    """The specialities that can be named, in the order of the file."""
    known: dict[str, Row] = {}
    for row in rows:
        try:
            if row.cis in known:
                row.wrong("spécialité en double")
            if not row.cells[1] or not row.cells[2]:
                row.wrong("dénomination ou forme absente")
        except BadDrugFile as error:
            refuse(error)
        else:
            known[row.cis] = row
    return known


@lru_cache(maxsize=1024)
def _split(routes: str) -> tuple[str, ...]:
    return tuple(route.strip() for route in routes.split(";") if route.strip())


def _composition(name: str, rows: Iterable[Row], refuse: Refuse) -> tuple[Substance, ...]:
    """The substances; none when one row is lost: half a composition is that of another drug."""
    whole = list(rows)
    read = each_read(_ingredient, whole, refuse)
    return substances(name, read) if len(read) == len(whole) else ()


def _presentation(form: str, row: Row, is_patch: bool) -> Presentation:
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
    units, unit = _contents(label, form) or (None, None)
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


_contents = lru_cache(maxsize=16_384)(units_per_pack)


def _ingredient(row: Row) -> Ingredient:
    _, element, code, name, dosage, reference, nature, link = row.cells
    if nature not in NATURES:
        row.wrong(f"nature de composant inconnue : {nature}")
    if not name:
        row.wrong("substance sans nom")
    return Ingredient(element, code, name, dosage, reference, nature, link)


def _membership(row: Row) -> GenericGroup:
    try:
        return GenericGroup(row.cells[0], row.cells[1], GroupRole(row.cells[3]))
    except ValueError:
        row.wrong(f"type de générique inconnu : {row.cells[3]}")


def _hybrid(labels: Mapping[str, str], row: Row) -> HybridGroup:
    """R for the reference of the group, H for a hybrid; an unknown group keeps its number."""
    number, _, role, _ = row.cells
    if role not in ("R", "H"):
        row.wrong(f"type d'hybride inconnu : {role[:10]}")
    return HybridGroup(number, labels.get(number) or f"groupe hybride {number}", role == "R")


def _group(found: list[GenericGroup]) -> GenericGroup | None:
    """Its generic group; the one where it only completes the posologies of others comes last."""
    found.sort(key=lambda group: group.role is GroupRole.COMPLEMENTARY)
    return found[0] if found else None


def _first(found: list[T]) -> T | None:
    return found[0] if found else None


def _last(codes: list[str]) -> str | None:
    return codes[-1] if codes else None


def _atc(row: Row) -> str:
    if not _ATC.fullmatch(row.cells[1]):
        row.wrong(f"code ATC illisible : {row.cells[1]}")
    return row.cells[1]
