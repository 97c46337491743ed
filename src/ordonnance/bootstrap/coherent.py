"""What is asked of the settings before anything of a base is opened."""

from ordonnance.bootstrap.centre_file import read_centre
from ordonnance.bootstrap.given_files import OpeningRefused, require_readable
from ordonnance.bootstrap.practice_papers import read_practice_papers
from ordonnance.bootstrap.providers import require_providers
from ordonnance.settings import Settings

DEMO_ADDRESS = "http://127.0.0.1:8765"
"""Where a demonstration is usually served, for a worker of its own that nobody told more."""


def address_of(public_url: str | None, local_url: str, *, demonstration: bool) -> str:
    """The address of the base, which its sheets carry.

    Raises OpeningRefused for a worker apart, which serves nowhere, of a base that is published
    nowhere: the sheets that it sends by mail would carry no address.
    """
    if here := public_url or local_url or (DEMO_ADDRESS if demonstration else ""):
        return here
    raise OpeningRefused(
        "WORKER_WITHOUT_ADDRESS",
        "L’adresse de cette base est inconnue ici, et les feuilles envoyées par messagerie "
        "la portent.",
        "Indiquer ORDONNANCE_PUBLIC_URL, la même que pour `ordonnance serve`.",
    )


def require_coherent(settings: Settings, *, demonstration: bool) -> None:
    """Raises OpeningRefused for settings that contradict each other, or that cannot be read."""
    if demonstration and settings.public_url:
        raise OpeningRefused(
            "DEMO_WITH_PUBLIC_URL",
            "Une base de démonstration ne se publie pas : ORDONNANCE_PUBLIC_URL est défini.",
            "Retirer ce réglage, ou ouvrir une base qui n'est pas de démonstration.",
        )
    if not demonstration and settings.issuers is None and settings.providers is None:
        raise OpeningRefused(
            "NO_ISSUER",
            "Aucun émetteur de jetons n'est configuré : personne ne pourrait se connecter.",
            "Indiquer ORDONNANCE_ISSUERS ou ORDONNANCE_PROVIDERS, ou créer une base de "
            "démonstration avec --demo.",
        )
    require_readable(settings)
    require_providers(settings, demonstration=demonstration)
    read_practice_papers(settings.paper)
    read_centre(settings.centre)
