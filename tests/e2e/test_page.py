"""The page for people in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.worker.web.newsroom import SITES, Newsroom, proof
from worker.topics import load_topics
from worker.web.app import create_app
from worker.web.server import Background

LONG = "https://songhong.example/" + "rat-dai-khong-cho-ngat" * 12
CONTRAST = """
const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgb = c => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = c; paint.fillRect(0, 0, 1, 1);
                   return [...paint.getImageData(0, 0, 1, 1).data]; };
const ground = e => { const under = e.parentElement ? ground(e.parentElement) : [255, 255, 255];
  const [r, g, b, a] = rgb(getComputedStyle(e).backgroundColor);
  return [r, g, b].map((v, n) => v * a / 255 + under[n] * (1 - a / 255)); };
return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
    && e.checkVisibility()).map(e => { const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
  return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 120)]; }).filter(([ratio]) => ratio < 4.5);
"""


@pytest.fixture
def newsroom(sqlite_url: str) -> Iterator[Newsroom]:
    room = Newsroom(sqlite_url)
    room.watch()
    for site in SITES:
        room.say("source.opened", f"https://{site}.example/rss", site=site, kind="feed", shown=3)
    trouble = {
        "code": "http_503",
        "message": "503 " * 30,
        "since": "",
        "next_step": "mở thử trong trình duyệt",
    }
    room.say("source.failing", "https://dongdo.example/rss", "1", site="dongdo", **trouble)
    yield room
    room.close()


@pytest.fixture
def home(newsroom: Newsroom) -> Iterator[str]:
    topics, _ = load_topics(Path(__file__).parents[2] / "seeds" / "topics")
    app = create_app(newsroom.store, sites=SITES, topics=topics, clock=newsroom.clock)
    with Background(app, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def window(browser: Chrome) -> Iterator[Callable[..., None]]:
    """Makes the browser a phone or a desk, light or dark."""

    def become(width: int, *, dark: bool = False) -> None:
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})

    yield become
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def fill(newsroom: Newsroom) -> list[str]:
    """Every page with something on it; gives their paths."""
    quote = "Nga và NATO đàm phán tại Brussels về an ninh châu Âu."
    id_ = newsroom.article(
        "Đàm phán Nga – NATO mở lại ở Brussels",
        quote,
        url=LONG,
        evidence=[proof(quote)],
        agency="TTXVN",
    )
    newsroom.article(
        "NATO tiếp đoàn Nga",
        "Hai bên ngồi lại với nhau.",
        site="haidang",
        story=newsroom.story_of(id_),
    )
    off = newsroom.article(
        "Giá khí đốt giảm",
        on_topic=False,
        evidence=[proof("Giá", weight=-1.5)],
        missing=["không có NATO"],
    )
    sent, dead = newsroom.alert(id_, followers=("desk", "night"))
    newsroom.say("delivery.sent", sent, "1", attempt=1, detail="250 Ok")
    newsroom.say("delivery.dead", dead, "1", attempt=10, reason="550 " + "x" * 90)
    story = f"/stories/{newsroom.story_of(id_)}"
    return [
        "/",
        "/articles?off=1",
        story,
        f"/articles/{id_}",
        f"/articles/{off}",
        "/sites",
        "/alerts",
        "/docs",
        "/?q=khong+co",
    ]


def severe(browser: Chrome) -> list[Any]:
    return [line for line in browser.get_log("browser") if line["level"] in {"SEVERE", "WARNING"}]


def test_a_reader_searches_without_marks_and_reads_why(
    newsroom: Newsroom, home: str, browser: Chrome
):
    fill(newsroom)
    browser.get(home)
    assert len(browser.find_elements(By.CSS_SELECTOR, ".entry")) == 1
    browser.find_element(By.NAME, "q").send_keys("dam phan nga nato" + Keys.ENTER)
    assert [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "h3 mark")] == [
        "Đàm",
        "phán",
        "Nga",
        "NATO",
    ]
    browser.find_element(By.CSS_SELECTOR, ".entry h3 a").click()
    browser.find_element(By.LINK_TEXT, "Đàm phán Nga – NATO mở lại ở Brussels").click()
    steps = [one.text for one in browser.find_elements(By.CSS_SELECTOR, ".way h3")]
    assert steps[:5] == ["Thấy", "Tải", "Đọc", "Xét", "Gộp"]
    assert severe(browser) == []


def test_off_topic_articles_are_two_clicks_away(newsroom: Newsroom, home: str, browser: Chrome):
    fill(newsroom)
    browser.get(home)
    browser.find_element(By.NAME, "off").click()
    browser.find_element(By.CSS_SELECTOR, ".filter button").click()
    assert "Giá khí đốt giảm" in browser.find_element(By.TAG_NAME, "main").text
    assert browser.find_element(By.NAME, "off").is_selected()


def test_no_page_is_wider_than_a_phone(
    newsroom: Newsroom, home: str, browser: Chrome, window: Callable[..., None]
):
    window(360)
    for path in fill(newsroom):
        browser.get(home + path)
        assert browser.execute_script("return document.documentElement.scrollWidth") == 360, path
    assert severe(browser) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_word_stands_out_from_its_ground(
    dark: bool, newsroom: Newsroom, home: str, browser: Chrome, window: Callable[..., None]
):
    window(1280, dark=dark)
    for path in fill(newsroom):
        browser.get(home + path)
        assert browser.execute_script(CONTRAST) == [], path


def test_every_field_has_a_name_and_every_page_one_heading(
    newsroom: Newsroom, home: str, browser: Chrome
):
    for path in fill(newsroom):
        browser.get(home + path)
        assert browser.execute_script("return document.documentElement.lang") == "vi"
        assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1, path
        for name in ("header", "main", "footer"):
            assert browser.find_elements(By.CSS_SELECTOR, f"body > {name}")
        for field in browser.find_elements(
            By.CSS_SELECTOR, "input:not([type=hidden]), select, button, a"
        ):
            assert field.accessible_name, f"{path}: {field.get_attribute('outerHTML')}"


def test_a_keyboard_reaches_the_content_first(newsroom: Newsroom, home: str, browser: Chrome):
    fill(newsroom)
    browser.get(home)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.text == "Tới nội dung chính"
    skip.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"


def test_hostile_titles_run_nothing(newsroom: Newsroom, home: str, browser: Chrome):
    newsroom.article(
        "<script>document.title='hacked'</script>]]>\x0b",
        '"><img src=x onerror="document.title=1">',
    )
    browser.get(home)
    assert browser.title == "Vụ việc – Điểm tin"
    assert "<script>" in browser.find_element(By.CSS_SELECTOR, ".entry h3").text
    assert severe(browser) == []
