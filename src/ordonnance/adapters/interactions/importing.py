"""The import of the structured thesaurus: read, cleaned, counted, refused when it is not whole."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.adapters.interactions.building import built
from ordonnance.adapters.interactions.errors import InteractionsRefused
from ordonnance.adapters.interactions.published import read_couples, read_json, read_substances
from ordonnance.domain.interactions import (
    Couple,
    Level,
    ListedSubstance,
    Thesaurus,
    ThesaurusVersion,
)
from ordonnance.domain.substance_names import whole_key

LABEL = "Thésaurus des interactions (ANSM)"
SOURCE = "thésaurus publié par l’ANSM, fichier structuré apporté"
MOST_REFUSED_PERCENT = 5
"""Above that share of refused entries, the file is not what it should be."""
FEWEST_PERCENT = 90
"""A new version that keeps fewer of the former couples is held for a truncated one."""
_DATED = re.compile(r"(?<!\d)(\d{2})(\d{2})(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Imported:
    """A version read, not yet kept, and everything that is said of it."""

    thesaurus: Thesaurus
    files: tuple[FileTally, ...]

    def report(self, at: datetime) -> dict[str, object]:
        """Only JSON values."""
        version, couples = self.thesaurus.version, self.thesaurus.couples
        return {
            "label": version.label,
            "source": version.source,
            "dated": version.dated.isoformat(),
            "digest": version.digest,
            "imported_at": at.isoformat(timespec="seconds"),
            "couples": len(couples),
            "by_level": {
                level.value: sum(couple.level is level for couple in couples) for level in Level
            },
            "depends_on_the_case": sum(len(couple.advices) > 1 for couple in couples),
            "substances": len(self.thesaurus.substances),
            "classes": len(_classes(self.thesaurus.substances)),
            "terms_without_substance": _without_substance(self.thesaurus),
            "files": [tally.as_json() for tally in self.files],
        }


def imported(couples: Path, index: Path, dated: date | None = None) -> Imported:
    """Read a thesaurus and its index; `dated` None: the date in the name of the file.

    Raises InteractionsRefused when a file is unreadable, not what it should be, or has no date.
    """
    day = dated or _day_of(couples.name) or _day_of(index.name)
    if day is None:
        raise InteractionsRefused(
            "INTERACTIONS_IMPORT_REFUSED",
            "La date de cette édition du thésaurus n'est pas connue.",
            "La donner avec --dated (2020-10-20).",
        )
    entries, couples_digest = read_json(couples)
    listed, index_digest = read_json(index)
    couples_tally = FileTally(couples.name, couples_digest, "utf-8")
    index_tally = FileTally(index.name, index_digest, "utf-8")
    held = read_couples(entries, couples_tally)
    substances = read_substances(listed, index_tally)
    for tally in (couples_tally, index_tally):
        _require_read(tally)
    digest = hashlib.sha256(f"{couples_digest}\n{index_digest}\n".encode()).hexdigest()
    version = ThesaurusVersion(LABEL, SOURCE, day, digest)
    return Imported(built(version, held, substances), (couples_tally, index_tally))


def require_succession(new: Thesaurus, former: Thesaurus) -> None:
    """Raises InteractionsRefused when too many couples of the former version are gone."""
    kept = len({*_keys(new.couples)} & {*_keys(former.couples)})
    if kept * 100 < len(former.couples) * FEWEST_PERCENT:
        raise InteractionsRefused(
            "INTERACTIONS_IMPORT_REFUSED",
            f"{len(former.couples) - kept} des {len(former.couples)} couples en service manquent "
            "dans ce fichier.",
            "Vérifier qu'il est entier ; si c'est voulu, recommencer avec --accept-fewer.",
        )


def _keys(couples: Iterable[Couple]) -> list[frozenset[str]]:
    return [frozenset((whole_key(each.first), whole_key(each.second))) for each in couples]


def _require_read(tally: FileTally) -> None:
    if tally.kept and tally.refusals * 100 <= tally.read * MOST_REFUSED_PERCENT:
        return
    first = max(tally.refused.items(), key=lambda item: item[1].count, default=None)
    why = f" ({first[0]}, {first[1].examples[0]})" if first else ""
    raise InteractionsRefused(
        "INTERACTIONS_IMPORT_REFUSED",
        f"{tally.name} : {tally.refusals} entrées sur {tally.read} ne se lisent pas{why}.",
        "Vérifier que c'est le fichier structuré du thésaurus, et que l'index vient en second ; "
        "la version précédente reste en service.",
    )


def _day_of(name: str) -> date | None:
    match = _DATED.search(name)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _classes(substances: Iterable[ListedSubstance]) -> set[str]:
    return {whole_key(name) for each in substances for name in each.classes}


def _without_substance(thesaurus: Thesaurus) -> list[str]:
    """Terms of couples that the index names neither as a substance nor as a class."""
    named = _classes(thesaurus.substances)
    named |= {whole_key(each.name) for each in thesaurus.substances}
    terms = {name for each in thesaurus.couples for name in (each.first, each.second)}
    return sorted(term for term in terms if whole_key(term) not in named)
