"""The catalogue of refusals: code, HTTP status, FHIR issue type, French sentence, what to do.

A code is never reused nor renamed. A test proves that each is documented and that no code outside
this table is raised. Sentences are plain French; {names} are facts given by the refusal.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One refusal as documented. `issue` is a code of the FHIR R4 issue-type value set."""

    code: str
    status: int
    issue: str
    message: str
    do: str


_ENTRIES = (
    # --- The request itself
    ErrorEntry("BODY_TOO_LARGE", 413, "too-long", "Le contenu envoyé dépasse {limit}.", "Réduire le contenu ou envoyer plusieurs ordonnances."),
    ErrorEntry("REQUEST_MALFORMED", 400, "structure", "La requête HTTP n'est pas lisible sans ambiguïté.", "Envoyer une requête HTTP/1.1 ordinaire : un seul Host, une seule longueur, rien après."),
    ErrorEntry("HEADERS_TOO_LARGE", 431, "too-long", "Les en-têtes de la requête dépassent {limit}, ou sont trop nombreux.", "Raccourcir les en-têtes ; le jeton en occupe 16 Kio au plus."),
    ErrorEntry("REQUEST_TOO_SLOW", 408, "timeout", "La requête n'est pas arrivée entière en {seconds} secondes.", "Recommencer avec la même clé, sur une nouvelle connexion."),
    ErrorEntry("SERVER_BUSY", 503, "throttled", "Trop de connexions sont ouvertes en ce moment.", "Recommencer avec la même clé dans quelques instants, et réutiliser les connexions."),
    ErrorEntry("BODY_EMPTY", 400, "required", "Le contenu attendu est absent.", "Envoyer le document dans le corps de la requête."),
    ErrorEntry("CONTENT_TYPE", 415, "not-supported", "Le type de contenu {type} n'est pas pris en charge ici.", "Envoyer {expected}."),
    ErrorEntry("JSON_INVALID", 400, "structure", "Le contenu n'est pas un JSON valable : {detail}.", "Corriger le JSON à l'endroit indiqué."),
    ErrorEntry("JSON_DUPLICATE_KEY", 400, "structure", "La clé « {key} » figure deux fois.", "Ne garder qu'une fois chaque clé."),
    ErrorEntry("HEADER_INVALID", 400, "value", "L'en-tête {header} n'est pas lisible.", "Voir le format attendu dans la documentation de l'API."),
    ErrorEntry("IDEMPOTENCY_KEY_REQUIRED", 400, "required", "L'en-tête Idempotency-Key manque.", "Envoyer une clé unique par acte, la même si l'on recommence."),
    ErrorEntry("IDEMPOTENCY_KEY_REUSED", 409, "conflict", "Cette clé a déjà servi pour une autre demande.", "Reprendre la demande d'origine, ou choisir une nouvelle clé."),
    ErrorEntry("ROUTE_UNKNOWN", 404, "not-found", "Cette adresse n'existe pas.", "Consulter /fhir/metadata pour la liste des opérations."),
    ErrorEntry("METHOD_NOT_ALLOWED", 405, "not-supported", "Cette méthode n'est pas permise à cette adresse.", "Consulter /fhir/metadata : les actes sont des POST."),
    ErrorEntry("TOO_MANY_ATTEMPTS", 429, "throttled", "Trop de numéros inconnus ou mal tapés en peu de temps.", "Attendre {minutes} minutes, puis vérifier le numéro sur la feuille."),
    ErrorEntry("OPENINGS_CAPPED", 429, "throttled", "Votre structure a ouvert un nombre inhabituel d'ordonnances depuis une heure.", "Attendre {minutes} minutes ; l'exploitant de la base est prévenu."),
    ErrorEntry("METRICS_CLOSED", 403, "forbidden", "Les compteurs sont réservés à l'exploitant de la base.", "Les lire depuis la machine de la base, sans mandataire, ou avec le jeton ORDONNANCE_METRICS_TOKEN."),
    ErrorEntry("FORM_FOREIGN", 403, "forbidden", "Ce formulaire ne vient pas de votre session.", "Rouvrir la page depuis l'accueil, puis recommencer : rien n'a été enregistré."),
    ErrorEntry("OPERATOR_LINK", 403, "forbidden", "Ce lien d'entrée n'est pas valable : il a déjà servi, il a plus de dix minutes, ou il vient d'une autre base.", "En demander un autre sur le serveur : ordonnance admin link."),
    ErrorEntry("ADDRESS_OF_ANOTHER_SESSION", 404, "not-found", "Cette adresse appartenait à une session qui est terminée.", "Scanner ou taper le numéro de l'ordonnance à nouveau."),
    ErrorEntry("DRAFT_UNKNOWN", 404, "not-found", "Ce brouillon n'existe plus.", "Revenir à la liste des brouillons : il a été émis, supprimé, ou laissé plus de trente jours."),
    ErrorEntry("DRAFT_CHANGED", 409, "conflict", "Ce brouillon a changé dans une autre page.", "Rouvrir le brouillon : il montre son dernier état, et ce qui vient d'être demandé peut l'être à nouveau."),
    ErrorEntry("DRAFTS_TOO_MANY", 422, "too-costly", "Il y a déjà {limit} brouillons sur ce bureau.", "Émettre ou supprimer des brouillons, puis recommencer."),
    ErrorEntry("MODEL_EMPTY", 422, "required", "Un protocole a un nom et une ligne au moins.", "Écrire une ligne, donner un nom, puis recommencer."),
    ErrorEntry("INS_CODE_UNREADABLE", 422, "invalid", "Ce code n'est pas un datamatrix INS.", "Scanner à nouveau le code « INS à scanner », ou taper les traits de l'identité."),
    ErrorEntry("LINE_NOT_WRITABLE", 422, "not-supported", "Cette ligne ne peut pas être écrite dans une ordonnance telle qu'elle est.", "Écrire la durée à un seul endroit, ou taper la ligne autrement."),
    ErrorEntry("INTERNAL", 500, "exception", "Une panne est survenue ; rien n'a été enregistré à moitié.", "Recommencer avec la même clé ; signaler le repère {incident}."),
    ErrorEntry("BASE_UNAVAILABLE", 503, "transient", "La base ne répond pas pour le moment.", "Recommencer avec la même clé dans quelques instants."),
    ErrorEntry("STORAGE_UNWRITABLE", 507, "no-store", "La base ne peut plus rien enregistrer : son disque est {reason}.", "Prévenir l'exploitant de la base, puis recommencer avec la même clé."),
    ErrorEntry("SEAL_KEY_UNUSABLE", 503, "exception", "La base n'a pas de clé de sceau valable à cette date : rien n'est émis.", "Prévenir l'exploitant : vérifier l'heure du serveur, puis le redémarrer, ce qui renouvelle la clé."),
    # --- A file shown as an ordonnance
    ErrorEntry("FILE_KIND", 415, "not-supported", "Ce fichier n'est ni un PDF, ni une image JPEG, PNG ou TIFF.", "Donner la feuille en PDF, ou sa photographie."),
    ErrorEntry("FILE_DAMAGED", 422, "structure", "Ce fichier {kind} est abîmé ou incomplet.", "Le redemander, ou photographier la feuille."),
    ErrorEntry("FILE_ENCRYPTED", 422, "security", "Ce PDF est protégé par un mot de passe.", "L'enregistrer sans protection, puis recommencer."),
    ErrorEntry("FILE_POLYGLOT", 422, "security", "Ce PDF contient autre chose après sa fin.", "Ne pas s'y fier : redemander la feuille à qui l'a envoyée."),
    ErrorEntry("FILE_TOO_MANY_PAGES", 422, "too-long", "Ce fichier a trop de pages ({pages}, {limit} au plus).", "Ne donner que les pages de l'ordonnance."),
    ErrorEntry("FILE_TOO_LARGE_PICTURE", 422, "too-long", "Cette image dépasse {limit} millions de points.", "La réduire, ou photographier de nouveau la feuille."),
    ErrorEntry("FILE_TOO_COSTLY", 422, "too-costly", "Ce fichier demande trop de temps ou de mémoire pour être lu.", "Le redemander en PDF ordinaire, ou photographier la feuille."),
    ErrorEntry("FILE_SEVERAL_NUMBERS", 422, "multiple-matches", "Ce fichier porte {count} numéros d'ordonnance différents.", "Vérifier une feuille à la fois."),
    ErrorEntry("FILE_OTHER_NUMBER", 422, "conflict", "Le numéro donné n'est pas celui que porte le fichier.", "Relire le numéro sur la feuille, ou ne donner que le fichier."),
    ErrorEntry("VERIFY_NOTHING", 400, "required", "Il n'y a ni numéro ni fichier à vérifier.", "Donner le numéro imprimé sur la feuille, ou la feuille elle-même."),
    ErrorEntry("TOO_MANY_VERIFICATIONS", 429, "throttled", "Trop de vérifications ont été demandées en peu de temps.", "Attendre {seconds} secondes, puis recommencer."),
    # --- Who calls
    ErrorEntry("TOKEN_MISSING", 401, "login", "Aucune session n'accompagne la demande.", "Envoyer l'en-tête Authorization: Bearer avec un jeton valable."),
    ErrorEntry("TOKEN_MALFORMED", 401, "login", "Le jeton n'est pas lisible.", "Redemander un jeton au service d'identité."),
    ErrorEntry("TOKEN_SIGNATURE", 401, "login", "La signature du jeton n'est pas valable.", "Redemander un jeton au service d'identité."),
    ErrorEntry("TOKEN_ISSUER", 401, "login", "L'émetteur du jeton n'est pas reconnu par cette base.", "Utiliser le service d'identité configuré pour cette base."),
    ErrorEntry("TOKEN_AUDIENCE", 401, "login", "Le jeton n'est pas destiné à cette base.", "Demander un jeton pour cette base."),
    ErrorEntry("TOKEN_EXPIRED", 401, "expired", "La session a expiré ou n'est pas encore valable.", "Se reconnecter, puis recommencer."),
    ErrorEntry("TOKEN_LIFETIME", 401, "login", "La durée de vie du jeton dépasse ce qui est admis.", "Demander un jeton de 15 minutes au plus."),
    ErrorEntry("TOKEN_CLAIMS", 401, "login", "Le jeton ne dit pas qui agit ni à quel titre.", "Vérifier les données professionnelles transmises par le service d'identité."),
    ErrorEntry("PLACE_REQUIRED", 400, "required", "Vous exercez à plusieurs endroits : il faut dire lequel.", "Envoyer l'en-tête Ordonnance-Place (FINESS, SIRET ou rang de l'activité)."),
    ErrorEntry("PLACE_UNKNOWN", 403, "forbidden", "Ce lieu d'exercice ne figure pas parmi les vôtres.", "Choisir un des lieux de votre session."),
    ErrorEntry("PLACE_MISMATCH", 403, "forbidden", "Le cabinet ou l'établissement du document n'est pas celui de votre session.", "Choisir le lieu d'exercice de la session (Ordonnance-Place), ou retirer de l'Organization le FINESS ou le SIRET que la session ne prouve pas."),
    ErrorEntry("NOT_ALLOWED", 403, "forbidden", "Votre rôle ({role}) ne permet pas cet acte.", "L'acte revient à : {allowed}."),
    ErrorEntry("AUTHOR_MISMATCH", 403, "forbidden", "Le prescripteur du document n'est pas la personne connectée.", "Émettre sous la session de l'auteur (RPPS du document)."),
    ErrorEntry("PHARMACIST_REQUIRED", 403, "forbidden", "Un préparateur sert sous le nom d'un pharmacien : il manque.", "Indiquer le RPPS du pharmacien responsable."),
    ErrorEntry("PROOF_REQUIRED", 400, "required", "La demande du patient doit être justifiée.", "Indiquer comment la demande a été reçue (champ proof)."),
    # --- The number
    ErrorEntry("NUMBER_INVALID", 400, "value", "Ce numéro n'est pas un numéro d'ordonnance : {reason}.", "Relire les 18 caractères de la feuille ; I et L se lisent 1, O se lit 0."),
    ErrorEntry("NUMBER_UNKNOWN", 404, "not-found", "Aucune ordonnance accessible ne porte ce numéro dans cette base.", "Vérifier le numéro et la base interrogée."),
    ErrorEntry("NUMBER_TAKEN", 409, "duplicate", "Ce numéro réservé a déjà servi.", "Prendre le numéro suivant de la réservation."),
    ErrorEntry("RESERVATION_INVALID", 422, "invalid", "Le numéro ne vient pas d'une réservation valable : {reason}.", "Demander une nouvelle réservation, ou émettre sans numéro."),
    ErrorEntry("RESERVATION_NONE", 404, "not-found", "Aucune liste de numéros réservés par vous, à ce lieu, ne peut encore servir.", "Joindre la liste signée si vous en avez une copie ; une liste vaut trente jours."),
    ErrorEntry("NUMBER_REVOKED", 410, "security", "Ce numéro vient d'une liste réservée, déclarée perdue ou volée le {day} : aucune ordonnance de cette base ne le porte.", "Ne rien délivrer sur cette feuille sans appeler le prescripteur, à un numéro trouvé ailleurs que sur elle."),
    # --- Reading the document
    ErrorEntry("ELEMENT_UNKNOWN", 422, "structure", "L'élément « {element} » n'est pas prévu ici.", "Retirer l'élément, ou voir le modèle dans la documentation."),
    ErrorEntry("ELEMENT_MISSING", 422, "required", "L'élément « {element} » manque.", "Ajouter l'élément."),
    ErrorEntry("ELEMENT_INVALID", 422, "value", "La valeur n'est pas admise : {reason}.", "Corriger la valeur à l'endroit indiqué."),
    ErrorEntry("ELEMENT_TOO_MANY", 422, "structure", "L'élément « {element} » figure plus de fois que permis ({limit}).", "Réduire le nombre d'occurrences."),
    ErrorEntry("TEXT_TOO_LONG", 422, "too-long", "Le texte dépasse {limit} caractères.", "Raccourcir le texte."),
    ErrorEntry("CODE_UNKNOWN", 422, "code-invalid", "Le code « {code} » n'est pas admis ici.", "Choisir parmi : {allowed}."),
    ErrorEntry("CODE_SYSTEM_UNKNOWN", 422, "code-invalid", "La terminologie « {system} » n'est pas reconnue ici.", "Choisir parmi : {allowed}."),
    ErrorEntry("EXTENSION_UNKNOWN", 422, "extension", "L'extension « {url} » n'est pas prévue ici.", "Retirer l'extension : rien n'est ignoré en silence."),
    ErrorEntry("REFERENCE_UNRESOLVED", 422, "not-found", "La référence « {reference} » ne désigne aucune ressource du document.", "Joindre la ressource, ou corriger la référence."),
    ErrorEntry("RESOURCE_UNEXPECTED", 422, "structure", "La ressource {type} n'est pas attendue ici.", "Retirer la ressource."),
    ErrorEntry("BUNDLE_TYPE", 422, "value", "Le type de Bundle « {type} » n'est pas lu.", "Envoyer un Bundle collection, document ou searchset."),
    ErrorEntry("DOCUMENT_SIGNED", 422, "business-rule", "Le document est signé : le corriger romprait la signature du prescripteur.", "Corriger dans le logiciel du prescripteur, puis signer de nouveau."),
    ErrorEntry("DOCUMENT_NOT_WHOLE", 422, "business-rule", "Corriger ce document en perdrait une partie, que la plateforme garde sans la comprendre.", "Corriger dans le logiciel qui l'a écrit, d'après les constats de la vérification."),
    ErrorEntry("CORRECTION_UNKNOWN", 422, "not-found", "La règle {rule} ne propose aucune correction ici.", "Vérifier le document : les constats qui se corrigent en une étape le disent."),
    ErrorEntry("LINES_TOO_MANY", 422, "too-long", "L'ordonnance compte plus de {limit} lignes.", "Établir plusieurs ordonnances."),
    ErrorEntry("NO_LINE", 422, "required", "L'ordonnance ne prescrit rien.", "Ajouter au moins une ligne."),
    ErrorEntry("IDENTIFIER_INVALID", 422, "value", "L'identifiant {kind} n'est pas valable : {reason}.", "Vérifier l'identifiant à la source."),
    ErrorEntry("GROUP_MIXED", 422, "business-rule", "Les lignes ne portent pas toutes le même numéro d'ordonnance.", "Mettre le même groupIdentifier sur chaque ligne, ou sur aucune."),
    ErrorEntry("PATIENT_MIXED", 422, "business-rule", "Les lignes ne concernent pas toutes le même patient.", "Établir une ordonnance par patient."),
    ErrorEntry("PRESCRIBER_MIXED", 422, "business-rule", "Les lignes n'ont pas toutes le même prescripteur.", "Établir une ordonnance par prescripteur."),
    ErrorEntry("DATE_MIXED", 422, "business-rule", "Les lignes ne sont pas toutes établies au même moment.", "Donner la même date à toutes les lignes."),
    ErrorEntry("USE_JOSE_BODY", 422, "not-supported", "Une signature dans le Bundle n'est pas lue.", "Signer le Bundle entier et envoyer le JWS compact en application/jose."),
    ErrorEntry("SIGNATURE_INVALID", 422, "security", "La signature du prescripteur n'est pas valable : {reason}.", "Signer de nouveau avec la carte du prescripteur, ou envoyer sans signature."),
    ErrorEntry("DOSE_UNIT", 422, "business-rule", "L'unité de la dose ne permet pas de la mesurer : {reason}.", "Compter la dose dans l'unité du médicament (comprimé, ml...), et dire son dosage."),
    # --- Out of the perimeter: the right paper form is named
    ErrorEntry("CDA_WITHHELD", 422, "business-rule", "Une ordonnance anonyme, ou protégée des représentants d'un mineur, n'a pas de document CDA : il irait au dossier du patient.", "Éditer la feuille en PDF."),
    ErrorEntry("FORM_BARRED", 422, "business-rule", "Pas de papier de cette forme ici ({form}) : {reason}", "Choisir parmi les formes possibles : {allowed}. Un papier demande aussi son motif."),
    ErrorEntry("PAPER_TOO_SMALL", 422, "too-long", "Une ligne ne tient pas dans la place que laisse ce papier, même en petits caractères.", "Abréger la posologie de cette ligne, ou prendre un papier qui laisse plus de place."),
    ErrorEntry("CDA_NO_DISPENSING", 422, "business-rule", "Cette délivrance n'a pas de document CDA : {reason}.", "Lire les délivrances : elles disent aussi ce qui n'a pas été remis."),
    ErrorEntry("OUT_OF_SCOPE", 422, "not-supported", "Les prescriptions de type {kind} ne sont pas encore prises en charge.", "Établir une ordonnance sur papier pour cette prescription."),
    ErrorEntry("IMAGING_ON_PAPER", 422, "not-supported", "La demande d'imagerie n'entre pas dans l'ordonnance numérique (périmètre du service).", "Établir une ordonnance classique sur papier ; motif : hors du périmètre du service."),
    ErrorEntry("TRANSPORT_ON_PAPER", 422, "not-supported", "La prescription de transport n'entre pas dans l'ordonnance numérique (périmètre du service).", "Utiliser la prescription médicale de transport (formulaire de l'assurance maladie)."),
    ErrorEntry("RETROCESSION_ON_PAPER", 422, "not-supported", "{medicine} se délivre par la pharmacie hospitalière (rétrocession) et n'entre pas dans l'ordonnance numérique.", "Établir une ordonnance classique sur papier pour la pharmacie hospitalière ; motif : rétrocession."),
    ErrorEntry("INTRA_HOSPITAL", 422, "not-supported", "Une prescription établie et exécutée dans l'établissement n'entre pas dans l'ordonnance numérique (L.4071-4 CSP).", "Utiliser la prescription interne de l'établissement."),
    ErrorEntry("HOSPITAL_PART", 422, "not-supported", "Une donnée n'existe que dans une prescription exécutée à l'hôpital : {part}.", "Retirer cette donnée, ou utiliser la prescription interne de l'établissement."),
    ErrorEntry("VETERINARY", 422, "not-supported", "Une prescription vétérinaire n'entre pas dans l'ordonnance numérique.", "Établir une ordonnance vétérinaire sur papier, sécurisée pour un stupéfiant (R.5132-5 al. 2 CSP)."),
    ErrorEntry("HOSPITAL_USE_ONLY", 422, "not-supported", "{medicine} est réservé à l'usage hospitalier : ni prescription ni délivrance en ville (R.5121-77 CSP).", "Choisir un médicament disponible en ville, ou hospitaliser."),
    ErrorEntry("ANONYMOUS_NOT_ALLOWED", 422, "business-rule", "L'anonymat n'est permis que pour les médicaments de l'IVG, seuls sur l'ordonnance : {detail}.", "Établir une ordonnance anonyme pour l'IVG seule, et une autre au nom du patient."),
    # --- The law
    ErrorEntry("LAW_BLOCKED", 422, "business-rule", "L'ordonnance ne peut pas être émise ; constats bloquants : {count}.", "Corriger les constats bloquants, puis recommencer."),
    ErrorEntry("ACKNOWLEDGEMENT_REQUIRED", 422, "business-rule", "Des constats attendent votre attestation ou votre explication ; nombre : {count}.", "Répondre à chaque constat (règle, ligne, motif), puis recommencer."),
    ErrorEntry("ACKNOWLEDGEMENT_UNKNOWN", 422, "value", "L'attestation pour {rule} ne répond à aucun constat.", "Ne répondre qu'aux constats de cette ordonnance."),
    ErrorEntry("ACKNOWLEDGEMENT_NOT_POSSIBLE", 422, "business-rule", "Le constat {rule} est bloquant : une attestation ne le lève pas.", "Corriger l'ordonnance."),
    # --- Serving
    ErrorEntry("LINE_UNKNOWN", 422, "not-found", "L'ordonnance n'a pas de ligne {line}.", "Choisir une ligne de l'ordonnance."),
    ErrorEntry("LINE_ALREADY_SERVED", 409, "conflict", "La ligne {line} a déjà été délivrée en totalité.", "Rien ne reste dû sur cette ligne."),
    ErrorEntry("LINE_NOT_DUE", 422, "business-rule", "La ligne {line} ne peut pas être délivrée aujourd'hui : au plus tôt le {next_on}.", "Revenir à partir du {next_on}."),
    ErrorEntry("LINE_ENDED", 422, "business-rule", "La ligne {line} n'est plus délivrable : {state}.", "S'adresser au prescripteur pour une nouvelle ordonnance."),
    ErrorEntry("LINE_BLOCKED", 422, "business-rule", "La ligne {line} ne peut pas être délivrée : {reason}", "Suivre l'indication du constat, ou s'adresser au prescripteur."),
    ErrorEntry("QUANTITY_TOO_LARGE", 422, "business-rule", "Ligne {line} : la quantité demandée dépasse ce qui reste dû ({remaining}).", "Délivrer au plus {remaining}."),
    ErrorEntry("QUANTITY_REASON_REQUIRED", 422, "required", "Ligne {line} : la quantité diffère de la portion due ({due}) ; il faut dire pourquoi.", "Ajouter le motif de la quantité."),
    ErrorEntry("QUANTITY_INVALID", 422, "value", "Ligne {line} : la quantité n'est pas valable : {reason}.", "Indiquer un nombre de boîtes ou d'unités supérieur à zéro."),
    ErrorEntry("PACK_REQUIRED", 422, "required", "Ligne {line} : il faut dire quelle boîte est délivrée.", "Indiquer le code CIP13 de la boîte."),
    ErrorEntry("PACK_UNKNOWN", 422, "not-found", "Ligne {line} : cette boîte n'est pas connue du catalogue.", "Vérifier le code CIP13, ou mettre à jour le catalogue."),
    ErrorEntry("SUBSTITUTION_NOT_ALLOWED", 422, "business-rule", "Ligne {line} : cette boîte n'est pas celle du médicament prescrit, et la substitution n'est pas permise : {reason}.", "Délivrer le médicament prescrit, ou obtenir l'accord du prescripteur."),
    ErrorEntry("SUBSTITUTION_REASON_REQUIRED", 422, "required", "Ligne {line} : un autre médicament que celui prescrit demande un motif.", "Ajouter le motif de la substitution."),
    ErrorEntry("LOT_REQUIRED", 422, "required", "Ligne {line} : le numéro de lot d'un médicament biologique est exigé.", "Indiquer le lot de la boîte."),
    ErrorEntry("NOTHING_TO_SERVE", 409, "conflict", "Rien ne peut être délivré aujourd'hui sur cette ordonnance.", "Voir la date au plus tôt de chaque ligne."),
    ErrorEntry("DISPENSE_UNKNOWN", 404, "not-found", "Cette délivrance n'existe pas.", "Vérifier la référence de l'exécution."),
    ErrorEntry("DISPENSE_ALREADY_UNDONE", 409, "conflict", "Cette délivrance est déjà annulée.", "Rien à faire."),
    ErrorEntry("TEXT_REQUIRED", 422, "required", "Le motif « autre » demande une explication.", "Ajouter un texte."),
    # --- Ending, replacing, objecting
    ErrorEntry("ALREADY_ENDED", 409, "conflict", "L'ordonnance est déjà {state}.", "Rien à faire."),
    ErrorEntry("NOTHING_LEFT", 409, "conflict", "L'ordonnance est entièrement délivrée : il ne reste rien à annuler.", "Rien à faire."),
    ErrorEntry("ORDONNANCE_CANCELLED", 409, "conflict", "L'ordonnance a été annulée par son auteur.", "S'adresser au prescripteur."),
    ErrorEntry("ORDONNANCE_REPLACED", 409, "conflict", "L'ordonnance a été remplacée par une version corrigée.", "Demander au patient la nouvelle feuille, ou s'adresser au prescripteur."),
    ErrorEntry("OBJECTION_UNCHANGED", 409, "conflict", "L'opposition est déjà {state}.", "Rien à faire."),
    ErrorEntry("PATIENT_MISMATCH", 422, "business-rule", "L'ordonnance corrigée concerne un autre patient.", "Annuler l'ancienne et émettre une nouvelle ordonnance."),
    ErrorEntry("VERSION_STALE", 412, "conflict", "L'ordonnance a changé depuis votre lecture.", "Relire l'ordonnance, puis recommencer."),
    ErrorEntry("CONFLICT_RETRY", 409, "conflict", "Plusieurs personnes agissent au même moment sur cette ordonnance ou ce registre.", "Recommencer avec la même clé."),
    # --- Secured paper
    ErrorEntry("STOCK_NUMBER_INVALID", 422, "value", "Ce lot ou ces numéros de feuilles ne se lisent pas : {reason}.", "Écrire le lot comme sur la feuille, et les numéros ainsi : 12, 12-15 ou 12-15, 18."),
    ErrorEntry("STOCK_OVERLAP", 409, "duplicate", "Des feuilles de ce lot sont déjà dans le registre : {sheets}.", "Relire le numéro de lot, le premier et le dernier numéro sur les carnets."),
    ErrorEntry("STOCK_OTHER_SUPPLIER", 409, "conflict", "Ce numéro de lot est déjà celui d'un autre fournisseur ({supplier}).", "Vérifier le lot ; si deux fournisseurs ont le même, ajouter le nom du second au numéro."),
    ErrorEntry("STOCK_UNKNOWN", 404, "not-found", "Ces feuilles ne sont pas dans le registre de votre structure : {sheets}.", "Enregistrer d'abord leur livraison, même après coup."),
    ErrorEntry("STOCK_SPENT", 409, "conflict", "Ces feuilles ont déjà servi, ou sont gâchées : {sheets}.", "Relire le numéro sur la feuille."),
    ErrorEntry("STOCK_DECLARED", 409, "security", "Ces feuilles sont déclarées perdues ou volées depuis le {day} : {sheets}.", "Prendre une autre feuille ; retrouvées, les enregistrer comme telles avec un motif."),
    ErrorEntry("STOCK_NOT_DECLARED", 409, "conflict", "Ces feuilles ne sont pas déclarées perdues ou volées : {sheets}.", "Relire la déclaration : le registre la montre."),
    ErrorEntry("STOCK_DECLARATION_UNKNOWN", 404, "not-found", "Le registre de votre structure n'a pas cette déclaration.", "Lire le registre : il montre le rang de chaque déclaration."),
    ErrorEntry("STOCK_CHANGED", 412, "conflict", "Le registre du papier sécurisé a changé depuis votre lecture.", "Relire le registre, puis recommencer."),
    # --- Secure health mail
    ErrorEntry("MAIL_ADDRESS_INVALID", 422, "value", "Cette adresse n'est pas une adresse MSSanté : {reason}.", "Relire l'adresse, ou la chercher dans l'annuaire."),
    ErrorEntry("MAIL_DOMAIN_OUTSIDE", 422, "security", "Cette adresse est hors de l'espace de confiance MSSanté : son domaine n'est pas dans la liste blanche. Rien ne lui est envoyé.", "Chercher dans l'annuaire l'adresse MSSanté du destinataire, ou choisir un autre destinataire."),
    ErrorEntry("MAIL_WHITE_LIST_NONE", 503, "exception", "La liste blanche des domaines MSSanté n'est pas importée : aucun message ne peut partir.", "Prévenir l'exploitant : l'importer par « ordonnance directory white-list »."),
    ErrorEntry("MAIL_PATIENT_ADDRESS", 422, "value", "L'adresse MSSanté d'un patient est son matricule INS (15 caractères) suivi de @patient.mssante.fr.", "Refaire dicter le matricule au patient, ou choisir un autre circuit."),
    ErrorEntry("SEARCH_PARAMETER", 400, "value", "Le paramètre de recherche « {parameter} » n'est pas pris en charge.", "Consulter /fhir/metadata pour les paramètres admis."),
    ErrorEntry("DEMO_LOCAL_ONLY", 403, "forbidden", "Une base de démonstration ne répond qu'à sa propre machine, sans intermédiaire.", "L'appeler directement par http://127.0.0.1, ou ouvrir une base qui n'est pas de démonstration."),
    ErrorEntry("DEMO_ONLY", 403, "forbidden", "Cette action n'existe que dans une base de démonstration.", "Créer un dossier de démonstration avec --demo."),
)  # fmt: skip

CATALOGUE: dict[str, ErrorEntry] = {entry.code: entry for entry in _ENTRIES}
