import pytest

from harvester.connectors.csw_schemas import CSW, GMD, MDB, choose_schema, label_of


@pytest.mark.parametrize(
    ("choice", "offered", "expected"),
    [
        ("iso19139", [CSW, f"{MDB}2.0"], GMD),
        ("iso19115-3", [], f"{MDB}2.0"),
        ("iso19115-3", [CSW, f"{MDB}1.0"], f"{MDB}1.0"),
        ("iso19115-3", [f"{MDB}1.0", f"{MDB}2.0"], f"{MDB}2.0"),
        ("auto", [], GMD),
        ("auto", [CSW, GMD, f"{MDB}2.0"], GMD),
        ("auto", [CSW, f"{MDB}2.0"], f"{MDB}2.0"),
        ("auto", [CSW], GMD),
    ],
)
def test_the_schema_that_is_asked_for(choice, offered, expected):
    assert choose_schema(choice, offered).uri == expected


def test_the_type_goes_with_the_schema():
    assert choose_schema("iso19139", []).type_name == "gmd:MD_Metadata"
    assert choose_schema("auto", [f"{MDB}1.0"]).type_name == "mdb:MD_Metadata"


def test_a_schema_without_a_name_is_shown_by_its_address():
    assert label_of("urn:x") == "urn:x"
    assert label_of(f"{MDB}1.0") == "ISO 19115-3"
