"""Desk: what every door of the web needs, handed in by whoever starts it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Path, Request

from scrapers.site import Site
from storage.store import Store
from worker.topics import Topic

Id = Annotated[str, Path(max_length=2000, pattern=r"^[^\x00]+$", description="an id or an address")]


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, what is watched and what for. `clock` gives aware moments.

    `base_url` is the public address ("" = as the request says); `heartbeat` tells when the worker last
    gave a sign of life, None where that is not known; `closing` is set when streams must end.
    """

    store: Store
    sites: Mapping[str, Site]
    topics: Mapping[str, Topic]
    clock: Callable[[], datetime]
    base_url: str = ""
    heartbeat: Callable[[], datetime | None] = field(default=lambda: None)
    closing: threading.Event = field(default_factory=threading.Event)

    def home(self, request: Request) -> str:
        """The address of the page for people, with a slash at its end."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else str(request.base_url)

    def site_names(self) -> dict[str, str]:
        return {key: site.name for key, site in self.sites.items()}

    def site_name(self, key: str) -> str:
        return self.sites[key].name if key in self.sites else key

    def topic_names(self) -> dict[str, str]:
        return {key: topic.file.name for key, topic in self.topics.items()}

    def topic_name(self, key: str) -> str:
        return self.topics[key].file.name if key in self.topics else key

    def concept(self, topic: str, key: str) -> str:
        """What a piece of evidence stands for, in the topic file's words; its key where the file says nothing."""
        signals = self.topics[topic].file.signals if topic in self.topics else {}
        return signals[key].says if key in signals else key
