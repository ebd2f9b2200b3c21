"""What a person reads when a harvest meets trouble: one sentence per kind of error.

Each sentence says what happened, where, and what to do. French is the source language; `{names}` are
facts of the error. Add a kind here before raising it.
"""

from collections.abc import Mapping

from catalogue.language import gettext


def N_(text: str) -> str:  # noqa: N802 -- the name by which Babel finds texts that are translated later
    """Mark a text for translation without translating it yet."""
    return text


SENTENCES: dict[str, str] = {
    # -- the address -----------------------------------------------------------------------------------
    "bad-url": N_("L'adresse {url} est mal formée. Corrigez l'adresse de la source."),
    "forbidden-scheme": N_(
        "L'adresse {url} n'est ni en http ni en https, et n'est donc pas suivie. "
        "Corrigez l'adresse de la source."
    ),
    "forbidden-port": N_(
        "L'adresse {url} utilise le port {port} ; seuls les ports 80 et 443 sont permis. "
        "Si ce serveur est de confiance, déclarez allow_private = true pour cette source."
    ),
    "credentials-in-url": N_(
        "L'adresse {url} contient un identifiant ou un mot de passe. "
        "Retirez-le de l'adresse et déclarez-le comme un secret de la source."
    ),
    "private-address": N_(
        "{url} mène à une adresse interne refusée ({address}). "
        "Si ce serveur est de confiance, déclarez allow_private = true pour cette source."
    ),
    "redirects": N_(
        "{url} renvoie d'adresse en adresse sans aboutir (plus de {limit} redirections). "
        "Vérifiez l'adresse de la source auprès de son gestionnaire."
    ),
    # -- the connection --------------------------------------------------------------------------------
    "unknown-host": N_(
        "Le serveur {host} est introuvable sur le réseau. "
        "Vérifiez l'adresse de la source ; sinon la prochaine moisson réessaiera."
    ),
    "unreachable": N_(
        "{url} est injoignable : la connexion a échoué. "
        "La prochaine moisson réessaiera ; si cela dure, prévenez le gestionnaire de la source."
    ),
    "tls": N_(
        "La connexion sécurisée avec {url} a échoué (certificat expiré, inconnu ou d'un autre serveur). "
        "Prévenez le gestionnaire de la source."
    ),
    "time-out": N_(
        "{url} n'a pas répondu dans le délai de {seconds} secondes. "
        "La prochaine moisson réessaiera ; si cela dure, prévenez le gestionnaire de la source."
    ),
    "too-slow": N_(
        "{url} répond trop lentement (moins de {min_rate} octets par seconde). "
        "La prochaine moisson réessaiera ; si cela dure, prévenez le gestionnaire de la source."
    ),
    "parked": N_(
        "{url} demande d'attendre avant de revenir. La moisson reprendra d'elle-même après le {resume_at}."
    ),
    # -- the answer ------------------------------------------------------------------------------------
    "http-status": N_(
        "{url} a répondu par l'erreur {status} au lieu du catalogue. "
        "Vérifiez que l'adresse de la source est la bonne et que le portail fonctionne."
    ),
    "truncated": N_(
        "La réponse de {url} s'est interrompue avant la fin ; rien n'en a été retenu. "
        "La prochaine moisson réessaiera."
    ),
    "too-large": N_(
        "La réponse de {url} dépasse la taille permise ({limit} octets). "
        "Demandez des pages plus petites, ou relevez la limite de cette source."
    ),
    "compression-bomb": N_(
        "La réponse de {url} est compressée de façon anormale (plus de {limit} fois). "
        "Prévenez le gestionnaire de la source."
    ),
    "bad-compression": N_(
        "La réponse de {url} annonce une compression ({encoding}) qui ne peut pas être lue. "
        "Prévenez le gestionnaire de la source."
    ),
    "bad-answer": N_(
        "La réponse de {url} ne respecte pas le protocole HTTP. Prévenez le gestionnaire de la source."
    ),
    "bad-json": N_(
        "La réponse de {url} n'est pas un document JSON utilisable ({detail}). "
        "Vérifiez l'adresse de la source, ou prévenez son gestionnaire."
    ),
    "not-a-catalogue": N_(
        "{url} a répondu une page web au lieu d'un catalogue. "
        "Vérifiez l'adresse de la source : le portail est peut-être en maintenance ou demande un compte."
    ),
    # -- the listing -----------------------------------------------------------------------------------
    "paging-loop": N_(
        "La pagination tourne en rond : {url} a déjà été lue ou n'apporte aucune fiche nouvelle. "
        "La lecture s'arrête là ; prévenez le gestionnaire de la source."
    ),
    "foreign-next": N_(
        "La page suivante annoncée ({url}) est sur un autre serveur que la source, et n'est pas suivie. "
        "Prévenez le gestionnaire de la source, ou déclarez ce serveur comme une source."
    ),
    "listing-stopped": N_(
        "La liste s'est arrêtée à {listed} fiches sur les {announced} annoncées. "
        "Rien n'est retiré ; la prochaine moisson réessaiera."
    ),
    "too-many-pages": N_(
        "La liste dépasse {limit} pages. Vérifiez la pagination de la source, ou relevez max_pages."
    ),
    "unexpected-answer": N_(
        "La réponse de {url} est un document « {found} » et non « {expected} ». "
        "Vérifiez l'adresse et le type de la source."
    ),
    "no-record-found": N_(
        "Le document {url} ne décrit aucun jeu de données. Vérifiez l'adresse et le type de la source."
    ),
    "empty-listing": N_(
        "La source a répondu une liste vide, alors que {known} fiches en étaient publiées. "
        "Rien n'est publié ni retiré : vérifiez la source, puis relancez la moisson."
    ),
    "many-rejected": N_(
        "{rejected} fiches sur {listed} sont inutilisables. Rien n'est publié ni retiré : "
        "vérifiez le type et les options de la source."
    ),
    "all-ids-changed": N_(
        "Aucun des {known} identifiants publiés n'est plus dans la liste : ils ont sans doute tous changé. "
        "Rien n'est publié ni retiré : vérifiez la source avec son gestionnaire."
    ),
    "short-listing": N_(
        "La source annonce {announced} fiches et n'en a listé que {listed}. Les fiches reçues sont publiées, "
        "rien n'est retiré ; la prochaine moisson réessaiera."
    ),
    "unproven-listing": N_(
        "La source n'annonce pas combien de fiches elle a : rien ne prouve que la liste est entière. "
        "Les fiches reçues sont publiées, rien n'est retiré."
    ),
    "many-missing": N_(
        "{missing} fiches publiées sur {known} manquent dans la liste. Les fiches reçues sont publiées, "
        "les retraits attendent l'accord d'une personne."
    ),
    "source-busy": N_(
        "Une autre moisson de cette source est en cours. Attendez qu'elle finisse, puis relancez."
    ),
    # -- the table -------------------------------------------------------------------------------------
    "missing-column": N_(
        "La colonne « {column} » n'existe pas dans {where}{nearest}. Colonnes présentes : {columns}. "
        "Corrigez la correspondance des colonnes de la source."
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
    # -- the declaration -------------------------------------------------------------------------------
    "invalid-source": N_("La déclaration n'est pas utilisable : {faults}"),
    # -- the document ----------------------------------------------------------------------------------
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
    # -- the record ------------------------------------------------------------------------------------
    "duplicate-id": N_(
        "Identifiant en double dans la source : la première fiche est gardée, celle-ci est écartée. "
        "Donnez à chaque fiche un identifiant propre."
    ),
    "ragged-row": N_(
        "La ligne {line} a {cells} cellules pour {columns} colonnes, et n'est donc pas reprise. "
        "Vérifiez ses guillemets et ses séparateurs."
    ),
    "not-iso19139": N_(
        "La fiche est un document « {found} » et non une fiche ISO 19139, et n'est donc pas reprise."
    ),
    "unmappable": N_(
        "La fiche n'a pas pu être comprise ({detail}), et n'est donc pas reprise. "
        "Ses octets d'origine sont gardés : signalez ce cas aux développeurs de Glane."
    ),
    "no-title": N_("La fiche n'a pas de titre, et n'est donc pas reprise. Complétez-la à la source."),
}


class _Facts(dict[str, object]):
    """Facts to fill a sentence with; what an error does not know is shown as a question mark."""

    def __missing__(self, name: str) -> str:
        return "?"


def sentence(kind: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of this kind with its facts, opened by the source and the record when known.

    KeyError when no sentence is declared for the kind.
    """
    text = gettext(SENTENCES[kind]).format_map(_Facts(facts))
    opening = [
        gettext(label).format(name=facts[fact])
        for fact, label in (("source", N_("source {name}")), ("record", N_("fiche {name}")))
        if facts.get(fact)
    ]
    if not opening:
        return text
    prefix = ", ".join(opening)
    return f"{prefix[0].upper()}{prefix[1:]} : {text}"
