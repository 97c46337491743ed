"""The keys of a file that describes a présérie: read by the program, shown on a page."""

from ordonnance.adapters.case_files.fields import Key, Keys

DAY = "12/03/2026"

PILOT = Keys(
    "Présérie",
    "Un fichier décrit une présérie\u202f: le module, les prérequis, les sites, et ce qui a été "
    "fait.",
    (
        Key("présérie", "LGO EXEMPLE, printemps 2026", "Nom de la présérie.", required=True),
        Key("éditeur", "EXEMPLE SANTÉ", "Qui édite le logiciel.", required=True),
        Key("profession", "pharmacien", "Pour qui est le logiciel.", required=True),
        Key("modalités", "lignes", "Les seuils convenus, pour une profession sans note publiée."),
        Key("module", "lignes", "Le module que la présérie valide.", required=True),
        Key("logiciels", "liste", "Les logiciels qui emploient ce module.", required=True),
        Key("part de marché", "0,8", "Part SESAM-Vitale du logiciel, en pour cent."),
        Key("prérequis", "lignes", "Ce qui est en place, et ce qui le montre."),
        Key("CPAM", "[33, 44]", "Départements des CPAM choisies."),
        Key("sites", "liste", "Les volontaires."),
        Key("déroulement", "liste", "Ce qui a été fait, dans l’ordre."),
        Key("versions", "[4.2]", "Versions livrées pendant la présérie, outre celles du début."),
        Key("postes", "liste", "Les postes dont les traces sont activées."),
        Key("indisponibilités", "liste", "Celles de la base, selon son propre état."),
        Key("anomalies", "liste", "Les anomalies, telles qu’on les connaît."),
        Key("prérequis techniques", "liste", "Ce qu’un poste demande."),
        Key("prérequis techniques complets le", DAY, "Jour où la liste est déclarée complète."),
        Key("questionnaires", "liste", "Les réponses des pharmaciens."),
    ),
)
OPENING = Keys(
    "Ouverture",
    "Ce avec quoi une présérie s’ouvre dans la base ; le reste s’y ajoute.",
    (Key("nom", "LGO EXEMPLE, printemps 2026", "Nom de la présérie.", required=True),
     *(each for each in PILOT.keys
       if each.name in ("éditeur", "profession", "modalités", "module", "logiciels",
                        "part de marché"))),
)  # fmt: skip
TERMS = Keys(
    "Modalités",
    "Pour les pharmaciens, la note de juillet 2025 les donne\u202f: elles ne s’écrivent pas. Pour "
    "les prescripteurs, aucune note n’est publiée\u202f: sans « modalités », les mêmes chiffres, à "
    "confirmer par la Cnam\u202f; sinon, celles qui sont convenues, avec leur source.",
    (
        Key("source", "texte", "Le document qui donne ces seuils.", required=True),
        Key("sites au moins", "5", "Le plus petit nombre de sites.", required=True),
        Key("sites au plus", "10", "Le plus grand nombre de sites.", required=True),
        Key("première semaine", "3", "Installations la première semaine, au plus.", required=True),
        Key("succès au moins", "80", "Pour cent d’exécutions enregistrées, au moins."),
    ),
)
MODULE = Keys(
    "Module",
    "Ce que la présérie valide.",
    (
        Key("nom", "ORDO-EXEMPLE", "Nom du module.", required=True),
        Key("version", "2.3", "Version du module.", required=True),
        Key("architecture", "serveur local", "Son architecture, en mots.", required=True),
        Key("interface", "écran unique", "Son interface, en mots.", required=True),
    ),
)
SOFTWARE = Keys(
    "Logiciel",
    "Sans « module », le logiciel emploie celui de la présérie.",
    (
        Key("nom", "LGO EXEMPLE", "Nom du logiciel.", required=True),
        Key("version", "4.1", "Version du logiciel.", required=True),
        Key("module", "lignes", "Le module qu’il emploie, si ce n’est pas celui de la présérie."),
        Key("moteur d’un tiers", "oui ou non", "Il intègre le moteur d’un autre éditeur."),
    ),
)
PREREQUISITES = Keys(
    "Prérequis",
    "Chacun a un jour et ce qui le montre.",
    (
        Key("autorisation CNDA", "lignes", "L’autorisation pour cette profession."),
        Key("support", "lignes", "Le support aux professionnels."),
        Key("installation et formation", "lignes", "Les modalités partagées."),
        Key("kit", "lignes", "Mode d’emploi et tutoriels partagés."),
    ),
)
EVIDENCE = Keys(
    "Preuve",
    "Un prérequis coché.",
    (
        Key("le", DAY, "Le jour.", required=True),
        Key("preuve", "courrier du 12/03/2026", "Ce qui le montre.", required=True),
    ),
)
SITE = Keys(
    "Site",
    "Un volontaire, par son numéro AM.",
    (
        Key("n° AM", "332000014", "Numéro de facturation, neuf caractères.", required=True),
        Key("CPAM", "33", "Département de sa CPAM.", required=True),
        Key("accord le", DAY, "Jour de son accord de principe."),
        Key("équipement vérifié le", DAY, "Jour de la vérification du poste et de la version."),
        Key("prévue le", DAY, "Jour prévu de l’installation."),
        Key("traces depuis le", DAY, "Jour où les traces des postes sont activées."),
        Key("FINESS", "990000028", "Celui du lieu, quand les jetons n’y disent pas le numéro AM."),
        Key("SIRET", "99990000400014", "De même."),
    ),
)
DONE = Keys(
    "Déroulement",
    "Un acte et son jour.",
    (
        Key("acte", "réunion de lancement", "Ce qui a été fait.", required=True),
        Key("le", DAY, "Le jour.", required=True),
        Key("n° AM", "332000014", "Le site, pour une installation."),
    ),
)
SECTIONS = (PILOT, TERMS, MODULE, SOFTWARE, PREREQUISITES, EVIDENCE, SITE, DONE)
"""The sections in the order in which the page shows them."""
