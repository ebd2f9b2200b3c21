"""Reaching a source: its address, the connection, the HTTP answer."""

from harvester.wording.marking import N_

TRANSPORT: dict[str, str] = {
    # -- the address -----------------------------------------------------------------------------------------
    "bad-url": N_("L'adresse {url} est mal formée. Corrigez l'adresse de la source."),
    "forbidden-scheme": N_(
        "L'adresse {url} n'est ni en http ni en https, et n'est donc pas suivie. "
        "Corrigez l'adresse de la source."
    ),
    "forbidden-port": N_(
        "L'adresse {url} utilise le port {port} ; seuls les ports 80 et 443 sont permis. "
        "Si ce serveur est de confiance, déclarez la source dans le fichier de configuration, qui seul peut "
        "le permettre : allow_private = true sous [[sources]]."
    ),
    "credentials-in-url": N_(
        "L'adresse {url} contient un identifiant ou un mot de passe. "
        "Retirez-le de l'adresse et déclarez-le comme un secret de la source."
    ),
    "private-address": N_(
        "{url} mène à une adresse interne refusée ({address}). "
        "Si ce serveur est de confiance, déclarez la source dans le fichier de configuration, qui seul peut "
        "le permettre : allow_private = true sous [[sources]]."
    ),
    "redirects": N_(
        "{url} renvoie d'adresse en adresse sans aboutir (plus de {limit} redirections). "
        "Vérifiez l'adresse de la source auprès de son gestionnaire."
    ),
    "moved": N_(
        "L'adresse a changé : {url} renvoie définitivement au serveur {host}, où la lecture continue. "
        "Vérifiez la nouvelle adresse, puis corrigez la déclaration de la source."
    ),
    "answers-elsewhere": N_(
        "{url} renvoie pour le moment au serveur {host}, où la lecture continue. "
        "Vérifiez que c'est voulu : si l'adresse a changé, corrigez la déclaration de la source."
    ),
    # -- the credentials -------------------------------------------------------------------------------------
    "secret-missing": N_(
        "La variable d'environnement {variable}, qui doit contenir le secret de la source, n'est pas définie "
        "ou est vide. Définissez-la là où Glane est lancé, puis relancez la moisson."
    ),
    "secret-unusable": N_(
        "Le contenu de la variable d'environnement {variable} ne peut pas servir à s'identifier : "
        "il contient un retour à la ligne, un espace au bord ou un caractère interdit, ou n'a pas la forme "
        "« compte:mot de passe ». Corrigez-le, puis relancez la moisson."
    ),
    "bad-auth-header": N_(
        "L'en-tête « {name} » ne peut pas porter le secret de la source. "
        "Corrigez la clé name de son accès (auth)."
    ),
    "sign-in-needed": N_(
        "{url} refuse l'accès (erreur {status}) : le portail demande un compte, ou n'admet pas Glane. "
        "Déclarez un accès (auth) pour cette source, ou voyez avec son gestionnaire."
    ),
    "sign-in-refused": N_(
        "{url} refuse l'accès (erreur {status}) malgré le secret de la variable d'environnement {variable}. "
        "Vérifiez cette variable, et les droits du compte auprès du gestionnaire de la source."
    ),
    "sign-in-elsewhere": N_(
        "{url} refuse l'accès (erreur {status}). Le secret de la variable d'environnement {variable} ne lui "
        "a pas été envoyé, car cette adresse n'est pas celle de la source : il ne va qu'à elle. "
        "Vérifiez l'adresse de la source (http ou https, serveur, port)."
    ),
    # -- the connection --------------------------------------------------------------------------------------
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
    # -- the answer ------------------------------------------------------------------------------------------
    "http-status": N_(
        "{url} a répondu par l'erreur {status} au lieu du catalogue. "
        "Vérifiez que l'adresse de la source est la bonne et que le portail fonctionne."
    ),
    "api-error": N_(
        "{url} a répondu par une erreur ({status} : {text}). "
        "Vérifiez les options de la source, ou prévenez son gestionnaire."
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
}
