import sys
from pathlib import Path
from textwrap import dedent
from unicodedata import normalize

import pytest

from tests.worker.alerts.samples import attempt, services, snapshot
from worker.alerts import CHANNELS
from worker.alerts.errors import BadFollowers, DeliveryFailed
from worker.alerts.followers import Followers, load_followers
from worker.alerts.policy import Destination

SECRET = "whsec_" + "bm90LWEtc2VjcmV0LWJ1dC0yNC1ieXRlcw=="
DESK = '[[follower]]\nname = "desk"\ntopic = "talks"\nemail = "desk@example.org"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "alerts.toml"


def loaded(file: Path, text: str, topics: tuple[str, ...] = ("talks", "gas")) -> Followers:
    file.write_text(dedent(text), encoding="utf-8")
    return load_followers(file, services(), local=file.parent / "mail", topics=topics)


def refused(file: Path, text: str) -> str:
    with pytest.raises(BadFollowers) as wrong:
        loaded(file, text)
    line = str(wrong.value)
    assert line.startswith(str(file))
    assert "\n" not in line
    return line.removeprefix(f"{file}: ")


def test_the_least_that_a_follower_needs(file: Path) -> None:
    followers = loaded(file, DESK)
    assert followers.audience("talks", "core") == (
        Destination("desk", "email", "desk@example.org"),
    )


def test_a_follower_may_have_several_channels(file: Path) -> None:
    text = f'{DESK}webhook = "https://example.org/h"\nsecret = "{SECRET}"\nfolder = "mail"\n'
    assert [one.channel for one in loaded(file, text).audience("talks", "core")] == list(CHANNELS)


def test_a_follower_hears_of_its_own_topics_only(file: Path) -> None:
    followers = loaded(file, DESK)
    assert followers.audience("gas", "core") == ()


@pytest.mark.parametrize("key", ['topic = "*"', 'topics = ["*"]', 'topics = ["talks", "gas"]'])
def test_a_follower_may_follow_many_topics(key: str, file: Path) -> None:
    followers = loaded(file, f'[[follower]]\nname = "desk"\n{key}\nfolder = "mail"\n')
    assert len(followers.audience("talks", "core")) == len(followers.audience("gas", "core")) == 1


def test_peripheral_stories_go_to_those_who_ask(file: Path) -> None:
    text = f'{DESK}[[follower]]\nname = "all"\ntopic = "talks"\nperipheral = true\nfolder = "m"\n'
    assert [one.follower for one in loaded(file, text).audience("talks", "peripheral")] == ["all"]


def test_nobody_hears_of_what_is_off_topic(file: Path) -> None:
    text = '[[follower]]\nname = "all"\ntopic = "*"\nperipheral = true\nfolder = "m"\n'
    assert loaded(file, text).audience("talks", "off") == ()


def test_a_relative_folder_stands_beside_the_file(file: Path) -> None:
    followers = loaded(file, '[[follower]]\nname = "f"\ntopic = "*"\nfolder = "mail"\n')
    assert followers.audience("talks", "core")[0].to == str(file.parent / "mail")


def test_without_a_file_everything_goes_to_the_local_folder(tmp_path: Path) -> None:
    followers = load_followers(None, services(smtp_url="", mail_from=""), local=tmp_path / "mail")
    owed = Destination("local", "folder", str(tmp_path / "mail"))
    assert followers.audience("any", "core") == followers.audience("any", "peripheral") == (owed,)


def test_a_delivery_finds_its_channel(tmp_path: Path) -> None:
    followers = load_followers(None, services(), local=tmp_path / "mail")
    delivery = attempt(1, follower="local", channel="folder", to=str(tmp_path / "mail"))
    followers.channel(delivery).send(delivery, snapshot())
    assert len(list((tmp_path / "mail" / "new").iterdir())) == 1


def test_an_address_that_was_mended_is_used_for_what_is_still_owed(file: Path) -> None:
    delivery = attempt(3, to="dsk@example.org")
    assert loaded(file, DESK).channel(delivery).to == "desk@example.org"


@pytest.mark.parametrize("gone", [{"follower": "intern"}, {"channel": "webhook"}])
def test_what_is_owed_to_nobody_any_more_is_dead(gone: dict[str, str], file: Path) -> None:
    with pytest.raises(DeliveryFailed, match="no longer in the file of followers") as failed:
        loaded(file, DESK).channel(attempt(1, **gone))
    assert failed.value.permanent


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DESK + 'emial = "x"\n', "follower «desk»: there is no key 'emial' here; did you mean 'email'?"),
        (DESK + 'perifpheral = true\n', "there is no key 'perifpheral' here; did you mean 'peripheral'?"),
        (DESK + f'secret = "{SECRET}"\n', "no key 'secret' here; it belongs to 'webhook', which this follower does not have"),
        (DESK + "xyz = 1\n", "there is no key 'xyz' here; there are email, folder, name, peripheral"),
        ('[[follower]]\ntopic = "talks"\nfolder = "m"\n', "follower in row 1: name: Field required"),
        (DESK + '[[follower]]\nname = ""\ntopic = "talks"\nfolder = "m"\n', "follower in row 2: name: "),
        ('[[follower]]\nname = " \\u200b"\ntopic = "talks"\nfolder = "m"\n', "follower in row 1: name: "),
        ('[[follower]]\nname = "a"\nfolder = "m"\n', "follower «a»: it follows nothing: give topic"),
        ('[[follower]]\nname = "a"\ntopic = "talks"\n', "it has no channel; give it one of email, webhook, folder"),
        ('[[follower]]\nname = "a"\ntopic = "tlaks"\nfolder = "m"\n', "there is no topic 'tlaks'; did you mean 'talks'?"),
        ('[[follower]]\nname = "a"\ntopic = "talks"\nemail = "desk"\n', "email: 'desk' is no mail address"),
        ('[[follower]]\nname = "a"\ntopic = "talks"\nwebhook = "https://e.org/h"\n', "a webhook is signed: give secret"),
        ('[[follower]]\nname = "a"\ntopic = "talks"\nfolder = 3\n', "folder: Input should be a valid string"),
        ('[[follower]]\nname = "a"\ntopic = "talks"\nperipheral = "maybe"\nfolder = "m"\n', "peripheral: Input should be a valid boolean"),
        (DESK + DESK, "two followers are called «desk»"),
        (DESK + DESK.replace('"desk"', '"b"'), "followers «desk» and «b» would both tell desk@example.org the same"),
        (DESK + DESK.replace('"desk"', '"b"').replace("talks", "*"), "would both tell desk@example.org the same"),
        ("", "names no [[follower]], so nobody would be told of anything"),
        ("[follower]\nname = 1\n", "a follower begins with [[follower]], in two pairs of brackets"),
        ("follower = [1]\n", "a follower begins with [[follower]]"),
        ('name = "desk"\n', "there is no key 'name' here; rows begin with [[follower]]"),
        ("[[follower\n", "not valid TOML: "),
    ],
)  # fmt: skip
def test_a_mistake_stops_the_start_with_one_line_that_names_it(
    text: str, said: str, file: Path
) -> None:
    assert said in refused(file, text)


def test_a_name_is_the_same_however_its_letters_are_composed(file: Path) -> None:
    text = '[[follower]]\nname = "Bàn Quốc tế"\ntopics = "*"\nfolder = "m"\n'
    one, other = (loaded(file, normalize(form, text)) for form in ("NFC", "NFD"))
    assert one.audience("talks", "core") == other.audience("talks", "core")


def test_webhooks_that_differ_in_their_token_are_two_destinations(file: Path) -> None:
    row = '[[follower]]\nname = "{0}"\ntopic = "*"\nwebhook = "https://e.org/h?t={0}"\nsecret = "{1}"\n'
    followers = loaded(file, row.format("a", SECRET) + row.format("b", SECRET))
    assert len(followers.audience("talks", "core")) == 2


def test_one_address_may_follow_different_topics_under_two_names(file: Path) -> None:
    followers = loaded(file, DESK + DESK.replace('"desk"', '"b"').replace("talks", "gas"))
    assert [one.follower for one in followers.audience("gas", "core")] == ["b"]


def test_a_secret_is_not_shown_in_a_mistake(file: Path) -> None:
    text = '[[follower]]\nname = "a"\ntopic = "talks"\nwebhook = "https://e.org"\nsecret = "whsec_oops"\n'
    said = refused(file, text)
    assert "secret is whsec_ and base64" in said
    assert "oops" not in said


@pytest.mark.parametrize(
    ("missing", "name"), [("smtp_url", "DIEMTIN_SMTP_URL"), ("mail_from", "DIEMTIN_MAIL_FROM")]
)
def test_a_missing_mail_setting_is_named_with_the_follower(
    missing: str, name: str, file: Path
) -> None:
    file.write_text(DESK)
    with pytest.raises(
        BadFollowers, match=f"alerts.toml: follower «desk»: email needs the setting {name}"
    ):
        load_followers(file, services(**{missing: ""}), local=file.parent)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(BadFollowers, match=r"alerts\.toml: cannot be read: .*No such file"):
        load_followers(file, services(), local=file.parent)


def test_a_file_that_is_no_text_is_named(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFollowers, match=r"alerts\.toml: cannot be read"):
        load_followers(file, services(), local=file.parent)


def test_a_file_with_a_byte_order_mark_is_read(file: Path) -> None:
    assert len(tuple(loaded(file, "\ufeff" + DESK))) == 1


NEW_CHANNEL = """
from pydantic import BaseModel, ConfigDict
from worker.alerts.channel import Receipt


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pager: int
    volume: str = "low"


class Pager:
    Options = Options

    def __init__(self, options):
        self.options = options

    @classmethod
    def build(cls, options, services):
        return cls(options)

    @property
    def to(self):
        return str(self.options.pager)

    def send(self, delivery, content):
        return Receipt(f"beeped {self.to} at {self.options.volume} volume")

    def check(self):
        return "beeps"
"""


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a_new_channel.py").write_text(NEW_CHANNEL)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(CHANNELS, "pager", "a_new_channel:Pager")


@pytest.mark.usefixtures("pager")
def test_a_new_channel_is_one_file_and_one_line(file: Path) -> None:
    followers = loaded(file, '[[follower]]\nname = "n"\ntopic = "*"\npager = 17\nvolume = "high"\n')
    assert followers.audience("talks", "core") == (Destination("n", "pager", "17"),)
    delivery = attempt(1, follower="n", channel="pager")
    receipt = followers.channel(delivery).send(delivery, snapshot())
    assert receipt.detail == "beeped 17 at high volume"


@pytest.mark.usefixtures("pager")
def test_a_new_channels_keys_are_known_to_the_messages(file: Path) -> None:
    assert "did you mean 'volume'?" in refused(file, DESK + 'volumes = "x"\n')
    assert "pager: Input should be a valid integer" in refused(
        file, '[[follower]]\nname = "n"\ntopic = "*"\npager = "x"\n'
    )


@pytest.mark.usefixtures("pager")
def test_a_channel_that_nobody_uses_is_not_imported(file: Path) -> None:
    sys.modules.pop("a_new_channel", None)
    loaded(file, DESK)
    assert "a_new_channel" not in sys.modules


OPS = '[[operator]]\nname = "ops"\nemail = "ops@example.org"\n'


def test_an_operator_hears_of_the_sites_health_and_of_no_news(file: Path) -> None:
    followers = loaded(file, DESK + OPS)
    assert followers.on_duty() == (Destination("ops", "email", "ops@example.org"),)
    assert [one.follower for one in followers.audience("talks", "core")] == ["desk"]


def test_an_operators_delivery_finds_its_channel(file: Path) -> None:
    followers = loaded(file, DESK + OPS)
    assert followers.channel(attempt(1, follower="ops")).to == "ops@example.org"


def test_an_operator_may_be_a_follower_at_the_same_address(file: Path) -> None:
    text = DESK.replace('"talks"', '"*"') + OPS.replace("ops@", "desk@")
    assert len(loaded(file, text).on_duty()) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (OPS + 'topic = "talks"\n', "operator «ops»: there is no key 'topic' here"),
        ('[[operator]]\nname = "ops"\n', "operator «ops»: it has no channel"),
        (OPS.replace('"ops"', '"desk"'), "two followers are called «desk»"),
    ],
)
def test_a_wrong_operator_is_refused_by_name(row: str, said: str, file: Path) -> None:
    assert said in refused(file, DESK + row)
