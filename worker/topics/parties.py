"""What a topic file says about its talks: who may take part, and where they meet.

The grammar of the reports (what is a meeting, what is a postponement) is Vietnamese and lives in code; the parties,
their people and the places belong to the topic.
"""

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Party(_Strict):
    """One side. `capitals` stand for it, unless "tại", "tới" make them places; `people` maps a name to its other spellings.

    `body` is an organisation that may meet by itself; `outside` names a side whose talks are another topic; `bloc` is a
    name for several sides ("phương Tây"), too vague to tell one talk from another.
    """

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    people: dict[str, tuple[str, ...]] = {}
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    names: bool = False
    body: bool = False
    outside: bool = False
    bloc: bool = False


class Talks(_Strict):
    """The table `[talks]` of a topic file; without parties the topic has no timeline."""

    parties: dict[str, Party] = {}
    places: dict[str, tuple[str, ...]] = {}
