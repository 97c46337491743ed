"""Writes the generated pages of `docs/reference`: `./dev docs`.

To add a page: write a function without argument that returns the whole page as text, importing
what it describes inside the function, and name it in `PAGES`. For example the page of settings:

    def settings() -> str:
        from ordonnance.settings import Settings
        ...
        return page("Settings", lines)

    PAGES = {..., "settings.md": settings}

A page depends on the code alone, never on the day or the machine: `tests/house` compares each
one with what its function returns now.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from tools import rule_pages

if TYPE_CHECKING:
    from ordonnance.fhir.results import Planned

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
GLOSSARY = ROOT / "docs" / "glossary.toml"


def page(title: str, lines: Iterable[str]) -> str:
    """A page of Markdown with its title and the note that says where it comes from."""
    note = "<!-- Written by ./dev docs: change the source, not this page. -->"
    return "\n".join([f"# {title}", "", note, "", *lines]).rstrip() + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table; bars inside a cell are escaped."""
    heads = list(heads)
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    rule = ["---"] * len(heads)
    return ["| " + " | ".join(cells) + " |" for cells in (heads, rule, *body)]


def glossary() -> str:
    """The words: French, FHIR R4, code, definition, source."""
    words = tomllib.loads(GLOSSARY.read_text("utf-8"))["word"]
    rows = (
        (word["french"], word["fhir"], f"`{word['code']}`", word["definition"], word["source"])
        for word in sorted(words, key=lambda word: str(word["code"]).lower())
    )
    return page("Glossary", table(("français", "FHIR R4", "code", "definition", "source"), rows))


def settings() -> str:
    """Every setting of the environment."""
    from ordonnance.settings import SETTINGS

    rows = (
        (f"`{each.name}`", f"`{each.default}`" if each.default else "vide",
         each.meaning + (" Secret." if each.secret else ""))
        for each in SETTINGS
    )  # fmt: skip
    return page("Réglages", table(("réglage", "par défaut", "sens"), rows))


def errors() -> str:
    """Every refusal: code, status, FHIR issue type, sentence, what to do."""
    from ordonnance.domain.error_catalogue import CATALOGUE

    rows = (
        (f"`{each.code}`", str(each.status), each.issue, each.message, each.do)
        for each in CATALOGUE.values()
    )
    return page("Refus", table(("code", "HTTP", "FHIR", "phrase", "que faire"), rows))


def states() -> str:
    """The transition table of a line, as the code walks it."""
    from ordonnance.domain.execution import TRANSITIONS

    rows = ((state.value, act.value, after.value) for (state, act), after in TRANSITIONS.items())
    intro = "Un acte absent de cette table est refusé dans cet état. « expired » se calcule."
    lines = [intro, "", *table(("état", "acte", "état suivant"), rows)]
    return page("États d’une ligne", lines)


def access() -> str:
    """Who may do what: role x act x relation."""
    from ordonnance.usecases.access import TABLE

    rows = (
        (role.label, act.label, ", ".join(sorted(each.value for each in relations)))
        for (role, act), relations in TABLE.items()
    )
    intro = "Ce qui n’est pas dans cette table est refusé."
    return page("Droits", [intro, "", *table(("rôle", "acte", "lien exigé (l’un de)"), rows)])


def routes() -> str:
    """Every endpoint of the API."""
    from ordonnance.doors.api.routes import OPERATIONS, PAGES

    operations = (
        (f"`POST {each.path}`", each.summary, ", ".join(each.roles), "oui" if each.writes else "")
        for each in OPERATIONS
    )
    others = ((f"`{each.method} {each.path}`", each.summary) for each in PAGES)
    heads = ("adresse", "acte", "rôles", "Idempotency-Key exigée")
    lines = [*table(heads, operations), "", "## Autres", "", *table(("adresse", "rôle"), others)]
    return page("Adresses de l’API", lines)


def metrics() -> str:
    """The numbers of /metrics and the checks of /ready."""
    from ordonnance.bootstrap.readiness import CHECKS
    from ordonnance.doors.api.metric_table import METRICS

    rows = (
        (f"`{each.name}`", each.kind, ", ".join(each.labels), each.meaning, each.watch)
        for each in METRICS.values()
    )
    heads = ("nom", "sorte", "étiquettes", "sens", "à surveiller")
    intro = (
        "`GET /metrics`, au format de Prometheus. Chaque processus compte les siens ; celui qui "
        "répond montre aussi ceux des autres (serveurs et worker), vieux de trois secondes, sous "
        "l'étiquette `process` (0 : le premier) : additionnez. Ce qui vaut pour toute "
        "la base ne la porte pas. Aucune étiquette ne vient d'une requête : ce sont des "
        "opérations, des codes du catalogue, des vérifications."
    )
    checks = ((f"`{name}`", meaning) for name, meaning in CHECKS.items())
    ready = (
        "`GET /ready` répond 200 quand tout tient, sinon 503 avec les vérifications qui échouent. "
        "Une vérification qui dépend de la base de données n'est pas faite quand celle-ci ne "
        "répond pas en deux secondes. La réponse est gardée une seconde."
    )
    return page(
        "Mesures et vérifications",
        [intro, "", *table(heads, rows), "", "## Ce que /ready vérifie", "", ready, "",
         *table(("nom", "quand elle échoue"), checks)],
    )  # fmt: skip


def logs() -> str:
    """The events of the logs."""
    from ordonnance.doors.api.log_events import EVENTS

    intro = (
        "Une ligne JSON par événement sur la sortie d'erreur : `event`, `level`, `timestamp` "
        "(UTC), et ce que dit le tableau ; un texte avec « %s » est complété dans `detail`. Jamais "
        "de nom, de numéro, de matricule ni de médicament. `ORDONNANCE_LOG` choisit le niveau."
    )
    rows = ((f"`{name}`", meaning) for name, meaning in EVENTS.items())
    return page("Journaux techniques", [intro, "", *table(("événement", "sens"), rows)])


def operations() -> str:
    """What each operation receives and answers, parameter by parameter."""
    from ordonnance.fhir import inputs
    from ordonnance.fhir.results import plan
    from ordonnance.usecases import (
        corrected,
        correction_views,
        drug_views,
        medicine_views,
        results,
    )

    lines: list[str] = []
    for module, title in (
        (inputs, "Reçoit"),
        (results, "Répond"),
        (corrected, ""),
        (correction_views, ""),
        (drug_views, ""),
        (medicine_views, ""),
    ):
        lines += [f"## {title}", ""] if title else []
        if module is results:
            lines += ["FHIR n’a pas de texte vide : un texte `1..1` qui ne dirait rien manque.", ""]
        for kind in _dataclasses(module):
            rows = ((f"`{each.name}`", each.element, _cardinality(each)) for each in plan(kind))
            lines += [f"### {kind.__name__}", "", str(kind.__doc__ or "").split("\n")[0], ""]
            lines += [*table(("paramètre", "valeur", "nombre"), rows), ""]
    return page("Paramètres des opérations", lines)


def _dataclasses(module: ModuleType) -> list[type]:
    kinds = (each for each in vars(module).values() if isinstance(each, type))
    return [each for each in kinds if is_dataclass(each) and each.__module__ == module.__name__]


def _cardinality(field: "Planned") -> str:
    if field.repeated:
        return "0..*"
    return "0..1" if field.optional else "1..1"


def extensions() -> str:
    """Every FHIR extension that is read or written."""
    from ordonnance.fhir.extension_table import EXTENSIONS
    from ordonnance.fhir.systems import DEFAULT_SYSTEMS

    rows = (
        (
            f"`{each.url(DEFAULT_SYSTEMS)}`",
            each.context,
            each.value or ", ".join(part.name for part in each.parts),
            each.meaning,
            each.source,
        )
        for each in EXTENSIONS
    )
    heads = ("adresse", "où", "valeur", "sens", "source")
    return page("Extensions FHIR", table(heads, rows))


def fidelity() -> str:
    """What reading and writing a Bundle may change, and what is carried beside the domain."""
    from ordonnance.fhir.carry.canonical import TOLERATED
    from ordonnance.fhir.carry.table import CARRIED, UNREAD_LINE

    heads = ("où", "genre", "ce qui est gardé tel quel")
    lines = ["Ce qui change entre un Bundle lu et le même réécrit, et rien d'autre :", ""]
    lines += table(("où", "différence tolérée"), ((f"`{at}`", why) for at, why in TOLERATED))
    lines += ["", "Ce que le domaine ne tient pas, gardé mot pour mot et réécrit :", ""]
    lines += table(heads, ((f"`{each.pattern}`", each.kind.label, each.why) for each in CARRIED))
    lines += ["", "D'une ligne dont la posologie n'a pas pu être structurée, en plus :", ""]
    lines += table(
        heads, ((f"`{each.pattern}`", each.kind.label, each.why) for each in UNREAD_LINE)
    )
    lines += ["", "Un `+` final : seulement ce que la lecture complète."]
    return page("Fidélité FHIR", lines)


def cases() -> str:
    """The keys and the words of a case file."""
    from ordonnance.adapters.case_files.page import WORDS, lines

    told = [
        "Tous les noms qu’un cas peut porter. Un nom suivi de « * » est obligatoire ; la casse, "
        "les accents et les tirets ne comptent pas. Mode d’emploi : "
        "[Écrire un cas](../how-to/write-a-case.md).",
        "",
    ]
    for title, intro, rows in lines():
        told += [f"## {title}", "", intro, "", *table(("nom", "s’écrit", "sens"), rows), ""]
    told += ["## Mots", "", "Les noms dont la valeur se choisit dans une liste.", ""]
    told += table(("nom", "mots"), ((name, " · ".join(words)) for name, words in WORDS))
    return page("Cas", told)


def commands() -> str:
    """The command line."""
    from ordonnance.doors.cli.reference import reference_markdown

    return reference_markdown()


def situations() -> str:
    """Each situation met by the German service: the test that shows it here, or why none does."""
    from tools import scenarios

    intro = (
        "Chaque situation porte le numéro du recueil tiré du service allemand. En face : ce qui "
        "est montré ici et le fichier de `tests/` qui le montre, ou bien, sans fichier, la raison "
        "pour laquelle aucun test ne porte ce numéro et ce qui en tient lieu."
    )
    heads = ("situation", "ce qui est montré, ou pourquoi rien ne l’est", "test")
    return page("Situations", [intro, "", *table(heads, scenarios.rows())])


PAGES: Mapping[str, Callable[[], str]] = {
    "access.md": access,
    "cases.md": cases,
    "commands.md": commands,
    "errors.md": errors,
    "extensions.md": extensions,
    "fidelity.md": fidelity,
    "glossary.md": glossary,
    "logs.md": logs,
    "metrics.md": metrics,
    "operations.md": operations,
    "routes.md": routes,
    "scenarios.md": situations,
    "settings.md": settings,
    "states.md": states,
    **rule_pages.INDEXES,
}

FOLDERS: Mapping[str, Callable[[], Mapping[str, str]]] = {"rules": rule_pages.rule_pages}
"""Folders of pages made together, one for each thing of a kind."""


def main() -> int:
    """Writes every page of `PAGES`; pages that no function writes any more are named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), "utf-8")
    for folder, write_all in FOLDERS.items():
        pages = write_all()
        (FOLDER / folder).mkdir(exist_ok=True)
        for name, content in pages.items():
            (FOLDER / name).write_text(content, "utf-8")
        for path in (FOLDER / folder).glob("*.md"):
            if f"{folder}/{path.name}" not in pages:
                path.unlink()
    for path in sorted(FOLDER.glob("*.md")):
        if path.name not in PAGES:
            print(f"{path.name}: no generator writes this page any more", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
