"""What can go wrong in a command, whatever its source, and the exit code that says it.

Refusals of the law and of the base keep the code of the catalogue; what only the command line can
meet (a missing file, no base) has a code of its own, listed in `LOCAL`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.doors.cli import program

if TYPE_CHECKING:
    from ordonnance.client.errors import Refused, RefusedIssue, Unreachable

REFUSED, UNREADABLE, NOT_ALLOWED, CONFLICT, UNREACHABLE = 1, 2, 3, 4, 5

EXITS = {
    0: "fait",
    REFUSED: "refusé (droit, état de l'ordonnance, numéro inconnu) ou panne",
    UNREADABLE: "illisible (commande, fichier, JSON, structure, codes, numéro mal tapé)",
    NOT_ALLOWED: "pas permis (session absente ou expirée, rôle, lieu)",
    CONFLICT: "conflit (déjà fait entre-temps, version périmée, clé déjà utilisée)",
    UNREACHABLE: "base injoignable ou indisponible",
    130: "interrompu au clavier (Ctrl-C)",
}
"""Exit codes as documented."""

LOCAL = {
    "USAGE": "La commande n'est pas écrite comme attendu.",
    "FILE_UNREADABLE": "Le fichier ne peut pas être lu.",
    "FILE_UNWRITABLE": "Le fichier ne peut pas être écrit.",
    "DATE_INVALID": "Ce n'est pas une date.",
    "AMOUNT_INVALID": "Ce n'est pas une quantité.",
    "ADDRESS_INVALID": "L'adresse de la base n'est pas utilisable.",
    "BASE_UNREACHABLE": "Aucune base d'ordonnances ne répond.",
    "DRUG_UNKNOWN": "Ce médicament n'est pas dans le catalogue.",
    "DRUGS_SOURCE_UNREADABLE": "Les fichiers de médicaments apportés manquent ou ne se lisent pas.",
    "DRUGS_FETCH_FAILED": "Le téléchargement des médicaments n'a pas abouti.",
    "DRUGS_IMPORT_REFUSED": "L'import des médicaments est refusé ; rien n'a changé.",
    "DRUGS_STORE_UNREADABLE": "Les médicaments importés sont abîmés.",
    "DRUGS_VERSION_UNKNOWN": "Cette version des médicaments n'est pas gardée ici.",
    "INTERACTIONS_SOURCE_UNREADABLE": "Le fichier du thésaurus apporté ne se lit pas.",
    "INTERACTIONS_IMPORT_REFUSED": "L'import du thésaurus est refusé ; rien n'a changé.",
    "INTERACTIONS_STORE_UNREADABLE": "Le thésaurus importé est abîmé.",
    "INTERACTIONS_NONE": "Aucun thésaurus des interactions n'est importé ici.",
    "SUBSTANCE_UNKNOWN": "Le thésaurus ne connaît pas ce nom.",
    "DIRECTORY_SOURCE_UNREADABLE": "Les fichiers d'annuaire apportés ne se lisent pas.",
    "DIRECTORY_IMPORT_REFUSED": "L'import de l'annuaire est refusé ; rien n'a changé.",
    "DIRECTORY_STORE_UNREADABLE": "L'annuaire ou la liste blanche importés sont abîmés.",
    "DIRECTORY_NONE": "Aucun annuaire n'est importé ici.",
    "DIRECTORY_FETCH_FAILED": "Le téléchargement de l'annuaire n'a pas abouti.",
    "DIRECTORY_PLACE_UNKNOWN": "L'annuaire ne connaît pas ce lieu.",
    "DUTY_NOTE_INVALID": "Cette note de garde ne peut pas être gardée.",
    "DUTY_NOTE_UNKNOWN": "Cette note de garde n'existe pas.",
    "DUTY_NOTES_FULL": "Il y a trop de notes de garde.",
    "PERIOD_INVALID": "La période finit avant de commencer.",
    "CENSUS_FILE_INVALID": "Une remontée du recensement ne se lit pas.",
    "CENSUS_CONFLICT": "Deux remontées se contredisent.",
    "CDA_INVALID": "Le document CDA ne se lit pas.",
    "XDM_INVALID": "L'archive XDM ne se lit pas.",
    "RULE_UNKNOWN": "Cette règle n'existe pas.",
    "HEADING_INVALID": "La description de l'en-tête du cabinet n'est pas utilisable.",
    "STOCK_INVALID": "La description du papier sécurisé n'est pas utilisable.",
    "DUTY_INVALID": "Ce n'est pas une fonction d'exploitant.",
    "EXAMPLE_UNKNOWN": "Cet exemple n'existe pas.",
    "SETTINGS_INVALID": "Les réglages ne sont pas utilisables.",
    "TOOL_MISSING": "Un module Python nécessaire n'est pas installé.",
    "SCENARIO_UNKNOWN": "Aucun scénario de répétition ne porte ce nom.",
    "SOFTWARE_UNUSABLE": "Le logiciel à répéter ne démarre pas, ou ne répond pas.",
    "SOFTWARE_TRACE_INVALID": "Ce que le logiciel a dit ne peut pas être une trace.",
    "STEP_DIFFERS": "Une étape de la démonstration ne donne pas ce qui est attendu.",
    "EXPORT_UNREADABLE": "Le fichier n'est pas un export entier de journaux.",
    "PUBLIC_KEYS_REQUIRED": "Les clés publiques de la base manquent.",
    "SIGNING_PDF_UNREADABLE": "Le fichier n'est pas un PDF que l'on peut signer.",
    "PKCS11_MODULE_UNUSABLE": "La bibliothèque PKCS#11 de la carte ne se charge pas.",
    "CARD_ABSENT": "Aucune carte n'est dans le lecteur.",
    "CARD_UNCLEAR": "Plusieurs cartes sont présentes.",
    "CARD_FAILED": "La carte n'a pas pu signer.",
    "PIN_MISSING": "Le code de la carte ou le mot de passe de la clé manque.",
    "PIN_EXPOSED": "Le fichier du code est lisible par d'autres.",
    "PIN_WRONG": "Le code de la carte n'est pas le bon.",
    "PIN_LOCKED": "Le code de la carte est bloqué.",
    "SIGNING_CERTIFICATE_ABSENT": "Aucun certificat de signature n'accompagne une clé privée.",
    "SIGNING_CERTIFICATE_UNCLEAR": "Plusieurs certificats peuvent signer.",
    "SIGNING_CERTIFICATE_EXPIRED": "Le certificat de signature n'est pas valable aujourd'hui.",
    "SIGNING_KEY_UNUSABLE": "La clé de signature est d'une sorte qui n'est pas admise.",
    "KEY_FILE_UNREADABLE": "Le fichier de clé ne s'ouvre pas.",
    "TIMESTAMP_UNAVAILABLE": "L'autorité d'horodatage n'a pas donné d'horodatage.",
    "SIGNATURE_DIFFERS": "La signature obtenue ne correspond pas au certificat.",
    "MAIL_BOX_CLOSED": "La boîte de messagerie sécurisée ne s'ouvre pas.",
    "FAULT": "Une panne est survenue dans la commande.",
}
"""Codes that only the command line gives, with what they mean."""

# What a document or a request can be wrong about before anybody judges it.
READING = frozenset(
    {
        "BODY_TOO_LARGE", "BODY_EMPTY", "CONTENT_TYPE", "JSON_INVALID", "JSON_DUPLICATE_KEY",
        "HEADER_INVALID", "IDEMPOTENCY_KEY_REQUIRED", "ROUTE_UNKNOWN", "METHOD_NOT_ALLOWED",
        "PLACE_REQUIRED", "NUMBER_INVALID", "ELEMENT_UNKNOWN", "ELEMENT_MISSING",
        "ELEMENT_INVALID", "ELEMENT_TOO_MANY", "TEXT_TOO_LONG", "CODE_UNKNOWN",
        "CODE_SYSTEM_UNKNOWN", "EXTENSION_UNKNOWN", "REFERENCE_UNRESOLVED", "RESOURCE_UNEXPECTED",
        "BUNDLE_TYPE", "LINES_TOO_MANY", "NO_LINE", "IDENTIFIER_INVALID", "GROUP_MIXED",
        "PATIENT_MIXED", "PRESCRIBER_MIXED", "DATE_MIXED", "USE_JOSE_BODY", "SEARCH_PARAMETER",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong: code, why, what to do, where; rule and line for a finding."""

    code: str
    message: str
    do: str
    at: str | None = None
    rule: str | None = None
    line: int | None = None


class Problem(Exception):
    """Ends a command: what is wrong, with the exit code. `troubles` holds at least one."""

    def __init__(self, exit_code: int, *troubles: Trouble) -> None:
        super().__init__(troubles[0].code)
        self.exit_code = exit_code
        self.troubles = troubles

    @classmethod
    def local(
        cls, code: str, message: str, do: str, at: str | None = None, exit_code: int = UNREADABLE
    ) -> "Problem":
        """A problem that the command line finds by itself; `code` is one of `LOCAL`."""
        if code not in LOCAL:
            raise KeyError(code)
        return cls(exit_code, Trouble(code, message, do, at))

    @property
    def first(self) -> Trouble:
        """What decides the exit code."""
        return self.troubles[0]

    @property
    def findings(self) -> tuple[Trouble, ...]:
        """The findings of the law among the troubles."""
        return tuple(trouble for trouble in self.troubles if trouble.rule is not None)


def exit_code(code: str, status: int) -> int:
    """The exit code of a refusal of the catalogue, from its code and HTTP status."""
    if code in READING:
        return UNREADABLE
    if status in (401, 403):
        return NOT_ALLOWED
    if status in (409, 412):
        return CONFLICT
    return UNREACHABLE if status >= 500 else REFUSED


def of_refusal(refusal: Refusal) -> Problem:
    """A refusal met in this process."""
    first = refusal.first
    return Problem(
        exit_code(first.code, first.entry.status), *(_of_issue(issue) for issue in refusal.issues)
    )


def _of_issue(issue: Issue) -> Trouble:
    return Trouble(issue.code, issue.message, issue.do, issue.at)


def of_refused(refused: "Refused") -> Problem:
    """A refusal of the base."""
    troubles = tuple(_of_answer(issue) for issue in refused.issues)
    first = Trouble(refused.code, refused.message, refused.do, refused.at)
    return Problem(exit_code(refused.code, refused.status), *(troubles or (first,)))


def _of_answer(issue: "RefusedIssue") -> Trouble:
    return Trouble(issue.code, issue.message, issue.do, issue.at, issue.rule, issue.line)


def of_unreachable(error: "Unreachable") -> Problem:
    """No base at the address."""
    return Problem.local(
        "BASE_UNREACHABLE",
        f"La base {error.url} ne répond pas comme attendu\u202f: {error.reason}.",
        f"Démarrer la base ({program.command('serve')}), ou donner son adresse par ORDONNANCE_URL.",
        exit_code=UNREACHABLE,
    )
