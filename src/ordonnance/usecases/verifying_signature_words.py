"""What a verification says of the signatures and of the timestamps of a PDF, in French."""

from dataclasses import dataclass, field
from datetime import datetime

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import visible
from ordonnance.domain.ids import Rpps
from ordonnance.domain.revocation import NOT_CHECKED, Revocation, Standing
from ordonnance.domain.verification import Point, Proof, Told

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, repr=False)
class SeenSignature:
    """A signature of a PDF once checked. It names a person: `repr` shows nothing.

    `fault`: why it proves nothing, in French; `unread` when nothing could be checked. `untrusted`:
    why its author is not believed. `dated`: an instant that an authority who is believed gave.
    `archive`: an authority dated the file, and nobody signed.
    """

    fault: str = ""
    unread: bool = False
    name: str = ""
    rpps: Rpps | None = None
    untrusted: str = ""
    whole: bool = True
    dated: datetime | None = None
    revocation: Revocation = field(default=NOT_CHECKED)
    archive: bool = False

    def __repr__(self) -> str:
        return "SeenSignature(•••)"


def signature_told(seen: SeenSignature, author: Rpps | None) -> Told:
    """One signature; `author`: who wrote the ordonnance, if it is known here."""
    if seen.unread:
        said = f"Une signature de ce PDF n'a pas été lue\u202f: {seen.fault}."
        return _told(Proof.NOT_PROVEN, said)
    if seen.fault:
        return _told(
            Proof.CONTRADICTED, f"Une signature de ce PDF ne tient pas\u202f: {seen.fault}."
        )
    if seen.archive:
        return _archive_told(seen)
    who = f"Ce PDF est signé par {_signer(seen)}"
    revoked = _revoked(seen)
    if revoked is not None:
        return _told(revoked[0], f"{who}, mais {revoked[1]}.")
    doubt = _doubt(seen, author)
    if doubt:
        return _told(Proof.NOT_PROVEN, f"{who}, mais {doubt}.")
    said = f"{who}{_dated(seen)}, et rien n'y a été ajouté depuis. {_standing(seen.revocation)}"
    return _told(Proof.PROVEN, said)


def _archive_told(seen: SeenSignature) -> Told:
    by = visible(seen.name[:_LONGEST_NAME])
    who = f"l'autorité «\u202f{by}\u202f»" if by else "une autorité sans nom"
    if seen.untrusted or seen.dated is None:
        said = f"Ce PDF porte un horodatage d'archive de {who}, mais {seen.untrusted}."
        return _told(Proof.NOT_PROVEN, said)
    said = (
        f"Ce PDF porte un horodatage d'archive\u202f: il existait le {_long(seen.dated)}, dit {who}"
    )
    if not seen.whole:
        return _told(Proof.NOT_PROVEN, f"{said}, mais quelque chose y a été ajouté depuis.")
    return _told(Proof.PROVEN, f"{said}, et rien n'y a été ajouté depuis.")


def _revoked(seen: SeenSignature) -> tuple[Proof, str] | None:
    """What a revocation takes from a signature; None when it takes nothing."""
    about = seen.revocation
    if seen.untrusted or about.standing is not Standing.REVOKED or about.revoked is None:
        return None
    since = f"son certificat a été révoqué le {_long(about.revoked)}"
    if seen.dated is None:
        return Proof.NOT_PROVEN, f"{since}, et rien ne date la signature d'avant{_list(about)}"
    if seen.dated < about.revoked:
        return None
    return Proof.CONTRADICTED, f"{since}, avant la signature{_list(about)}"


def _standing(about: Revocation) -> str:
    if about.standing is Standing.REVOKED and about.revoked is not None:
        return (
            f"Le certificat a été révoqué le {_long(about.revoked)}, après la "
            f"signature{_list(about)}."
        )
    if about.standing is Standing.GOOD:
        return f"Le certificat n'est pas révoqué{_list(about)}."
    return "La révocation du certificat n'est pas vérifiée."


def _list(about: Revocation) -> str:
    """« (liste de révocation du 12/03/2026) », and whether a newer one should be there."""
    if about.listed is None:
        return ""
    made = dates.short(legal_day(about.listed, PARIS))
    late = ", à renouveler" if about.late else ""
    return f" (liste de révocation du {made}{late})"


def _doubt(seen: SeenSignature, author: Rpps | None) -> str:
    """Why a signature that holds proves less than it seems; empty when nothing does."""
    if seen.untrusted:
        return seen.untrusted
    if author is None:
        return "on ne sait pas ici s'il est l'auteur d'une ordonnance"
    if seen.rpps != author:
        return "ce n'est pas l'auteur de l'ordonnance"
    if not seen.whole:
        return "quelque chose y a été ajouté depuis"
    return ""


def _signer(seen: SeenSignature) -> str:
    said = visible(seen.name[:_LONGEST_NAME])
    said = f"un certificat au nom de «\u202f{said}\u202f»" if said else "un certificat sans nom"
    return f"{said}, RPPS {seen.rpps.value}" if seen.rpps else said


def _dated(seen: SeenSignature) -> str:
    if seen.dated is None:
        return ""
    return f" le {_long(seen.dated)} (date d'une autorité d'horodatage)"


def _long(at: datetime) -> str:
    return dates.long(legal_day(at, PARIS))


def _told(proof: Proof, said: str) -> Told:
    return Told(Point.FILE_SIGNATURE, proof, said)
