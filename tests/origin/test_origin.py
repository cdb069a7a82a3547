"""The replay origin keeps its word: what it shows by the clock, how it breaks, what it notes down."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from scrapers.article import Article, Page
from scrapers.discover import links
from scrapers.errors import FetchFailed
from scrapers.extract import extract
from scrapers.fetch import Fetcher
from scrapers.http import Http, Request
from scrapers.site import load_sites
from tests.origin import papers, seeds, site
from tests.origin.answers import Answer
from tests.origin.faults import parse
from tests.origin.kinds import KINDS, Asked
from tests.origin.ledger import Ledger
from tests.origin.papers import Paper, World
from tests.origin.service import Service, background, made
from tests.servers.programs import free_port
from worker.topics import judge, load_topics

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def founded(count: int = 10, a_day: float = 100, **world: float) -> list[Paper]:
    found = papers.found(World("tests", NOON, **world), count, a_day)
    for paper in found:
        paper.base = f"http://{paper.key}.test"
    return found


@pytest.fixture
def paper() -> Paper:
    return founded()[0]


def shown(paper: Paper, at: datetime) -> list[str]:
    source = site.address(paper)
    answer = site.answer(paper, source.removeprefix(paper.base), at)
    promised = "listing" if paper.source == "listing" else "feed"
    page = Page(answer.body, source, answer.content_type)
    return [link.url for link in links(page, None, promised)]


@pytest.mark.parametrize("index", range(10))
def test_every_source_shows_what_was_published_by_then(index: int) -> None:
    paper = founded()[index]
    most = 20 if paper.source == "listing" else paper.window
    assert shown(paper, NOON) == [paper.base + e.path for e in paper.published(NOON, most)]


def test_the_same_seed_publishes_the_same() -> None:
    one, other = founded()[1], founded()[1]
    assert one.published(NOON, 50) == other.published(NOON, 50)


def test_what_is_shown_moves_with_the_clock(paper: Paper) -> None:
    later = NOON + timedelta(hours=6)
    new = paper.between(NOON, later)
    assert len(new) > paper.window
    newest = new[: -paper.window - 1 : -1]
    assert shown(paper, later) == [paper.base + e.path for e in newest]


def test_a_faster_world_publishes_a_day_in_an_hour() -> None:
    slow, fast = founded()[0], founded(speed=24)[0]
    day = slow.between(NOON, NOON + timedelta(days=1))
    hour = fast.between(NOON, NOON + timedelta(hours=1))
    assert [e.number for e in day] == [e.number for e in hour]


def test_an_article_that_is_not_out_yet_is_not_there(paper: Paper) -> None:
    entry = paper.between(NOON, NOON + timedelta(days=1))[0]
    assert site.answer(paper, entry.path, NOON).status == 404
    assert site.answer(paper, entry.path, entry.at).status == 200


@pytest.mark.parametrize("index", range(4))
def test_a_page_of_each_style_is_read_whole(index: int) -> None:
    paper = founded()[index]
    for entry in paper.published(NOON, 5):
        answer = site.answer(paper, entry.path, NOON)
        article = extract(Page(answer.body, paper.base + entry.path, answer.content_type))
        assert isinstance(article, Article)
        assert (article.title, article.lead) == (entry.piece.title, entry.piece.lead)
        assert datetime.fromisoformat(article.published) == entry.at.replace(
            second=entry.at.second if index in {0, 1} else 0, microsecond=0
        )


def test_what_is_on_topic_is_judged_so_and_the_rest_is_not() -> None:
    topic = load_topics(seeds.TOPICS)[0]["russia_nato_talks"]
    pieces = [e.piece for p in founded(talk=0.5) for e in p.published(NOON, 20)]
    assert any(piece.on_topic for piece in pieces)
    for piece in pieces:
        article = Article(title=piece.title, lead=piece.lead, body="\n\n".join(piece.body))
        assert judge(article, topic).on_topic == piece.on_topic, piece


def test_papers_reprint_each_other() -> None:
    events = [
        {e.piece.event for e in p.between(NOON - timedelta(days=1), NOON)} - {""} for p in founded()
    ]
    assert any(one & other for one in events for other in events if one is not other)


def test_a_fault_begins_and_ends_when_it_is_said_to(paper: Paper) -> None:
    fault = parse("html@0:5m-1h", NOON)
    asked = (NOON, NOON + timedelta(minutes=5), NOON + timedelta(hours=1))
    types = [made(Asked(paper, "/rss", at, {}), [fault]).content_type for at in asked]
    assert [kind.partition(";")[0] for kind in types] == [
        "application/rss+xml",
        "text/html",
        "application/rss+xml",
    ]


def test_a_fault_of_one_paper_is_none_of_anothers() -> None:
    one, other = founded()[:2]
    fault = parse("404@0", NOON)
    assert made(Asked(one, "/rss", NOON, {}), [fault]).status == 404
    assert made(Asked(other, "/rss", NOON, {}), [fault]).status == 200


@pytest.mark.parametrize("spec", ["html", "nonsense@3", "html@x", "html@3:5x"])
def test_a_fault_that_cannot_be_is_refused_with_what_to_write(spec: str) -> None:
    with pytest.raises(ValueError, match="KIND@SITE"):
        parse(spec, NOON)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_changes_some_answer(kind: str) -> None:
    paper = founded()[0]
    at = NOON + timedelta(hours=3)
    page = paper.published(at, 1)[0].path
    etag = site.answer(paper, "/rss", NOON).headers["ETag"]
    asked = [Asked(paper, path, at, {"if-none-match": etag}) for path in ("/rss", "/robots.txt", page)]  # fmt: skip
    fault = parse(f"{kind}@0", NOON)
    assert [made(one, [fault]) for one in asked] != [made(one, []) for one in asked]


def test_what_was_published_and_never_fetched_is_missed(paper: Paper) -> None:
    ledger = Ledger()
    path = site.address(paper).removeprefix(paper.base)
    ledger.ends(paper, path, site.answer(paper, path, NOON), NOON)
    later = NOON + timedelta(hours=6)
    first, *rest = paper.between(NOON, later)
    ledger.ends(paper, first.path, site.answer(paper, first.path, later), later)
    old = [entry for entry in rest if entry.at <= later - timedelta(minutes=30)]
    assert ledger.missed([paper], later) == [paper.base + entry.path for entry in old]


def test_a_page_that_was_sent_by_half_is_not_fetched(paper: Paper) -> None:
    ledger = Ledger()
    entry = paper.published(NOON, 1)[0]
    ledger.ends(paper, entry.path, Answer(b"abc", cut=1), NOON)
    assert ledger.visited[paper.index].fetched == {}


def _rude(ledger: Ledger) -> list[str]:
    return [what for _, what, _, _ in ledger.rude]


def test_two_requests_at_once_are_rude(paper: Paper) -> None:
    ledger = Ledger()
    ledger.begins(paper, "/rss", NOON, 0)
    ledger.begins(paper, "/rss", NOON, 1)
    assert _rude(ledger) == ["two at once"]


def test_asking_before_retry_after_is_over_is_rude(paper: Paper) -> None:
    ledger = Ledger()
    ledger.ends(paper, "/rss", Answer(status=429).saying(Retry_After="60"), NOON)
    ledger.begins(paper, "/rss", NOON + timedelta(seconds=59), 0)
    ledger.begins(paper, "/rss", NOON + timedelta(seconds=60), 0)
    assert _rude(ledger) == ["Retry-After ignored"]


def test_what_robots_txt_forbids_and_delays_is_held_against_who_asks(paper: Paper) -> None:
    ledger = Ledger()
    rules = b"User-agent: *\nDisallow: /tim-kiem\nCrawl-delay: 20\n"
    ledger.ends(paper, "/robots.txt", Answer(rules), NOON)
    ledger.begins(paper, "/tim-kiem?q=a", NOON + timedelta(seconds=1), 0)
    ledger.ends(paper, "/rss", Answer(), NOON + timedelta(seconds=10))
    ledger.begins(paper, "/rss", NOON + timedelta(seconds=29), 0)
    ledger.begins(paper, "/rss", NOON + timedelta(seconds=30), 0)
    assert _rude(ledger) == ["robots.txt ignored", "Crawl-delay ignored"]


@pytest.fixture
def loopback() -> Iterator[Http]:
    with Http("Diemtin/0", allow_private=[ip_network("127.0.0.0/8")], timeout=10) as http:
        yield http


Open = Callable[..., Service]


@pytest.fixture
def opened() -> Iterator[Open]:
    with ExitStack() as stack:

        def start(*faults: str, count: int = 3) -> Service:
            begin = datetime.now(UTC)
            found = papers.found(World("tests", begin), count, 100)
            wrong = [parse(spec, begin) for spec in faults]
            service = Service(found, wrong, lambda: datetime.now(UTC), free_port())
            return stack.enter_context(background(service))

        yield start


def test_papers_are_hosts_of_their_own_and_the_ledger_is_another(
    opened: Open, loopback: Http
) -> None:
    service = opened()
    fetcher = Fetcher(loopback, clock=lambda: datetime.now(UTC), pause=0)
    for paper in service.papers:
        fetched = fetcher.fetch(site.address(paper))
        assert fetched.content == site.answer(paper, f"/{paper.source}", datetime.now(UTC)).body
        assert fetcher.fetch(site.address(paper), etag=fetched.etag).not_modified
    account = loopback.send(Request(f"http://127.0.0.1:{service.port}/")).content
    assert b'"requests": 9' in account
    assert b'"rude": {}' in account


@pytest.mark.parametrize(
    ("kind", "code"),
    [("dead", "refused"), ("truncated", "bad_encoding"), ("cut", "protocol"), ("loop", "redirects"),
     ("bomb", "too_large"), ("endless", "too_large"), ("robots", "robots"), ("challenge", "challenge"),
     ("robots-down", "robots_unreachable"), ("429", "http_429")],
)  # fmt: skip
def test_a_fault_reaches_the_client(opened: Open, loopback: Http, kind: str, code: str) -> None:
    service = opened(f"{kind}@0", count=1)
    fetcher = Fetcher(loopback, clock=lambda: datetime.now(UTC), pause=0)
    with pytest.raises(FetchFailed) as raised:
        fetcher.fetch(site.address(service.papers[0]))
    assert raised.value.code == code


def test_the_site_files_are_read_by_the_product(tmp_path: Path) -> None:
    found = founded(20)
    seeds.write(tmp_path, found, every="1m")
    sites, errors = load_sites(tmp_path / "sites")
    assert errors == []
    assert [site_.sources for site_ in sites.values()] == [(site.address(p),) for p in found]
    assert {site_.every for site_ in sites.values()} == {60}
