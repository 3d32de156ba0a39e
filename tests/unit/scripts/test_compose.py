"""docker-compose.yml and the Dockerfile, as far as they can be held without an engine."""

import re

import pytest
import yaml
from django.apps import apps

from common import env
from scripts.console import ROOT
from scripts.postgres import DISCREET

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "obmin"}


def test_the_services_are_those_of_the_product():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "publisher", "beat"}


def test_only_web_is_published_and_only_on_loopback_unless_asked():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["${OBMIN_PUBLISH:-127.0.0.1:8000}:8000"]}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_a_lasting_service_restarts_and_tells_its_health(name):
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - set(OURS)))
def test_an_image_of_others_is_pinned_to_a_version(name):
    assert re.fullmatch(r"[a-z]+:\d+(\.\d+)*-bookworm", SERVICES[name]["image"])


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_containers_cannot_write_or_gain_rights(name):
    assert OURS[name]["read_only"]
    assert OURS[name]["cap_drop"] == ["ALL"]
    assert OURS[name]["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_only_migrate_signs_in_as_the_owner(name):
    role = "owner_url" if name == "migrate" else "app_url"
    assert OURS[name]["environment"]["DATABASE_URL_FILE"] == f"/run/secrets/{role}"
    assert {"owner_url", "app_url"} & set(OURS[name]["secrets"]) == {role}


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_containers_are_given_settings_that_exist(name):
    given = set(OURS[name]["environment"])
    assert {variable.removesuffix("_FILE") for variable in given - set(env.READ)} <= set(env.READ)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_reads_only_secrets_that_it_is_given(name):
    service = SERVICES[name]
    read = set(re.findall(r"/run/secrets/(\w+)", yaml.dump([service.get("environment"), service.get("command")])))
    assert read <= set(service["secrets"]) <= set(COMPOSE["secrets"])


def test_the_secrets_are_those_that_the_script_makes():
    script = (ROOT / "docker" / "make-secrets.sh").read_text()
    assert all(name in script for name in COMPOSE["secrets"])


def test_redis_keeps_what_is_queued():
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_image_does_not_run_as_root():
    final = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert re.search(r"^USER [1-9]\d*$", final, re.MULTILINE)


def test_every_room_goes_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    rooms = {app.name for app in apps.get_app_configs() if (ROOT / app.name).is_dir()}
    assert {f"!{room}" for room in rooms | {"config", "manage.py"}} <= set(ignored)


def test_the_log_of_postgres_holds_no_statement_and_no_row():
    assert SERVICES["postgres"]["command"][1:] == DISCREET
