"""Words, refusals, states, rights, cases, situations."""

import tomllib
from pathlib import Path

from tools.pages.markdown import page, table

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.toml"


def glossary() -> str:
    """The words: French, FHIR R4, code, definition, source."""
    words = tomllib.loads(GLOSSARY.read_text("utf-8"))["word"]
    rows = (
        (word["french"], word["fhir"], f"`{word['code']}`", word["definition"], word["source"])
        for word in sorted(words, key=lambda word: str(word["code"]).lower())
    )
    return page("Glossary", table(("français", "FHIR R4", "code", "definition", "source"), rows))


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


def cases() -> str:
    """The keys and the words of a case file."""
    from ordonnance.adapters.case_files.page import SECTIONS, WORDS, lines

    told = [
        "Tous les noms qu’un cas peut porter. Un nom suivi de « * » est obligatoire ; la casse, "
        "les accents et les tirets ne comptent pas. Mode d’emploi : "
        "[Écrire un cas](../how-to/write-a-case.md).",
        "",
    ]
    for title, intro, rows in lines(SECTIONS):
        told += [f"## {title}", "", intro, "", *table(("nom", "s’écrit", "sens"), rows), ""]
    told += ["## Mots", "", "Les noms dont la valeur se choisit dans une liste.", ""]
    told += table(("nom", "mots"), ((name, " · ".join(words)) for name, words in WORDS))
    return page("Cas", told)


def preserie() -> str:
    """The keys of the description of a présérie, its stages, and what is asked of it."""
    from ordonnance.adapters.case_files.page import lines
    from ordonnance.adapters.pilot_files.entries import SECTIONS as ENTRIES
    from ordonnance.adapters.pilot_files.keys import SECTIONS
    from ordonnance.domain.french.dates import short
    from ordonnance.domain.preserie.balance import CRITERIA
    from ordonnance.domain.preserie.questionnaire import QUESTIONS
    from ordonnance.domain.preserie.requirements import REQUIREMENTS
    from ordonnance.domain.preserie.stages import TRANSITIONS
    from ordonnance.domain.preserie.terms import TERMS

    told = [
        "Ce que la note demande, l’ordre des actes, et les noms d’une description. Un nom suivi "
        "de « * » est obligatoire. Mode d’emploi : "
        "[Préparer une présérie](../how-to/prepare-a-preserie.md).",
        "", "## Exigences", "",
        *table(("exigence", "ce qui est demandé"), ((each.id, each.asks) for each in REQUIREMENTS)),
        "", "## Chiffres", "",
        "Ceux d’une présérie sont ceux de sa profession le jour de son ouverture.", "",
        *table(("profession", "depuis le", "sites", "1re semaine", "CPAM", "succès",
                "opérations employées", "source"), (
            (each.profession, short(each.since), f"{each.least_sites} à {each.most_sites} "
             f"({each.least_sites_small} sous {each.small_share} % du marché)",
             str(each.first_week),
             f"{each.most_cpam} au plus, {'référentes' if each.referents else 'toutes'}",
             f"{each.least_success} %",
             ", ".join(operation.label for operation in each.side.operations), each.source)
            for each in TERMS
        )),
        "", "## Étapes", "",
        *table(("étape", "acte", "étape suivante"), (
            (stage.label, act.label, reached.label)
            for (stage, act), reached in TRANSITIONS.items()
        )), "",
    ]  # fmt: skip
    for title, intro, rows in lines((*SECTIONS, *ENTRIES)):
        told += [f"## {title}", "", intro, "", *table(("nom", "s’écrit", "sens"), rows), ""]
    told += ["## Critères du bilan", "", *table(
        ("critère", "ce qui est demandé"), ((each.id, each.asks) for each in CRITERIA)), "",
        "## Questions", "", *table(
            ("question", "ce qui est demandé"), ((each.id, each.asks) for each in QUESTIONS)), "",
    ]  # fmt: skip
    return page("Présérie", told)


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
