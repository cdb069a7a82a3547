"""Selectors for the box that holds the text, and for what must be removed from it."""

from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scrapers.extract.outline import Box
from scrapers.learn.fields import states_lead
from scrapers.learn.furniture import key
from scrapers.learn.names import found, names
from scrapers.learn.paper import Reading
from scrapers.learn.proposal import Rule
from scrapers.learn.trial import Trial

_MOST_RULES = 12
_LOST = 0.25  # of an article's text: what may go with furniture when its box is removed
_TRIED = 8  # candidates that are read in full, of those that look best
_AGREE = 0.5


def body(trial: Trial) -> tuple[Trial, list[Rule]]:
    """One box that holds the text on all articles, where the generic way takes another on some."""
    tops = [_box_of_text(reading) for reading in trial.readings]
    count = Counter(n for top in tops if top is not None for n in dict.fromkeys(names(top)))
    wanted = [n for n in count if all(len(found(r.tree, n)) == 1 for r in trial.readings)]
    for name in sorted(wanted, key=lambda n: (-count[n], len(n), n))[:_TRIED]:
        if count[name] < _AGREE * len(tops) or count[name] == len(tops):
            continue
        after = trial.with_(body=name)
        if after is None:
            continue
        changed = trial.changed(after)
        found_again = [i for i in changed if _finds_the_lead(trial, after, i)]
        if not after.is_cleaner(trial, besides=found_again):
            continue
        if found_again or (changed and _is_better(after, trial)):
            why = f"the box of the text; without it {_of(changed, trial)} read otherwise"
            return after, [Rule("body", name, why)]
    return trial, []


def _is_better(after: Trial, before: Trial) -> bool:
    own = [sum(sum(t.furniture.own(a).values()) for a in t.results) for t in (after, before)]
    return after.leaked() < before.leaked() or own[0] > own[1]


def _finds_the_lead(before: Trial, after: Trial, number: int) -> bool:
    """Only with the new box the lead is what the page's head describes: the text was elsewhere."""
    reading = before.readings[number]
    return states_lead(reading, after.results[number]) and not states_lead(
        reading, before.results[number]
    )


def _box_of_text(reading: Reading) -> LexborNode | None:
    """The smallest box round all paragraphs of the text."""
    boxes = reading.outline.boxes
    blocks = zip(reading.outline.pieces, reading.article.blocks, strict=True)
    chains = [_chain(boxes, piece.box) for piece, block in blocks if block.role == "body"]
    common = set(chains[0]).intersection(*chains) if chains else set()
    return boxes[max(common)].node if common else None


def _chain(boxes: list[Box], box: int) -> list[int]:
    chain = []
    while box >= 0:
        chain.append(box)
        box = boxes[box].parent
    return chain


def remove(trial: Trial) -> tuple[Trial, list[Rule]]:
    """Boxes that hold furniture wherever they stand, the one that takes away most first."""
    rules: list[Rule] = []
    while len(rules) < _MOST_RULES:
        better = _next(trial)
        if better is None:
            break
        trial, rule = better
        rules.append(rule)
    return trial, rules


def _next(trial: Trial) -> tuple[Trial, Rule] | None:
    gains = _gains(trial)
    ranked = sorted(gains, key=lambda name: (-gains[name], len(name), name))
    for name in [n for n in ranked if _holds_furniture_only(trial, n)][:_TRIED]:
        after = trial.with_(remove=(*trial.selectors.remove, name))
        if after is None or after.leaked() >= trial.leaked():
            continue
        if len(trial.changed(after)) > 1 and after.is_cleaner(trial, lost=_LOST):
            example = _example(trial, after)
            why = f"stands in the text of {_of(trial.changed(after), trial)}: “{example}”"
            return after, Rule("remove", name, why)
    return None


def _gains(trial: Trial) -> Counter[str]:
    """For every selector of a box round furniture that is read as text: how much of it, in characters."""
    gains: Counter[str] = Counter()
    for reading, article in zip(trial.readings, trial.results, strict=True):
        leaked = {block.text for block in trial.furniture.kept(article)}
        top = _box_of_text(reading)
        for piece in reading.outline.pieces if leaked else ():
            if piece.text not in leaked:
                continue
            for node in _up_to(reading, piece.box, top):
                gains.update(dict.fromkeys(names(node), len(piece.text)))
    return gains


def _up_to(reading: Reading, box: int, top: LexborNode | None) -> Iterator[LexborNode]:
    stop = {node.mem_id for node in _upwards(top)}
    for number in _chain(reading.outline.boxes, box):
        node = reading.outline.boxes[number].node
        if node is None or node.mem_id in stop:
            return
        yield node


def _upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _holds_furniture_only(trial: Trial, selector: str) -> bool:
    """On two articles or more, and every such box holds a line of furniture."""
    pages = 0
    for reading in trial.readings:
        boxes = found(reading.tree, selector)
        pages += bool(boxes)
        if not all(_has_furniture(trial, reading, box) for box in boxes):
            return False
    return pages > 1


def _has_furniture(trial: Trial, reading: Reading, box: LexborNode) -> bool:
    """A box without words is no objection."""
    inside = {node.mem_id for node in box.traverse()}
    boxes = reading.outline.boxes
    lines = [
        piece.text
        for piece in reading.outline.pieces
        if (node := boxes[piece.box].node) is not None and node.mem_id in inside
    ]
    return not lines or any(trial.furniture.is_in(line, reading.article) for line in lines)


def _example(before: Trial, after: Trial) -> str:
    """The longest line that went."""
    pairs = zip(before.results, after.results, strict=True)
    went = [
        block.text
        for was, now in pairs
        for block in before.furniture.kept(was)
        if key(block.text) not in {key(b.text) for b in after.furniture.kept(now)}
    ]
    return max(went, key=lambda text: (len(text), text), default="")[:80]


def _of(changed: list[int], trial: Trial) -> str:
    return f"{len(changed)} of {len(trial.readings)} articles"
