import pytest

from cli.portals.opendatasoft_where import WhereMalformed, parse_where

FIELDS = {
    "publisher": "DREES",
    "modified": "2024-03-05T00:00:00+00:00",
    "federated": True,
    "theme": ["eau", "air"],
}


@pytest.mark.parametrize(
    ("clause", "holds"),
    [
        ('publisher = "DREES"', True),
        ("publisher='Insee'", False),
        ("default.publisher : 'DREES'", True),
        ("modified >= date'2024-03-05'", True),
        ("modified < date'2024-03-05'", False),
        ("federated = true and not publisher = 'Insee'", True),
        ("federated = false or (publisher = 'DREES' and theme = 'air')", True),
        ("federated = false or publisher = 'DREES' and theme = 'sol'", False),
        ("absent >= date'2024-03-05'", False),
        ("publisher >= true", False),
    ],
)
def test_clauses(clause, holds):
    assert parse_where(clause)(FIELDS) is holds


@pytest.mark.parametrize(
    "clause", ["", "publisher", "a = 3", "(a = true", "a = true b", "a ! true", "a == 'x'", "€"]
)
def test_malformed_clauses(clause):
    with pytest.raises(WhereMalformed):
        parse_where(clause)
