"""The drug facts behind an answer: which version they are, and the shortages that stand.

Information only: nothing here ever blocks an act. What is old, or no source for care, says so.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from ordonnance.domain.drug import Catalogue, CatalogueVersion, Medicine, Shortage
from ordonnance.domain.french.packs import counted_words
from ordonnance.domain.interactions import InteractionSource, ThesaurusVersion
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.law.french import date_text, days_text, typographic
from ordonnance.usecases.drug_views import Facts, ShortageView, ThesaurusFacts
from ordonnance.usecases.medicines import equivalents

MOST_DAYS = 62
"""Age beyond which facts are told to be old: the official files change every month."""
_DIGEST = 12

DEMONSTRATION = (
    "Catalogue de démonstration : un choix de spécialités, pas une source pour soigner. Importer "
    "la base de données publique des médicaments."
)


@lru_cache(maxsize=64)
def facts_of(
    version: CatalogueVersion, day: date, *, demonstration: bool, most_days: int = MOST_DAYS,
    thesaurus: ThesaurusVersion | None = None,
) -> Facts:  # fmt: skip
    """The version as answered on `day`; `demonstration`: the base itself is one, nothing to fear.

    Facts are old from the first day after `most_days` days.
    """
    warning = ""
    age = (day - version.dated).days
    if demonstration:
        pass
    elif version.demonstration:
        warning = DEMONSTRATION
    elif age > most_days:
        warning = (
            f"Données sur les médicaments du {date_text(version.dated)}, vieilles de "
            f"{days_text(age)} : importer une publication plus récente."
        )
    return Facts(
        version.label,
        version.source,
        version.dated,
        version.digest[:_DIGEST],
        version.demonstration,
        typographic(warning),
        _thesaurus(thesaurus),
    )


def version_of(source: InteractionSource) -> ThesaurusVersion | None:
    """Which thesaurus is consulted, None when none is."""
    return source.thesaurus.version if source.thesaurus is not None else None


def _thesaurus(version: ThesaurusVersion | None) -> ThesaurusFacts | None:
    if version is None:
        return None
    return ThesaurusFacts(
        version.label, version.source, version.dated, version.digest[:_DIGEST],
        version.demonstration,
    )  # fmt: skip


def shortages_of(
    ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None], catalogue: Catalogue
) -> tuple[ShortageView, ...]:
    """What stands about each line, in their order."""
    return tuple(
        view
        for line in ordonnance.lines
        if (medicine := medicines.get(line.number)) is not None
        for view in _of_line(line, medicine, catalogue)
    )


def _of_line(line: Line, medicine: Medicine, catalogue: Catalogue) -> tuple[ShortageView, ...]:
    if medicine.cis is None:
        return _of_dci(line, catalogue)
    named = line.product.cip13 if line.product else None
    return tuple(
        _view(line, medicine, each)
        for each in medicine.shortages
        if each.stands and (named is None or each.cip13 in (None, named))
    )


def _of_dci(line: Line, catalogue: Catalogue) -> tuple[ShortageView, ...]:
    """A line in DCI is short when every speciality sold for it is; else another may be served."""
    if line.product is None:
        return ()
    sold = [medicine for medicine in equivalents(line, catalogue) if medicine.marketed]
    short = [medicine.shortage_of() for medicine in sold]
    known = [each for each in short if each is not None]
    if not known or len(known) != len(sold):
        return ()
    if len(sold) == 1:
        return (_view(line, sold[0], known[0]),)
    worst = min(known, key=lambda each: each.kind)
    message = (
        f"{line.label} : les {len(sold)} spécialités qui correspondent sont déclarées en rupture, "
        "en tension ou arrêtées."
    )
    return (ShortageView(line.number, line.label, worst.kind.name, typographic(message)),)


def _view(line: Line, medicine: Medicine, each: Shortage) -> ShortageView:
    return ShortageView(
        line.number,
        medicine.name,
        each.kind.name,
        shortage_sentence(medicine, each),
        each.cip13.value if each.cip13 else None,
        each.since,
        each.updated,
        each.link,
    )


def shortage_sentence(medicine: Medicine, each: Shortage) -> str:
    """« EXEMPLE 5 mg, comprimé : tension d’approvisionnement depuis le 25/03/2026... »."""
    text = f"{medicine.name} : {each.kind.label}"
    if each.cip13 is not None:
        pack = medicine.presentation(each.cip13)
        text += f" de la boîte {each.cip13.value}" + (
            f" ({counted_words(pack.label)})" if pack else ""
        )
    if each.since is not None:
        text += f" depuis le {date_text(each.since)}"
    if each.updated is not None and each.updated != each.since:
        text += f", déclaration mise à jour le {date_text(each.updated)}"
    if each.link:
        text += f". Page officielle : {each.link}"
    return typographic(text)
