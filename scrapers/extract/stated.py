"""What a page states of itself, checked: its address, its people, its language."""

import re
from itertools import islice

from scrapers import urls
from scrapers.errors import ScrapeError
from scrapers.extract import agency, shapes
from scrapers.extract.facts import Facts
from scrapers.text import fold

_VIETNAMESE = re.compile("[ăâđêôơưàảãạằẳẵặầẩẫậèẻẽẹềểễệìỉĩịòỏõọồổỗộờởỡợùủũụừửữựỳỷỹỵ]")


def address(canonical: str, fetched: str) -> str:
    """The canonical address that the page names, else the one it was fetched from."""
    joined = urls.join(fetched, canonical) if fetched and canonical else canonical
    for url in (joined, fetched):
        try:
            if url:
                return urls.canonical(url)
        except ScrapeError:
            continue
    return ""


def host(url: str) -> str:
    return urls.host(url).removeprefix("www.") if url else ""


def is_at_home(url: str) -> bool:
    """A Vietnamese paper's own domain, or an unknown one: its clocks run in Vietnam."""
    return not url or host(url).endswith(".vn")


def people(known: Facts, url: str) -> tuple[str, ...]:
    """The authors that the head states, without the paper itself."""
    paper = {fold(known.site_name).replace(" ", ""), fold(host(url).partition(".")[0])}
    names = (name for name in dict.fromkeys(known.authors) if shapes.is_name(name))
    paper |= {name.replace(" ", "") for name in agency.AGENCIES}
    return tuple(n for n in names if "." not in n and fold(n).replace(" ", "") not in paper)


_ENGLISH = re.compile(r"\b(?:the|of|and|that|with|was|for)\b")
_ENOUGH = 300  # characters: a Vietnamese text of that length has dozens of its letters


def language(text: str, stated: str) -> str:
    """Templates copy `lang="en"`, or state nothing: the letters of the text know better.

    "" where the text is in no language that is known here and the page states none.
    """
    head = text[:2000].lower()
    enough = len(head) // 20 + 1
    letters = sum(1 for _ in islice(_VIETNAMESE.finditer(head), enough))
    if len(head) > 100 and letters == enough:
        return "vi"
    if stated not in {"", "vi"} or len(head) < _ENOUGH:
        return stated or "vi"
    return "en" if len(_ENGLISH.findall(head)) > len(head) // 60 else ""
