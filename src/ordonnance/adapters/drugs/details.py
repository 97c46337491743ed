"""What is shown of a medicine and decides nothing: opinions, notices, dates, prices in full.

Plain lists by CIS, kept apart from the catalogue: servers never load them.
"""

import html
import re
from collections.abc import Mapping

from ordonnance.adapters.drugs import published
from ordonnance.adapters.drugs.bdpm import PACKS, Refuse, Tables, by_cis, each_read
from ordonnance.adapters.drugs.rows import Row, day_of

Details = dict[str, dict[str, object]]

LEAFLET = "https://base-donnees-publique.medicaments.gouv.fr/medicament/{cis}/extrait"
"""The official page of a speciality."""

_BREAK = re.compile(r"<br ?/?>|</?(?:p|li|ul|div)[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r"""href=["']([^"']+)["']""")


def details(tables: Tables, known: Mapping[str, Row], refuse: Refuse) -> Details:
    """The details of every speciality known."""
    links = {row.cells[0]: row.cells[1] for row in tables.get(published.OPINION_LINKS, ())}
    packs = by_cis(tables[PACKS], known, lambda _: None)
    opinions = {
        name: by_cis(tables.get(name, ()), known, refuse)
        for name in (published.SMR, published.ASMR, published.NOTICES)
    }
    return {
        cis: {
            "authorisation": _authorisation(row),
            "packs": {pack.cells[6]: _pack(pack) for pack in packs.get(cis, ())},
            "smr": each_read(
                lambda r: _opinion(r, links), opinions[published.SMR].get(cis, ()), refuse
            ),
            "asmr": each_read(
                lambda r: _opinion(r, links), opinions[published.ASMR].get(cis, ()), refuse
            ),
            "notices": each_read(_notice, opinions[published.NOTICES].get(cis, ()), refuse),
        }
        for cis, row in known.items()
    }


def plain(text: str) -> str:
    """A text of the official files without its HTML."""
    return " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", text))).split())


def _authorisation(row: Row) -> list[object]:
    """Status, procedure, day (as written), flag of the base, European number, monitoring."""
    cells = row.cells
    return [cells[4], cells[5], cells[7], cells[8], cells[9], cells[11].casefold() == "oui"]


def _pack(row: Row) -> list[str]:
    """Day declared, approval for hospitals, price with the fee, fee, indications reimbursed."""
    return [row.cells[5], row.cells[7], row.cells[10], row.cells[11], plain(row.cells[12])]


def _opinion(row: Row, links: Mapping[str, str]) -> list[object]:
    _, dossier, reason, day, value, text = row.cells
    read = day_of(row, day)
    return [dossier, reason, read and read.isoformat(), value, plain(text), links.get(dossier)]


def _notice(row: Row) -> list[object]:
    _, since, until, text = row.cells
    days = [day and day.isoformat() for day in (day_of(row, since), day_of(row, until))]
    link = _HREF.search(text)
    return [*days, plain(text), link[1] if link else None]
