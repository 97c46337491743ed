"""A whole directory that holds nobody: the exact formats, at the size of the published files.

Names are put together from syllables, addresses lead to no mailbox, FINESS and RPPS numbers are of
ranges that no département uses.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

HEAD = (
    "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|"
    "Type identifiant structure|Identification Structure|Service de rattachement|"
    "Civilité d'exercice|Nom d'exercice|Prénom d'exercice|Catégorie profession|"
    "Libellé de catégorie profession|Code Profession|Libellé Profession|Code savoir-faire|"
    "Libellé savoir-faire|Dématérialisation|Raison Sociale structure BAL|"
    "Enseigne commerciale structure BAL|L2COMPLEMENTLOCALISATION|L3COMPLEMENTDISTRIBUTION|"
    "L4NUMEROVOIE|L4COMPLEMENTNUMEROVOIE|NL4TYPEVOIE|L4LIBELLEVOIE|L5LIEUDITMENTION|"
    "L6LIGNEACHEMINEMENT|Code postal|Département|Pays"
)
PERSONS, ORGANISATIONS, STRUCTURES = 455_471, 79_886, 105_000
"""Rows of the file of 25 August 2026, and structures of FINESS."""
_SYLLABLES = (
    "ba be bi bo da de di do fa fe ga go la le li lo ma me mi mo na ne ra re ro ta to va vi"
)
_PROFESSIONS = (("10", "Médecin", "SM26", "Qualifié en Médecine Générale (SM)"),
                ("21", "Pharmacien", "", ""), ("60", "Infirmier", "", ""),
                ("70", "Masseur-Kinésithérapeute", "", ""),
                ("40", "Chirurgien-Dentiste", "", ""))  # fmt: skip
_CATEGORIES = (("620", "Pharmacie d'Officine", "3201", 20), ("500", "EHPAD", "4401", 7),
               ("355", "Centre Hospitalier (C.H.)", "1102", 1),
               ("354", "S.S.I.A.D.", "4604", 8),
               ("124", "Centre de Santé", "2204", 64))  # fmt: skip


class Synthetic:
    """The same country each time; `share` of its real size (1: whole)."""

    def __init__(self, share: float = 1.0) -> None:
        self._random = Random(20261122)
        self._share = share
        syllables = _SYLLABLES.split()
        self.names = [self._name(syllables) for _ in range(6_000)]
        self.towns = [
            (f"{self._name(syllables)}-EXEMPLE", f"{1 + at % 95:02d}{at // 95 * 10 % 1000:03d}")
            for at in range(9_000)
        ]
        self.structures = list(self._structures())

    def write(self, folder: Path) -> tuple[Path, int]:
        """The extraction and the FINESS file; the folder, and the rows of the first."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = 0
        path = folder / "Extraction_Correspondance_MSSante_202611210600.txt"
        with path.open("w", encoding="utf-8") as file:
            file.write(HEAD + "\n")
            for row in self._rows():
                file.write(row)
                rows += 1
        finess = folder / "etalab-cs1100507-stock-20261112-0339.csv"
        with finess.open("w", encoding="utf-8") as file:
            file.write("finess;etalab;111;2026-11-12\n")
            file.writelines(self._finess())
        return folder, rows

    def _name(self, syllables: list[str]) -> str:
        return "".join(self._random.choices(syllables, k=self._random.choice((2, 3, 3, 4)))).upper()

    def _structures(self) -> Iterator[tuple[str, str, tuple[str, str, str, int], tuple[str, str]]]:
        """FINESS, name, category, town."""
        weights = [each[3] for each in _CATEGORIES]
        for number in range(int(STRUCTURES * self._share)):
            category = self._random.choices(_CATEGORIES, weights)[0]
            town = self._random.choice(self.towns)
            kind = "PHARMACIE" if category[0] == "620" else category[1].upper()
            yield (
                f"{town[1][:2]}9{number:06d}",
                f"{kind} {self._random.choice(self.names)}",
                category,
                town,
            )

    def _rows(self) -> Iterator[str]:
        organisations = int(ORGANISATIONS * self._share)
        persons = int(PERSONS * self._share)
        every = max(1, persons // max(1, organisations))
        for number in range(persons):
            yield self._person(number)
            if number % every == 0 and number // every < organisations:
                yield self._organisation(number // every)

    def _organisation(self, number: int) -> str:
        finess, name, _, (town, postcode) = self.structures[number * 7 % len(self.structures)]
        domain = f"structure{number % 4000}-exemple.mssante.fr"
        return self._row(
            f"ORG|contact{number}@{domain}||||1|{finess}|Accueil||||||||||O|{name}|{name}",
            town,
            postcode,
        )

    def _person(self, number: int) -> str:
        family, given = self._random.choice(self.names), self._random.choice(self.names)
        code, label, skill, skill_label = self._random.choice(_PROFESSIONS)
        rpps = f"99{number:09d}"
        if number % 3:
            finess, name, _, (town, postcode) = self._random.choice(self.structures)
            place = ("1", finess, name)
        else:
            (town, postcode), name = self._random.choice(self.towns), f"CABINET {family}"
            place = ("4", f"{rpps}01", name)
        address = f"{given}.{family}{number}@medecin{number % 1000}-exemple.mssante.fr".lower()
        return self._row(
            f"PER|{address}|8|{rpps}|8{rpps}|{place[0]}|{place[1]}||DR|{family}|{given}|C|Civil|"
            f"{code}|{label}|{skill}|{skill_label}|O|{place[2]}|{place[2]}",
            town,
            postcode,
        )

    def _row(self, told: str, town: str, postcode: str) -> str:
        figure = self._random.randrange(1, 200)
        where = f"{postcode} {town}|{postcode}|{postcode[:2]}|FRANCE"
        return f"{told}|||{figure}||RUE|DES EXEMPLES||{where}\n"

    def _finess(self) -> Iterator[str]:
        for finess, name, (code, label, aggregate, _), (town, postcode) in self.structures:
            yield (
                f"structureet;{finess};{finess};{name[:30]};{name};;;1;R;DES EXEMPLES;;;001;"
                f"{postcode[:2]};EXEMPLE;{postcode} {town};0100000000;;{code};{label};"
                f"{aggregate};;;;;;;;2000-01-01;2000-01-01;2026-01-01;\n"
            )
        for finess, _, _, (_, postcode) in self.structures:
            east = 100_000 + int(postcode[:2]) * 10_000 + self._random.randrange(10_000)
            north = 6_100_000 + int(postcode[2:]) * 900 + self._random.randrange(10_000)
            yield (
                f"geolocalisation;{finess};{east}.0;{north}.5;"
                "1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2026-11-01\n"
            )
