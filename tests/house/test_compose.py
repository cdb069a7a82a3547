"""docker-compose.yml and the Dockerfile keep what they promise, as far as can be seen without an engine."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.servers.processes import ROOT, Processes
from worker import settings

FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = YAML(typ="safe").load(FILE)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if "build" in service}
STAYING = set(SERVICES) - {"migrate"}


def test_it_follows_the_compose_specification() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    subprocess.run([checker, "-q", "--builtin-schema", "vendor.compose-spec", FILE], check=True)


def test_it_has_the_services_of_the_flow() -> None:
    assert set(SERVICES) == {"postgres", "redis", "migrate", "beat", "worker", "web"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_runs_with_the_least_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("user") or name in OURS  # ours: the Dockerfile's USER


def test_the_image_does_not_run_as_root() -> None:
    users = [line for line in _dockerfile() if line.startswith("USER")]
    assert users == ["USER diemtin"]


def test_the_image_installs_nothing_that_is_not_locked() -> None:
    installs = [line for line in _dockerfile() if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    assert not any("apt-get" in line for line in _dockerfile())


@pytest.mark.parametrize("name", sorted(STAYING))
def test_a_service_that_dies_is_started_again(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(STAYING - {"beat"}))
def test_a_service_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", sorted(OURS - {"migrate"}))
def test_nothing_starts_before_the_database_is_migrated(name: str) -> None:
    waits = SERVICES[name]["depends_on"]["migrate"]
    assert waits == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_starts_a_command_that_exists(name: str, processes: Processes) -> None:
    program, command = SERVICES[name]["command"]
    assert program == "diemtin"
    assert processes.diemtin(command, "--help").wait() == 0


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_names_only_settings_that_exist(name: str) -> None:
    known = {settings.PREFIX + field.upper() for field in settings.Settings.model_fields}
    given = {v for v in SERVICES[name]["environment"] if v.startswith(settings.PREFIX)}
    assert {variable.removesuffix("_FILE") for variable in given} <= known


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_seeds_are_mounted_read_only(name: str) -> None:
    assert "./seeds:/srv/diemtin/seeds:ro" in SERVICES[name]["volumes"]


def test_ports_are_open_to_this_machine_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(str(port).startswith("127.0.0.1:") for port in ports)


def test_databases_cannot_reach_the_world() -> None:
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["back"]


def test_redis_keeps_what_it_is_given() -> None:
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_no_password_stands_in_the_file() -> None:
    assert "POSTGRES_PASSWORD" not in SERVICES["postgres"]["environment"]
    assert all(s["file"].startswith("${SECRETS:?") for s in COMPOSE["secrets"].values())


def test_only_what_both_composes_know_is_used() -> None:
    assert "name" not in COMPOSE  # docker-compose 1.29 refuses it
    assert not any("start_interval" in s.get("healthcheck", {}) for s in SERVICES.values())


def _dockerfile() -> list[str]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
