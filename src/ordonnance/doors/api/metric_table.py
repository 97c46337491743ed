"""Every number of /metrics: name, kind, labels, sense. The page and the reference come from it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """One number as documented. `watch` says, in French, when it should worry somebody."""

    name: str
    kind: str
    labels: tuple[str, ...]
    meaning: str
    watch: str = ""

    @property
    def whole(self) -> bool:
        """True for what is read of the whole base or machine, not counted by one process."""
        return self.name.startswith(_OF_BASE)


_OF_BASE = (
    "ordonnance_outbox_messages", "ordonnance_outbox_failing", "ordonnance_outbox_oldest",
    "ordonnance_outbox_overdue", "ordonnance_anchor", "ordonnance_ready", "ordonnance_check",
    "ordonnance_disk", "ordonnance_seal", "ordonnance_trust", "ordonnance_drug_facts",
    "ordonnance_schema", "ordonnance_build", "ordonnance_mail_waiting", "ordonnance_mail_overdue",
    "ordonnance_mail_bounced",
)  # fmt: skip


_LISTED = (
    Metric("ordonnance_requests_total", "counter", ("operation", "status"), "Réponses, par opération et classe de statut.", "une part de 5xx"),
    Metric("ordonnance_request_seconds", "histogram", ("operation",), "Secondes pour répondre.", "le 99e centile au-delà d'une seconde"),
    Metric("ordonnance_refusals_total", "counter", ("operation", "code"), "Refus, par opération et code du catalogue.", "BASE_UNAVAILABLE, INTERNAL, CONFLICT_RETRY"),
    Metric("ordonnance_token_failures_total", "counter", ("code",), "Sessions refusées, par code.", "une hausse soudaine"),
    Metric("ordonnance_version_conflicts_total", "counter", (), "Écritures refusées parce qu'un autre acte venait de passer ; l'acte est décidé à nouveau."),
    Metric("ordonnance_openings_over_cap_total", "counter", (), "Alertes de moisson : une structure a ouvert trop d'ordonnances.", "toute hausse"),
    Metric("ordonnance_outbox_deliveries_total", "counter", ("result",), "Envois, par issue : done, failed, released (rendu à l'arrêt).", "failed sans done"),
    Metric("ordonnance_outbox_messages", "gauge", (), "Envois en attente, dans toute la base.", "une croissance continue"),
    Metric("ordonnance_outbox_failing_messages", "gauge", (), "Envois en attente qui ont déjà échoué.", "plus de 0 pendant une heure"),
    Metric("ordonnance_outbox_oldest_seconds", "gauge", (), "Âge du plus ancien envoi en attente.", "plus de 3 600"),
    Metric("ordonnance_outbox_overdue_seconds", "gauge", (), "Retard du worker sur un envoi prêt à partir.", "plus de 60"),
    Metric("ordonnance_mail_waiting_letters", "gauge", (), "Messages de la messagerie sécurisée qu'aucun serveur n'a pris.", "une croissance continue"),
    Metric("ordonnance_mail_overdue_seconds", "gauge", (), "Retard du plus ancien message attendu, au-delà des cinq minutes qu'il a pour partir.", "plus de 0"),
    Metric("ordonnance_mail_bounced_letters", "gauge", (), "Messages écrits depuis un jour et revenus : leur destinataire n'a rien.", "toute hausse"),
    Metric("ordonnance_mail_unfollowed_mailboxes", "gauge", (), "Boîtes que ce processus n'a pas pu relever à son dernier tour.", "plus de 0 pendant cinq minutes"),
    Metric("ordonnance_anchor_age_seconds", "gauge", (), "Âge de la dernière ancre des journaux, ou de la base avant la première. Une base au repos n'en fait pas.", "plus de 600 alors que des actes passent"),
    Metric("ordonnance_pool_connections", "gauge", ("state",), "Connexions à PostgreSQL de ce processus : in_use, idle."),
    Metric("ordonnance_pool_limit", "gauge", (), "Le plus de connexions de ce processus."),
    Metric("ordonnance_pool_waiters", "gauge", (), "Demandes qui attendent une connexion.", "plus de 0 pendant une minute"),
    Metric("ordonnance_ready", "gauge", (), "1 quand /ready dit oui.", "0"),
    Metric("ordonnance_check", "gauge", ("name",), "1 par vérification de /ready qui tient, 0 sinon ; absente quand elle n'a pas pu être faite.", "0"),
    Metric("ordonnance_disk_free_bytes", "gauge", (), "Octets libres du dossier de données.", "moins de deux fois le plancher"),
    Metric("ordonnance_disk_floor_bytes", "gauge", (), "Plancher sous lequel /ready dit non."),
    Metric("ordonnance_seal_key_seconds", "gauge", (), "Temps pendant lequel une clé du sceau peut encore signer.", "moins de 30 jours : redémarrer"),
    Metric("ordonnance_trust_seconds", "gauge", (), "Temps avant la fin de la première autorité de ORDONNANCE_TRUST ; absente sans elle.", "moins de 30 jours"),
    Metric("ordonnance_drug_facts_age_days", "gauge", (), "Âge des données sur les médicaments, en jours.", "plus que ORDONNANCE_DRUGS_DAYS"),
    Metric("ordonnance_drug_facts_unreliable", "gauge", (), "1 quand une base réelle sert le catalogue de démonstration, ou des données trop anciennes.", "1"),
    Metric("ordonnance_event_loop_lag_seconds", "gauge", (), "Pire retard de la boucle d'événements depuis une minute.", "plus de 0,5"),
    Metric("ordonnance_schema_version", "gauge", (), "Version du schéma de la base de données.", "différente entre serveurs"),
    Metric("ordonnance_build_info", "gauge", ("version",), "1, avec la version du programme.", "différente entre serveurs"),
    Metric("process_resident_memory_bytes", "gauge", (), "Mémoire de ce processus.", "une croissance sans fin"),
    Metric("process_virtual_memory_bytes", "gauge", (), "Mémoire virtuelle de ce processus."),
    Metric("process_cpu_seconds_total", "counter", (), "Temps de processeur de ce processus."),
    Metric("process_start_time_seconds", "gauge", (), "Instant du démarrage.", "des redémarrages"),
    Metric("process_open_fds", "gauge", (), "Fichiers et connexions ouverts.", "plus de 80 % du plafond"),
    Metric("process_max_fds", "gauge", (), "Plafond des fichiers et connexions ouverts."),
)  # fmt: skip

METRICS: Mapping[str, Metric] = {each.name: each for each in _LISTED}
