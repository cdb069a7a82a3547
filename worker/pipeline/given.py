"""What files hold, before anything is judged or stored: which files there are, and the articles of NDJSON. Pure but for folders."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scrapers import dates
from scrapers.article import Article, When
from scrapers.extract.agency import credited
from scrapers.text import clean, nfc

CREDIT = 110  # characters that a line of credit has at most
NDJSON = {".ndjson", ".jsonl", ".json"}


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be taken in. `path` names the file, and the line where there is one.

    Where it is not `fatal` the input was taken in all the same, without what the message names.
    """

    path: str
    code: str
    message: str
    fatal: bool = True


class Row(BaseModel):
    """One line of article NDJSON: any may be missing but `title` or `body` or `lead`."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field("", max_length=200)
    title: str | None = ""
    lead: str | None = ""
    body: str | None = ""
    published: str | None = ""
    site: str | None = ""
    url: str | None = ""
    agency: str | None = ""


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file of the paths, folders opened in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from (
                f for f in sorted(path.rglob("*")) if f.is_file() and not f.name.startswith(".")
            )
        else:
            yield path


def articles(path: Path | str, content: bytes) -> Iterator[Article | Failure]:
    """The articles of NDJSON bytes; a Failure names a bad line, or what of the next article is left out."""
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            try:
                row = Row.model_validate(_object(line))
                published = dates.published(row.published or "")
                if row.published and not published:
                    said = (
                        f"published: {row.published[:40]!r} is no date, so it is taken as unknown"
                    )
                    yield Failure(f"{path}:{number}", "bad_date", said, fatal=False)
                yield _article(row, published)
            except ValidationError as error:
                yield Failure(f"{path}:{number}", "bad_row", _first(error))
            except ValueError as error:
                yield Failure(f"{path}:{number}", "bad_row", str(error))


def _article(row: Row, published: When) -> Article:
    title, lead = clean(row.title or ""), clean(row.lead or "")
    body = "\n\n".join(filter(None, map(clean, nfc(row.body or "").split("\n"))))
    if not (title or lead or body):
        raise ValueError("needs a title, a lead or a body")
    return Article(
        id=clean(row.id),
        title=title,
        lead=lead,
        body=body,
        published=published,
        site=clean(row.site or ""),
        url=clean(row.url or ""),
        agency=clean(row.agency or "") or credited(body.rpartition("\n\n")[2][-CREDIT:]),
    )


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    return f"{problem['loc'][0]}: {problem['msg']}"


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise ValueError('is not a JSON object such as {"id": "1", "title": "…"}')  # noqa: TRY004
    return value
