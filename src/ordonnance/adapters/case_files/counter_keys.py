"""The keys of what happens at the counter and of what a case expects."""

from ordonnance.adapters.case_files.fields import Key, Keys
from ordonnance.adapters.case_files.keys import DAY, NUMBER, YES_NO

_RULES = "[RX-DUR-01, RX-REN-02/1]"

SERVED = Keys(
    "Déjà servi",
    "Une délivrance passée.",
    (
        Key("ligne", "1", "Numéro de la ligne\u202f; 1 sinon."),
        Key("le", DAY, "Jour de la délivrance.", required=True),
        Key(
            "couvre dès le", DAY, "Premier jour couvert, quand ce n’est pas celui de la délivrance."
        ),
        Key("jours", "28", "Jours couverts.", required=True),
        Key("boîtes", NUMBER, "Boîtes remises\u202f; 1 sinon."),
        Key("unités", "28", "Unités remises, quand elles se comptent."),
        Key("médicament", "nom", "Médicament remis, quand ce n’est pas celui prescrit."),
        Key(
            "à titre exceptionnel",
            "renouvellement",
            "Texte au titre duquel elle fut faite, au-delà de ce qui est écrit.",
        ),
    ),
)
OTHER = Keys(
    "Autre ordonnance",
    "Un traitement du patient par une autre ordonnance.",
    (
        Key("médicament", "nom", "Le médicament.", required=True),
        Key("du", DAY, "Premier jour couvert.", required=True),
        Key("au", DAY, "Dernier jour couvert.", required=True),
        Key("même prescripteur", YES_NO, "Établie par le même prescripteur\u202f; non sinon."),
        Key("même pharmacien", YES_NO, "Servie par le même pharmacien\u202f; non sinon."),
    ),
)
_ASKED = (
    Key("boîtes", NUMBER, "Boîtes demandées."),
    Key("unités", "28", "Unités demandées."),
    Key("jours", "28", "Jours de traitement demandés."),
    Key(
        "boîte", "28 gélules", "La boîte remise, quand il y en a plusieurs\u202f: contenu ou CIP13."
    ),
    Key("médicament remis", "nom", "Médicament remis à la place de celui prescrit."),
    Key(
        "motif de la substitution",
        "rupture",
        "Pourquoi un autre médicament\u202f: avec sa précision "
        "quand c’est une rupture ou un accord.",
    ),
    Key("précision de la substitution", "texte", "Recommandation suivie, ou accord donné."),
    Key("motif de la quantité", "voyage", "Pourquoi une autre quantité."),
    Key("accord du prescripteur", "lignes", "Accord donné au pharmacien."),
    Key("résultat du test", "lignes", "Résultat du test d’une délivrance conditionnelle."),
    Key("documents vus", "liste", "Documents que le pharmacien a regardés."),
    Key("porteur", "inconnu identifié", "Qui présente l’ordonnance."),
    Key("à titre exceptionnel", "renouvellement", "Délivrance au-delà de ce qui est écrit."),
    Key("lot", "A123", "Numéro de lot enregistré."),
    Key("péremption", DAY, "Date de péremption, écrite avec le lot."),
    Key("à l’unité", YES_NO, "Délivrance à l’unité."),
    Key("générique refusé", YES_NO, "Le patient refuse le générique proposé."),
)
COUNTER = Keys(
    "Délivrance",
    "Sans rien demander, le cas regarde ce que chaque ligne permet ce jour-là. Pour une "
    "ordonnance d’une ligne, la demande s’écrit directement ici\u202f; sinon sous « lignes ».",
    (
        Key("le", DAY, "Jour de la délivrance.", required=True),
        *_ASKED,
        Key("lignes", "liste", "La demande, ligne par ligne."),
    ),
)
ASKED = Keys(
    "Ligne demandée",
    "Ce qui est demandé au comptoir pour une ligne.",
    (Key("ligne", "1", "Numéro de la ligne.", required=True), *_ASKED),
)
AGREEMENT = Keys(
    "Accord du prescripteur",
    "Qui, quand, sur quoi.",
    (
        Key("de", "Dr EXEMPLE", "Qui a donné son accord.", required=True),
        Key("le", DAY, "Quand.", required=True),
        Key("sur", "[durée, posologie]", "Sur quoi.", required=True),
        Key("texte", "texte", "Ce qui est écrit sur l’ordonnance.", required=True),
    ),
)
RESULT = Keys(
    "Résultat du test",
    "Ce que le test a donné.",
    (
        Key("test", "TROD angine", "Le test.", required=True),
        Key("positif", YES_NO, "Son résultat.", required=True),
        Key("le", DAY, "Quand.", required=True),
    ),
)
SEEN = Keys(
    "Document vu",
    "Un document regardé par le pharmacien.",
    (
        Key("document", "attestation", "Lequel.", required=True),
        Key("daté du", DAY, "Date écrite dessus."),
    ),
)
EXPECTED = Keys(
    "Attendu",
    "Une règle se nomme par son code, suivi de « /2 » pour ne viser que la ligne 2.",
    (
        Key(
            "issue", "permis", "permis, avertissement, impossible à dire ou bloqué.", required=True
        ),
        Key(
            "règles",
            _RULES,
            "Toutes les règles qui décident de l’issue\u202f; aucune quand elle est « permis ».",
        ),
        Key("aussi", _RULES, "Constats attendus en plus, qui ne décident pas."),
        Key("respectées", _RULES, "Règles qui s’appliquent ici et sont respectées."),
        Key("sans", _RULES, "Règles dont rien ne doit être constaté."),
        Key(
            "autres constats",
            "aucun",
            "Rien d’autre ne doit être constaté, pas même une information.",
        ),
        Key(
            "à délivrer",
            "lignes",
            "Ce que la ligne permet ce jour-là\u202f; une liste s’il y a plusieurs lignes.",
        ),
    ),
)
DUE = Keys(
    "À délivrer",
    "La quantité que le droit permet de servir ce jour-là.",
    (
        Key("ligne", "1", "Numéro de la ligne\u202f; 1 sinon."),
        Key("boîtes", NUMBER, "Boîtes."),
        Key("unités", "28", "Unités."),
        Key("jours", "28", "Jours couverts."),
        Key(
            "rien",
            "trop tôt",
            "Pourquoi rien n’est dû\u202f: trop tôt, terminé, déjà servi, pas avant.",
        ),
        Key("prochaine délivrance", DAY, "Lendemain du dernier jour couvert."),
        Key("dernier jour", DAY, "Dernier jour où une délivrance est possible."),
    ),
)
