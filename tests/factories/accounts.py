"""Synthetic people of the headquarters."""

import factory

from accounts.domain.people import add_user, grant_role
from accounts.models import User
from accounts.roles import Role
from tests.factories.base import VerbFactory

PASSWORD = "synthetic-password-for-tests"


class UserFactory(VerbFactory):
    class Meta:
        model = add_user

    username = factory.Sequence(lambda n: f"synthetic-{n}")
    password = PASSWORD


def user_with(*roles: Role, **fields: object) -> User:
    """A synthetic person with these roles."""
    user = UserFactory(**fields)
    for role in roles:
        grant_role(user=user, role=role, by=User.objects.system())
    return user
