"""Canaries: what is typed of a person is found in no log, queue, cache, session or address, whatever goes wrong."""

import base64
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.domain.session_store import SessionStore
from accounts.domain.tokens import issue_token
from accounts.models import Session, User
from accounts.roles import Role
from prisoners.domain.importing.imports import map_columns
from prisoners.models import Person, PersonImport
from prisoners.views import search
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.models import ReportRun
from tests.api.client import ApiClient
from tests.factories import home, other, user_with
from tests.factories.person_imports import now, persons_csv
from tests.integration.conftest import wait_for
from tests.integration.slow_reports.reports import CANARY

NAME, NUMBER, NOTE, PLACE = CANARY, "KN-778899", "whistles-at-dawn", "Kanarivka"
CANARIES = (NAME, NUMBER, NOTE, PLACE)
WORD = re.compile(rb"[A-Za-z0-9+/]{16,}")


def found_in(*texts: object) -> set[str]:
    """The canaries that stand in these texts, as they are, in capitals, escaped by JSON or packed by base64."""
    told = " ".join(map(str, texts)).encode()
    unpacked = b" ".join(base64.b64decode(word[: len(word) // 4 * 4]) for word in WORD.findall(told))
    return {canary for canary in CANARIES if canary.lower().encode() in (told + unpacked).lower()}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site would write to its log, by its own formatter."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    (console,) = (each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    handler.setFormatter(console.formatter)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


class Browser(Client):
    """A client that keeps the addresses that it asked and was sent to."""

    def __init__(self, user: User | None = None) -> None:
        super().__init__(raise_request_exception=False)
        self.addresses: list[str] = []
        if user:
            self.force_login(user)

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        self.addresses += [request["PATH_INFO"], request.get("QUERY_STRING", ""), response.get("Location", "")]
        return response


def in_redis() -> list[object]:
    """Every key of the broker and the cache with its value."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    read = {b"string": client.get, b"hash": client.hgetall, b"set": client.smembers}
    read |= {b"list": lambda key: client.lrange(key, 0, -1), b"zset": lambda key: client.zrange(key, 0, -1)}
    return [(key, read[client.type(key)](key)) for key in client.scan_iter()]


def in_sessions() -> list[object]:
    """Every session's row, and what is packed in it."""
    return [(row, SessionStore().decode(row["session_data"])) for row in Session.objects.values()]


def fly_through_pages(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> PersonImport:
    """Register, refuse, search, filter, break and import; the statuses say that each step went where it should."""
    sides = {"party": home().pk, "detaining_power": other().pk, "sex": "unknown", "identity_status": "established"}
    typed = {"surname": NAME, "given_name": "Vyhadanyi", "notes": NOTE, "number": NUMBER, "scheme": "service"}
    form = {**sides, **typed, "status": "claimed", "legal_category": "undetermined"}
    assert browser.post(reverse("prisoners:create"), form).status_code == 302
    assert browser.post(reverse("prisoners:create"), form | {"born_on_month": "13"}).status_code in {200, 422}
    assert NAME in browser.post(reverse("search"), {"q": NAME}).content.decode()
    assert NAME in browser.get(reverse("prisoners:list"), {"status": "claimed"}).content.decode()
    with monkeypatch.context() as broken:
        broken.setattr(search, "find_persons", refuse)
        assert browser.post(reverse("search"), {"q": NAME}).status_code == 500
    file = io.BytesIO(persons_csv(f"{NAME} Second;17.05.1990;{NUMBER}-2;05.2022;{PLACE}"))
    file.name = "list.csv"
    assert browser.post(reverse("prisoners-import:start"), {"file": file}).status_code == 302
    return PersonImport.objects.get()


def refuse(text: str, *_: object, **__: object) -> None:
    """Has the database refuse what was typed, in words that hold it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE canaries (name text UNIQUE)")
        cursor.execute("INSERT INTO canaries VALUES (%s), (%s)", [text, text])


def fly_through_rest() -> None:
    user = user_with(Role.REGISTRAR)
    scopes = ["*:read", "persons:write"]
    client = ApiClient(issue_token(user=user, name="canary", scopes=scopes, by=User.objects.system())[1])
    name = {"surname": NAME, "given_name": "Third", "kind": "legal", "is_preferred": True}
    person = {"party": str(home().pk), "names": [name], "notes": NOTE}
    assert client.ask("POST", "/persons/", person).status_code == 201
    assert client.ask("POST", "/persons/", person | {"sex": NAME}).status_code == 422


def fly_through_sign_in() -> list[str]:
    visitor = Browser()
    for _attempt in range(3):
        visitor.post(reverse("accounts:sign-in"), {"login": NAME, "password": NOTE})
    return visitor.addresses


def test_what_is_typed_of_a_person_is_found_nowhere(worker, log, monkeypatch, tmp_path) -> None:
    registrar, system = user_with(Role.REGISTRAR, language="en"), User.objects.system()
    browser = Browser(registrar)
    batch = fly_through_pages(browser, monkeypatch)
    fly_through_rest()
    addresses = browser.addresses + fly_through_sign_in()
    fields, order = batch.mapping["fields"], batch.mapping["order"]
    told = {"party": home(), "detaining_power": other()}
    map_columns(batch=batch, fields=fields, order=order, by=registrar, **told)
    tactless = ask_for_run(report=catalogue.find("tactless"), by=system)
    queued = in_redis()
    assert len(queued) > 0
    worker()
    wait_for(lambda: now(batch).state == "previewed")
    wait_for(lambda: ReportRun.objects.get(pk=tactless.pk).status == "failed")
    work_log = (tmp_path / "celery.log").read_text()
    assert "ValueError" in work_log
    assert "UniqueViolation" in log.getvalue()
    assert Person.objects.count() == 2
    places = {"redis before": queued, "redis": in_redis(), "sessions": in_sessions(), "addresses": addresses}
    places |= {"log": [log.getvalue()], "worker": [work_log]}
    assert {place: found_in(*texts) for place, texts in places.items()} == {place: set() for place in places}


def test_the_scan_finds_a_canary_wherever_it_is_let_out(log, transactional_db) -> None:
    """The control: one deliberate line, one message in the queue, one row of a session."""
    logging.getLogger("tests").warning("registered %s", NAME)
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.lpush("canary", json.dumps({"body": base64.b64encode(json.dumps([NUMBER]).encode()).decode()}))
    session = (browser := Browser(user_with(Role.REGISTRAR))).session
    session["note"] = NOTE
    session.save()
    browser.get(reverse("prisoners:list"), {"q": PLACE})
    try:
        assert found_in(log.getvalue()) == {NAME}
        assert found_in(*in_redis()) == {NUMBER}
        assert found_in(*in_sessions()) == {NOTE}
        assert found_in(*browser.addresses) == {PLACE}
    finally:
        client.delete("canary")
