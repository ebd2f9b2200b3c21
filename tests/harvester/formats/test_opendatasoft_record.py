"""A dataset of Opendatasoft as a record: every template, every untidiness."""

import json

import pytest

from catalogue.record_json import to_json
from catalogue.record_parts import Agent, Contact, Period, RelatedLink
from harvester.errors import RecordRejected
from harvester.formats.opendatasoft_record import to_record
from tests.harvester.samples import GOLDEN, recording

PAGE = "https://data.example.org/explore/dataset/jeu/"


def record(default=None, page=PAGE, **more):
    metas = {name: more.pop(name) for name in ("dcat", "inspire", "custom", "dublin_core") if name in more}
    if "dublin_core" in metas:
        metas["dublin-core"] = metas.pop("dublin_core")
    document = {
        "dataset_id": "jeu",
        "metas": {"default": {"title": "Jeu"} | (default or {}), **metas},
        **more,
    }
    return to_record(json.dumps(document).encode(), "da_1", page)


def box(*positions):
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [list(positions)]},
        "properties": {},
    }


@pytest.mark.parametrize("title", [None, "", "  ", "n/a", []])
def test_a_dataset_without_title_is_rejected(title):
    with pytest.raises(RecordRejected) as caught:
        record({"title": title})
    assert caught.value.kind == "no-title"


def test_a_dataset_without_metadata_is_rejected():
    with pytest.raises(RecordRejected):
        to_record(b'{"dataset_id": "jeu"}', "jeu", PAGE)


def test_markup_becomes_paragraphs():
    made = record({"description": "<p>Un<br>deux</p><p>trois &amp; quatre</p><script>non()</script>"})
    assert made.description == "Un\ndeux\n\ntrois & quatre"


def test_words_that_old_portals_join_by_commas_are_parted_in_keywords_alone():
    made = record({"keyword": "eau; air,sol", "theme": "Urbanisme, Logement", "territory": "Le Mans, Sarthe"})
    assert made.keywords == ("eau", "air", "sol")
    assert (made.themes, made.territories) == (("Urbanisme, Logement",), ("Le Mans, Sarthe",))


def test_who():
    made = record(
        {"publisher": "DREES"},
        dcat={
            "creator": "DREES",
            "contributor": "Insee",
            "contact_name": "Bureau",
            "contact_email": "mailto:b@x.fr",
        },
        inspire={"contact_email": "https://x.example.org/contact"},
    )
    assert (made.publisher, made.creators) == (Agent(name="DREES"), (Agent(name="Insee"),))
    assert made.contacts == (
        Contact(name="Bureau", email="b@x.fr"),
        Contact(url="https://x.example.org/contact"),
    )


def test_the_licence_is_its_words_and_its_address():
    made = record({"license": "ODbL", "license_url": "https://opendatacommons.org/licenses/odbl/1-0/"})
    assert made.licence_text == "ODbL ; https://opendatacommons.org/licenses/odbl/1-0/"
    assert record(dublin_core={"rights": "Tous droits réservés"}).licence_text == "Tous droits réservés"
    assert record().licence_text is None


@pytest.mark.parametrize(
    ("said", "access"),
    [
        ({"data_visible": False}, "restricted"),
        ({"visibility": "restricted"}, "restricted"),
        ({"data_visible": True, "visibility": "domain"}, None),
    ],
)
def test_only_what_is_said_to_be_restricted_is_restricted(said, access):
    assert record(**said).access == access


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"default": {"bbox": box([1, 48], [2, 48], [2, 49])}}, (1, 48, 2, 49)),
        ({"default": {"geographic_area": {"type": "Point", "coordinates": [3, 47]}}}, (3, 47, 3, 47)),
        ({"default": {"bbox": box([1, 480], [2, 48])}}, None),
        ({"default": {"bbox": "1,2,3,4"}}, None),
        ({"default": {"bbox": {"type": "Feature", "geometry": None}}}, None),
        ({"inspire": {"extend_bounding_box_westbound_longitude": "0,15"}}, None),
    ],
)
def test_boxes(said, expected):
    assert record(**said).bbox == expected


def test_the_box_of_inspire_comes_first_and_its_repair_is_named():
    sides: dict[str, str | int] = {"westbound_longitude": "2.5", "eastbound_longitude": "1.5"}
    sides |= {"southbound_latitude": 48, "northbound_latitude": "49"}
    inspire = {f"extend_bounding_box_{side}": value for side, value in sides.items()}
    made = record({"bbox": box([5, 45], [6, 46])}, inspire=inspire)
    assert (made.bbox, made.extras["repairs"]) == ((1.5, 48, 2.5, 49), ["west-east-swapped"])


def test_dates_stay_as_they_are_written():
    made = record(
        {"modified": "l'an dernier"}, dcat={"created": "2019", "issued": "mai 2020", "temporal": "2019"}
    )
    assert (made.issued, made.modified, made.temporal) == ("mai 2020", "l'an dernier", Period(start="2019"))
    assert made.extras["created"] == "2019"
    open_period = record(dcat={"temporal_coverage_start": "2019-01-01", "created": "2018"})
    assert (open_period.temporal, open_period.issued) == (Period(start="2019-01-01", end=".."), "2018")


def test_records_are_offered_in_the_formats_of_the_platform():
    made = record(has_records=True, features=["geo"])
    base = "https://data.example.org/api/explore/v2.1/catalog/datasets/jeu"
    assert [(way.format, way.url) for way in made.distributions[:-1]] == [
        ("csv", f"{base}/exports/csv?use_labels=true"),
        ("json", f"{base}/exports/json"),
        ("xlsx", f"{base}/exports/xlsx?use_labels=true"),
        ("geojson", f"{base}/exports/geojson"),
        ("shp", f"{base}/exports/shp"),
    ]
    assert (made.distributions[-1].format, made.distributions[-1].access_url) == ("api", f"{base}/records")


@pytest.mark.parametrize("said", [{"has_records": False}, {}, {"has_records": True, "data_visible": False}])
def test_records_that_nobody_sees_are_not_offered(said):
    assert record(**said).distributions == ()


def test_files_are_offered_by_public_addresses():
    made = record(
        attachments=[
            {"id": "a b", "url": "odsfile://plan.pdf", "title": "Plan"},
            {"url": "odsfile://x"},
            "?",
            {"id": 3},
        ],
        alternative_exports=[
            {"id": "gtfs", "url": "https://x.example.org/gtfs.zip", "mimetype": "application/zip"}
        ],
    )
    plan, gtfs = made.distributions
    assert plan.url == "https://data.example.org/api/explore/v2.1/catalog/datasets/jeu/attachments/a%20b"
    assert (plan.title, plan.format) == ("Plan", "pdf")
    assert (gtfs.url, gtfs.title, gtfs.media_type) == (
        "https://x.example.org/gtfs.zip",
        "gtfs",
        "application/zip",
    )


def test_its_page_names_a_dataset():
    made = record()
    assert (made.landing_page, made.identifier) == (PAGE, "jeu")
    assert made.extras["identity_keys"] == ["uri:" + PAGE]


def test_a_copy_is_named_by_the_page_it_comes_from():
    origin = {"source_domain_address": "data.origine.org", "source_dataset": "arbres", "federated": True}
    made = record(origin | {"source_domain_title": "Origine"})
    page = "https://data.origine.org/explore/dataset/arbres/"
    assert made.extras["identity_keys"] == ["uri:" + page, "uri:" + PAGE]
    assert made.related == (RelatedLink(relation="isBasedOn", url=page, title="Origine"),)
    assert (made.extras["federated"], made.extras["origin"]) == (True, page)


def test_a_copy_shares_the_key_of_its_origin():
    origin = record(page="https://data.origine.org/explore/dataset/jeu/")
    copy = record({"source_domain_address": "data.origine.org", "source_dataset": "jeu"})
    assert origin.extras["identity_keys"][0] == copy.extras["identity_keys"][0]


def test_a_copy_of_an_unknown_portal_is_marked_only():
    made = record({"federated": True})
    assert (made.extras["federated"], made.related) == (True, ())


def test_declared_identifiers_and_iso_records_are_keys():
    made = record(
        dublin_core={"identifier": "https://id.example.org/7"}, inspire={"file_identifier": "fr-123-jdd"}
    )
    assert made.identifier == "https://id.example.org/7"
    assert made.extras["identity_keys"] == ["uri:https://id.example.org/7", "uri:" + PAGE, "file:fr-123-jdd"]
    assert made.extras["dataset_id"] == "jeu"


def test_kinds_and_themes_of_inspire():
    made = record(inspire={"hierarchy_level": "series", "theme": ["Hydrographie"]})
    assert (made.kind, made.inspire_themes) == ("series", ("Hydrographie",))


def test_references_are_links_where_they_are_addresses():
    assert record({"references": "https://x.example.org"}).related[0].relation == "documentation"
    made = record({"references": "Rapport 2019"})
    assert (made.related, made.extras["references"]) == ((), ["Rapport 2019"])


def test_what_has_no_home_is_kept():
    made = record(
        {"records_count": 0, "geographic_reference": ["fr"], "certification": "or", "timezone": "UTC"},
        custom={"service": "DSI", "vide": None, "liste": []},
    )
    assert made.extras["records_count"] == 0
    assert made.extras["metas"] == {"default": {"certification": "or"}, "custom": {"service": "DSI"}}


def test_metadata_of_any_shape_do_no_harm():
    untidy = {
        "publisher": ["A", {"label": "B"}, 3],
        "keyword": [None, "x", {"y": 1}],
        "theme": 7,
        "language": True,
    }
    made = record(untidy, dcat={"creator": {"name": "C"}}, inspire={"file_identifier": ["f"]})
    assert made.publisher == Agent(name="A ; B ; 3")
    assert (made.keywords, made.themes, made.creators) == (("x", '{"y": 1}'), ("7",), (Agent(name="C"),))


def test_a_dataset_without_any_id_has_neither_page_nor_files():
    made = to_record(b'{"metas": {"default": {"title": "Jeu"}}, "has_records": true}', "x", None)
    assert (made.landing_page, made.distributions, made.extras["id_derived"]) == (None, (), True)


def test_a_copy_gives_its_golden_record():
    content = recording("opendatasoft/copie.json")
    made = to_record(content, "da_z9y8x7", "https://portail.example.org/explore/dataset/arbres@voisine/")
    said = json.dumps(to_json(made)).replace("https://portail.example.org", "{root}")
    golden = (GOLDEN / "opendatasoft-copy.json").read_text("utf-8")
    assert json.loads(said) == json.loads(golden.replace("uri:http://127.0.0.1", "uri:{root}"))
