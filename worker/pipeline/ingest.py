"""Files take the same way as pages of the web: folders, HTML, plain text, article NDJSON.

Bad input is named and skipped; the rest is taken in. Taking in the same again changes nothing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scrapers import dates
from scrapers.article import Article, Link, Page, When
from scrapers.errors import ScrapeError
from scrapers.text import clean, nfc
from storage import pages
from storage.event import NewEvent
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow
from worker.pipeline.identity import article_id
from worker.pipeline.read import Kept, drafts_of, keep, refuse
from worker.pipeline.record import Draft

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


def ingest(flow: Flow, path: Path, url: str = "") -> Iterator[Kept | Failure]:
    """Take in one file; a page yields one result, a listing or NDJSON one for each article."""
    try:
        content = path.read_bytes()
    except OSError as error:
        yield Failure(str(path), "unreadable", f"cannot be read: {error.strerror}")
        return
    if path.suffix.lower() in NDJSON:
        yield from _rows(flow, path, content)
    else:
        yield from _page(flow, path, Page(content, url))


def _page(flow: Flow, path: Path, page: Page) -> Iterator[Kept | Failure]:
    by_bytes = article_id(page.content)
    try:
        with named(str(path)):
            drafts = drafts_of(by_bytes, page, flow.site("", page.url), Link(page.url))
    except ScrapeError as error:
        _store(flow, by_bytes, path, page)
        refuse(flow, by_bytes, str(path), error, "")
        yield Failure(str(path), error.code, str(error))
        return
    own = [draft for draft in drafts if draft.kind == "article"]
    subject = article_id(own[0].article.url) if own and own[0].article.url else by_bytes
    _store(flow, subject, path, page)
    for draft in drafts:
        yield keep(flow, Draft(subject, draft.article, "article") if own else draft, "file")


def _store(flow: Flow, subject: str, path: Path, page: Page) -> None:
    with flow.store.write() as tx:
        sha = pages.put(tx.conn, page.content)
        data = {
            "url": page.url,
            "file": path.name,
            "page": sha,
            "content_type": "",
            "bytes": len(page.content),
            "origin": "file",
        }
        tx.append(NewEvent("page.fetched", subject, data, key=f"{sha} {path.name} {page.url}"))


def _rows(flow: Flow, path: Path, content: bytes) -> Iterator[Kept | Failure]:
    for article in articles(path, content):
        if isinstance(article, Failure):
            yield article
            continue
        key = article.url or f"{article.site}\n{article.title}\n{article.lead}\n{article.body}"
        yield keep(flow, Draft(article.id or article_id(key), article, "given"), "file")


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
        agency=clean(row.agency or ""),
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
