"""What a site's pages held, and what that is in numbers."""

from alembic import command
from sqlalchemy import text

from storage import database, yields
from storage.database import configured
from storage.engine import reading, writing
from storage.store import Store


def test_what_the_pages_are_in_numbers_stands_beside_them(store: Store) -> None:
    with store.operate() as conn:
        for site, summary in (("bao", {"pages": 1}), ("tin", None)):
            yields.memo(conn, site)
            yields.keep(conn, site, {"pages": [["tl", 900, 5]]}, summary)
    with store.read() as conn:
        assert yields.summaries(conn) == {"bao": {"pages": 1}}
        assert yields.summaries(conn, ["tin"]) == {}


def test_a_store_of_before_gets_its_pages_numbers(database_url: str) -> None:
    engine = database.connect(database_url)
    with writing(engine) as conn:
        command.upgrade(configured(conn), "202611220815")
        add = text("INSERT INTO yields (site, memo) VALUES (:site, :memo)")
        conn.execute(add, {"site": "bao", "memo": '{"pages":[["tlpo",900,5],["x",0,null],["e",0,null]]}'})  # fmt: skip
        conn.execute(add, {"site": "tin", "memo": "{}"})
    database.migrate(engine)
    with reading(engine) as conn:
        found = yields.summaries(conn)
    assert found == {
        "bao": {
            "pages": 2,
            "fields": {"title": 0.5, "lead": 0.5, "published": 0.5},
            "body_chars": 450,
            "on_topic": 0.5,
            "refused": 0.5,
        }
    }
    engine.dispose()
