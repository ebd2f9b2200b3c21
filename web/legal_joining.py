"""Law joined to records: which answers of a diagnosis a record gives, which fiches concern it, and why.

`legal_kb` knows no record and a record no law: they meet here. Only what the metadata say for sure is
answered; the first question that they leave open ends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.record import Record
from legal_kb.diagnosis import Diagnosis
from legal_kb.library import load_library
from legal_kb.walking import follow
from web.addresses import address_of
from web.legal_rules import SNDS, find_reason, iterate_rules
from web.legal_signals import Signals, Test
from web.locale import gettext as _

MOST_FICHES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilled:
    """An answer that a record gives: the field that says so and what it says are in `reason`."""

    question: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A fiche that concerns a record, and what of the record makes it so."""

    slug: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer that holds where `test` does."""

    diagnosis: str
    question: str
    value: str
    test: Test
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalFiche:
    """A fiche as the page of a record names it."""

    slug: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHelp:
    """What the page of a record says of law: fiches, and the diagnosis that its answers begin."""

    fiches: tuple[LegalFiche, ...]
    is_open: bool
    prefilled: tuple[Prefilled, ...]
    diagnosis_address: str


def prefilled(record: Record, diagnosis: Diagnosis) -> tuple[Prefilled, ...]:
    """Return the answers that a record gives for sure, in the order of the path, from its first question."""
    signals = Signals(record=record)
    known = [item for item in _known_answers(signals) if item.diagnosis == diagnosis.slug]
    given: dict[str, Prefilled] = {}
    while True:
        reached = follow(diagnosis, {name: answer.value for name, answer in given.items()}).reached
        found = next((item for item in known if item.question == reached.id and item.test(signals)), None)
        if found is None:
            return tuple(given.values())
        given[reached.id] = Prefilled(question=found.question, value=found.value, reason=found.reason)


def fiches_for(record: Record) -> tuple[Concerned, ...]:
    """Return the fiches that concern a record, the most important first, `MOST_FICHES` at most."""
    signals = Signals(record=record)
    found: dict[str, Concerned] = {}
    for rule in iterate_rules():
        if rule.slug not in found and (reason := find_reason(rule, signals)):
            found[rule.slug] = Concerned(slug=rule.slug, reason=reason)
    return tuple(found.values())[:MOST_FICHES]


def legal_help(record: Record) -> LegalHelp:
    """Return what the page of a record says of law; needs a request, for addresses."""
    library = load_library()
    answers = prefilled(record, library.get_diagnosis("acceder"))
    return LegalHelp(
        fiches=tuple(
            LegalFiche(slug=one.slug, title=library.get_fiche(one.slug).title, reason=one.reason)
            for one in fiches_for(record)
        ),
        is_open=Signals(record=record).is_open,
        prefilled=answers,
        diagnosis_address=diagnosis_address(record, "acceder", answers),
    )


def diagnosis_address(record: Record, slug: str, answers: tuple[Prefilled, ...]) -> str:
    """Return the address of a diagnosis about a record: its answers, which of them it gave, its id."""
    params = [(answer.question, answer.value) for answer in answers]
    if answers:
        params.append(("pre", ",".join(answer.question for answer in answers)))
    return address_of("legal.show_diagnosis", [*params, ("pour", record.id)], slug=slug)


def _known_answers(signals: Signals) -> Iterator[Known]:
    """Yield what metadata can answer; of several answers to one question, the first that holds is given."""
    record = signals.record
    access = signals.label("access", record.access) if record.access else ""
    licence = signals.label("licence", record.licence) if record.licence else ""
    publisher = record.publisher.name if record.publisher else ""
    reasons = ", ".join(signals.label("access_reason", code) for code in record.access_reasons)
    yield from _answers_of_access(signals, access, licence, publisher, reasons)
    yield Known(
        diagnosis="acceder",
        question="B3",
        value="oui",
        test=lambda one: one.is_of_administration,
        reason=_("Le champ « Producteur » dit « {publisher} ».").format(publisher=publisher),
    )
    yield Known(
        diagnosis="publier",
        question="A1",
        value="oui",
        test=lambda one: one.is_of_administration,
        reason=_("Le champ « Producteur » dit « {publisher} ».").format(publisher=publisher),
    )
    yield Known(
        diagnosis="croiser",
        question="C1",
        value="ind",
        test=lambda one: one.record.personal_data == "yes",
        reason=_("Le champ « Données personnelles » dit qu’il y en a."),
    )
    yield Known(
        diagnosis="croiser",
        question="C6",
        value="sante",
        test=_names_snds,
        reason=_("Les mots de la fiche nomment « {word} ».").format(word=signals.find_word(SNDS)),
    )


def _answers_of_access(
    signals: Signals, access: str, licence: str, publisher: str, reasons: str
) -> Iterator[Known]:
    def first(value: str, test: Test, reason: str) -> Known:
        return Known(diagnosis="acceder", question="B1", value=value, test=test, reason=reason)

    yield first(
        "licence",
        lambda one: one.is_open and one.is_online and one.has_licence,
        _("Le champ « Licence » dit « {licence} », et la fiche donne un fichier ou un service.").format(
            licence=licence
        ),
    )
    yield first(
        "sans",
        lambda one: one.is_open and one.is_online and one.is_silent_on_licence,
        _("Le champ « Accès » dit « {access} », et le champ « Licence » est vide.").format(access=access),
    )
    yield first(
        "sante",
        lambda one: one.is_closed and _names_snds(one),
        _("Le champ « Accès » dit « {access} », et les mots de la fiche nomment « {word} ».").format(
            access=access, word=signals.find_word(SNDS)
        ),
    )
    yield first(
        "sante",
        lambda one: one.is_closed and "secret-medical" in one.record.access_reasons,
        _("Le motif de l’accès limité est « {reasons} ».").format(reasons=reasons),
    )
    yield first(
        "admin",
        lambda one: one.is_closed and not one.is_online and one.is_of_administration and not _is_special(one),
        _(
            "Le champ « Accès » dit « {access} », la fiche ne donne aucun fichier, "
            "et le champ « Producteur » dit « {publisher} »."
        ).format(access=access, publisher=publisher),
    )


def _names_snds(signals: Signals) -> bool:
    return signals.find_word(SNDS) is not None


def _is_special(signals: Signals) -> bool:
    """Health and detailed statistics have ways of their own: metadata do not tell which."""
    health = {"etat-de-sante", "mortalite", "sante-mentale", "offre-de-soins"}
    return (
        bool(health.intersection(signals.topic_ids()))
        or "secret-statistique" in signals.record.access_reasons
    )
