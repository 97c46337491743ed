"""The route table: every endpoint of the API, from which the CapabilityStatement is made."""

from dataclasses import dataclass

from ordonnance.doors.api import operations as run
from ordonnance.doors.api import samu
from ordonnance.doors.api.correcting import run_correct
from ordonnance.doors.api.directory import run_directory
from ordonnance.doors.api.reading_lines import run_read_line
from ordonnance.doors.api.stock import run_stock, run_stock_record
from ordonnance.usecases.access import TABLE, Act


@dataclass(frozen=True, slots=True)
class Operation:
    """`POST /fhir/$name`: the act, the run, and whether it writes (then the key is required)."""

    name: str
    act: Act
    run: run.Run
    writes: bool
    summary: str

    @property
    def path(self) -> str:
        """The path of the operation."""
        return f"/fhir/${self.name}"

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that have this act, as the access table says."""
        return _roles(self.act)


def _roles(wanted: Act) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role.value for role, act in TABLE if act is wanted))


OPERATIONS = (
    Operation("check", Act.CHECK, run.run_check, False, "Vérifier un document sans l'émettre"),
    Operation("correct", Act.CHECK, run_correct, False, "Corriger un document en une étape"),
    Operation("reserve", Act.RESERVE, run.run_reserve, True, "Réserver des numéros"),
    Operation("issue", Act.ISSUE, run.run_issue, True, "Émettre une ordonnance numérique"),
    Operation("consult", Act.CONSULT, run.run_consult, False, "Ouvrir une ordonnance"),
    Operation("dispense", Act.DISPENSE, run.run_dispense, True, "Enregistrer une délivrance"),
    Operation("undo", Act.UNDO, run.run_undo, True, "Annuler une délivrance enregistrée"),
    Operation("cancel", Act.CANCEL, run.run_cancel, True, "Annuler ce qui n'est pas délivré"),
    Operation("replace", Act.REPLACE, run.run_replace, True, "Remplacer par une version corrigée"),
    Operation("object", Act.OBJECT, run.run_object, True, "S'opposer, ou lever l'opposition"),
    Operation("executions", Act.EXECUTIONS, run.run_executions, False, "Lire les délivrances"),
    Operation("list", Act.LIST, run.run_list, False, "Lister ses ordonnances"),
    Operation("journal", Act.JOURNAL, run.run_journal, False, "Lire le journal des accès"),
    Operation("registers", Act.REGISTERS, run.run_registers, False,
              "Lire un registre de sa pharmacie (ordonnancier, stupéfiants)"),
    Operation("stock", Act.STOCK, run_stock, False,
              "Lire le registre du papier sécurisé de sa structure, ou éditer une déclaration"),
    Operation("stock-record", Act.STOCK, run_stock_record, True,
              "Enregistrer une livraison de papier sécurisé, son emploi, sa perte ou son vol"),
    Operation("medicines", Act.MEDICINES, run.run_medicines, False, "Chercher un médicament"),
    Operation("read-line", Act.MEDICINES, run_read_line, False,
              "Lire une ligne tapée : médicament, posologie, durée, mentions"),
    Operation("directory", Act.DIRECTORY, run_directory, False,
              "Chercher une adresse de messagerie sécurisée de santé"),
    Operation("samu-propose", Act.REGULATE, samu.run_samu_propose, False,
              "Demander quels circuits du SAMU-SAS sont ouverts pour cet appel"),
    Operation("samu-prescribe", Act.REGULATE, samu.run_samu_prescribe, True,
              "Prescrire par messagerie sécurisée (SAMU-SAS, circuit dérogatoire)"),
    Operation("samu-follow", Act.REGULATE, samu.run_samu_follow, False,
              "Suivre ses prescriptions du SAMU-SAS : message, délivrance"),
    Operation("samu-withdraw", Act.CANCEL, samu.run_samu_withdraw, True,
              "Retirer une prescription du SAMU-SAS et son message"),
    Operation("render", Act.RENDER, run.run_render, False,
              "Éditer la feuille, son CDA, ou une archive qui le contient"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """An endpoint that is not an operation on a number."""

    method: str
    path: str
    summary: str
    interaction: str = ""
    act: Act | None = None

    @property
    def resource(self) -> str | None:
        """The FHIR type searched, None for what is no search."""
        return self.path.split("/")[2] if self.interaction == "search-type" else None

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that have its act, empty when any will do."""
        return _roles(self.act) if self.act else ()


PAGES = (
    Page("POST", "/fhir/MedicationRequest/_search", "Chercher ses lignes", "search-type"),
    Page("GET", "/fhir/MedicationRequest", "Chercher ses lignes (liens des pages)", "search-type"),
    Page("POST", "/fhir/MedicationDispense/_search", "Chercher les délivrances d'une ordonnance",
         "search-type", Act.EXECUTIONS),
    Page("POST", "/fhir/$verify", "Vérifier une feuille ou un numéro, sans session ou avec",
         "verify"),
    Page("GET", "/fhir/metadata", "CapabilityStatement de cette base", "capabilities"),
    Page("GET", "/openapi.json", "Description OpenAPI de l'API"),
    Page("GET", "/.well-known/jwks.json", "Clés publiques du sceau de la base, passées comprises"),
    Page("GET", "/health", "Le serveur répond"),
    Page("GET", "/ready", "Une écriture durable réussirait maintenant"),
    Page("GET", "/metrics", "Compteurs pour l'exploitant (Prometheus)"),
    Page("POST", "/preserie/entries", "Inscrire au registre d'une présérie (jeton d'une partie)"),
    Page("POST", "/preserie/pilots", "Préséries que cette partie peut voir"),
    Page("POST", "/preserie/register", "Registre d'une présérie : qui, quand, quoi"),
    Page("POST", "/preserie/balance", "Bilan d'une présérie, un jour donné"),
    Page("POST", "/preserie/traces", "Traces d'un poste, signées par l'éditeur (JWS), en JSON"),
    Page("POST", "/demo/tokens", "Jeton d'une personne fictive (démonstration seulement)"),
)  # fmt: skip
