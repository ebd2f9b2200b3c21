from cli.portals.opendatasoft_dataset import UNSAID, to_dataset
from cli.portals.samples import Link, Organisation, Sample


def sample(**more):
    return Sample(slug="a", kind="dataset", title="A", source_note="x", translations={}, **more)


def test_every_field_of_the_template_is_there_filled_or_not():
    default = to_dataset(sample())["metas"]["default"]
    assert set(UNSAID) < set(default)
    assert (default["title"], default["keyword"], default["federated"]) == ("A", None, False)


def test_what_a_sample_says():
    dataset = to_dataset(
        sample(
            extents=("1 2 3 4",),
            period=("2001", "2014"),
            frequency="annuelle",
            contact=Organisation(name="Bureau", email="bureau@example.org"),
            description="Un texte.",
        )
    )
    metas = dataset["metas"]
    assert metas["default"]["bbox"]["geometry"]["coordinates"][0][:2] == [[1.0, 2.0], [3.0, 2.0]]
    assert metas["default"]["description"] == "<p>Un texte.</p>"
    assert metas["dcat"] == {
        "contact_name": "Bureau",
        "contact_email": "bureau@example.org",
        "accrualperiodicity": "annuelle",
        "temporal": "2001 - 2014",
    }
    assert dataset["features"] == ["analyze", "geo"]


def test_a_page_of_another_portal_makes_a_copy():
    default = to_dataset(sample(identifier="https://data.ville.fr/explore/dataset/arbres/"))["metas"][
        "default"
    ]
    assert [
        default[name] for name in ("federated", "source_domain_address", "source_domain", "source_dataset")
    ] == [
        True,
        "data.ville.fr",
        "ville",
        "arbres",
    ]


def test_links_are_files():
    dataset = to_dataset(sample(links=(Link(url="https://x.org/a", title="Le plan", format="JSON"),)))
    assert dataset["has_records"] is False
    assert dataset["attachments"] == [
        {"id": "le_plan", "url": "https://x.org/a", "title": "Le plan", "mimetype": "application/json"}
    ]
