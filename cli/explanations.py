"""Failures in the words of a person: what happened, and what to do. The errors carry the facts."""

import errno
from collections.abc import Callable

from catalogue.errors import (
    RecordGone,
    RecordNotFound,
    RunNotDecidable,
    RunUnknown,
    SelectionInvalid,
    StoreNeedsMigration,
    StoreUnavailable,
    StoreUnwritable,
)
from catalogue.language import gettext as _
from config.errors import (
    FederatedSourceUnknown,
    FederationUnknown,
    SecretMissing,
    SettingFault,
    SettingsInvalid,
    SettingsUnreadable,
)
from config.loading import ENVIRONMENT, OPTIONS
from search.errors import IndexBusy, IndexUnavailable, IndexUnreadable, QueryInvalid


def explain(error: Exception) -> str:
    """Return what a person should read; errors that need no more words speak for themselves."""
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words(error)
    return str(error)


def reason_of(error: OSError) -> str:
    """Return why the machine refused, in plain words where the reason is a common one."""
    reasons = {
        errno.EACCES: _("accès refusé"),
        errno.EPERM: _("accès refusé"),
        errno.ENOENT: _("introuvable"),
        errno.ENOSPC: _("disque plein"),
        errno.EROFS: _("disque en lecture seule"),
        errno.EISDIR: _("c'est un dossier"),
        errno.ENOTDIR: _("ce n'est pas un dossier"),
        errno.EEXIST: _("existe déjà"),
        errno.EADDRINUSE: _("déjà pris par un autre programme"),
        errno.EADDRNOTAVAIL: _("cette machine n'a pas cette adresse"),
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)


def _settings_invalid(error: SettingsInvalid) -> str:
    layers = {ENVIRONMENT: _("l'environnement"), OPTIONS: _("les options de la commande")}
    faults = " ; ".join(fault_words(fault) for fault in error.faults)
    text = _("La configuration ne convient pas ({where}). {faults}.")
    return text.format(where=layers.get(error.where, error.where), faults=faults)


def fault_words(fault: SettingFault) -> str:
    """Return the sentence of one setting that does not fit."""
    words = {
        "unknown": _("réglage inconnu"),
        "required": _("ce réglage est obligatoire"),
        "text": _("un texte est attendu"),
        "texts": _("une liste de textes est attendue"),
        "number": _("un nombre est attendu"),
        "address": _("une adresse est attendue"),
        "choice": _("ce choix n'existe pas"),
        "secret": _("un secret s'écrit env:NOM, jamais en clair"),
        "prefix": _("des minuscules, chiffres et tirets sont attendus"),
        "flag": _("true ou false est attendu"),
        "schedule": _("cinq champs de cron sont attendus, comme 30 3 * * *, ou never"),
        "table": _("une table de réglages est attendue"),
        "tables": _("des tables [[sources]] sont attendues"),
    }[fault.problem]
    hint = _hint(fault.nearest)
    allowed = _(" (permis : {allowed})").format(allowed=fault.allowed) if fault.allowed else ""
    return f"{fault.key} : {words}{hint}{allowed}"


def _hint(nearest: str | None) -> str:
    return _(" (vouliez-vous dire « {name} » ?)").format(name=nearest) if nearest else ""


def _federation_unknown(error: FederationUnknown) -> str:
    text = _(
        "Aucune liste de sources ne s'appelle « {name} »{hint}. Listes fournies : {known} ; la vôtre se "
        "désigne par le chemin d'un fichier .toml."
    )
    return text.format(name=error.name, hint=_hint(error.nearest), known=", ".join(error.known))


def _federated_source_unknown(error: FederatedSourceUnknown) -> str:
    ids = ", ".join(f"« {name} »{_hint(near)}" for name, near in error.nearest.items())
    if not error.lists:
        text = _("[federation] enable nomme {ids}, mais use ne retient aucune liste de sources.")
        return text.format(ids=ids)
    text = _(
        "Aucune source ne s'appelle {ids} dans {lists}. Voyez « glane source list --federation {first} »."
    )
    return text.format(lists=", ".join(error.lists), ids=ids, first=error.lists[0])


def _unreadable(error: SettingsUnreadable) -> str:
    if isinstance(error.__cause__, OSError):
        text = _(
            "La configuration {path} ne peut pas être lue : {reason}. Vérifiez son chemin et ses droits."
        )
        return text.format(path=error.where, reason=reason_of(error.__cause__))
    text = _("La configuration {path} n'est pas un fichier TOML ({reason}). Corrigez la ligne indiquée.")
    return text.format(path=error.where, reason=error.reason)


def _secret_missing(error: SecretMissing) -> str:
    text = _("Le secret env:{name} manque : donnez une valeur à la variable d'environnement {name}.")
    return text.format(name=error.name)


def _record_gone(error: RecordGone) -> str:
    if error.moved_to:
        return _("La fiche {id} a été fusionnée avec {other}.").format(
            id=error.record_id, other=error.moved_to
        )
    return _("La fiche {id} a été retirée du catalogue.").format(id=error.record_id)


def _run_not_decidable(error: RunNotDecidable) -> str:
    text = {
        "not-held": _("La moisson {run} n'attend aucune décision. Voyez « glane runs list »."),
        "superseded": _("La moisson {run} n'attend plus de décision : une plus récente l'a remplacée."),
        "not-published": _(
            "La moisson {run} n'a rien publié, ou a déjà été défaite : il n'y a rien à défaire."
        ),
        "not-latest": _(
            "La moisson {run} n'est pas la dernière publiée de sa source : défaites d'abord la {other}."
        ),
    }[error.reason]
    return text.format(run=error.run_id, other=error.other)


def _store_unwritable(error: StoreUnwritable) -> str:
    text = {
        "full": _(
            "Disque plein : la base de données ne peut plus grandir ({detail}). Faites de la place, puis "
            "relancez : rien de ce qui était publié n'est perdu."
        ),
        "read-only": _(
            "Disque en lecture seule : rien ne peut être écrit dans la base de données ({detail}). Vérifiez "
            "les droits et l'état du disque, puis relancez : rien de ce qui était publié n'est perdu."
        ),
    }[error.reason]
    return text.format(detail=error)


def _value_invalid(error: SelectionInvalid | QueryInvalid) -> str:
    expected = {
        "fit": _("own, inherited ou within"),
        "bbox": _("ouest,sud,est,nord en degrés"),
        "quality_min": _("un nombre entier de 0 à 100"),
        "has_api": _("true ou false"),
        "year_from": _("une année"),
        "year_to": _("une année"),
        "territory": _("une zone connue, par exemple fr:departement:69"),
    }.get(error.name, _("une valeur connue"))
    text = _("{name} : « {value} » ne convient pas ; attendu : {expected}.")
    return text.format(name=error.name, value=error.value, expected=expected)


def _index_unavailable(error: IndexUnavailable) -> str:
    text = _("L'index de recherche ne répond pas ({detail}). Voyez « glane index status ».")
    return text.format(detail=error)


def _os_error(error: OSError) -> str:
    return f"{error.filename} : {reason_of(error)}" if error.filename else reason_of(error)


WORDS: tuple[tuple[type[Exception], Callable[..., str]], ...] = (
    (SettingsInvalid, _settings_invalid),
    (SettingsUnreadable, _unreadable),
    (FederationUnknown, _federation_unknown),
    (FederatedSourceUnknown, _federated_source_unknown),
    (SecretMissing, _secret_missing),
    (
        StoreNeedsMigration,
        lambda _error: _(
            "Les tables du catalogue ne sont pas à la version du logiciel. Lancez « glane migrate »."
        ),
    ),
    (StoreUnwritable, _store_unwritable),
    (
        StoreUnavailable,
        lambda error: _("La base de données ne répond pas ({detail}). Vérifiez database.url.").format(
            detail=error
        ),
    ),
    (
        RunUnknown,
        lambda error: _("Aucune moisson n'a le numéro {run}. Voyez « glane runs list ».").format(
            run=error.run_id
        ),
    ),
    (RunNotDecidable, _run_not_decidable),
    (RecordGone, _record_gone),
    (
        RecordNotFound,
        lambda error: _("Aucune fiche n'a l'identifiant {id}. Cherchez-la : glane search MOTS").format(
            id=error.record_id
        ),
    ),
    (SelectionInvalid, _value_invalid),
    (QueryInvalid, _value_invalid),
    (IndexBusy, lambda _error: _("Un autre programme écrit dans l'index de recherche : relancez plus tard.")),
    (
        IndexUnreadable,
        lambda _error: _("L'index de recherche est illisible. Reconstruisez-le : glane index rebuild"),
    ),
    (IndexUnavailable, _index_unavailable),
    (OSError, _os_error),
)
"""Who words which error: the first that fits, so kinds of a kind come first."""
