"""What stops an import or a reading of the directory."""

from ordonnance.adapters.stopped import Stopped


class DirectoryRefused(Stopped):
    """The directory cannot be imported or read; `code` is stable, the sentences are French."""


def unknown_version(text: str, several: bool, _dates: tuple[str, ...]) -> DirectoryRefused:
    """A version, of the directory or of the white list, that its name does not find."""
    what = "désigne plusieurs versions" if several else "n'est pas une version importée"
    return DirectoryRefused(
        "DIRECTORY_STORE_UNREADABLE",
        f"«\u202f{text[:40]}\u202f» {what}.",
        "Voir « ordonnance directory versions ».",
    )
