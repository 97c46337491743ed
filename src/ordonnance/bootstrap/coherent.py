"""What is asked of the settings before anything of a base is opened."""

from ordonnance.bootstrap.centre_file import read_centre
from ordonnance.bootstrap.given_files import OpeningRefused, require_readable
from ordonnance.bootstrap.practice_papers import read_practice_papers
from ordonnance.bootstrap.providers import require_providers
from ordonnance.settings import Settings


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
