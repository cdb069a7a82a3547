"""Every setting, declared once: environment variables DIEMTIN_*, each with a _FILE twin.

`read(environment)` gives a checked `Settings` or raises `BadSettings` with one line that names
the variable. Only the wiring and the doors hand settings on; nothing else reads the environment.
"""

import difflib
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from worker.errors import BadSettings

PREFIX = "DIEMTIN_"


class Settings(BaseModel):
    """What may be set. The description of each field is what `.env.example` and the docs say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    database_url: SecretStr = Field(
        SecretStr("sqlite:///var/diemtin.db"),
        description="where everything is kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    broker_url: SecretStr = Field(
        SecretStr("memory://"),
        description="memory:// (one process) or redis://HOST:6379/0 (separate beat and workers)",
    )
    alerts: Path | None = Field(
        None, description="TOML file of followers; without it, alerts go to the folder VAR/mail"
    )
    seeds: Path = Field(Path("seeds"), description="folder with sites/ and topics/")
    var: Path = Field(Path("var"), description="folder for the local mail and the heartbeat")
    allow_private: tuple[IPv4Network | IPv6Network, ...] = Field(
        (), description="private networks that may be fetched all the same, parted by commas"
    )
    contact: str = Field("", description="mail or web address that goes into the User-Agent")
    smtp_url: SecretStr = Field(
        SecretStr(""), description="smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://HOST:465"
    )
    mail_from: str = Field("", description="sender of the mails, for instance diemtin@example.org")
    base_url: str = Field("", description="public address of the page, for links in alerts")
    web_host: str = Field("127.0.0.1", description="address that the page listens on")
    web_port: int = Field(8080, ge=0, le=65535, description="port of the page; 0 takes a free one")
    tick: float = Field(5.0, ge=0.2, le=600, description="seconds between two looks at what is due")
    pause: float = Field(
        1.0, ge=0, le=600, description="least seconds between two requests to a host"
    )
    timeout: float = Field(
        30.0, ge=1, le=300, description="seconds that one request may take in all"
    )
    max_bytes: int = Field(
        4_000_000,
        ge=10_000,
        le=50_000_000,
        description="largest page or feed that is read, in bytes",
    )
    log: Literal["auto", "text", "json"] = Field(
        "auto", description="log lines: text on a terminal, json in a container"
    )

    @field_validator("allow_private", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()]
            if isinstance(value, str)
            else value
        )

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (
            urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname
        ):
            raise ValueError(
                "must be an http or https address, for instance https://diemtin.example.org"
            )
        return value.rstrip("/")

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable() or not value.isascii():
            raise ValueError("must be one line of ASCII: it goes into an HTTP header")
        return value.strip()

    @field_validator("broker_url")
    @classmethod
    def _broker(cls, value: SecretStr) -> SecretStr:
        if urlsplit(value.get_secret_value()).scheme not in {"memory", "redis", "rediss"}:
            raise ValueError("must begin with memory://, redis:// or rediss://")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        scheme = urlsplit(value.get_secret_value()).scheme.partition("+")[0]
        if scheme not in {"sqlite", "postgresql", "postgres"}:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @property
    def embedded(self) -> bool:
        """True where no broker is named: beat, worker and page live in one process."""
        return self.broker_url.get_secret_value().startswith("memory:")


def read(environment: Mapping[str, str]) -> Settings:
    """Check the DIEMTIN_* variables of an environment. Raises BadSettings."""
    values: dict[str, str] = {}
    for variable, value in environment.items():
        if variable.startswith(PREFIX):
            field, text = _value(variable, value, environment)
            if text.strip():  # an empty variable is an unset one: compose passes them through
                values[field] = text.strip()
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise BadSettings(_first(error)) from None


def _value(variable: str, value: str, environment: Mapping[str, str]) -> tuple[str, str]:
    field = variable.removeprefix(PREFIX).lower()
    if field in Settings.model_fields:
        return field, value
    secret = field.removesuffix("_file")
    if secret == field or secret not in Settings.model_fields:
        raise BadSettings(f"{variable}: there is no such setting{_nearest(field)}")
    if environment.get(PREFIX + secret.upper(), "").strip():
        raise BadSettings(
            f"{variable}: {PREFIX}{secret.upper()} is set as well; keep one of the two"
        )
    if not value.strip():
        return secret, ""
    try:
        return secret, Path(value).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{variable}: cannot read {value!r}: {error}") from None


def _nearest(field: str) -> str:
    near = difflib.get_close_matches(field, Settings.model_fields, n=1)
    return f"; did you mean {PREFIX}{near[0].upper()}?" if near else "; .env.example lists them all"


def _first(error: ValidationError) -> str:
    """One line for the first problem; never the value of a secret."""
    problem = error.errors(include_url=False, include_context=False)[0]
    field = str(problem["loc"][0])
    given = "" if "url" in field else f" (given: {str(problem['input'])[:80]!r})"
    return f"{PREFIX}{field.upper()}: {problem['msg'].removeprefix('Value error, ')}{given}"


def example() -> str:
    """The text of `.env.example`: every setting with its default."""
    lines = [
        "# Every setting with its default. Each may also be given as NAME_FILE=path (for secrets)."
    ]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = default.get_secret_value() if isinstance(default, SecretStr) else default
        value = "" if shown in (None, ()) else shown
        lines += ["", f"# {field.description}", f"#{PREFIX}{name.upper()}={value}"]
    return "\n".join(lines) + "\n"
