"""Walking through a listing, and what its end allows."""

from harvester.wording.marking import N_

LISTINGS: dict[str, str] = {
    # -- the listing -----------------------------------------------------------------------------------------
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
}
