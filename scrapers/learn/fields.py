"""Selectors for title, lead and date, where what the generic way finds cannot be right.

There is no truth to compare with, so articles vouch for each other: a selector is believed that
matches once on each, gives each something of its own, agrees with the generic reading (or with
what the page's head states) on most of them, and makes none worse.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from scrapers import dates
from scrapers.article import Article
from scrapers.extract.titles import key
from scrapers.learn.names import found, names
from scrapers.learn.paper import Reading
from scrapers.learn.proposal import Rule
from scrapers.learn.trial import Trial

_MOST = 0.5
_TRIED = 12
_CUT = 3  # times its description: a lead may be that much longer
_HEAD = 60  # letters by which a lead and a description are the same: one of them is often cut

Vouched = Callable[[Reading, Article], bool]


def title(trial: Trial) -> tuple[Trial, list[Rule]]:
    return _field(trial, "title", _titles, _states_title)


def lead(trial: Trial) -> tuple[Trial, list[Rule]]:
    return _field(trial, "lead", _leads, states_lead)


def published(trial: Trial) -> tuple[Trial, list[Rule]]:
    return _field(trial, "published", _stamps, lambda _, article: bool(article.published))


def _field(
    trial: Trial, name: str, candidates: Callable[[Reading], Iterable[str]], vouched: Vouched
) -> tuple[Trial, list[Rule]]:
    count = Counter(c for reading in trial.readings for c in dict.fromkeys(candidates(reading)))
    once = [c for c in count if all(len(found(r.tree, c)) == 1 for r in trial.readings)]
    before = [getattr(article, name) for article in trial.results]
    for selector in sorted(once, key=lambda c: (-count[c], len(c), c))[:_TRIED]:
        after = trial.with_(**{name: selector})
        if after is None or not after.is_cleaner(trial):
            continue
        values = [getattr(article, name) for article in after.results]
        changed = [i for i, (was, now) in enumerate(zip(before, values, strict=True)) if was != now]
        if changed and _is_right(trial, after, (before, values), vouched):
            was = _shown(before[changed[0]])
            why = f"without it {len(changed)} of {len(values)} articles have {was}"
            return after, [Rule(name, selector, why)]
    return trial, []


def _shown(value: str) -> str:
    return f"“{value[:60]}”" if value else "none"


def _is_right(
    before: Trial, after: Trial, values: tuple[Sequence[str], Sequence[str]], vouched: Vouched
) -> bool:
    """Each has its own, most are vouched for, and none that was sound is lost."""
    was, now = values
    if not all(now) or len(set(now)) < len(now):
        return False
    sound = [was.count(value) == 1 for value in was]
    agree = good = 0
    for i, reading in enumerate(before.readings):
        old = sound[i] and vouched(reading, before.results[i])
        new = vouched(reading, after.results[i])
        if old and not new:
            return False
        agree += sound[i] and _same(was[i], now[i])
        good += new and not old
    return good > 0 or (agree >= _MOST * len(now) and agree > 1)


def _same(one: str, other: str) -> bool:
    """The same moment as far as both tell it, or the same words."""
    if one[:4].isdigit() and other[:4].isdigit():
        size = min(len(one), len(other), 16)
        return one[:size] == other[:size]
    return key(one) == key(other)


def _titles(reading: Reading) -> Iterator[str]:
    """Elements whose words the page's head repeats."""
    stated = {key(text) for _, text in reading.facts.titles}
    for piece in reading.outline.pieces:
        mine = key(piece.text)
        if len(mine) > 12 and any(mine in text for text in stated):
            yield from _around(reading, piece.box)
    if found(reading.tree, "h1"):
        yield "h1"


def _states_title(reading: Reading, article: Article) -> bool:
    mine = key(article.title)
    return bool(mine) and any(mine in key(text) for _, text in reading.facts.titles)


def _leads(reading: Reading) -> Iterator[str]:
    """Elements that say what the description says, and those that were read as the lead."""
    for piece, block in zip(reading.outline.pieces, reading.article.blocks, strict=True):
        if block.role == "lead" or _describes(reading, piece.text):
            yield from _around(reading, piece.box)


def states_lead(reading: Reading, article: Article) -> bool:
    """The lead is what the page's head describes."""
    return _describes(reading, article.lead)


def _describes(reading: Reading, text: str) -> bool:
    mine = key(text)
    if len(mine) < _HEAD // 2:
        return False
    for said in map(key, reading.facts.descriptions):
        head = said[:_HEAD]
        if len(head) < _HEAD // 2 or len(mine) > _CUT * len(said):
            continue  # a site's motto; the whole text, taken for the lead
        if mine.find(head, 0, 2 * _HEAD) >= 0:
            return True
    return False


def _around(reading: Reading, box: int) -> Iterator[str]:
    """The names of the element round a piece, and of the one round that."""
    for _ in range(2):
        node = reading.outline.boxes[box].node if box >= 0 else None
        if node is None:
            return
        yield from names(node)
        box = reading.outline.boxes[box].parent


def _stamps(reading: Reading) -> Iterator[str]:
    """Meta tags, <time> and short elements that give a moment."""
    for node in found(reading.tree, "meta[content]"):
        attributes = node.attributes
        for attribute in ("property", "name", "itemprop"):
            name = attributes.get(attribute) or ""
            lasting = name and name.replace(":", "").replace("-", "").replace("_", "").isalnum()
            if lasting and dates.published(attributes.get("content") or ""):
                yield f'meta[{attribute}="{name}"]'
    for node in found(reading.tree, "time[datetime]"):
        yield from ("time", "time[datetime]", *names(node))
    for piece in reading.outline.pieces:
        if len(piece.text) < 80 and len(dates.published(piece.text)) > 10:
            yield from _around(reading, piece.box)
