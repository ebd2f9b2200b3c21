"""Selections, as query parameters say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import SelectionInvalid
from catalogue.selection import FILTERS, VALUE_FILTERS, Selection, from_params, to_params

values = st.text(min_size=1, max_size=9).map(str.strip).filter(bool)
selections = st.builds(
    Selection,
    text=values | st.just(""),
    values=st.dictionaries(
        st.sampled_from(VALUE_FILTERS), st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    ),
    territory=st.none() | values,
    fit=st.sampled_from([None, "own", "inherited", "within"]),
    year_from=st.none() | st.integers(0, 9999),
    year_to=st.none() | st.integers(0, 9999),
    bbox=st.none() | st.just((2.0, 44.5, 7.25, 46.0)),
    quality_min=st.none() | st.integers(0, 100),
    has_api=st.sampled_from([None, True, False]),
)


def params_of(pairs):
    params: dict[str, list[str]] = {}
    for name, value in pairs:
        params.setdefault(name, []).append(value)
    return params


@given(selections)
def test_a_selection_comes_back_from_its_parameters(selection):
    assert from_params(params_of(to_params(selection))) == selection


def test_unknown_names_are_not_looked_at_and_blanks_say_nothing():
    selection = from_params(
        {"page": ["3"], "q": ["  air "], "kind": ["", " dataset ", "dataset"], "fit": [" "]}
    )
    assert selection == Selection(text="air", values={"kind": ("dataset",)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fit", "near"),
        ("year_from", "20x0"),
        ("year_from", "-1"),
        ("year_to", "99999"),
        ("quality_min", "101"),
        ("quality_min", "²"),
        ("has_api", "peut-être"),
        ("bbox", "1,2,3"),
        ("bbox", "7,44,2,46"),
        ("bbox", "nan,0,1,1"),
        ("bbox", "0,0,1,inf"),
    ],
)
def test_a_value_that_does_not_fit_names_its_filter(name, value):
    with pytest.raises(SelectionInvalid) as error:
        from_params({name: [value]})
    assert error.value.name == name


def test_the_filters_are_those_of_the_contract():
    assert (
        *("kind", "topic", "theme", "milieu", "exposure_factor", "publisher", "licence", "access", "format"),
        *("granularity", "frequency", "source", "collection", "year_from", "year_to", "bbox"),
        *("quality_min", "has_api", "territory", "fit"),
    ) == FILTERS
