"""One picture of quality against speed: an SVG of our own making, readable in light and dark."""

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tests.bench.extraction import FLOOR, OURS, Row

WIDTH, HEIGHT = 860, 470
LEFT, RIGHT, TOP, BOTTOM = 70, 130, 78, 62
LOWEST = 0.6
"""The F1 at the foot of the picture; what is worse stands on the foot."""

STYLE = """
  .sheet { fill: #ffffff } .ink { fill: #1d2430 } .soft { fill: #66707f }
  .line { stroke: #d8dde5; stroke-width: 1 } .peer { fill: #8d99ab } .ours { fill: #c8102e } .floor { fill: #c9a227 }
  text { font: 13px system-ui, "DejaVu Sans", sans-serif } .big { font-size: 17px; font-weight: 600 }
  .us { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .sheet { fill: #12161d } .ink { fill: #e8ecf2 } .soft { fill: #9aa5b4 } .line { stroke: #2b323d }
    .peer { fill: #7d8a9d } .ours { fill: #ff5a6e } .floor { fill: #e0bd4a }
  }
"""


def svg(rows: Sequence[Row], pages: int, of: str) -> str:
    """`pages` of which set (`of`) were read; the floor keeps all text and so has no quality worth a mark."""
    shown = [row for row in rows if row.name != FLOOR]
    floor = [row for row in rows if row.name == FLOOR]
    low, high = _span([row.times for row in (*shown, *floor)])
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            "<title>Quality against speed of article extractors</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="sheet" width="{WIDTH}" height="{HEIGHT}" rx="10"/>',
            _text(LEFT, 30, "Reading Vietnamese news pages: quality against time", "ink big"),
            _text(
                LEFT,
                52,
                f"{pages} whole pages of {of}; one process, in turn; up and left is better",
                "soft",
            ),
            *_grid(low, high),
            *_floors(floor, low, high),
            *_marks(shown, low, high),
            "</svg>",
            "",
        ]
    )


def _span(times: Sequence[float]) -> tuple[float, float]:
    return min(times) / 1.4, max(times) * 1.3


def _x(times: float, low: float, high: float) -> float:
    share = math.log(times / low) / math.log(high / low)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(f1: float) -> float:
    share = (max(f1, LOWEST) - LOWEST) / (1 - LOWEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _grid(low: float, high: float) -> Iterator[str]:
    foot = HEIGHT - BOTTOM
    for percent in range(int(LOWEST * 100), 101, 10):
        y = _y(percent / 100)
        yield f'<line class="line" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _text(LEFT - 10, y + 4, f"{percent}", "soft", "end")
    for times in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500):
        if low <= times <= high:
            x = _x(times, low, high)
            yield f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{foot}"/>'
            yield _text(x, foot + 20, f"{times:g}×", "soft", "middle")
    yield _text(
        (LEFT + WIDTH - RIGHT) / 2,
        foot + 44,
        "time for a page, as a multiple of Diemtin's (logarithmic)",
        "ink",
        "middle",
    )
    middle = (TOP + foot) / 2
    yield (
        f'<text class="ink" text-anchor="middle" transform="translate(22 {middle:.0f}) rotate(-90)">'
        "F1 of text kept and boilerplate left out, %</text>"
    )


def _floors(rows: Sequence[Row], low: float, high: float) -> Iterator[str]:
    for row in rows:
        x = _x(row.times, low, high)
        yield f'<rect class="floor" x="{x - 1.5:.1f}" y="{TOP}" width="3" height="{HEIGHT - TOP - BOTTOM}" rx="1.5"/>'
        yield _text(x + 8, HEIGHT - BOTTOM - 10, "the floor: parse once, read all text", "soft")


def _marks(rows: Sequence[Row], low: float, high: float) -> Iterator[str]:
    dots = {row.name: (_x(row.times, low, high), _y(row.f1)) for row in rows}
    taken = [_box(x - 9, y, 18) for x, y in dots.values()]
    for row in sorted(rows, key=lambda one: (one.name != OURS, -one.f1)):
        x, y = dots[row.name]
        ours = row.name == OURS
        label = f"{row.name} {row.f1:.1%}" + (" (below)" if row.f1 < LOWEST else "")
        at, height = _free(x, y, len(label) * 7.3, taken)
        taken.append(_box(at, height, len(label) * 7.3))
        kind = "ours" if ours else "peer"
        yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{8 if ours else 6}"/>'
        yield _text(at, height + 4, label, "ink us" if ours else "ink")


Box = tuple[float, float, float, float]


def _box(x: float, middle: float, width: float) -> Box:
    return x, middle - 8, x + width, middle + 8


def _free(x: float, y: float, width: float, taken: Sequence[Box]) -> tuple[float, float]:
    """Where a label begins, and its height: beside its mark where that is free, else as near as can be."""
    places = [(x + 13, y), (x - 13 - width, y)]
    places += [(x + shift, y + way * 18) for way in (1, -1) for shift in (4, -4 - width)]
    return next(
        (place for place in places if not any(_meet(_box(*place, width), box) for box in taken)),
        places[0],
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _text(x: float, y: float, text: str, kind: str, anchor: str = "start") -> str:
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
    )
