"""Documents that cannot be read, and records that cannot be used."""

from harvester.wording.marking import N_

DOCUMENTS: dict[str, str] = {
    # -- the table -------------------------------------------------------------------------------------------
    "missing-column": N_(
        "La colonne « {column} » n'existe pas dans {where}{nearest}. Colonnes présentes : {columns}. "
        "Corrigez la correspondance des colonnes de la source."
    ),
    "repeated-column": N_(
        "La colonne « {column} » est présente {count} fois dans {where}. "
        "Donnez à chaque colonne un titre qui lui soit propre."
    ),
    "missing-sheet": N_(
        "La feuille « {sheet} » n'existe pas dans {where}{nearest}. Feuilles présentes : {sheets}. "
        "Corrigez l'option sheet de la source."
    ),
    "old-workbook": N_(
        "{where} est un classeur Excel d'avant 2007 (.xls), ou protégé par un mot de passe. "
        "Enregistrez-le en .xlsx ou en .csv, sans mot de passe."
    ),
    "open-quote": N_(
        "Dans le tableau {where}, un guillemet ouvert à la ligne {line} n'est jamais refermé : "
        "refermez-le, ou doublez-le s'il fait partie du texte. Si le fichier est arrivé coupé, la prochaine "
        "moisson réessaiera."
    ),
    "long-cell": N_(
        "Dans le tableau {where}, une cellule de la ligne {line} dépasse {limit} caractères : un guillemet "
        "n'y est sans doute pas refermé. Corrigez cette ligne."
    ),
    "bad-csv": N_(
        "Le tableau {where} n'est pas lisible à la ligne {line} ({detail}). "
        "Vérifiez les guillemets et le séparateur autour de cette ligne."
    ),
    "cut-table": N_(
        "Le tableau {where} s'interrompt au milieu de la ligne {line} ; rien n'en a été retenu. "
        "La prochaine moisson réessaiera ; si cela dure, prévenez le gestionnaire de la source."
    ),
    "bad-encoding": N_(
        "Le tableau {where} n'est pas écrit en {encoding}. Corrigez l'option encoding de la source."
    ),
    "empty-table": N_(
        "Le tableau {where} est vide : il n'a pas même une ligne de titres de colonnes. "
        "Vérifiez l'adresse ou le chemin de la source."
    ),
    "file-missing": N_("Le fichier {where} ne peut pas être lu ({detail}). Vérifiez le chemin de la source."),
    # -- the document ----------------------------------------------------------------------------------------
    "empty-document": N_(
        "{where} a répondu un document vide. Vérifiez l'adresse de la source, ou prévenez son gestionnaire."
    ),
    "unexpected-format": N_(
        "{where} a répondu un document d'un autre format ({found}) que celui attendu ({expected}). "
        "Vérifiez le type et l'adresse de la source."
    ),
    "unreadable": N_(
        "Le document reçu de {where} est illisible ({detail}). Prévenez le gestionnaire de la source."
    ),
    "forbidden-doctype": N_(
        "Le document reçu de {where} déclare des entités XML imbriquées, externes ou trop volumineuses ; "
        "par sécurité, il n'a pas été lu. Prévenez le gestionnaire de la source."
    ),
    "too-deep": N_(
        "Le document reçu de {where} imbrique ses éléments sur plus de {limit} niveaux ; "
        "par sécurité, il n'a pas été lu. Prévenez le gestionnaire de la source."
    ),
    "remote-context": N_(
        "Le document reçu de {where} dépend d'un contexte distant non autorisé ({context}). "
        "Choisissez un autre format pour cette source, ou demandez l'ajout de ce contexte."
    ),
    "ows-exception": N_(
        "{where} a répondu par une erreur du service ({code} : {text}). "
        "Vérifiez les options de la source, ou prévenez son gestionnaire."
    ),
    "parser-limit": N_(
        "Le document reçu de {where} demande trop de temps ou de mémoire pour être lu ({limit}) ; "
        "sa lecture a été arrêtée. Demandez des pages plus petites, ou prévenez le gestionnaire de la source."
    ),
    "parser-unavailable": N_(
        "Le lecteur de documents n'a pas pu démarrer sur cette machine ({detail}). "
        "La prochaine moisson réessaiera ; si cela dure, prévenez l'administrateur du site."
    ),
    # -- the record ------------------------------------------------------------------------------------------
    "duplicate-id": N_(
        "Identifiant en double dans la source : la première fiche est gardée, celle-ci est écartée. "
        "Donnez à chaque fiche un identifiant propre."
    ),
    "ragged-row": N_(
        "La ligne {line} n'a pas une cellule par colonne ({cells} pour {columns}), et n'est pas reprise. "
        "Vérifiez ses guillemets et ses séparateurs."
    ),
    "not-iso": N_(
        "La fiche est un document « {found} » et non une fiche ISO 19139 ou ISO 19115-3, "
        "et n'est donc pas reprise."
    ),
    "breaks-its-page": N_(
        "La fiche à la place {position} de la liste fait échouer la réponse de la source, et n'est donc pas "
        "reprise ; les autres le sont. Prévenez le gestionnaire de la source, avec ce détail : {detail}"
    ),
    "breaks-its-answer": N_(
        "La source ne parvient pas à donner cette fiche, qui n'est donc pas reprise ; les autres le sont. "
        "Prévenez le gestionnaire de la source, avec ce détail : {detail}"
    ),
    "not-given": N_(
        "La source liste cette fiche, mais ne la donne pas quand on la lui demande. "
        "La prochaine moisson réessaiera ; si cela dure, prévenez le gestionnaire de la source."
    ),
    "unmappable": N_(
        "La fiche n'a pas pu être comprise ({detail}), et n'est donc pas reprise. "
        "Ses octets d'origine sont gardés : signalez ce cas aux développeurs de Glane."
    ),
    "not-public": N_(
        "La fiche est privée, en brouillon ou supprimée dans son portail, et n'est donc pas reprise. "
        "Publiez-la à la source si elle doit l'être."
    ),
    "no-title": N_("La fiche n'a pas de titre, et n'est donc pas reprise. Complétez-la à la source."),
    # -- the declaration ------------------------------------------------------------------------------------
    "invalid-source": N_("La déclaration n'est pas utilisable : {faults}"),
}
