# ruff: noqa: E501 -- an element of XML reads best on one line
"""Blocks that are known are cut out, and the record is the one that the whole bytes make."""

import re
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.errors import HarvestError, RecordRejected, SourceMisbehaved
from harvester.formats import iso19139, iso19139_tree
from harvester.formats.iso19115 import as_iso19139
from harvester.formats.iso19139_blocks import BLOCKS, LONGEST, MARK, KnownBlocks
from harvester.formats.iso19139_tree import READ, parse_tree, read_tree
from harvester.formats.iso19139_view import IsoNode
from harvester.gateway.xml import parse_xml
from tests.harvester.formats.iso import anchor, code, document, party, text, translated

WARMING = 3
"""How often a record is mapped until its blocks are known, and once more."""

POOL = (
    party("owner", "DREAL", "dreal@x.example"),
    party("pointOfContact", "DDT", "ddt@x.example"),
    f"<gmd:resourceConstraints><gmd:MD_LegalConstraints>{code('useConstraints', 'otherRestrictions')}{text('otherConstraints', 'Licence ouverte')}</gmd:MD_LegalConstraints></gmd:resourceConstraints>",
    f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{text('keyword', 'eau')}<gmd:thesaurusName><gmd:CI_Citation>{text('title', 'GEMET')}<gmd:date/></gmd:CI_Citation></gmd:thesaurusName></gmd:MD_Keywords></gmd:descriptiveKeywords>",
    f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{anchor('keyword', 'Sols', 'http://inspire.ec.europa.eu/theme/so')}</gmd:MD_Keywords></gmd:descriptiveKeywords>",
    f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{translated('keyword', 'air', EN='air')}</gmd:MD_Keywords></gmd:descriptiveKeywords>",
    "<gmd:descriptiveKeywords>\n\t<gmd:MD_Keywords/><!-- <gmd:pointOfContact> --></gmd:descriptiveKeywords>",
    "<!-- <gmd:resourceConstraints></gmd:resourceConstraints> --><gmd:purpose><gco:CharacterString><![CDATA[<gmd:pointOfContact></gmd:pointOfContact>]]></gco:CharacterString></gmd:purpose>",
    "<?a <gmd:pointOfContact> ?><gmd:credit/><?b </gmd:pointOfContact> ?>",
    "<gmd:extent/>",
    "<gmd:descriptiveKeywords><gmd:MD_Keywords><gmd:keyword xmlns:z='z'/></gmd:MD_Keywords></gmd:descriptiveKeywords >",
)
"""Parts of a resource: blocks, and what only looks like one."""


@pytest.fixture(autouse=True)
def _knowing_nothing():
    iso19139_tree.KNOWN.forget()


def read_whole(content):
    """The tree of the bytes as they are."""
    parsed = parse_xml(content)
    return read_tree(parsed.root), parsed.flags


def whole(content):
    """The record of the bytes as they are."""
    return iso19139.from_tree(read_whole(content)[0], "x")


def cut(content, times=WARMING):
    """The records of so many mappings in a row."""
    return [iso19139.to_record(content, "x") for _ in range(times)]


def outcome_of(map_tree, content, read):
    """The record, or why there is none."""
    try:
        root, flags = read(content)
        return iso19139.from_tree(map_tree(root), "x", None, flags)
    except (SourceMisbehaved, RecordRejected) as error:
        return (type(error), error.kind)


def known_in(content):
    """How many blocks of a record are known."""
    bare = re.sub(rb"^\s*<\?xml.*?\?>\s*", b"", content)
    return len(iso19139_tree.KNOWN.cut_out(bare)[1])


def test_every_block_is_read():
    assert BLOCKS < READ


def test_a_block_is_known_when_it_comes_again_and_its_node_is_shared():
    content = document(POOL[0])
    counts = []
    for _ in range(WARMING):
        parse_tree(content)
        counts.append(known_in(content))
    assert counts == [1, 1, 1]  # counting is coming too
    first, second = (parse_tree(content)[0].all("identificationInfo/pointOfContact") for _ in range(2))
    assert first[0] is second[0]


def test_what_comes_once_stays_where_it_is():
    content = document(POOL[0])
    assert iso19139_tree.KNOWN.cut_out(content) == (content, [])


def test_what_is_known_is_cut_out():
    content = document(POOL[0] + POOL[2])
    cut(content)
    bare, known = iso19139_tree.KNOWN.cut_out(content)
    assert (len(known), b"DREAL" in bare, b"Licence" in bare) == (2, False, False)
    assert re.findall(rf'<gmd:(\w+) {MARK}="(\d)"/>'.encode(), bare) == [
        (b"pointOfContact", b"0"),
        (b"resourceConstraints", b"1"),
    ]


def test_blocks_of_a_property_in_a_row_have_one_mark():
    content = document(POOL[0] + "\n " + POOL[1] + POOL[2] + POOL[0])
    cut(content)
    bare, known = iso19139_tree.KNOWN.cut_out(content)
    assert [len(nodes) for nodes in known] == [2, 1, 1]
    assert len(re.findall(MARK.encode(), bare)) == 3
    assert cut(content)[-1] == whole(content)


def test_a_block_that_holds_one_of_its_name_is_known_whole():
    def period(end):
        return (
            f"<gmd:extent><gmd:EX_Extent>{text('description', 'Metz')}<gmd:temporalElement><gmd:EX_TemporalExtent>"
            f"<gmd:extent><gml:TimePeriod xmlns:gml='g'><gml:endPosition>{end}</gml:endPosition></gml:TimePeriod>"
            f"</gmd:extent></gmd:EX_TemporalExtent></gmd:temporalElement></gmd:EX_Extent></gmd:extent>"
        )

    content = document(period("2019-01-01") + period("2020-02-02"))
    records = cut(content, WARMING + 2)
    bare, known = iso19139_tree.KNOWN.cut_out(content)
    assert ([len(nodes) for nodes in known], b"EX_Extent" in bare) == ([2], False)
    assert records == [whole(content)] * len(records)
    assert records[-1].territories == ("Metz",)


def test_a_known_block_under_another_root_is_read_again():
    content = document(party("owner", "DREAL"))
    cut(content)
    undeclared = content.replace(b"xmlns:gco=", b"xmlns:other=")
    with pytest.raises(HarvestError) as caught:
        parse_tree(undeclared)
    assert caught.value.kind == "unreadable"


@pytest.mark.parametrize(
    "block",
    [
        translated("keyword", "air", EN="air"),
        text("keyword", "a") + "<?a b?>",
        text("keyword", "x" * LONGEST),
    ],
)
def test_what_needs_its_record_or_is_too_long_is_never_known(block):
    content = document(
        f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{block}</gmd:MD_Keywords></gmd:descriptiveKeywords>"
    )
    cut(content)
    assert known_in(content) == 0


def test_what_is_not_met_again_is_forgotten():
    read = []

    def reading(root, block):
        read.append(block)
        return (IsoNode(),)

    blocks = KnownBlocks(reading, count=2)
    for letter in "aabbccaaddbbaa":
        blocks.cut_out(b"<r><contact>%b</contact></r>" % letter.encode())
    assert [block[9:10] for block in read] == [b"a", b"b", b"c", b"d", b"b"]


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(st.lists(st.sampled_from(POOL), max_size=6), min_size=1, max_size=5),
    space=st.sampled_from(["", "\n  ", "\r\n\t"]),
    prefix=st.sampled_from(["gmd:", "", "x:"]),
)
def test_a_record_is_the_same_with_its_blocks_known(parts, space, prefix):
    for resource in (*parts, *parts, *parts):
        content = document(space.join(resource), tail=party("owner", "A", name="contact"))
        named = f"xmlns:{prefix}".rstrip(":").encode()
        content = content.replace(b"xmlns:gmd=", named + b"=").replace(b"gmd:", prefix.encode())
        assert cut(content, 1) == [whole(content)]


def test_a_block_that_is_broken_breaks_its_record():
    cut(document(POOL[0]))
    with pytest.raises(HarvestError):
        parse_tree(document(POOL[0] + "<gmd:pointOfContact><gmd:a></gmd:pointOfContact>"))


def test_order_is_that_of_the_document():
    for owners in permutations("abc"):
        made = cut(document("".join(party("owner", name, f"{name}@x.example") for name in owners)))
        assert [[contact.name for contact in one.contacts] for one in made] == [[*owners]] * WARMING


def test_real_records_are_the_same_with_their_blocks_known(real_files):
    known = 0
    for pattern in ("data/iso19139-*/**/*.xml", "data/iso19115-3/**/*.xml"):
        for path in real_files(pattern):
            content = path.read_bytes()
            map_tree = as_iso19139 if b"19115/-3" in content[:5_000] else lambda root: root
            outcomes = [outcome_of(map_tree, content, parse_tree) for _ in range(WARMING)]
            assert outcomes == [outcome_of(map_tree, content, read_whole)] * WARMING, path
            known += known_in(content)
    assert known > 1_000
