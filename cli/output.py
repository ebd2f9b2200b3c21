"""What a command says: results on standard output, words for people on standard error.

With `--json`, standard output is one JSON document and nothing else.
"""

import json
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

UNLIMITED = 100_000
"""A width that no row reaches: what is piped elsewhere is neither cut nor wrapped."""


def print_json(document: Any) -> None:
    """Write one JSON document to standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> None:
    """Write rows for a person to standard output: as wide as a terminal, else as wide as they are."""
    headed = any(column.header for column in columns)
    table = Table(
        *columns, box=None, pad_edge=False, collapse_padding=True, header_style="bold", show_header=headed
    )
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = UNLIMITED
    console.print(table)


def words(heading: str) -> Column:
    """Return a column of texts, which wrap where the terminal is narrow; nothing is cut off."""
    return Column(heading, overflow="fold")


def numbers(heading: str) -> Column:
    """Return a column of numbers."""
    return Column(heading, justify="right", overflow="fold")


def fixed(heading: str) -> Column:
    """Return a column of short values, or of values to copy: they never wrap."""
    return Column(heading, no_wrap=True)


def moment(stamp: str | None) -> str:
    """Return the minute of an ISO 8601 time in UTC, as a person reads it."""
    return stamp[:16].replace("T", " ") if stamp else "—"


def say(text: str) -> None:
    """Write a sentence for a person to standard error."""
    click.echo(text, err=True)
