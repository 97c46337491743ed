"""The keys of what a présérie shows once it runs: workstations, anomalies, answers, entries."""

from ordonnance.adapters.case_files.fields import Key, Keys
from ordonnance.adapters.pilot_files.keys import DAY, EVIDENCE

INSTANT = "12/03/2026 à 14h30"

WORKSTATION = Keys(
    "Poste",
    "Un poste dont les traces sont activées.",
    (
        Key("poste", "poste-1", "Son identifiant, celui que portent ses traces.", required=True),
        Key("n° AM", "332000014", "Son site.", required=True),
        Key("nom", "comptoir 1", "Comment le logiciel le nomme (Ordonnance-Client).",
            required=True),
        Key("depuis le", DAY, "Premier jour des traces.", required=True),
        Key("montré le", DAY, "Jour où le pharmacien a vu ce qui est tracé.", required=True),
        Key("jusqu’au", DAY, "Dernier jour des traces, une fois qu’elles sont désactivées."),
    ),
)  # fmt: skip
OFF = Keys(
    "Fin des traces",
    "Les traces d’un poste s’arrêtent.",
    (
        Key("poste", "poste-1", "Son identifiant.", required=True),
        Key("le", DAY, "Dernier jour.", required=True),
    ),
)
OUTAGE = Keys(
    "Indisponibilité",
    "La base, selon son propre état, ne pouvait pas enregistrer.",
    (
        Key("de", INSTANT, "Le début, heure de Paris.", required=True),
        Key("à", INSTANT, "La fin.", required=True),
    ),
)
ANOMALY = Keys(
    "Anomalie",
    "Enregistrée de nouveau sous le même nom, elle remplace ce qui en était dit.",
    (
        Key("nom", "ANO-01", "Son nom dans la présérie.", required=True),
        Key("ouverte le", DAY, "Le jour.", required=True),
        Key("constat", "texte", "Ce qui se passe.", required=True),
        Key("opération", "consultation", "L’opération touchée."),
        Key("origine", "intrinsèque au logiciel", "D’où elle vient ; « à qualifier » sinon."),
        Key("bloquante", "oui ou non", "Elle empêche d’employer normalement l’opération."),
        Key("reproduite le", DAY, "Le jour."),
        Key("corrigée en version", "4.2", "La version du correctif."),
        Key("corrigée le", DAY, "Le jour où cette version est livrée."),
        Key("vérifiée le", DAY, "Le jour où un site l’a vérifiée."),
        Key("codes", "[LGO_PANNE]", "Les codes d’erreur qui la montrent."),
        Key("sites", "[332000014]", "Les sites qui la signalent."),
    ),
)
NEED = Keys(
    "Prérequis technique",
    "Ce qu’un poste demande avant le déploiement.",
    (
        Key("constat", "texte", "Ce qu’il faut.", required=True),
        Key("relevé le", DAY, "Le jour.", required=True),
        Key("réponse", "texte", "Comment on y répond.", required=True),
        Key("sites", "[332000014]", "Les sites où il a été relevé."),
    ),
)
QUESTIONNAIRE = Keys(
    "Questionnaire",
    "Les réponses d’un pharmacien, sans son nom. Répondre de nouveau remplace.",
    (
        Key("invitation", "texte", "La référence tirée au sort de son invitation.",
            required=True),
        Key("n° AM", "332000014", "Son site.", required=True),
        Key("le", DAY, "Le jour.", required=True),
        Key("réponses", "lignes", "« SAT-01: 4 » : de 1 (pas du tout d’accord) à 5 (tout à fait)."),
        Key("frein bloquant", "texte", "Ce qui empêche, selon lui, de déployer."),
        Key("texte", "texte", "Ce qu’il ajoute."),
        Key("levé le", DAY, "Jour où il convient que rien ne bloque plus."),
    ),
)  # fmt: skip
KEY = Keys(
    "Clé",
    "Une clé publique de l’éditeur, qui signe ses traces.",
    (
        Key("kid", "cle-2026", "Son nom, celui que porte la signature.", required=True),
        Key("kty", "EC ou RSA", "Sa sorte.", required=True),
        Key("crv", "P-256", "Sa courbe (EC)."),
        Key("x", "base64url", "Coordonnée (EC)."),
        Key("y", "base64url", "Coordonnée (EC)."),
        Key("n", "base64url", "Module (RSA)."),
        Key("e", "base64url", "Exposant (RSA)."),
    ),
)
PREREQUISITE = Keys(
    "Prérequis coché",
    "Un prérequis et ce qui le montre.",
    (
        Key("prérequis", "kit", "Lequel, avec les noms de la description.", required=True),
        *EVIDENCE.keys,
    ),
)
ENTRY = Keys(
    "Inscription au registre",
    "Ce qui s’envoie à la base (POST /preserie/entries)\u202f: la présérie, et une seule chose.",
    (
        Key("présérie", "UUID", "Son identifiant, choisi par l’éditeur à l’ouverture.",
            required=True),
        Key("ouverture", "lignes", "Description\u202f: nom, éditeur, profession, module, "
            "logiciels."),
        Key("prérequis", "lignes", "Un prérequis coché."),
        Key("CPAM", "[33, 44]", "Les départements choisis."),
        Key("site", "lignes", "Un site, ou ses nouvelles dates."),
        Key("acte", "lignes", "Un acte du déroulement."),
        Key("poste", "lignes", "Un poste, dont les traces sont activées."),
        Key("fin des traces", "lignes", "La fin des traces d’un poste."),
        Key("version", "4.2", "Une version livrée pendant la présérie."),
        Key("clé", "lignes", "Une clé publique de l’éditeur."),
        Key("indisponibilité", "lignes", "Une indisponibilité de la base."),
        Key("anomalie", "lignes", "Une anomalie, telle qu’on la connaît."),
        Key("prérequis technique", "lignes", "Un prérequis technique."),
        Key("prérequis techniques complets le", DAY, "L’éditeur déclare la liste complète."),
        Key("questionnaire", "lignes", "Les réponses d’un pharmacien."),
        Key("motif", "texte", "Pourquoi enregistrer malgré une exigence non respectée."),
    ),
)  # fmt: skip
SECTIONS = (
    WORKSTATION, OFF, OUTAGE, ANOMALY, NEED, QUESTIONNAIRE, KEY, PREREQUISITE, ENTRY,
)  # fmt: skip
"""The sections in the order in which the page shows them."""
