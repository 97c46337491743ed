"""Every event of the logs, by its stable name, with what it means to whoever reads it at night.

A test finds every event that the code writes in this table. Names that begin with ALERT ask for
somebody.
"""

from collections.abc import Mapping

EVENTS: Mapping[str, str] = {
    "open": "La base est ouverte ; `version`, `demonstration`.",
    "working": "Le worker seul a commencé ; `version`.",
    "stopping": "Un arrêt est demandé : /ready dit non, ce qui est en cours se termine.",
    "stopping at once": "Un second signal : l'arrêt n'attend plus.",
    "the first process is gone": "Le premier processus de la base est mort : celui-ci rend le port et s'arrête.",
    "closed": "Tout est fermé, PostgreSQL compris.",
    "answer": "Une réponse : `operation`, `status`, `code` du refus, `ms`, `request` (X-Request-Id), `client` (logiciel).",
    "register read": "Un registre a été lu : `structure` (empreinte), `register`, premier et dernier jour demandés, nombre d'entrées ; jamais un nom.",
    "fault": "Une panne de notre fait : `incident` est le repère donné à l'appelant, `fault` l'endroit du code.",
    "not ready": "/ready vient de dire non ; `failed` nomme les vérifications.",
    "ready again": "/ready dit oui à nouveau.",
    "worker closed": "Le worker a rendu ce qu'il tenait, et fermé.",
    "ALERT a version of the drug facts cannot be read": "La version importée des médicaments est abîmée ; la précédente reste en service ici.",
    "ALERT the drug facts are not to be relied upon": "Une base réelle sert le catalogue de démonstration, ou des médicaments plus vieux que ORDONNANCE_DRUGS_DAYS. Dit au démarrage et chaque jour.",
    "drug facts": "Ce processus a pris une nouvelle version des médicaments (date, empreinte).",
    "ALERT a version of the interactions cannot be read": "Le thésaurus importé est abîmé ; le précédent reste en service ici.",
    "interactions": "Ce processus a pris une nouvelle version du thésaurus des interactions (date, empreinte).",
    "ALERT a process ended": "Un processus de la base s'est arrêté seul ; il est relancé.",
    "ALERT a process did not stop and was killed": "Un processus ne s'arrêtait pas ; rien d'acquitté n'est perdu.",
    "schema migrated: %s": "Une migration a été appliquée.",
    "seal key rotated": "Une nouvelle clé du sceau a pris le relais : sauvegarder les clés, redémarrer les autres serveurs sous 24 heures.",
    "ALERT openings above the cap": "Moisson possible : une structure (empreinte) ouvre trop d'ordonnances.",
    "ALERT two ordonnances overlap (R.5132-33)": "Deux ordonnances de stupéfiants se chevauchent ; les deux sont marquées.",
    "ALERT a background task ended": "Le travail de fond s'est arrêté : redémarrer le serveur.",
    "ALERT outbox round failed: %s": "Le worker a échoué sur toute une série ; il recommence.",
    "ALERT outbox message %s (try %d): %s": "Un envoi ne s'ouvre pas (altéré, ou d'une autre clé) ; il reste en attente.",
    "ALERT outbox message of an unknown kind: %s": "Un envoi attend une version plus récente du programme.",
    "outbox message %s failed (try %d): %s": "Un envoi a échoué ; il sera refait de plus en plus tard.",
    "outbox delivery not written down: %s": "Un envoi est fait mais sa fin n'est pas écrite : il sera refait.",
    "outbox out of reach: %s": "Le worker n'atteint pas la base de données ; il recommence.",
    "outbox: not listening, %s": "Le worker n'est pas prévenu des nouveaux envois ; il regarde toutes les deux secondes.",
    "outbox: listening lost, %s": "Même chose, la connexion ayant été perdue.",
    "outbox not notified: %s": "Le worker n'a pas été prévenu d'un envoi ; il le verra en deux secondes.",
    "measures not shared": "Un processus ne peut pas laisser ses mesures aux autres (disque, droits).",
    "refused": "Une connexion est refusée avant d'être une requête : trop lente, trop nombreuse, ambiguë.",
    "ALERT PostgreSQL ended by itself: starting it again (try %d)": "Le PostgreSQL embarqué s'est arrêté ; il est relancé.",
    "ALERT PostgreSQL does not start again: %s": "Il ne repart pas : la suite dit pourquoi ; il est essayé encore.",
    "PostgreSQL answers again": "Il répond à nouveau.",
    "openings not shared: %s": "Les plafonds d'ouvertures ne sont plus partagés entre serveurs, faute de base de données.",
    "journals not anchored: %s": "L'ancrage des journaux attend que la base de données revienne.",
    "ALERT journals not anchored: %s": "L'ancrage des journaux échoue : place, droits du dossier anchors, ou clé du sceau.",
    "ALERT anchors outside the base are ahead of it: it was put back": "La base est plus ancienne que ses ancres : elle a été restaurée, ou remise en arrière.",
    "operation counts not written: %s": "Les comptes par logiciel attendent que la base de données revienne.",
    "operation counts lost: %s": "Des comptes par logiciel sont perdus ; aucun acte ne l'est.",
}  # fmt: skip
