"""What a page states of itself, checked: its address, its people, its language."""

import re
from itertools import islice

from scrapers import urls
from scrapers.errors import ScrapeError
from scrapers.extract import shapes
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


def people(known: Facts, url: str) -> tuple[str, ...]:
    """The authors that the head states, without the paper itself."""
    paper = {fold(known.site_name).replace(" ", ""), fold(host(url).partition(".")[0])}
    names = (name for name in dict.fromkeys(known.authors) if shapes.is_name(name))
    return tuple(n for n in names if "." not in n and fold(n).replace(" ", "") not in paper)


def language(text: str, stated: str) -> str:
    """Templates copy `lang="en"`: the letters of the text know better."""
    head = text[:2000].lower()
    enough = len(head) // 20 + 1
    letters = islice(_VIETNAMESE.finditer(head), enough)
    if len(head) > 100 and sum(1 for _ in letters) == enough:
        return "vi"
    return stated or "vi"
