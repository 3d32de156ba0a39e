"""Synthetic people of the headquarters."""

import datetime
import itertools
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import factory
from django.utils import timezone

from accounts.domain.people import add_user
from accounts.domain.tokens import LONGEST, PREFIX, digest_of
from accounts.models import ApiToken, RoleGrant, User
from accounts.roles import Role
from audit.verbs import acting
from tests.factories.base import VerbFactory
from units.models import Assignment

Sees = Iterable[Mapping[str, Any]]
EVERYWHERE: Sees = ({},)
PASSWORD = "synthetic-password-for-tests"


_numbers = itertools.count()


def _name() -> str:
    return f"synthetic-{next(_numbers)}"


class UserFactory(VerbFactory):
    class Meta:
        model = add_user

    username = factory.LazyFunction(_name)
    password = PASSWORD


def user_with(*roles: Role, sees: Sees = EVERYWHERE, **fields: object) -> User:
    """A synthetic person with these roles, who sees all that is general; `sees` says other assignments, or none.

    Nearly every test has one, so the rows are written as the verbs leave them, without asking what those ask.
    """
    told = {"username": _name(), "password": PASSWORD} | fields
    password = told.pop("password")
    with acting(by=User.objects.system(), verb_name="accounts.add_user"):
        user = User(**told)
        user.set_password(password)
        user.save(force_insert=True)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
        Assignment.objects.bulk_create(
            Assignment(user=user, role=role, **assignment) for role in roles for assignment in sees
        )
    return user


def token_for(user: User, scopes: list[str], lasts: datetime.timedelta = LONGEST, **fields: Any) -> str:
    """The text of a token of a user, written as the verb leaves it."""
    text = PREFIX + secrets.token_urlsafe(32)
    with acting(by=User.objects.system(), verb_name="accounts.issue_token"):
        ApiToken.objects.create(
            user=user,
            name="synthetic",
            prefix=text[: len(PREFIX) + 6],
            digest=digest_of(text),
            scopes=scopes,
            expires_at=timezone.now() + lasts,
            **fields,
        )
    return text
