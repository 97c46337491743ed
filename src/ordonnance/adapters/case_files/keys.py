"""The keys of what is prescribed, by whom and for whom: read by the program, shown on a page."""

from ordonnance.adapters.case_files.fields import Key, Keys

DAY, DURATION, YES_NO, NUMBER = "12/03/2026", "28 jours", "oui ou non", "2"

FILE = Keys(
    "Fichier",
    "Un fichier porte un thème et une liste de cas. Un fichier d’un seul cas peut aussi commencer "
    "par le cas lui-même.",
    (
        Key("thème", "Stupéfiants", "De quoi parlent les cas."),
        Key("remarque", "texte", "Pour les lecteurs\u202f; le programme n’en fait rien."),
        Key("médicaments", "liste", "Médicaments décrits dans le fichier, à citer par leur nom."),
        Key("cas", "liste", "Les cas.", required=True),
    ),
)
CASE = Keys(
    "Cas",
    "Sans « délivrance », le cas juge l’émission de l’ordonnance. Avec elle, il juge la "
    "délivrance.",
    (
        Key("cas", "Morphine, 28 jours", "Nom du cas, unique dans le fichier.", required=True),
        Key("pourquoi", "texte", "Ce que dit le texte, et pourquoi on attend cela.", required=True),
        Key("médicaments", "liste", "Médicaments décrits pour ce seul cas."),
        Key(
            "établie le",
            "12/03/2026 à 23h30",
            "Jour, et heure du lieu du prescripteur si elle compte (10 heures sinon).",
            required=True,
        ),
        Key("émise le", DAY, "Jour de l’émission, quand ce n’est pas celui de l’établissement."),
        Key(
            "prescripteur",
            "médecin, dermatologie",
            "Profession et spécialité, ou les lignes de "
            "« Prescripteur ». Un médecin généraliste installé en ville sinon.",
        ),
        Key(
            "patient",
            "femme, 45 ans",
            "Sexe et âge le jour de l’ordonnance, ou les lignes de "
            "« Patient ». Une femme née le 12/04/1985 à l’INS qualifiée sinon.",
        ),
        Key("anonyme", YES_NO, "Ordonnance sans patient (IVG)."),
        Key(
            "opposition",
            YES_NO,
            "Le patient s’oppose à ce que le prescripteur voie les délivrances.",
        ),
        Key("service hospitalier", "texte", "Établissement ou service écrit sur l’ordonnance."),
        Key("langue", "fr", "Langue de l’ordonnance\u202f; le français sinon."),
        Key("conseils", "texte", "Texte libre de l’ordonnance."),
        Key("forme", "sécurisée", "Support\u202f: numérique sinon."),
        Key(
            "motif du papier", "connexion insuffisante", "Pourquoi le papier remplace le numérique."
        ),
        Key("régulation", "lignes", "Envoi par le SAMU-SAS, avec la forme « dérogation SAMU »."),
        Key("signée", YES_NO, "L’auteur est authentifié ou a signé\u202f; oui sinon."),
        Key(
            "interactions",
            YES_NO,
            "Contrôler les interactions avec la liste de démonstration\u202f; non sinon.",
        ),
        Key(
            "autres ordonnances",
            "aucune",
            "Ce que le patient prend par ailleurs\u202f: une liste, "
            "ou « aucune ». Sans cette ligne, personne ne le sait.",
        ),
        Key("lignes", "liste", "Ce qui est prescrit, dans l’ordre.", required=True),
        Key("déjà servi", "liste", "Ce qui a été délivré avant, du plus ancien au plus récent."),
        Key("délivrance", "lignes", "Ce qui est demandé au comptoir, et quand."),
        Key(
            "à l’établissement",
            "lignes",
            "Ce qui est attendu à l’émission, quand le cas juge aussi la délivrance.",
        ),
        Key("attendu", "lignes", "Ce que le droit doit répondre.", required=True),
    ),
)
PRESCRIBER = Keys(
    "Prescripteur",
    "Ce qui n’est pas écrit reste celui du médecin par défaut, fictif et complet. « absent » "
    "retire une mention.",
    (
        Key("nom", "EXEMPLE", "Nom de famille."),
        Key("prénom", "Claire", "Prénom."),
        Key("profession", "sage-femme", "Profession de santé."),
        Key("spécialité", "dermatologie", "Spécialité ordinale."),
        Key(
            "exercice",
            "hôpital",
            "Où il exerce\u202f: ville, hôpital, structure coordonnée, ou "
            "« absent » quand personne ne le sait.",
        ),
        Key("RPPS", "99900000011", "Numéro RPPS."),
        Key("ADELI", "759000001", "Numéro ADELI, s’il n’a pas de RPPS."),
        Key("secteur", "secteur 1", "Situation conventionnelle."),
        Key("titre", "Dr", "Titre."),
        Key("remplace", "DÉMO", "Nom du confrère remplacé."),
        Key("cabinet", "Cabinet médical Exemple", "Nom du lieu d’exercice."),
        Key("adresse", "1 rue de l’Exemple", "Rue."),
        Key("code postal", "75011", "Il décide de l’heure légale."),
        Key("ville", "Paris", "Commune."),
        Key("pays", "FR", "Pays de l’adresse."),
        Key("téléphone", "+33199000001", "Téléphone professionnel."),
        Key("courriel", "cabinet@exemple.example", "Adresse électronique professionnelle."),
        Key("FINESS", "990000010", "Identifiant de la structure."),
        Key("numéro AM", "991000019", "Identifiant de la structure pour l’assurance maladie."),
        Key("service", "Neurologie", "Service hospitalier."),
    ),
)
PATIENT = Keys(
    "Patient",
    "Ce qui n’est pas écrit reste celui de la patiente par défaut, fictive. « absent » retire une "
    "mention.",
    (
        Key("nom", "EXEMPLE", "Nom de naissance."),
        Key("prénom", "Alice", "Premier prénom."),
        Key("sexe", "femme", "Sexe administratif."),
        Key("né le", DAY, "Date de naissance."),
        Key("INS", "absent", "« absent » retire le matricule INS."),
        Key("identité", "qualifiée", "Statut de l’identité."),
        Key("poids", "72,5", "En kilogrammes."),
        Key("taille", "168", "En centimètres."),
    ),
)
MEDICINE = Keys(
    "Médicament décrit",
    "Pour ne dépendre d’aucun catalogue. Les conditions sont celles du fichier public, mot pour "
    "mot.",
    (
        Key("nom", "MORPHINE EXEMPLE 10 mg, gélule", "Dénomination.", required=True),
        Key(
            "substances",
            "sulfate de morphine 10 mg",
            "Substances actives et dosages.",
            required=True,
        ),
        Key("forme", "gélule", "Forme pharmaceutique.", required=True),
        Key("voie", "orale", "Voie d’administration\u202f; orale sinon."),
        Key(
            "conditions",
            "[stupéfiants, prescription limitée à 4 semaines]",
            "Conditions de prescription et de délivrance.",
        ),
        Key("boîtes", "[14 gélules, 28 gélules]", "Contenu de chaque boîte vendue."),
        Key("ATC", "N02AA01", "Code ATC."),
        Key("groupe générique", "MORPHINE 10 mg", "Nom de son groupe générique."),
        Key("groupe biosimilaire", "adalimumab", "Nom de son groupe biologique similaire."),
        Key("remboursement", "65 %", "Taux de remboursement des boîtes."),
    ),
)
LINE = Keys(
    "Ligne",
    "Une ligne nomme un médicament, une DCI, une préparation ou une autre chose, une seule.",
    (
        Key("médicament", "RITALINE 10 mg, comprimé sécable", "Nom, code CIS ou code CIP13."),
        Key(
            "DCI",
            "paracétamol 500 mg",
            "Prescription en dénomination commune\u202f: substances et dosages.",
        ),
        Key("forme", "comprimé", "Forme écrite avec la DCI."),
        Key("préparation", "lignes", "Préparation magistrale ou officinale."),
        Key("catégorie", "dispositif", "Ce qui n’est pas un médicament."),
        Key(
            "produit",
            "texte",
            "Ce qui est prescrit, avec « catégorie », ou un médicament que le "
            "catalogue ne connaît pas.",
        ),
        Key(
            "posologie",
            "1 comprimé matin et soir",
            "Comme on la tape\u202f; elle doit être comprise avec certitude.",
        ),
        Key("posologie libre", "texte", "Posologie gardée en toutes lettres, sans être lue."),
        Key("durée", DURATION, "Durée d’une exécution."),
        Key("boîtes", NUMBER, "Nombre de boîtes d’une exécution."),
        Key("renouvellements", "2, interdits", "Nombre de renouvellements après la première fois."),
        Key("prise en charge", "ALD", "Exonération."),
        Key("non substituable", "MTE", "MTE, EFG, CIF ou « sans motif »."),
        Key("excipient", "lactose", "Excipient contre-indiqué, avec CIF."),
        Key("non remboursable", YES_NO, "Mention NR."),
        Key(
            "hors AMM", "oui, ou le motif", "Prescription hors autorisation de mise sur le marché."
        ),
        Key("pharmacie", "Pharmacie Exemple", "Pharmacie que le patient a nommée."),
        Key("fraction", "7 jours", "Durée de chaque fraction écrite."),
        Key("délivrance en une seule fois", YES_NO, "Mention qui exclut le fractionnement."),
        Key("chevauchement", "en complément de l’ordonnance du …", "Mention expresse."),
        Key("en toutes lettres", "oui, ou le texte", "Quantités écrites en toutes lettres."),
        Key("je dis", "cent milligrammes", "« Je dis »\u202f: dose au-dessus du maximum."),
        Key("pas avant le", DAY, "Début différé."),
        Key("à exécuter avant le", DAY, "Dernier jour écrit pour un dispositif."),
        Key("examen", "lignes", "Examen dont la date conditionne la délivrance."),
        Key("diagnostic", "lignes", "Diagnostic ou évaluation, et sa date."),
        Key("information sur les risques", YES_NO, "Le prescripteur dit avoir informé."),
        Key("accord de soins", DAY, "Date de l’accord ou de l’attestation signée."),
        Key("intervention", "lignes", "Intervention programmée."),
        Key("perfusion active", YES_NO, "Administration par un système actif."),
        Key("motif", "texte", "Motif de la prescription."),
        Key("conseils", "texte", "Texte libre de la ligne."),
        Key("prescription initiale", "lignes", "Celle sur laquelle repose un renouvellement."),
        Key("accès", "accès précoce", "Cadre d’accès dérogatoire."),
        Key("délivrance conditionnelle", "lignes", "Selon le résultat d’un test."),
        Key("document justificatif", "lignes", "Document qui justifie le remboursement."),
        Key("accord préalable", "accordé", "Où en est la demande à la caisse."),
        Key("protocole de soins", DAY, "Date du protocole."),
        Key("procréation possible", YES_NO, "La patiente peut devenir enceinte."),
        Key("autres mentions", "[texte]", "Autres mentions, telles qu’écrites."),
    ),
)
REGULATION = Keys(
    "Régulation",
    "Ce que l’on sait d’un envoi par la dérogation SAMU-SAS\u202f; le reste n’est pas su.",
    (
        Key("régulateur", YES_NO, "L’auteur régule des appels."),
        Key("circuit", "pharmacie", "Circuit de l’envoi."),
        Key("messagerie", "organisation", "Sorte de boîte qui reçoit."),
        Key("boîte d’organisation", YES_NO, "Le destinataire en a une."),
        Key("adresse donnée", YES_NO, "Le destinataire, ou le patient, a donné l’adresse."),
        Key("espace actif", YES_NO, "Le patient a ouvert Mon espace santé."),
        Key("autres circuits impossibles", YES_NO, "Aucun des deux premiers ne convenait."),
        Key("motif", "texte", "Motif recensé."),
        Key("logiciel capable", YES_NO, "Le logiciel sait émettre l’ordonnance numérique."),
        Key("adresse d’une autre structure", YES_NO, "L’annuaire le dit de l’adresse donnée."),
        Key("régulateur pharmacien", YES_NO, "L’auteur est pharmacien prescripteur du SAMU-SAS."),
    ),
)
PREPARATION = Keys(
    "Préparation",
    "La formule d’une préparation magistrale ou officinale.",
    (
        Key("nom", "Crème à l’urée", "Dénomination.", required=True),
        Key(
            "formule",
            "[urée 10 g, excipient qsp 100 g]",
            "Ingrédients, avec leur quantité.",
            required=True,
        ),
        Key("but thérapeutique", YES_NO, "Mention qui ouvre le remboursement."),
    ),
)
EXAMINATION = Keys(
    "Examen ou diagnostic",
    "Ce qui a été fait, quand, et combien de temps cela vaut.",
    (
        Key("nom", "numération formule sanguine", "Examen, test ou diagnostic.", required=True),
        Key("le", DAY, "Sa date.", required=True),
        Key("valable", "7 jours", "Délai au-delà duquel l’ordonnance est caduque."),
    ),
)
INTERVENTION = Keys(
    "Intervention programmée",
    "Dates que demande R.5132-29.",
    (
        Key("le", DAY, "Jour de l’intervention.", required=True),
        Key("sortie le", DAY, "Jour de sortie prévu."),
        Key("délivrance du", DAY, "Premier jour de la période de délivrance écrite."),
        Key("délivrance au", DAY, "Dernier jour de cette période."),
    ),
)
INITIAL = Keys(
    "Prescription initiale",
    "Ce que le prescripteur écrit de la première prescription.",
    (
        Key("le", DAY, "Son jour.", required=True),
        Key("hôpital", YES_NO, "Faite à l’hôpital."),
        Key("spécialité", "neurologie", "Spécialité de son auteur."),
        Key("établissement", "texte", "Où elle a été faite."),
    ),
)
CONDITIONAL = Keys(
    "Délivrance conditionnelle",
    "Ce qui est écrit sur l’ordonnance.",
    (
        Key("test", "TROD angine", "Test à faire.", required=True),
        Key("résultat", "positif", "Résultat qui permet la délivrance.", required=True),
        Key("sous", "7 jours", "Délai écrit."),
    ),
)
SUPPORTING = Keys(
    "Document justificatif",
    "CSS L.162-1-7-1.",
    (
        Key("référence", "texte", "Référence du document.", required=True),
        Key("remboursable", YES_NO, "L’indication ouvre le remboursement."),
    ),
)
