"""Every address beside the pages answers with headers that let nobody else keep, frame or script the page."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import Role
from tests.factories import home, user_with
from tests.laws.crawl import LEFT_OUT, is_confidential

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


def test_the_answers_of_the_doors_and_of_the_api_are_confidential() -> None:
    """Those of all pages are looked at where law 13 asks each of them."""
    home()
    client = Client()
    client.force_login(user_with(*Role))
    for address in filter(lambda each: LEFT_OUT.match(each[1:]), addresses()):
        answer = client.get(address)
        assert is_confidential(answer), (address, answer.status_code)
        assert answer.status_code < 500, address
        list(answer)  # a file is closed when it has been read


def test_there_are_addresses() -> None:
    found = list(addresses())
    assert len(found) > 100
    assert not [address for address in found if "<" in address or "^" in address]
