"""The real processes: an origin, beat, worker, Redis, PostgreSQL, an SMTP server and a webhook receiver.

A new on-topic article makes exactly one mail and one webhook; an off-topic one and a reprint make
none; and nothing is lost when the worker, or what Redis holds, dies in the middle.
"""

import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scrapers.text import search_text
from storage import database, queries
from storage.store import Store
from tests.paper import EARLIER, GOLD, TALKS, Paper
from tests.servers.http import Origin, Reply, Request
from tests.servers.processes import Process, Processes
from tests.servers.programs import free_port, until
from tests.servers.receiver import Receiver
from tests.servers.redis import Redis
from tests.servers.smtp import Smtp
from worker import wiring

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
READ = 60.0


@dataclass
class Stack:
    """Two papers, the services, and what the followers got."""

    morning: Paper
    evening: Paper
    smtp: Smtp
    receiver: Receiver
    redis: Redis
    processes: Processes
    settings: dict[str, str]
    store: Store
    worker: Process | None = None

    def start_worker(self) -> Process:
        self.worker = self.processes.diemtin("worker", **self.settings)
        return self.worker

    def poll(self, *papers: Paper) -> None:
        """Ask papers now, as an operator can."""
        names = [paper.key for paper in papers]
        asked = self.processes.diemtin("sites", "poll", *names, **self.settings)
        assert asked.wait(60) == 0, asked.log

    def wait_read(self, address: str) -> None:
        """Return when the article of an address has been read."""

        def read() -> bool:
            with self.store.read() as conn:
                return queries.article(conn, address) is not None

        until(read, f"{address} is read", READ)

    def wait_settled(self) -> None:
        """Return when no delivery is owed."""

        def settled() -> bool:
            with self.store.read() as conn:
                return not queries.deliveries(conn, state="owed")

        until(settled, "nothing is owed", READ)

    def wait_opened(self) -> None:
        """Return when both papers have had their first poll."""

        def opened() -> bool:
            with self.store.read() as conn:
                rows = queries.sources(conn)
            return len(rows) == 2 and all(row.opened for row in rows)

        until(opened, "both sources are open", READ)


@pytest.fixture
def stack(
    postgres_url: str,
    redis_server: Redis,
    smtp: Smtp,
    receiver: Receiver,
    origins: Callable[[], Origin],
    processes: Processes,
    tmp_path: Path,
) -> Iterator[Stack]:
    seeds = tmp_path / "seeds"
    (seeds / "sites").mkdir(parents=True)
    (seeds / "topics").symlink_to(SEEDS / "topics")
    papers = [Paper(origins(), "sang"), Paper(origins(), "chieu")]
    papers[0].publish(EARLIER)
    for paper in papers:
        paper.site_file(seeds / "sites")
    followers = tmp_path / "followers.toml"
    followers.write_text(
        '[[follower]]\nname = "desk"\ntopic = "russia_nato_talks"\nemail = "desk@example.org"\n'
        f'webhook = "{receiver.hook}"\nsecret = "{receiver.secret}"\n',
        encoding="utf-8",
    )
    settings = {
        "DIEMTIN_DATABASE_URL": postgres_url,
        "DIEMTIN_BROKER_URL": redis_server.url,
        "DIEMTIN_ALERTS": str(followers),
        "DIEMTIN_SEEDS": str(seeds),
        "DIEMTIN_VAR": str(tmp_path / "var"),
        "DIEMTIN_ALLOW_PRIVATE": "127.0.0.0/8",
        "DIEMTIN_SMTP_URL": f"smtp://{smtp.host}:{smtp.port}?starttls=never",
        "DIEMTIN_MAIL_FROM": "diemtin@example.org",
        "DIEMTIN_PAUSE": "0",
        "DIEMTIN_TICK": "0.2",
        "DIEMTIN_TIMEOUT": "1",
    }
    assert processes.diemtin("migrate", **settings).wait(60) == 0
    engine = database.connect(postgres_url)
    running = Stack(
        *papers,
        smtp,
        receiver,
        redis_server,
        processes,
        settings,
        Store(engine, wiring.now, search_text),
    )
    processes.diemtin("beat", **settings)
    running.start_worker()
    running.wait_opened()
    running.wait_read(papers[0].origin.address(f"/{EARLIER.slug}.html"))
    yield running
    engine.dispose()


def test_one_new_article_makes_one_mail_and_one_webhook_and_nothing_else_does(stack: Stack) -> None:
    address = stack.morning.publish(TALKS)
    stack.poll(stack.morning)
    (mail,) = stack.smtp.wait_for(1, READ)
    stack.receiver.wait_for(1, "/hook", READ)
    assert mail.message["subject"] is not None
    assert TALKS.title in mail.message["subject"]
    assert address in mail.message.get_body(("plain",)).get_content()

    gold = stack.morning.publish(GOLD)
    reprint = stack.evening.publish(
        replace(TALKS, slug="doi-thoai", title="Nga, NATO lại đối thoại")
    )
    stack.poll(stack.morning, stack.evening)
    stack.wait_read(gold)
    stack.wait_read(reprint)
    stack.wait_settled()
    assert len(stack.smtp.mails) == 1
    assert [hook["data"]["article"]["title"] for hook in stack.receiver.deliveries] == [TALKS.title]
    assert stack.receiver.bad == []
    with stack.store.read() as conn:
        story = queries.stories(conn, "russia_nato_talks")[0]
    assert [one.url for one in story.articles] == [address, reprint]


def test_a_worker_killed_while_it_fetches_a_page_loses_nothing(stack: Stack) -> None:
    asked = threading.Event()
    stack.morning.publish(TALKS)
    path = f"/{TALKS.slug}.html"
    good = stack.morning.origin.routes[path]

    def hang_once(request: Request) -> Reply:
        del request
        stack.morning.origin.routes[path] = good
        asked.set()
        return Reply(hang=True)

    stack.morning.origin.routes[path] = hang_once
    stack.poll(stack.morning)
    assert asked.wait(READ)
    assert stack.worker is not None
    stack.worker.kill()
    stack.start_worker()
    stack.smtp.wait_for(1, READ)
    stack.receiver.wait_for(1, "/hook", READ)
    stack.wait_settled()
    assert len(stack.smtp.mails) == 1
    assert len(stack.receiver.deliveries) == 1


def test_a_worker_killed_while_it_delivers_repeats_with_the_same_id(stack: Stack) -> None:
    stack.receiver.script(Reply(hang=True))
    stack.morning.publish(TALKS)
    stack.poll(stack.morning)
    stack.receiver.wait_for(1, "/hook", READ)
    assert stack.worker is not None
    stack.worker.kill()
    stack.start_worker()
    stack.receiver.wait_for(2, "/hook", READ)
    stack.wait_settled()
    assert len(set(stack.receiver.ids())) == 1
    assert len({request.body for request in stack.receiver.requests}) == 1
    assert len({mail.message["message-id"] for mail in stack.smtp.wait_for(1, READ)}) == 1


def test_the_page_of_the_web_service_shows_what_the_worker_read(stack: Stack) -> None:
    port = str(free_port())
    web = stack.processes.diemtin("web", **stack.settings, DIEMTIN_WEB_PORT=port)
    ready = f"http://127.0.0.1:{port}/readyz"
    until(lambda: _status(ready) == 200, f"{ready} answers 200", READ)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
        assert EARLIER.title in answer.read().decode()
    assert web.stop() in (0, -signal.SIGTERM)  # it ends in order, then by the signal it was sent


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_redis_killed_and_wiped_in_the_middle_loses_nothing(stack: Stack) -> None:
    stack.morning.publish(TALKS)
    stack.poll(stack.morning)
    stack.redis.kill()
    stack.redis.wipe()
    stack.redis.start()

    def told() -> bool:
        """A worker may end when its broker dies (kombu 5.7); compose starts it again, and so do we."""
        assert stack.worker is not None
        if not stack.worker.running():
            stack.start_worker()
        return bool(stack.smtp.mails)

    until(told, "the mail arrives", READ)
    stack.receiver.wait_for(1, "/hook", READ)
    stack.wait_settled()
    assert len(stack.smtp.mails) == 1
    assert len(stack.receiver.deliveries) == 1
