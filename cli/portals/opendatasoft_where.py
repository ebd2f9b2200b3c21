"""The part of ODSQL that the sample portal understands: comparisons joined by `and`, `or`, `not`, brackets.

A comparison is `field = "text"`, `field = true`, `field >= date'2024-01-31'` and the like; dates are compared
as ISO 8601 texts. Anything else is a malformed query, as on the real platform.
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

Fields = Mapping[str, Any]
Test = Callable[[Fields], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<date>date'[^']*')|(?P<text>"[^"]*"|'[^']*')|(?P<sign>>=|<=|!=|[()=<>:])|(?P<word>[\w.]+))""",
    re.IGNORECASE,
)
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    ":": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


class WhereMalformed(ValueError):
    """The clause is no ODSQL, or more of it than the sample portal understands."""


def parse_where(clause: str) -> Test:
    """Return the test that a clause means; raises `WhereMalformed`."""
    reader = _Reader(_tokens(clause))
    test = reader.any_of()
    if reader.ahead:
        raise WhereMalformed(reader.ahead)
    return test


def _tokens(clause: str) -> list[str]:
    tokens, position = list[str](), 0
    while clause[position:].strip():
        match = _TOKEN.match(clause, position)
        if match is None:
            raise WhereMalformed(clause[position:])
        tokens.append(match[0].strip())
        position = match.end()
    return tokens


class _Reader:
    """Goes through the tokens once, from the weakest joint to the strongest."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens

    @property
    def ahead(self) -> str:
        return self._tokens[0] if self._tokens else ""

    def take(self) -> str:
        if not self._tokens:
            raise WhereMalformed("the clause ends too early")
        return self._tokens.pop(0)

    def any_of(self) -> Test:
        tests = [self.all_of()]
        while self.ahead.lower() == "or":
            self.take()
            tests.append(self.all_of())
        return lambda fields: any(test(fields) for test in tests)

    def all_of(self) -> Test:
        tests = [self.one()]
        while self.ahead.lower() == "and":
            self.take()
            tests.append(self.one())
        return lambda fields: all(test(fields) for test in tests)

    def one(self) -> Test:
        if self.ahead.lower() == "not":
            self.take()
            test = self.one()
            return lambda fields: not test(fields)
        if self.ahead == "(":
            self.take()
            inner = self.any_of()
            if self.take() != ")":
                raise WhereMalformed("a bracket is not closed")
            return inner
        return self.comparison()

    def comparison(self) -> Test:
        name, sign, value = self.take().removeprefix("default."), self.take(), _to_value(self.take())
        if sign not in _SIGNS:
            raise WhereMalformed(sign)
        compare = _SIGNS[sign]

        def test(fields: Fields) -> bool:
            found = fields.get(name)
            if isinstance(found, list):
                return any(compare(one, value) for one in found)
            return type(found) is type(value) and compare(found, value)

        return test


def _to_value(token: str) -> Any:
    if token.lower() in ("true", "false"):
        return token.lower() == "true"
    if token[:1] in "\"'":
        return token[1:-1]
    if token.lower().startswith("date'"):
        return token[5:-1]
    raise WhereMalformed(token)
