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
        "La liste s'est arrêtée avant la fin (fiches reçues : {listed} sur {announced}). "
        "Rien n'est retiré ; la prochaine moisson réessaiera."
    ),
    "too-many-pages": N_(
        "La liste dépasse {limit} pages. Vérifiez la pagination de la source, ou relevez max_pages."
    ),
    "listing-capped": N_(
        "{url} ne donne pas plus de {limit} fiches à la suite, sur les {announced} annoncées. "
        "Partagez la source en plusieurs par un filtre (option where), ou demandez à son gestionnaire "
        "d'ouvrir l'export du catalogue."
    ),
    "unexpected-answer": N_(
        "La réponse de {url} est un document « {found} » et non « {expected} ». "
        "Vérifiez l'adresse et le type de la source."
    ),
    "listing-moving": N_(
        "La liste de {url} change sans cesse pendant sa lecture (fiches : {first} au début, {last} à la "
        "fin). Les fiches reçues sont publiées, rien n'est retiré ; la prochaine moisson réessaiera."
    ),
    "too-many-links": N_(
        "Le catalogue renvoie à plus de {limit} documents à part. Ceux qui ont été lus sont repris ; "
        "relevez l'option follow pour lire les autres."
    ),
    "described-elsewhere": N_(
        "Le catalogue {url} ne décrit aucun jeu de données : les siens ({count}) sont décrits sur un autre "
        "serveur ({example}). Déclarez ce serveur comme une source."
    ),
    "no-record-found": N_(
        "Le document {url} ne décrit aucun jeu de données. Vérifiez l'adresse et le type de la source."
    ),
    "unknown-filter": N_(
        "{url} ne connaît pas « {value} », que désigne l'option {option}. Corrigez les options de la source."
    ),
    "empty-listing": N_(
        "La source a répondu une liste vide (fiches publiées avant : {known}). "
        "Rien n'est publié ni retiré : vérifiez la source, puis relancez la moisson."
    ),
    "many-rejected": N_(
        "Trop de fiches sont inutilisables ({rejected} sur {listed}). Rien n'est publié ni retiré : "
        "vérifiez le type et les options de la source."
    ),
    "all-ids-changed": N_(
        "Aucun identifiant publié (sur {known}) n'est plus dans la liste : ils ont sans doute tous changé. "
        "Rien n'est publié ni retiré : vérifiez la source avec son gestionnaire."
    ),
    "store-full": N_(
        "La moisson s'est arrêtée : disque plein, la base de données de Glane ne peut plus grandir. "
        "Ce qui était publié l'est toujours. Faites de la place : la prochaine moisson reprendra."
    ),
    "store-read-only": N_(
        "La moisson s'est arrêtée : disque en lecture seule, rien ne peut être écrit dans la base de données "
        "de Glane. Vérifiez ses droits et son disque : la prochaine moisson reprendra."
    ),
    "short-listing": N_(
        "La source annonce plus de fiches qu'elle n'en liste ({listed} sur {announced}). Les fiches reçues "
        "sont publiées, rien n'est retiré ; la prochaine moisson réessaiera."
    ),
    "unproven-listing": N_(
        "La source n'annonce pas combien de fiches elle a : rien ne prouve que la liste est entière. "
        "Les fiches reçues sont publiées, rien n'est retiré."
    ),
    "many-missing": N_(
        "Des fiches publiées manquent dans la liste ({missing} sur {known}). Les fiches reçues sont "
        "publiées, les retraits attendent l'accord d'une personne."
    ),
    "ids-changed": N_(
        "Des fiches publiées ({alike} sur {known}) semblent revenir sous un autre identifiant : la source "
        "les a sans doute tous changés. Rien n'est publié ni retiré : « glane runs approve » garde leurs "
        "adresses et leur histoire."
    ),
    "stopped": N_("La moisson a été arrêtée à la demande. La prochaine reprendra où elle en était."),
    "no-progress": N_(
        "La moisson n'avançait plus depuis {minutes} minutes et a été arrêtée. La prochaine reprendra où "
        "elle en était ; si cela dure, prévenez le gestionnaire de la source."
    ),
    "too-long": N_(
        "La moisson durait depuis plus de {minutes} minutes et a été arrêtée. La prochaine reprendra où elle "
        "en était ; si cela se répète, partagez la source en plusieurs par un filtre de ses options."
    ),
    "look-too-long": N_(
        "La source n'avait pas fini de répondre au bout de {seconds} secondes. "
        "Réessayez plus tard ; une moisson a plus de patience."
    ),
    "replay-stopped": N_(
        "La relecture des originaux a été arrêtée avant la fin : rien n'en est publié. "
        "Relancez « glane renormalise » pour la refaire."
    ),
    "record-not-found": N_(
        "La fiche n'est ni dans le catalogue, ni parmi les premières que liste la source ({count}). "
        "Vérifiez son identifiant ; une moisson la lira si la source l'a."
    ),
    "service-off": N_(
        "{url} répond que ce service n'est pas disponible, avec ou sans nom d'observatoire. "
        "Demandez la liste des indicateurs à l'exploitant du portail, ou essayez une autre stratégie de "
        "lecture."
    ),
    "source-busy": N_(
        "Une autre moisson de cette source est en cours. Attendez qu'elle finisse, puis relancez."
    ),
}
