"""Synthetic people of the headquarters."""

from collections.abc import Iterable, Mapping
from typing import Any

import factory

from accounts.domain.people import add_user, grant_role
from accounts.models import User
from accounts.roles import Role
from tests.factories.base import VerbFactory
from units.domain.assignments import assign

Sees = Iterable[Mapping[str, Any]]
EVERYWHERE: Sees = ({},)
PASSWORD = "synthetic-password-for-tests"


class UserFactory(VerbFactory):
    class Meta:
        model = add_user

    username = factory.Sequence(lambda n: f"synthetic-{n}")
    password = PASSWORD


def user_with(*roles: Role, sees: Sees = EVERYWHERE, **fields: object) -> User:
    """A synthetic person with these roles, who sees all that is general; `sees` says other assignments, or none."""
    user, system = UserFactory(**fields), User.objects.system()
    for role in roles:
        grant_role(user=user, role=role, by=system)
        for assignment in sees:
            assign(user=user, role=role, by=system, **assignment)
    return user
