"""Frozen dataclasses and plain JSON values: what does not fit is named by its whole path."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, NamedTuple

import pytest

from catalogue.errors import RecordUnreadable
from catalogue.json_form import Writers, decoder_of, plain
from catalogue.record import Record
from catalogue.record_parts import Distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    name: str
    size: int | None = None
    height: float | None = None
    green: bool = False


@dataclass(frozen=True, kw_only=True)
class Branch:
    leaves: tuple[Leaf, ...] = ()
    kind: Literal["oak", "fir"] = "oak"
    best: Leaf | None = None
    pair: tuple[float, float] | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)


class Pair(NamedTuple):
    left: str
    right: int


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([], "tree"),
        ({"leaves": [{"name": "a"}, {"name": "b", "size": "3"}]}, "tree.leaves.size"),
        ({"leaves": [{"size": 3}]}, "tree.leaves.name"),
        ({"leaves": [{"name": "a", "weight": 3, "age": 4}]}, "tree.leaves.age"),
        ({"leaves": {"name": "a"}}, "tree.leaves"),
        ({"best": {"name": "a", "green": 1}}, "tree.best.green"),
        ({"best": {"name": "a", "size": True}}, "tree.best.size"),
        ({"best": {"name": None}}, "tree.best.name"),
        ({"kind": ["oak"]}, "tree.kind"),
        ({"pair": [1.0]}, "tree.pair"),
        ({"pair": [1.0, "2"]}, "tree.pair"),
        ({"rows": [["a"], "b"]}, "tree.rows"),
        ({"rows": [["a", 1]]}, "tree.rows"),
        ({"kind": "elm", "roots": 1}, "tree.roots"),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(value, where):
    with pytest.raises(RecordUnreadable) as error:
        decoder_of(Branch)(value, "tree")
    assert error.value.where == where


def test_what_fits_comes_back_the_same():
    branch = Branch(
        leaves=(Leaf(name="a", size=0), Leaf(name="", green=True)),
        kind="fir",
        best=Leaf(name="b", height=0.0),
        pair=(1.0, 2.5),
        rows=(("x", "y"), ()),
        notes={"any": [1, None, {"deep": "é"}]},
    )
    data = plain(branch)
    assert data["leaves"] == [{"name": "a", "size": 0, "green": False}, {"name": "", "green": True}]
    assert decoder_of(Branch)(data, "tree") == branch


def test_a_whole_number_is_a_number():
    (one, two) = decoder_of(Branch)({"pair": [1, 2]}, "tree").pair
    assert (one, type(one), two) == (1.0, float, 2.0)


@pytest.mark.parametrize("cls", [Record, Distribution])
def test_what_is_read_is_as_if_it_were_constructed(cls):
    read = decoder_of(cls)({"title": "x"}, "it")
    made = cls(title="x")
    assert read == made
    assert list(vars(read)) == [one.name for one in fields(cls)]
    assert replace(read, title="y") == cls(title="y")
    with pytest.raises(AttributeError):
        read.title = "z"


def test_two_that_are_read_share_nothing_that_can_change():
    first, second = (decoder_of(Record)({}, "record") for _ in range(2))
    assert first.extras == {}
    assert first.extras is not second.extras


def test_values_of_any_class_are_written():
    assert plain({"a": Pair("x", 1), "b": (Leaf(name="n"),), "c": [None, 1.5]}) == {
        "a": ["x", 1],
        "b": [{"name": "n", "green": False}],
        "c": [None, 1.5],
    }


def test_writers_take_other_scalars_as_they_are_told():
    writers = Writers(lambda value: f"<{value}>", {float: round})
    assert writers.write([b"x", 1.6, "é", 3, Leaf(name="n", height=2.4)]) == [
        "<b'x'>",
        2,
        "é",
        3,
        {"name": "n", "height": 2, "green": False},
    ]
