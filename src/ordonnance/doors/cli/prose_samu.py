"""What a regulation centre is told, in French."""

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.french.dates import short
from ordonnance.domain.letters import LetterState
from ordonnance.doors.cli.layout import paragraph
from ordonnance.usecases.samu.views import Digest, Followed, Option, Prescribed, Proposed
from ordonnance.usecases.words import LETTERS


def proposed(found: Proposed) -> str:
    """The ordonnance numérique first, then the circuits, best first."""
    lines = paragraph(found.digital) if found.digital else []
    for option in found.options:
        lines += ["", *_option(option, advised=option.circuit is found.advised)]
    if found.no_sender:
        lines += ["", *paragraph(f"Attention : {found.no_sender}")]
    elif found.sender:
        how = " (tant que la session est ouverte)" if found.attended else ""
        lines += ["", f"Boîte d'envoi : {found.sender}{how}"]
    return "\n".join(lines)


def _option(option: Option, *, advised: bool) -> list[str]:
    state = "ouvert" if option.open else "fermé"
    mark = ", conseillé" if advised else ""
    lines = [f"{option.circuit.label} : {state}{mark}", *paragraph(option.why, indent=2)]
    lines += [f"  {each.address}  {each.shown} ({each.box.label})" for each in option.destinations]
    for warning in option.warnings:
        lines += paragraph(f"Attention : {warning}", indent=2)
    return lines


def prescribed(result: Prescribed) -> str:
    """The card to read aloud, and what follows."""
    where = f" vers {result.recipient}" if result.recipient else " vers Mon espace santé"
    lines = [
        f"Prescription envoyée{where} ({Circuit(result.circuit).label}).",
        f"Code de vérification à donner : {result.code}",
        f"Message : {result.letter}",
    ]
    told = [each for each in result.findings if each.verdict != "met"]
    return "\n".join(lines + [f"- {each.rule} : {each.message}" for each in told])


def followed(found: Digest) -> str:
    """One paragraph for each prescription."""
    if not found.prescriptions:
        return "Aucune prescription du SAMU-SAS ces jours-là."
    return "\n\n".join("\n".join(_followed(each)) for each in found.prescriptions)


def _followed(found: Followed) -> list[str]:
    where = found.recipient or "Mon espace santé"
    lines = [f"{short(found.established_on)}  cas {found.circuit}  {where}"]
    for letter in found.letters:
        read = ", lu" if letter.read else ""
        late = ", en retard" if letter.late else ""
        lines.append(f"  message {LETTERS[LetterState(letter.state)]}{read}{late}")
    if found.withdrawn:
        lines.append("  prescription retirée")
    if found.served is not None:
        lines.append("  délivrée" if found.served else "  pas encore délivrée")
    elif found.objection:
        lines.append("  délivrance : le patient s'oppose à ce qu'elle soit dite")
    return lines + (paragraph(found.next_step, indent=2) if found.next_step else [])
