"""What a harvest would make of a source, as a person reads it and as JSON."""

from collections.abc import Iterator, Sequence

from catalogue.json_form import plain
from catalogue.language import gettext as _
from catalogue.record_json import NOT_CONTENT, to_json
from cli.field_words import FieldWords, field_label
from harvester.preview import Preview, PreviewedRecord, State

SUMMARY = ("kind", "publisher", "licence", "access", "territories", "topics", "frequency", "modified")
"""The fields that a line of a preview tells."""
MARKS: dict[State, str] = {"new": "+", "changed": "~", "unchanged": "=", "restored": "↑"}
REFUSED = "✗"


def preview_json(preview: Preview, *, with_evidence: bool) -> dict[str, object]:
    """Return a preview as JSON; what the steps saw is told where it is asked for."""
    error = preview.ended_early
    return {
        "source": preview.source,
        "announced": preview.announced,
        "read": len(preview.records) + len(preview.rejected),
        **{state: count_of(preview, state) for state in MARKS},
        "rejected": len(preview.rejected),
        "records": [_record_json(one, with_evidence=with_evidence) for one in preview.records],
        "errors": [
            {"remote_id": one.remote_id, "kind": one.kind, "message": one.message} for one in preview.rejected
        ],
        "unmapped": [
            {"field": one.field, "value": one.value, "records": one.records} for one in preview.unmapped
        ],
        "remarks": list(preview.remarks),
        "ended_early": None if error is None else {"kind": error.kind, "message": str(error)},
    }


def list_preview_lines(preview: Preview, words: FieldWords) -> Iterator[str]:
    """Yield the lines that tell a person of the first records of a source."""
    for one in preview.records:
        yield from _record_lines(one, words)
    for refused in preview.rejected:
        yield f"{REFUSED} {refused.remote_id}"
        yield f"    {refused.message}"
    yield ""
    yield from _summary_lines(preview)


def list_record_lines(one: PreviewedRecord, words: FieldWords) -> Iterator[str]:
    """Yield the lines that tell everything of one record: its fields, what changes, and what was seen."""
    yield f"{MARKS[one.state]} {one.record.title} [{one.remote_id}]"
    yield f"    {_verdict_words(one.state)}"
    for name, value in to_json(one.record).items():
        if name not in NOT_CONTENT | {"title", "extras"}:
            yield f"    {field_label(name)} : {words.value(name, value)}"
    yield from _change_lines(one, words)
    if one.evidence:
        yield _("Ce que les étapes ont lu :")
    for seen in one.evidence:
        made = _("non reconnu") if seen.made is None else seen.made
        text = _("{field} : « {seen} » → {made} (sûr à {confidence:.0%})")
        yield "    " + text.format(
            field=field_label(seen.field), seen=seen.seen, made=made, confidence=seen.confidence
        )


def count_of(preview: Preview, state: State) -> int:
    """Return how many of the records are in a state."""
    return sum(one.state == state for one in preview.records)


def _record_json(one: PreviewedRecord, *, with_evidence: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "remote_id": one.remote_id,
        "state": one.state,
        "title": one.record.title,
        "changes": [
            {"field": each.field, "before": each.before, "after": each.after} for each in one.differences
        ],
        "record": to_json(one.record),
    }
    return {**found, "evidence": plain(one.evidence)} if with_evidence else found


def _record_lines(one: PreviewedRecord, words: FieldWords) -> Iterator[str]:
    yield f"{MARKS[one.state]} {one.record.title} [{one.remote_id}]"
    said = to_json(one.record)
    facts = [words.value(name, said[name]) for name in SUMMARY if said.get(name)]
    yield f"    {' | '.join(facts)}"
    yield from _change_lines(one, words)


def _change_lines(one: PreviewedRecord, words: FieldWords) -> Iterator[str]:
    for each in one.differences:
        yield f"    ~ {words.change(each.field, each.before, each.after)}"


def _summary_lines(preview: Preview) -> Iterator[str]:
    read = len(preview.records) + len(preview.rejected)
    if preview.announced is None:
        yield _("Fiches lues : {read} ; la source n'annonce pas combien elle en a.").format(read=read)
    else:
        text = _("Fiches lues : {read}, sur {announced} que la source annonce.")
        yield text.format(read=read, announced=preview.announced)
    yield _count_words(preview)
    yield from _unmapped_lines(preview)
    yield from preview.remarks
    if preview.ended_early is not None:
        yield str(preview.ended_early)
    yield _("Rien n'a été écrit.")


def _count_words(preview: Preview) -> str:
    states: Sequence[State] = ("new", "changed", "unchanged", "restored")
    counts = [(MARKS[state], _state_words(state), count_of(preview, state)) for state in states]
    counts.append((REFUSED, _("refusées"), len(preview.rejected)))
    return " · ".join(f"{mark} {words} : {count}" for mark, words, count in counts if count)


def _unmapped_lines(preview: Preview) -> Iterator[str]:
    if not preview.unmapped:
        return
    yield _("Valeurs non reconnues, gardées avec la fiche :")
    for one in preview.unmapped:
        text = _("{field} : « {value} » (fiches : {count})")
        yield "    " + text.format(field=field_label(one.field), value=one.value, count=one.records)


def _state_words(state: State) -> str:
    return {
        "new": _("nouvelles"),
        "changed": _("modifiées"),
        "unchanged": _("inchangées"),
        "restored": _("de retour"),
    }[state]


def _verdict_words(state: State) -> str:
    return {
        "new": _("Le catalogue n'a pas encore cette fiche."),
        "changed": _("Elle diffère de celle du catalogue."),
        "unchanged": _("Elle est telle que dans le catalogue."),
        "restored": _("Le catalogue l'a archivée ; une moisson la rétablirait."),
    }[state]
