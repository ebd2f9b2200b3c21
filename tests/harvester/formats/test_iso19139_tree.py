# ruff: noqa: E501 -- an element of XML reads best on one line
"""From XML to the tree: what becomes a node, what is passed over, which bytes go straight to the parser."""

import re
from pathlib import Path

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats import iso19139
from harvester.formats.iso19139_tree import READ, parse_tree
from tests.harvester.formats.iso import code, document, text, tree

PATHS = re.compile(r'\.(?:all|values|texts|plain|codes|long)\(\s*f?"([\w/{}]+)"')


def test_whatever_a_reader_asks_for_is_read():
    sources = sorted(Path(iso19139.__file__).parent.glob("iso19*.py"))
    asked = {
        name
        for path in sources
        for found in PATHS.findall(path.read_text(encoding="utf-8"))
        for name in found.replace("{side}", "begin").split("/")
    }
    assert len(asked) > 60
    assert asked - READ == set()


def test_what_nobody_asks_for_is_passed_over():
    _, resource = tree(text("environmentDescription", "x") + text("purpose", "y"))
    assert ("environmentDescription" in resource.parts, "purpose" in resource.parts) == (False, True)


def test_a_node_names_the_class_of_a_profile():
    _, resource = tree(cls="gmd:FRA_DataIdentification")
    assert resource.cls == "FRA_DataIdentification"


def test_several_classes_in_one_property_are_several_properties():
    both = (
        f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{text('keyword', 'a')}{code('type', 'place')}</gmd:MD_Keywords>"
        f"<gmd:MD_Keywords>{text('keyword', 'b')}</gmd:MD_Keywords></gmd:descriptiveKeywords>"
    )
    _, resource = tree(both)
    first, second = resource.all("descriptiveKeywords")
    assert (first.texts("keyword"), second.texts("keyword"), second.plain("type")) == (["a"], ["b"], None)


def test_attributes_stay_where_they_mean_something():
    _, resource = tree('<srv:operatesOn uuidref="u-1"/><gmd:purpose uuidref="u-2"/>')
    assert resource.all("operatesOn")[0].attributes["uuidref"] == "u-1"
    assert resource.all("purpose")[0].attributes == {}


def test_comments_and_indentation_are_no_text():
    content = document(text("purpose", "But")).replace(b"But", b" <!-- un mot -->But\n ")
    root, flags = parse_tree(content)
    assert (root.plain("identificationInfo/purpose"), flags) == ("But", ())


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\n ",
        b'<?xml version="1.0"?>',
        b"<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n",
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>',
        b"<!-- un mot -->",
        b"<!DOCTYPE gmd:MD_Metadata>",
    ],
)
def test_whatever_stands_before_the_record(before):
    root, _flags = parse_tree(before + document(title=text("title", "Été")))
    assert root.plain("identificationInfo/citation/title") == "Été"


def test_another_encoding_and_forbidden_characters_pass_the_door():
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>' + document(title=text("title", "Été")).decode()
    assert parse_tree(latin.encode("latin-1"))[0].plain("identificationInfo/citation/title") == "Été"
    root, flags = parse_tree(document(title=text("title", "a\x02b")))
    assert (root.plain("identificationInfo/citation/title"), flags) == ("ab", ("characters-removed",))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<a><b></a>", "unreadable"),
        (b"", "empty-document"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "forbidden-doctype"),
        (b"<a>" * 400 + b"</a>" * 400, "too-deep"),
    ],
)
def test_what_cannot_be_read_has_a_reason(content, kind):
    with pytest.raises(SourceMisbehaved) as caught:
        parse_tree(content)
    assert caught.value.kind == kind
