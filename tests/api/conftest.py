"""Clients of the API, and the types of records that every contract test runs over."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from api.catalogue import RESOURCES
from tests.api.cases import CASES, Case
from tests.api.client import ApiClient
from tests.factories import user_with
from tests.factories.accounts import token_for

EVERY_SCOPE = ["*:read", *sorted(f"{each.name}:write" for each in RESOURCES)]


@pytest.fixture
def token_of(db) -> Callable[..., str]:
    """Makes the text of a token: of a user with these roles, or of this user."""

    def make(*roles: Role, user: User | None = None, scopes: list[str] = EVERY_SCOPE, **arguments: Any) -> str:
        return token_for(user or user_with(*roles), scopes, **arguments)

    return make


@pytest.fixture
def client_of(token_of) -> Callable[..., ApiClient]:
    """Makes a client whose user has these roles."""
    return lambda *roles, **arguments: ApiClient(token_of(*roles, **arguments))


@pytest.fixture
def office(client_of) -> ApiClient:
    """A client that may read and write every type of record."""
    return client_of(Role.REGISTRAR, Role.NEGOTIATOR)


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def any_case(request, db) -> Case:
    """One type of record after the other."""
    return request.param


WRITTEN = [case for case in CASES if case.resource.revise and not case.is_owned]


@pytest.fixture(params=WRITTEN, ids=lambda case: case.name)
def case(request, db) -> Case:
    """One type of record after the other that clients write."""
    return request.param
