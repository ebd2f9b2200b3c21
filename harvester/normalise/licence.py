"""The step for licences: names, addresses and sentences become the ids of data.gouv.fr.

A licence is never granted in silence: what names none is `notspecified` (Glane does not apply CNIG's rule
that the Licence Ouverte holds by default). What forbids a reuse is `other-closed`; the text always stays.
"""

from catalogue.copying import with_changes
from catalogue.folding import fold_plural
from catalogue.record import Record
from catalogue.record_parts import Distribution
from catalogue.remembering import remembered
from catalogue.vocabularies import Vocabulary, load_vocabulary
from harvester.normalise.matching import Match, list_addresses, list_phrases
from harvester.normalise.step import NormaliseContext, Notebook, StepResult

UNSTATED = "notspecified"
_CLOSED = "other-closed"
_GENERIC = frozenset({"other-open", "other-at", "other-pd"})


@remembered(2_000)
def find_licence(text: str) -> tuple[str, float] | None:
    """Return the licence id that a text means and how sure that is, or None.

    In a sentence, the first licence named wins, its address deciding the version where the name leaves it
    open; then what forbids; then what only calls the data open.
    """
    licences = load_vocabulary("licences")
    if term := licences.find(text):
        return term.id, 0.95
    addresses, phrases = list_addresses(licences, text), _phrases(licences, text)
    named = [match for match in phrases if match.term.id not in _GENERIC | {_CLOSED}]
    if named and (any(map(str.isdigit, named[0].spelling)) or not addresses):
        return named[0].term.id, 0.8
    if addresses:
        return addresses[0].term.id, 0.9
    if any(match.term.id == _CLOSED for match in phrases):
        return _CLOSED, 0.6
    return _merely_open(phrases, text)


def _merely_open(phrases: list[Match], text: str) -> tuple[str, float] | None:
    """A duty to name the source may stand anywhere; "open data" or "domaine public" must open the text, since
    a sentence may tell of something else by these words.
    """
    if any(match.term.id == "other-at" for match in phrases):
        return "other-at", 0.5
    opening = next((match for match in phrases if fold_plural(text).startswith(match.spelling)), None)
    return (opening.term.id, 0.5) if opening else None


def _phrases(licences: Vocabulary, text: str) -> list[Match]:
    found = list_phrases(licences, text, shortest=4)
    return [match for match in found if match.term.id != UNSTATED]


def normalise_licence(record: Record, context: NormaliseContext) -> StepResult:
    """Turn the licence of the record and those of its distributions into ids."""
    notes = Notebook("licence")
    distributions = record.distributions
    if any(item.licence is not None for item in distributions):
        distributions = tuple([_of_distribution(item, notes) for item in distributions])
    licence = _of_record(record, distributions, notes)
    text = _stated(record.licence_text)
    if (
        text is None
        and licence == UNSTATED
        and (named := _stated(record.licence))
        and not find_licence(named)
    ):
        text = named
    if text and (found := find_licence(text)) and found[0] == UNSTATED:
        text = None
    default = find_licence(context.defaults.licence) if context.defaults.licence else None
    if licence == UNSTATED and text is None and default:
        licence = default[0]
        notes.made("licence", "", licence, 0.5)
    return notes.close(record, licence=licence, licence_text=text, distributions=distributions)


def _stated(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _of_record(record: Record, distributions: tuple[Distribution, ...], notes: Notebook) -> str:
    for field, text in (("licence", _stated(record.licence)), ("licence_text", _stated(record.licence_text))):
        found = find_licence(text) if text else None
        if text and found and found[0] != UNSTATED:
            notes.made(field, text, found[0], found[1])
            return found[0]
        if text and not found:
            notes.missed("licence", text)
    shared = {item.licence for item in distributions}.difference((None, UNSTATED))
    if len(shared) == 1 and (licence := shared.pop()):
        notes.made("distributions.licence", "", licence, 0.8)
        return licence
    return UNSTATED


def _of_distribution(item: Distribution, notes: Notebook) -> Distribution:
    if item.licence is None:
        return item
    if not item.licence.strip():
        return with_changes(item, licence=None)
    found = find_licence(item.licence)
    if found:
        notes.made("distributions.licence", item.licence, *found)
        return with_changes(item, licence=found[0])
    notes.missed("distributions.licence", item.licence)
    return with_changes(item, licence=None)
