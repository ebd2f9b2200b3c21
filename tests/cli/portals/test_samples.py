import re
from collections import Counter
from importlib.resources import files
from itertools import chain

import pytest

from cli.portals import PORTALS, samples
from cli.portals.errors import SampleInvalid
from cli.portals.samples import load_samples
from cli.portals.texts import fold

SMALLEST = {"dcat": 70, "csw": 45, "geoclip": 20, "ckan": 25, "opendatasoft": 20, "table": 45, "udata": 15}
STOPWORDS = {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "sur"}
PERSONAL = re.compile(r"^[a-z]+[._-][a-z]+@", re.IGNORECASE)
FUNCTIONS = re.compile(
    r"ddtm?|sav\.bd|dreal|draaf|adl|georisques|contact|sig|reseau|stations|informatique|demande|infostat|pect|sandre|zonevuln"
)
MACHINE_PATH = re.compile(r"(^|\s)[/~]\w+/|[A-Z]:\\|\.(csv|json|xml|ttl|ya?ml)\b")


def all_samples():
    return [sample for portal in PORTALS for sample in load_samples(portal.kind).samples]


def test_every_content_file_is_read_and_belongs_to_a_portal():
    names = {
        path.name
        for path in files("cli.portals").joinpath("content").iterdir()
        if path.name.endswith(".yaml")
    }
    assert names == {f"{portal.kind}.yaml" for portal in PORTALS}
    for portal in PORTALS:
        assert len(load_samples(portal.kind).samples) >= SMALLEST[portal.kind]
    assert len(all_samples()) >= 160


def test_slugs_are_unique_among_all_portals_and_fit_an_address():
    slugs = Counter(sample.slug for sample in all_samples())
    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_titles_are_unique_and_at_most_five_differ_by_territory_or_year_only():
    titles = Counter(sample.title for sample in all_samples())
    assert [title for title, count in titles.items() if count > 1] == []
    stems = Counter(stem(sample) for sample in all_samples())
    assert max(stems.values()) <= 5, stems.most_common(3)
    assert max(stems.values()) > 1  # the check sees the series that are there


def stem(sample):
    """The words of a title without years, places and joining words."""
    words = re.findall(r"[a-z]+", fold(sample.title))
    places = set(re.findall(r"[a-z]+", fold(" ".join(sample.coverage))))
    return frozenset(word for word in words if word not in places | STOPWORDS)


def test_kinds_are_mixed():
    kinds = Counter(sample.kind for sample in all_samples())
    assert set(kinds) == {"dataset", "series", "service", "indicator", "tool"}
    assert kinds["dataset"] > sum(kinds.values()) / 2
    assert kinds["indicator"] >= 10


def test_descriptions_have_one_to_four_sentences_and_some_are_missing():
    described = [sample for sample in all_samples() if sample.description]
    for sample in described:
        sentences = re.findall(r"[.!?](?=\s|$)", re.sub(r"R\. ", "R", sample.description))
        assert 1 <= len(sentences) <= 4, sample.slug
    assert 5 <= len(all_samples()) - len(described) <= 25


def test_most_records_name_their_public_page():
    asked = [portal.kind for portal in PORTALS if portal.kind not in MAKE_THEIR_PAGES]
    samples_asked = [sample for kind in asked for sample in load_samples(kind).samples]
    assert len([sample for sample in samples_asked if sample.landing_page]) > 0.8 * len(samples_asked)


def test_addresses_are_absolute():
    for sample in all_samples():
        for url in [sample.landing_page, *(link.url for link in sample.links)]:
            assert url is None or re.fullmatch(r"https?://[^\s]+", url), sample.slug


def test_source_notes_name_a_catalogue_and_no_place_on_a_disk():
    notes = {sample.source_note for sample in all_samples()}
    assert [note for note in notes if MACHINE_PATH.search(note)] == []
    assert any("GD4H" in note for note in notes)


def test_no_personal_address():
    organisations = chain.from_iterable(
        [sample.publisher, sample.contact, *sample.creators] for sample in all_samples()
    )
    mails = {organisation.email for organisation in organisations if organisation and organisation.email}
    assert len(mails) > 10
    assert [mail for mail in mails if PERSONAL.match(mail) and not FUNCTIONS.search(mail.lower())] == []


def test_series_and_served_datasets_exist_in_their_own_portal():
    for portal in PORTALS:
        own = {sample.slug: sample.kind for sample in load_samples(portal.kind).samples}
        for sample in load_samples(portal.kind).samples:
            assert sample.series is None or own[sample.series] == "series"
            assert all(own[served] == "dataset" for served in sample.serves)


def test_two_works_are_in_two_portals_by_their_resource_address():
    dcat, csw = (
        {each.identifier for each in load_samples(name).samples if (each.identifier or "").startswith("http")}
        for name in ("dcat", "csw")
    )
    assert len(dcat & csw) == 2


def test_one_work_is_in_two_portals_by_its_landing_page_only():
    dcat, table = (
        {each.landing_page: each for each in load_samples(name).samples if each.landing_page}
        for name in ("dcat", "table")
    )
    (shared,) = dcat.keys() & table.keys()
    assert dcat[shared].identifier is None
    assert table[shared].identifier is None
    assert dcat[shared].title != table[shared].title


def test_real_life_is_untidy():
    licences = Counter(sample.licence for sample in all_samples())
    assert len([licence for licence in licences if licence and not licence.startswith("http")]) >= 15
    assert licences["Licence Ouverte Etalab"] >= 10
    assert licences[None] >= 30
    assert len([sample for sample in all_samples() if not sample.coverage]) >= 30
    assert any(re.fullmatch(r"\d+ \w+ \d{4}", sample.modified or "") for sample in all_samples())
    keywords = set(chain.from_iterable(sample.keywords for sample in all_samples()))
    assert len(keywords) - len({keyword.lower() for keyword in keywords}) >= 10
    publishers = {sample.publisher.name for sample in all_samples() if sample.publisher}
    assert len(publishers) - len({fold(name) for name in publishers}) >= 5


MAKE_THEIR_PAGES = frozenset({"geoclip", "opendatasoft"})
"""Portals whose records have their public page in the portal itself."""
UNSAID = {
    "dcat": "file_identifier inspire_themes milieux exposure_factors extents granularities scale crs",
    "csw": "milieux exposure_factors granularities",
    "geoclip": "file_identifier inspire_themes milieux exposure_factors access extents scale crs links",
    "udata": "themes inspire_themes milieux exposure_factors extents scale crs issued lineage series serves",
    "opendatasoft": (
        "acronym inspire_themes milieux exposure_factors access scale crs translations series serves"
    ),
    "table": "file_identifier inspire_themes access extents scale crs created issued lineage series serves",
}


@pytest.mark.parametrize("name", UNSAID)
def test_a_file_says_nothing_that_its_portal_cannot_say(name):
    for sample in load_samples(name).samples:
        assert [field for field in UNSAID[name].split() if getattr(sample, field)] == [], sample.slug
        assert name != "table" or not sample.translations, sample.slug


def test_dates_of_the_csw_are_those_of_gco():
    for sample in load_samples("csw").samples:
        for date in (sample.created, sample.issued, sample.modified):
            assert date is None or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?", date), sample.slug


RECORD = {"slug": "a", "kind": "dataset", "title": "A", "source_note": "B"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colour": "red"}, "unknown keys"),
        ({"title": ""}, "empty keys"),
        ({"kind": "painting"}, "unknown kind"),
        ({"keywords": {"a": "b"}}, "list of texts"),
        ({"publisher": {"url": "https://example.org"}}, "missing keys"),
        ({"links": [{"title": "no address"}]}, "missing keys"),
        ({"translations": {"en": {"description": "no title"}}}, "missing keys"),
        ({"translations": "none"}, "a mapping is expected"),
    ],
)
def test_a_record_that_does_not_fit_is_refused(change, reason):
    with pytest.raises(SampleInvalid, match=reason):
        samples._to_sample("here", RECORD | change)


def test_a_record_without_a_title_is_refused():
    with pytest.raises(SampleInvalid, match="missing keys"):
        samples._to_sample("here", {key: value for key, value in RECORD.items() if key != "title"})


def test_a_slug_used_twice_is_refused():
    sample = samples._to_sample("here", RECORD)
    with pytest.raises(SampleInvalid, match="used twice"):
        samples._check_unique("here", (sample, sample))


def test_a_lone_text_is_a_list_of_one():
    assert samples._to_sample("here", RECORD | {"period": "année 2016"}).period == ("année 2016",)
