"""What a command says: results on standard output, words for people on standard error.

With `--json`, standard output is one JSON document and nothing else.
"""

import json
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table


def print_json(document: Any) -> None:
    """Write one JSON document to standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write rows for a person to standard output, as wide as the terminal allows."""
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False).print(table)


def say(text: str) -> None:
    """Write a sentence for a person to standard error."""
    click.echo(text, err=True)
