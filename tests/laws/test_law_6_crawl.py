"""Law 6, from outside: whoever asks whatever address, no word of a hidden record comes back."""

import copy
import re
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from accounts.domain.tokens import issue_token
from accounts.models import User
from accounts.roles import Role
from accounts.sight import EVERYTHING
from api.catalogue import RESOURCES
from exchanges.models import Claim, Exchange, Transfer
from tests.api.client import ApiClient
from tests.factories import user_with
from tests.factories.exports import fetched
from tests.factories.hidden import Hidden, hide_everything, hide_from_client, hide_other_unit

pytestmark = pytest.mark.django_db
STAFF = [role for role in Role if role not in {Role.MACHINE, Role.LIAISON}]
#: Addresses of which the crawl would tell nothing: signing in, what ends the session, what waits for a worker.
LEFT_OUT = re.compile(r"^(accounts/|health/|api/)")
WORDS = {"criterion": "sex", "change": "up", "act": "approve", "kind": "csv", "to": "completed", "key": "backlog"}
HIDDEN = {404, 403, 405, 302}


def _routes(resolver: URLResolver, above: str = "", namespace: str = "") -> Iterator[tuple[str, str, dict]]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace, route, pattern.pattern.converters
        else:
            yield from _routes(pattern, route, pattern.namespace or namespace)


def _filled(route: str, converters: dict, keys: list[uuid.UUID]) -> Iterator[str]:
    """The address with every hidden key in every place of a key."""
    names = [name for name, each in converters.items() if type(each).__name__ == "UUIDConverter"]
    for key in keys if names else [None]:
        path = re.sub(r"<(?:uuid:)(\w+)>", str(key), route)
        yield re.sub(r"<(?:int|str|slug):?(\w+)>|<(\w+)>", lambda m: WORDS.get(m[1] or m[2], "1"), path)


def pages(hidden: Hidden, most: int | None = None) -> Iterator[tuple[str, bool]]:
    """(address, whether it names a hidden record) of every page."""
    for namespace, route, converters in _routes(get_resolver()):
        if not LEFT_OUT.match(route):
            named = any(type(each).__name__ == "UUIDConverter" for each in converters.values())
            for path in _filled(route, converters, hidden.keys.get(namespace, [uuid.uuid4()])[:most]):
                yield f"/{path}", named


def endpoints(hidden: Hidden) -> Iterator[tuple[str, bool]]:
    """The same of every type of record of the API: list, record, history."""
    for resource in RESOURCES:
        yield f"/api/v1/{resource.name}/?count=true", False
        for key in hidden.keys.get(f"api:{resource.name}", ()):
            yield f"/api/v1/{resource.name}/{key}/", True
            yield f"/api/v1/{resource.name}/{key}/history/", True
    for name in ("reports", "report-runs"):
        yield f"/api/v1/{name}/", False
    for by in ("bands", "regions", "units"):
        yield f"/api/v1/reports/backlog/data.csv?by={by}", False
    yield "/api/v1/reports/swap-ratio/data.csv", False


def _text(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def leaks(client: Client, addresses: Iterator[tuple[str, bool]], hidden: Hidden) -> list[str]:
    """What came out: the address with the word, or with a status that tells that the record is there."""
    found = []
    for path, named in addresses:
        response = client.get(path)
        text = _text(response)
        words = [word for word in sorted(hidden.canaries) if word in text]
        if words or (named and response.status_code not in HIDDEN):
            found.append(f"{path} {response.status_code} {words[:3]}")
    return found


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker) -> Iterator[Hidden]:
    """The hidden records, made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        planted = hide_everything()
        connection.check_constraints()
        yield planted
        transaction.set_rollback(True)


@pytest.fixture
def hidden(planted, db) -> Hidden:
    """Them, for one test to add to."""
    return copy.deepcopy(planted)


def signed_in(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def everywhere(hidden: Hidden, most: int | None = None) -> Iterator[tuple[str, bool]]:
    yield from pages(hidden, most)
    yield from endpoints(hidden)


def test_who_has_every_role_but_not_the_compartment_finds_nothing(hidden) -> None:
    staff = user_with(*(set(Role) - {Role.MACHINE}))
    hidden.canaries = {word for word in hidden.canaries if "embargoed" not in word and word != "9753"}
    hidden.keys = {name: [key for key in keys if not _embargoed(key)] for name, keys in hidden.keys.items()}
    assert leaks(signed_in(staff), everywhere(hidden), hidden) == []


def _embargoed(key: uuid.UUID) -> bool:
    mark = "Kanarkaembargoed"
    return (
        Exchange.objects.filter(pk=key, formula__startswith=mark).exists()
        or Transfer.objects.filter(pk=key, composition__startswith=mark).exists()
        or Claim.objects.filter(pk=key, quote__startswith=mark).exists()
    )


def test_the_crawl_finds_leaks_where_the_guard_is_gone(hidden, monkeypatch) -> None:
    monkeypatch.setattr(User, "sight", lambda user, permission: EVERYTHING)
    found = leaks(signed_in(user_with(*Role)), everywhere(hidden, 3), hidden)
    assert len(found) > 50
    assert {"/prisoners/", "/api/v1/persons/"} <= {each.split()[0].split("?count")[0] for each in found}


def in_files(client: Client, hidden: Hidden) -> set[str]:
    """Lists whose file holds a word of what is hidden."""
    lists = ("/prisoners/", "/prisoners/priorities/order/file/", "/exchanges/", "/places/", "/units/", "/approvals/")
    return {path for path in lists if any(word in fetched(client, path).decode() for word in hidden.canaries)}


def test_no_file_of_a_list_holds_what_is_hidden(hidden) -> None:
    hidden.canaries = {word for word in hidden.canaries if "restricted" in word}
    assert in_files(signed_in(user_with(*(set(Role) - {Role.MACHINE}))), hidden) == set()


def test_files_leak_where_the_guard_is_gone(hidden, monkeypatch) -> None:
    monkeypatch.setattr(User, "sight", lambda user, permission: EVERYTHING)
    assert {"/prisoners/", "/exchanges/", "/places/"} <= in_files(signed_in(user_with(*Role)), hidden)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_who_sees_no_embargo_finds_nothing_of_it(role, hidden) -> None:
    assert leaks(signed_in(user_with(role)), everywhere(hidden, 2), hidden) == []


def test_a_liaison_finds_nobody_of_another_unit(hidden) -> None:
    ours = hide_other_unit(hidden)
    liaison = user_with(Role.LIAISON, sees=({"unit": ours},))
    assert leaks(signed_in(liaison), everywhere(hidden, 6), hidden) == []
    assert "Nash" in signed_in(liaison).get("/prisoners/").content.decode()


def test_a_role_without_an_assignment_sees_nothing_of_persons(hidden) -> None:
    hide_other_unit(hidden)
    hidden.canaries |= {"Nash", "Vidomyi"}
    assert leaks(signed_in(user_with(Role.REGISTRAR, sees=())), everywhere(hidden, 2), hidden) == []


@pytest.mark.parametrize("half", [False, True])
def test_who_is_not_signed_in_finds_nothing(half, hidden) -> None:
    client = Client(raise_request_exception=False)
    if half:
        client.force_login(user_with(*Role), half=True)
    for path, _named in everywhere(hidden, 1):
        response = client.get(path)
        assert response.status_code in {302, 401, 403, 404}, path
        assert not any(word in _text(response) for word in hidden.canaries), path


def test_a_machine_client_finds_nobody_who_is_withheld_from_it(hidden) -> None:
    machine = user_with(Role.MACHINE, kind="machine", password=None)
    hide_from_client(hidden, machine)
    _token, text = issue_token(user=machine, name="bureau", scopes=["*:read"], by=User.objects.system())
    assert leaks(ApiClient(text), endpoints(hidden), hidden) == []
