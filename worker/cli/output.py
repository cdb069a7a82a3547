"""How results are printed: NDJSON for programs, tables and colours for people."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

as_json = click.option("--json", "as_json", is_flag=True, help="NDJSON: one object a line.")

WIDE = 240
"""Columns where no terminal limits them: what is searched with grep should not be folded."""

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def ndjson(row: Mapping[str, Any]) -> None:
    """One object a line, UTF-8, ready for jq."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def console() -> Console:
    """Standard output for people; plain and wide where it is not a terminal."""
    width = None if sys.stdout.isatty() else WIDE
    return Console(file=sys.stdout, width=width, highlight=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str) -> None:
    """Rows under their headings; `empty` says what to do where there are none."""
    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        shown.add_column(column, overflow="fold")
    count = 0
    for row in rows:
        shown.add_row(*(Text(visible(cell)) for cell in row))
        count += 1
    if count:
        console().print(shown)
    else:
        note(empty)


def note(text: str) -> None:
    """A line for people, on standard error: results alone go to standard output."""
    click.echo(text, err=True)


def visible(text: str) -> str:
    """Without control characters: what was scraped cannot steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def local(when: str) -> str:
    """An instant or `When` as a reader in Hanoi writes it: 11/01/2022 08:09; a day stays a day."""
    if len(when) == len("2022-01-11"):
        return f"{when[8:10]}/{when[5:7]}/{when[:4]}"
    return datetime.fromisoformat(when).astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if when else ""


def headline(title: str, lead: str, width: int = 100) -> str:
    """The title; the beginning of the lead where an item has none."""
    text = title or lead
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"
