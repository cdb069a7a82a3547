"""What a topic file says about its talks: who may take part, and where they meet.

The grammar of the reports (what is a meeting, what is a postponement) is Vietnamese and lives in code; the parties,
their people and the places belong to the topic.
"""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from worker.topics.limits import SOME, STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side. `capitals` stand for it, unless "tại", "tới" make them places; `people` maps a name to its other spellings.

    `body` is an organisation that may meet by itself; `outside` names a side whose talks are another topic; `bloc` is a
    name for several sides ("phương Tây"), too vague to tell one talk from another.
    """

    __pydantic_config__: ClassVar = STRICT

    name: Annotated[str, SOME]
    aliases: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    names: bool = False
    body: bool = False
    outside: bool = False
    bloc: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """The table `[talks]` of a topic file; without parties the topic has no timeline."""

    __pydantic_config__: ClassVar = STRICT

    parties: dict[str, Party] = field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
