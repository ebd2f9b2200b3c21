"""How a source of the federation fares, in the words of readers; details for administrators stay out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from catalogue.store.sources import SourceState
from web.filter_names import run_state_name
from web.formatting import shown_date
from web.locale import gettext as _

FINE, TROUBLED = "tag-open", "tag-warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source and its state; `tone` is the class of its tag, `detail` a sentence below it, or empty."""

    state: SourceState
    kind: str
    name: str
    tone: str
    detail: str

    @property
    def is_troubled(self) -> bool:
        """Whether somebody should look at it."""
        return self.tone == TROUBLED


def list_health(states: Iterable[SourceState], now: datetime) -> list[SourceHealth]:
    """Return the sources that are harvested or have records, those in trouble first, then by title."""
    shown = [health_of(state, now) for state in states if state.source.enabled or state.records]
    return sorted(shown, key=lambda one: (not one.is_troubled, one.state.source.title.casefold()))


def health_of(state: SourceState, now: datetime) -> SourceHealth:
    """Return how a source fares at this moment."""
    name, tone, detail = _tell(state, now)
    return SourceHealth(state=state, kind=kind_name(state.source.kind), name=name, tone=tone, detail=detail)


def _tell(state: SourceState, now: datetime) -> tuple[str, str, str]:
    if not state.declared:
        return _("n’est plus lue"), TROUBLED, _("Ses fiches restent telles qu’elles étaient.")
    if state.is_stale(now):
        text = _("Ses fiches restent, mais n’ont pas pu être vérifiées depuis.")
        if state.fresh_at is None:
            return _("jamais actualisée"), TROUBLED, text
        return _("non actualisée depuis le {date}").format(date=shown_date(state.fresh_at)), TROUBLED, text
    if state.failures:
        text = _("La dernière lecture a échoué ; les fiches sont celles d’avant.")
        if state.failures > 1:
            text = _("Les {n} dernières lectures ont échoué ; les fiches sont celles d’avant.")
        return _("ne répond pas"), TROUBLED, text.format(n=state.failures)
    if state.waiting is not None:
        text = _("La dernière lecture est trop différente de la précédente : une personne doit la confirmer.")
        return run_state_name("held"), TROUBLED, text
    tone = FINE if state.last_status in ("complete", "running", None) else TROUBLED
    return run_state_name(state.last_status), tone, ""


def kind_name(kind: str) -> str:
    """Return what readers call a kind of source."""
    names = {
        "udata": _("portail de données ouvertes (udata)"),
        "ckan": _("portail de données ouvertes (CKAN)"),
        "opendatasoft": _("portail de données ouvertes (Opendatasoft)"),
        "csw": _("catalogue géographique (CSW)"),
        "dcat": _("catalogue DCAT"),
        "geoclip": _("observatoire cartographique (Géoclip)"),
        "table": _("tableau"),
    }
    return names.get(kind, kind)
