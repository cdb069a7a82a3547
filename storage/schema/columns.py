"""What all tables are made of.

Every text column sorts by code point in both databases, and none is ever NULL: "" says "none".
"""

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# SQLite gives rowid speed to INTEGER keys only
POSITION = BigInteger().with_variant(Integer(), "sqlite")


def text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, TEXT, primary_key=key, nullable=False)


def position(name: str = "position", *, key: bool = False) -> Column[int]:
    return Column(name, POSITION, primary_key=key, nullable=False, autoincrement=False)


def count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)
