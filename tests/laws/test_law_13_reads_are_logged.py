"""Law 13: whoever is shown a record stands in the log of reads: at every address, found and not listed by hand.

The same round looks at whether each answer is confidential, so that all pages are asked once.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db.models import Max
from django.test import Client, override_settings

from accounts import acts
from accounts.models import User
from accounts.roles import Role
from audit.models import Read
from common.reading import Notes
from places.models import Place
from prisoners.domain.custody import record_detention
from prisoners.models import Captivity, Judgement, Person
from tests.factories import CaptivityFactory, PersonFactory, PlaceFactory, proposed, user_with
from tests.factories.hidden import Hidden, hide_exchange, hide_person, parked
from tests.factories.lists import candidate_of, decision_of, entered
from tests.factories.person_imports import brought, persons_csv
from tests.laws.crawl import endpoints, is_confidential, routes, text
from tests.shared import settle, shared

pytestmark = pytest.mark.django_db

#: Addresses that show persons, whatever else is built: without them the law would watch over nothing.
KNOWN = {
    "/",
    "/prisoners/",
    "prisoners/<uuid:pk>/",
    "prisoners/<uuid:pk>/void/",
    "prisoners/<uuid:pk>/reads/",
    "prisoners/captivities/<uuid:pk>/void/",
    "prisoners/captivities/<uuid:pk>/edit/",
    "prisoners/identity/merges/<uuid:pk>/",
    "prisoners/imports/<uuid:pk>/columns/",
    "prisoners/priorities/order/",
    "lists/<uuid:pk>/",
    "lists/<uuid:pk>/decide/<uuid:entry>/",
    "exchanges/<uuid:pk>/void/",
    "approvals/",
    "submissions/<uuid:pk>/",
    "book/",
    "/api/v1/persons/?count=true",
}


@dataclass(frozen=True)
class Cast:
    """Records by the words that stand in them: whoever reads the word was shown one of the records."""

    keys: dict[str, set[uuid.UUID]]
    named: Hidden

    def shown_in(self, body: str) -> Iterator[str]:
        # The names of places stand in every form that asks for one: as a choice, not as a record.
        told = re.sub(r"<option.*?</option>", "", body)
        return (word for word in self.keys if word in (told if word == "Kanarkaofplace" else body))


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """A person, an exchange, a place, a list and a file, each with words of its own; made once for this file."""
    with shared(django_db_blocker):
        made = _cast()
        settle()
        yield made


def _cast() -> Cast:
    every, keys, system = Hidden(), {}, User.objects.system()
    for word, make in {
        "ofperson": lambda hidden: hide_person(hidden, "ofperson"),
        "ofexchange": lambda hidden: hide_exchange(hidden, "ofexchange", 8642097),
    }.items():
        hidden = Hidden()
        make(hidden)
        keys[f"Kanarka{word}"] = {key for found in hidden.keys.values() for key in found}
        every.keys |= {name: [*every.keys.get(name, []), *found] for name, found in hidden.keys.items()}
    keys["Kanarkaofperson"] |= set(Judgement.objects.values_list("pk", flat=True))
    place = PlaceFactory(name_uk="Kanarkaofplace", name_en="Kanarkaofplace")
    record_detention(captivity=CaptivityFactory(person=PersonFactory()), place=place, by=system)
    every.add("places", place)
    every.add("api:places", place)
    entry = entered("Kanarkaoflist Ivan")
    candidate_of(entry, person := Person.objects.get(names__surname="Kanarkaofpersonsurname"))
    decision_of(entry, verdict="ok", person=person)
    for pages in ("name-lists", "verdicts"):
        every.add(pages, entry.name_list)
    every.paths.append(f"/lists/{entry.name_list_id}/decide/{entry.pk}/")
    batch = brought(persons_csv("Kanarkaoffile Ivan;1990;;;"))
    every.add("prisoners-import", batch)
    keys |= {"Kanarkaofplace": {place.pk}, "Kanarkaoffile": {batch.pk}}
    keys["Kanarkaoflist"] = {entry.pk, entry.name_list_id}
    every.add("approvals", proposed(acts.VOID, Captivity.objects.get(captured_at="Kanarkaofpersoncapture")))
    every.add("approvals", proposed(acts.VOID, Place.objects.get(pk=place.pk)))
    every.add("submissions", parked(person, "synthetic"))
    return Cast(keys, every)


@pytest.fixture(scope="module")
def browser(cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user_with(*(set(Role) - {Role.MACHINE})))
    return client


@dataclass
class Round:
    """What came of asking addresses."""

    #: Routes that show a word.
    showing: set[str] = field(default_factory=set)
    #: What some of them showed without its being in the log.
    without: set[str] = field(default_factory=set)
    #: Answers that others might keep, frame or script, or that failed.
    open: set[tuple[str, int]] = field(default_factory=set)


@pytest.fixture(scope="module")
def asked(browser, cast) -> Round:
    """Every address, asked once for all tests of this file."""
    with override_settings(READS_ALARM=1_000_000):
        return ask(browser, addresses(cast), cast)


def addresses(cast: Cast) -> Iterator[tuple[str, list[str]]]:
    """(route, its addresses) of every page and endpoint."""
    for route in routes():
        yield route.pattern or "/", list(route.addresses(cast.named.keys.get(route.namespace, [])))
    yield "lists/<uuid:pk>/decide/<uuid:entry>/", cast.named.paths
    # Of the book the latest lines are shown; the record may be further back.
    yield "book/", ["/book/?kind=prisoners.person"]
    for path, _named in endpoints(cast.named):
        yield path, [path]


def ask(client: Client, routes: Iterable[tuple[str, list[str]]], cast: Cast) -> Round:
    """Ask addresses of routes until one of each is there."""
    found, fitting = Round(), {}
    for route, paths in routes:
        # What begins alike is about the same kind of record: the key that fits one address fits the next.
        begins = route.partition("<")[0]
        for path in sorted(paths, key=lambda each: fitting.get(begins, "") not in each)[
            : 1 if begins in fitting else None
        ]:
            before = Read.objects.aggregate(last=Max("id"))["last"] or 0
            response = client.get(path)
            if "<" in route and response.status_code not in {404, 405}:
                fitting[begins] = path[len(begins) + 1 :].partition("/")[0]
            words = list(cast.shown_in(text(response))) if response.status_code < 300 else []
            logged = {key for ids in Read.objects.filter(pk__gt=before).values_list("ids", flat=True) for key in ids}
            found.showing |= {route} if words else set()
            found.without |= {f"{path} {word}" for word in words if not cast.keys[word] & logged}
            if response.status_code >= 500 or not is_confidential(response):
                found.open.add((path, response.status_code))
            if response.status_code != 404:
                break
    return found


def test_whatever_is_shown_stands_in_the_log(asked) -> None:
    assert asked.without == set()
    assert {route.removeprefix("/") for route in KNOWN} <= {route.removeprefix("/") for route in asked.showing}


def test_every_page_is_confidential(asked) -> None:
    assert asked.open == set()


def test_the_law_finds_what_is_not_noted(browser, cast, monkeypatch) -> None:
    monkeypatch.setattr(Notes, "add", lambda *_arguments: None)
    found = ask(browser, [(route, paths) for route, paths in addresses(cast) if route in KNOWN], cast)
    assert len(found.without) >= len(found.showing) > 10
