"""One figure of the table."""

from dataclasses import dataclass

from tests.quality.scores import interval, share


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is held against the floor (`less`: against a ceiling, since less is better); `told` is for people."""

    name: str
    value: float
    told: str
    less: bool = False

    def worse_than(self, floor: float) -> bool:
        gap = self.value - floor
        return gap > 5e-5 if self.less else gap < -5e-5


def counted(name: str, hits: int, of: int, *, less: bool = False) -> Figure:
    """A share of few: with its counts and its interval of 95 %."""
    low, high = interval(hits, of)
    told = f"{hits}/{of}  95 %: {low:.1%}..{high:.1%}"
    return Figure(name, share(hits, of), told, less)
