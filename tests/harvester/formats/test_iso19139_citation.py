# ruff: noqa: E501 -- an element of XML reads best on one line
import pytest

from tests.harvester.formats.iso import anchor, code, record, text


def identifier(*parts, cls="MD_Identifier"):
    return f"<gmd:identifier><gmd:{cls}>{''.join(parts)}</gmd:{cls}></gmd:identifier>"


def keys(citation, head=""):
    return record(citation=citation, head=head).extras.get("identity_keys")


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (identifier(text("code", "https://x.example:8443/a")), ["uri:https://x.example/a"]),
        (identifier(anchor("code", "a", "https://x.example/a")), ["uri:https://x.example/a"]),
        (identifier(text("code", "a"), text("codeSpace", "fr-x"), cls="RS_Identifier"), ["code:fr-x/a"]),
        (
            identifier(text("code", "a"), text("codeSpace", "https://x.example/ns/"), cls="RS_Identifier"),
            ["uri:https://x.example/ns/a"],
        ),
        (identifier(text("code", "a")), None),
        (identifier('<gmd:code gco:nilReason="missing"/>') + identifier(text("code", "TODO")), None),
        ("", None),
    ],
)
def test_identity_keys(citation, expected):
    assert keys(citation) == expected


def test_addresses_come_first_and_the_file_identifier_last():
    both = identifier(text("code", "a"), text("codeSpace", "fr-x")) + identifier(
        text("code", "https://x.example/a")
    )
    made = record(citation=both, head=text("fileIdentifier", "f-1"))
    assert made.extras["identity_keys"] == ["uri:https://x.example/a", "code:fr-x/a", "file:f-1"]
    assert (made.identifier, made.extras["identifiers"]) == ("https://x.example/a", ["a"])


def test_without_another_the_file_identifier_identifies():
    made = record(head=text("fileIdentifier", "f-1"))
    assert (made.identifier, made.extras["identity_keys"]) == ("f-1", ["file:f-1"])


def test_without_any_the_id_is_derived():
    assert record().extras["id_derived"] is True


def date(kind, value):
    return f"<gmd:date><gmd:CI_Date><gmd:date><gco:Date>{value}</gco:Date></gmd:date>{code('dateType', kind)}</gmd:CI_Date></gmd:date>"


@pytest.mark.parametrize(
    ("dates", "issued", "modified"),
    [
        (date("creation", "2001") + date("publication", "2002") + date("revision", "2003"), "2002", "2003"),
        (date("creation", "2001"), "2001", None),
        (date("revision", "2003") + date("revision", "2005"), None, "2005"),
        (date("publication", "non renseigné"), None, None),
    ],
)
def test_dates(dates, issued, modified):
    made = record(citation=dates)
    assert (made.issued, made.modified) == (issued, modified)


def maintenance(value, name="resourceMaintenance"):
    return (
        f"<gmd:{name}><gmd:MD_MaintenanceInformation>{code('maintenanceAndUpdateFrequency', value)}"
        f"</gmd:MD_MaintenanceInformation></gmd:{name}>"
    )


def test_the_maintenance_of_the_metadata_stands_in_for_that_of_the_resource():
    of_metadata = maintenance("weekly", "metadataMaintenance")
    assert record(maintenance("annually"), tail=of_metadata).frequency == "annually"
    assert record(tail=of_metadata).frequency == "weekly"
