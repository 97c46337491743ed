"""`python -m bench [names]`: without names, lists them; `all` runs every one."""

import sys
from collections.abc import Callable, Mapping

from bench.base import base
from bench.codes import codes
from bench.directory import directory
from bench.drugs import drugs
from bench.fhir import fhir
from bench.growth import growth
from bench.law import law
from bench.machine import machine
from bench.numbers import numbers
from bench.outputs import documents
from bench.posology import posology
from bench.regulator import regulator
from bench.secrecy import secrecy
from bench.service import service
from bench.sheet import sheet
from bench.table import Table, text_of
from bench.tokens import tokens
from bench.tracing import tracing
from bench.web import web
from ordonnance.adapters.postgres_server import PostgresUnavailable

BENCHES: Mapping[str, tuple[str, Callable[[], Table]]] = {
    "law": ("jugement d'une ordonnance de cinq lignes", law),
    "fhir": ("lecture et écriture d'un Bundle de 6 ko", fhir),
    "posology": ("posologies : lire, dire, comparer", posology),
    "sheet": ("feuille PDF, à chaud", sheet),
    "documents": ("feuille dans ses trois formes de PDF, CDA, à chaud", documents),
    "codes": ("lecture des codes après dégradation, par deux décodeurs", codes),
    "tokens": ("vérification d'un jeton, à froid et déjà vu", tokens),
    "numbers": ("numéro d'ordonnance, donné et relu", numbers),
    "drugs": ("médicaments : import, lecture, recherche, mémoire", drugs),
    "directory": ("annuaire MSSanté en vraie grandeur : import, mémoire, recherche", directory),
    "base": ("PostgreSQL : émettre, consulter, délivrer, et le plancher pgbench", base),
    "tracing": ("présérie : les mêmes actes, tracés et non tracés", tracing),
    "growth": ("cent mille puis trois millions d'ordonnances : seule, jamais par « all »", growth),
    "secrecy": ("secret des numéros : durées comparées d'un inconnu et d'un autre", secrecy),
    "web": ("écrans : poids de la première visite, durée du comptoir", web),
    "regulator": ("régulation : un appel ordinaire au clavier, du tableau à l'envoi", regulator),
    "service": ("service complet : latences à un débit, débit le plus haut, pgbench", service),
}


def main(names: list[str]) -> int:
    """Run what is asked; the exit code."""
    with_options = {"service": service, "growth": growth}.get(names[0] if names else "")
    if with_options is not None and len(names) > 1:
        print(machine(), flush=True)
        print(f"\n{text_of(with_options(names[1:]))}", flush=True)
        return 0
    unknown = [name for name in names if name not in BENCHES and name != "all"]
    if not names or unknown:
        stream = sys.stderr if unknown else sys.stdout
        for name in unknown:
            print(f"ordonnance : la mesure « {name} » n’existe pas.", file=stream)
        for name, (about, _) in BENCHES.items():
            print(f"{name:9} {about}", file=stream)
        print(f"{'all':9} toutes", file=stream)
        return 2 if unknown else 0
    print(machine(), flush=True)
    # Loading millions takes an hour and ten gigabytes: only when it is asked for by name.
    every = [name for name in BENCHES if name != "growth"]
    for name in every if "all" in names else dict.fromkeys(names):
        try:
            table = BENCHES[name][1]()
        except PostgresUnavailable as refused:
            print(f"{name} : {refused}", file=sys.stderr)
            return 1
        print(f"\n{text_of(table)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
