"""Every address of the product, asked about records that are hidden: what the crawls of law 6 share."""

import re
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from accounts.roles import Role
from api.catalogue import RESOURCES
from tests.factories.hidden import Hidden

T = TypeVar("T")
#: Addresses of which a crawl would tell nothing: signing in, what ends the session, what waits for a worker.
LEFT_OUT = re.compile(r"^(accounts/|health/|api/)")
WORDS = {"criterion": "sex", "change": "up", "act": "approve", "kind": "csv", "to": "completed", "key": "backlog"}
#: Who is shown exchanges under embargo.
SEES_EMBARGOED = {Role.REGISTRAR, Role.NEGOTIATOR, Role.APPROVER, Role.AUDITOR}
#: How an address that names a hidden record may be answered.
HIDDEN = {404, 403, 405, 302}
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What differs between two answers that say the same.
VARYING = re.compile(r'(csrfmiddlewaretoken" value="|nonce=")[^"]*|(name="seen" value=")[^"]*')


class Address(NamedTuple):
    """An address; `named` says that the key in it is that of a hidden record."""

    path: str
    named: bool = False


class Route(NamedTuple):
    """A page by its namespace and the pattern of its address, with the names of the keys in it."""

    namespace: str
    pattern: str
    keys: tuple[str, ...]

    def addresses(self, keys: Iterable[uuid.UUID | None]) -> Iterator[str]:
        """The address with each of the keys in every place of one."""
        for key in keys if self.keys else [None]:
            path = re.sub(r"<uuid:\w+>", str(key), self.pattern)
            yield "/" + re.sub(r"<(?:int|str|slug):?(\w+)>|<(\w+)>", lambda m: WORDS.get(m[1] or m[2], "1"), path)

    @property
    def kind(self) -> str:
        """The part of the address that stands before the key, which says of what it is one."""
        return self.pattern.split("<uuid:")[0].strip("/").rpartition("/")[2]


def _routes(resolver: URLResolver, above: str = "", namespace: str = "") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and not LEFT_OUT.match(route):
            keys = [name for name, each in pattern.pattern.converters.items() if type(each).__name__ == "UUIDConverter"]
            yield Route(namespace, route, tuple(keys))


def routes() -> list[Route]:
    """Every page."""
    return list(_routes(get_resolver()))


def pages(hidden: Hidden, *, crossing: bool = False) -> Iterator[Address]:
    """Every page, with each hidden key that fits into its address; in a crossing with each hidden key of its room."""
    for route in routes():
        keys = hidden.keys.get(route.namespace, [uuid.uuid4()])
        fitting = [key for key in keys if hidden.kinds.get(key) == route.kind] or keys[:3]
        for path in route.addresses(keys if crossing else fitting):
            yield Address(path, bool(route.keys))


def beside(hidden: Hidden) -> Iterator[Address]:
    """The pages, forms and histories of records that are no secret and touch hidden ones."""
    for route in routes():
        keys = [key for key in hidden.beside.get(route.namespace, ()) if hidden.kinds.get(key) == route.kind]
        if route.keys:
            yield from (Address(path) for path in route.addresses(keys))
    yield from map(Address, hidden.paths)
    for name, keys in hidden.beside.items():
        if name.startswith("api:"):
            for key in keys:
                yield Address(f"/api/v1/{name[4:]}/{key}/")
                yield Address(f"/api/v1/{name[4:]}/{key}/history/")


def endpoints(hidden: Hidden) -> Iterator[Address]:
    """The same of every type of record of the API: list, record, history."""
    for resource in RESOURCES:
        yield Address(f"/api/v1/{resource.name}/?count=true")
        for key in hidden.keys.get(f"api:{resource.name}", ()):
            yield Address(f"/api/v1/{resource.name}/{key}/", True)
            yield Address(f"/api/v1/{resource.name}/{key}/history/", True)
    for name in ("reports", "report-runs"):
        yield Address(f"/api/v1/{name}/")
    yield Address("/api/v1/sync/changes/")
    yield Address("/api/v1/sync/snapshot/")
    for by in ("bands", "regions", "units"):
        yield Address(f"/api/v1/reports/backlog/data.csv?by={by}")
    yield Address("/api/v1/reports/swap-ratio/data.csv")
    yield Address("/api/v1/reports/swap-ratio/data.parquet")


def everywhere(hidden: Hidden, *, crossing: bool = False) -> Iterator[Address]:
    """All of it."""
    yield from pages(hidden, crossing=crossing)
    yield from endpoints(hidden)
    yield from beside(hidden)


def share(asked: Iterable[T], at: int, of: int = 5) -> list[T]:
    """One of five shares, so that a run of all tests stays short: five askers one after the other ask everything."""
    return list(islice(asked, at % of, None, of))


def text(response: HttpResponse) -> str:
    """What an answer says."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def is_confidential(response: HttpResponse) -> bool:
    """Whether an answer lets nobody else keep, frame or script the page."""
    policy = response.get("Content-Security-Policy", "")
    safe = "default-src 'none'" in policy and "unsafe" not in policy
    return safe and response["Cache-Control"] == "no-store" and response["X-Content-Type-Options"] == "nosniff"


def same(response: HttpResponse) -> tuple[int, str]:
    """Status and body of an answer, but for ids and tokens: equal for two answers that say the same."""
    return response.status_code, KEY.sub("…", VARYING.sub(r"\1", text(response)))


def leaks(client: Client, addresses: Iterable[Address], hidden: Hidden) -> list[str]:
    """What came out: the address with the words or keys, or with a status that tells that the record is there."""
    found = []
    for path, named in addresses:
        response = client.get(path)
        body = text(response)
        words = [word for word in sorted(hidden.canaries) if word in body]
        words += [] if named else [key for key in hidden.secret_keys if key in body and key not in path]
        if words or (named and response.status_code not in HIDDEN):
            found.append(f"{path} {response.status_code} {words[:3]}")
    return found


def signed_in(user: User | None, *, half: bool = False) -> Client:
    """A browser that keeps its calm where the product fails."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user, half=half)
    return client
