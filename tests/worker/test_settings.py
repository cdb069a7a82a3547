"""Settings: declared once, typed, named when wrong."""

from pathlib import Path

import pytest

from worker.errors import BadSettings
from worker.settings import Settings, example, read

ROOT = Path(__file__).resolve().parents[2]


def test_no_variable_at_all_is_the_embedded_default() -> None:
    settings = read({})
    assert settings.embedded
    assert settings.database_url.get_secret_value() == "sqlite:///var/diemtin.db"


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("DIEMTIN_WEB_PORT", "eighty", "DIEMTIN_WEB_PORT"),
        ("DIEMTIN_WEB_PORT", "70000", "DIEMTIN_WEB_PORT"),
        ("DIEMTIN_TICK", "0", "DIEMTIN_TICK"),
        ("DIEMTIN_ALLOW_PRIVATE", "10.0.0.0/33", "DIEMTIN_ALLOW_PRIVATE"),
        ("DIEMTIN_BROKER_URL", "amqp://localhost", "redis://"),
        ("DIEMTIN_DATABASE_URL", "mysql://root:geheim@localhost/x", "postgresql://"),
        ("DIEMTIN_BASE_URL", "diemtin.example.org", "https://"),
        ("DIEMTIN_CONTACT", "a\r\nX-Evil: 1", "HTTP header"),
        ("DIEMTIN_DATABSE_URL", "sqlite://", "did you mean DIEMTIN_DATABASE_URL?"),
    ],
)
def test_a_wrong_one_is_named_in_one_line(variable: str, value: str, says: str) -> None:
    with pytest.raises(BadSettings) as raised:
        read({variable: value})
    message = str(raised.value)
    assert message.startswith(variable)
    assert says in message
    assert "\n" not in message
    assert "geheim" not in message


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://u:p@h/d\n", encoding="utf-8")
    settings = read({"DIEMTIN_DATABASE_URL_FILE": str(secret)})
    assert settings.database_url.get_secret_value() == "postgresql://u:p@h/d"
    assert "u:p" not in repr(settings)


def test_a_secret_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BadSettings, match="DIEMTIN_SMTP_URL_FILE: cannot read '/no/such'"):
        read({"DIEMTIN_SMTP_URL_FILE": "/no/such"})


def test_a_variable_and_its_file_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="keep one of the two"):
        read({"DIEMTIN_MAIL_FROM": "a@b.c", "DIEMTIN_MAIL_FROM_FILE": str(tmp_path / "x")})


def test_an_empty_variable_is_an_unset_one() -> None:
    assert read({"DIEMTIN_SMTP_URL": "", "DIEMTIN_ALERTS": " "}).alerts is None


def test_the_example_file_lists_every_setting_with_its_default() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example()
    assert all(f"DIEMTIN_{name.upper()}=" in example() for name in Settings.model_fields)
