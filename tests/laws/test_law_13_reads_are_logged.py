"""Law 13: whoever is shown a person stands in the log of reads: at every address, found and not listed by hand."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from accounts.roles import Role
from audit.models import Read
from common.lists import ListPage
from common.reading import Notes
from prisoners.domain.identity import judge
from prisoners.models import Person
from tests.factories import CaptivityFactory, PersonFactory, user_with

pytestmark = pytest.mark.django_db

CANARY = "канаркенко"
#: Pages that show persons, whatever else is built: without them the law would watch over nothing.
KNOWN = {
    "today",
    "prisoners:list",
    "prisoners:detail",
    "prisoners:edit",
    "prisoners:void",
    "prisoners:captivity-edit",
    "prisoners:reads",
    "identity:queue",
    "identity:compare",
    "identity:merge",
    "priorities:order",
    "priorities:order-file",
    "api:persons-list",
    "api:persons-detail",
    "api:persons-history",
}
#: Pages of sign-in show no record and end sessions.
APART = re.compile(r"^(accounts/|account/|mfa|2fa|static|health)")


@pytest.fixture
def canaries(everything) -> dict[str, Person]:
    """Persons by the word in their names that nobody else has, alike two by two."""
    words = [f"{first}{CANARY}" for first in ("перво", "друго")]
    made = {word: PersonFactory(called=f"{word} Іван Петрович") for word in words}
    first, second = made.values()
    CaptivityFactory(person=first)
    CaptivityFactory(person=second)
    for person in Person.objects.exclude(pk__in=[first.pk, second.pk]):
        made[str(person).split()[0].casefold()] = person
    judge(first=first, second=second, verdict="unsure", by=user_with(*Role))
    return made


@pytest.fixture
def browser(canaries, settings) -> Client:
    settings.READS_ALARM = 1_000_000
    client = Client(raise_request_exception=False, headers={"Accept-Language": "uk"})
    client.force_login(user_with(*Role))
    return client


def routes() -> Iterator[tuple[str, str, URLPattern]]:
    """Name, route and pattern of every address."""

    def walk(resolver, above: str, space: list[str]) -> Iterator[tuple[str, str, URLPattern]]:
        for each in resolver.url_patterns:
            route = above + str(each.pattern).lstrip("^")
            if isinstance(each, URLPattern):
                yield ":".join([*space, each.name or ""]), route, each
            else:
                yield from walk(each, route, [*space, each.namespace] if each.namespace else space)

    return (found for found in walk(get_resolver(), "", []) if not APART.match(found[1]) and found[2].name)


def keys() -> list[uuid.UUID]:
    """The keys of all records, those of persons first."""
    ours = [model for model in apps.get_models() if model._meta.app_label in {"prisoners", "exchanges", "reports"}]
    ours.sort(key=lambda model: model is not Person)
    found = (key for model in ours for key in model._base_manager.values_list("pk", flat=True)[:8])
    return [key for key in found if isinstance(key, uuid.UUID)]


def addresses(name: str, pattern: URLPattern, known: list[uuid.UUID]) -> Iterator[str]:
    """The address of a route for each record that it may be about."""
    converters = pattern.pattern.converters
    others = {"row_no": 1, "format": "csv", "kind": "csv"}
    uuids = [each for each, kind in converters.items() if type(kind).__name__ == "UUIDConverter"]
    rest = {each: others.get(each, "held") for each in converters if each not in uuids}
    choices = [(one,) for one in known] if len(uuids) == 1 else list(zip(known, known[1:], known[2:], strict=False))
    for chosen in choices if uuids else [()]:
        try:
            yield reverse(name, kwargs={**dict(zip(uuids, chosen, strict=False)), **rest})
        except NoReverseMatch:
            return


def of_person() -> dict[uuid.UUID, uuid.UUID]:
    """The person whom each record tells of."""
    found = {key: key for key in Person.objects.values_list("pk", flat=True)}
    for model in apps.get_app_config("prisoners").get_models():
        names = {field.name for field in model._meta.concrete_fields}
        path = "person_id" if "person" in names else "captivity__person_id" if "captivity" in names else ""
        found |= dict(model._base_manager.values_list("pk", path)) if path else {}
    return found


def shows(response, canaries: dict[str, Person]) -> set[uuid.UUID]:
    """The persons whose names stand in an answer."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode(errors="replace").casefold()
    return {person.pk for word, person in canaries.items() if word in text}


def crawl(browser: Client, canaries: dict[str, Person]) -> tuple[set[str], set[str]]:
    """Names of routes that show persons, and of those where some of these do not stand in the log."""
    known, owner, showing, unlogged = keys(), of_person(), set(), set()
    for name, _route, pattern in routes():
        view = getattr(pattern.callback, "view_class", None)
        queries = ["", "?export=csv"] if view and issubclass(view, ListPage) else [""]
        for address in addresses(name, pattern, known):
            before = Read.objects.order_by("-id").values_list("pk", flat=True).first() or 0
            answers = [browser.get(address + query) for query in queries]
            shown = {key for answer in answers if answer.status_code < 300 for key in shows(answer, canaries)}
            logged = {owner.get(key) for read in Read.objects.filter(pk__gt=before) for key in read.ids}
            showing |= {name} if shown else set()
            unlogged |= {name} if shown - logged else set()
            if shown or (answers[0].status_code == 200 and "uuid" not in str(pattern.pattern)):
                break
    return showing, unlogged


def test_everybody_shown_stands_in_the_log(browser, canaries) -> None:
    showing, unlogged = crawl(browser, canaries)
    assert unlogged == set()
    assert KNOWN - showing == set()


def test_the_crawl_finds_what_is_not_logged(browser, canaries, monkeypatch) -> None:
    monkeypatch.setattr(Notes, "add", lambda *_args: None)
    _showing, unlogged = crawl(browser, canaries)
    assert unlogged >= KNOWN


@pytest.mark.parametrize("path", ["/search/", "/api/v1/persons/search/"])
def test_who_is_found_stands_in_the_log(browser, canaries, path) -> None:
    kind = {"content_type": "application/json"} if path.startswith("/api") else {}
    found = shows(browser.post(path, {"q": f"Перво{CANARY}"}, **kind), canaries)
    assert found
    assert found <= {key for read in Read.objects.all() for key in read.ids}
