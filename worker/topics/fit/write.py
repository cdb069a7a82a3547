"""Weights written back into a topic file, its comments and its order untouched. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping

from worker.topics.fit.learn import Weights
from worker.topics.topic import Topic

_TABLE = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]")
_NUMBER = re.compile(r"^(\s*)(weight|bias)(\s*=\s*)[-+.\deE_]+")


class NotWritten(ValueError):
    """The file is laid out in a way in which the weights cannot be replaced line by line."""


def written(text: str, weights: Weights, topic: Topic) -> str:
    """`text` with the weights of `[signals.NAME]` and the bias in it replaced, to two decimals.

    Raises NotWritten where a signal does not have its weight on a line of its own under its own table.
    """
    wanted = dict(zip(topic.file.signals, weights.signals, strict=True))
    made = "\n".join(_lines(text, wanted, weights.bias))
    read = tomllib.loads(made)
    wrong = [name for name, value in wanted.items() if _off(read["signals"][name]["weight"], value)]
    if wrong or _off(read["bias"], weights.bias):
        names = ", ".join(wrong) or "bias"
        raise NotWritten(
            f"{names}: give each signal a table [signals.NAME] with `weight = …` on its own line"
        )
    return made


def _lines(text: str, wanted: Mapping[str, float], bias: float) -> Iterator[str]:
    table = ""
    for line in text.split("\n"):
        if found := _TABLE.match(line):
            table = found[1]
        signal = table.removeprefix("signals.") if table.startswith("signals.") else ""
        value = wanted.get(signal) if signal else (None if table else bias)
        yield line if value is None else _replaced(line, "weight" if signal else "bias", value)


def _replaced(line: str, key: str, value: float) -> str:
    found = _NUMBER.match(line)
    if found is None or found[2] != key:
        return line
    return f"{found[1]}{key}{found[3]}{value + 0.0:.2f}{line[found.end() :]}"


def _off(got: float, value: float) -> bool:
    return abs(got - value) > 0.0051
