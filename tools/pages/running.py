"""What those who run the platform need: settings, addresses, measures, logs, commands."""

from tools.pages.markdown import page, table


def settings() -> str:
    """Every setting of the environment."""
    from ordonnance.settings import SETTINGS

    rows = (
        (f"`{each.name}`", f"`{each.default}`" if each.default else "vide",
         each.meaning + (" Secret." if each.secret else ""))
        for each in SETTINGS
    )  # fmt: skip
    return page("Réglages", table(("réglage", "par défaut", "sens"), rows))


def routes() -> str:
    """Every endpoint of the API, then every screen."""
    from ordonnance.doors.api.routes import OPERATIONS, PAGES
    from ordonnance.doors.web.routes import SCREENS

    operations = (
        (f"`POST {each.path}`", each.summary, ", ".join(each.roles), "oui" if each.writes else "")
        for each in OPERATIONS
    )
    others = ((f"`{each.method} {each.path}`", each.summary) for each in PAGES)
    heads = ("adresse", "acte", "rôles", "Idempotency-Key exigée")
    screens = (
        (f"`{each.method} {each.path}`", each.summary,
         "exploitant" if each.operator else "tous" if each.roles is None
         else ", ".join(each.roles))
        for each in SCREENS
    )  # fmt: skip
    lines = [
        *table(heads, operations), "", "## Autres", "", *table(("adresse", "rôle"), others), "",
        "## Écrans", "", *table(("adresse", "ce qu'elle montre ou fait", "rôles"), screens),
    ]  # fmt: skip
    return page("Adresses", lines)


def metrics() -> str:
    """The numbers of /metrics, the checks and the warnings of /ready."""
    from ordonnance.bootstrap.readiness import CHECKS, WARNINGS
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
    warnings = ((f"`{name}`", meaning) for name, meaning in WARNINGS.items())
    warned = "Ce qui n'arrête aucun acte est dit dans `warnings`, et la réponse reste 200."
    return page(
        "Mesures et vérifications",
        [intro, "", *table(heads, rows), "", "## Ce que /ready vérifie", "", ready, "",
         *table(("nom", "quand elle échoue"), checks), "", warned, "",
         *table(("nom", "ce qui est à voir"), warnings)],
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


def commands() -> str:
    """The command line."""
    from ordonnance.doors.cli.reference import reference_markdown

    return reference_markdown()
