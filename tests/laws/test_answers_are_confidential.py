"""Every address of the site answers with headers that let nobody else keep, frame or script the page."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import Role
from tests.factories import home, user_with

pytestmark = pytest.mark.django_db
#: What stands for an argument of an address; no record has it.
SAMPLES = {"uuid": str(uuid.uuid4()), "int": "1", "str": "none", "slug": "none", "path": "none"}


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    """Every address of the site, with a sample for each argument."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = str(pattern.pattern).replace("^.*$", "none")
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            route = re.sub(rf"<({kind}:)?{name}>", SAMPLES.get(kind, "none"), route)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + route)
        else:
            yield before + route


def test_every_answer_is_confidential() -> None:
    home()
    client = Client()
    client.force_login(user_with(*Role))
    wrong = []
    for address in addresses():
        answer = client.get(address)
        policy = answer.get("Content-Security-Policy", "")
        safe = "default-src 'none'" in policy and "unsafe" not in policy
        if not (safe and answer["Cache-Control"] == "no-store" and answer["X-Content-Type-Options"] == "nosniff"):
            wrong.append((address, answer.status_code))
        assert answer.status_code < 500, address
        list(answer)  # a file is closed when it has been read
    assert wrong == []


def test_there_are_addresses() -> None:
    found = list(addresses())
    assert len(found) > 100
    assert not [address for address in found if "<" in address or "^" in address]
