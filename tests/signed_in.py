"""Test clients that sign in as people do: `force_login` leaves a session that has seen a second factor.

The product knows no such door. `half=True` leaves the session as it is after the password alone.
"""

from allauth.mfa.models import Authenticator
from django.test import Client
from django.test.client import ClientMixin

from accounts.domain.sign_in import note_second_factor
from accounts.models import User

_force_login = ClientMixin.force_login


def force_login(client: Client, user: User, backend: str | None = None, *, half: bool = False) -> None:
    """Sign in, with the mark of a second factor in the session unless it is to be half a sign-in."""
    _force_login(client, user, backend)
    if not half:
        session = client.session
        note_second_factor(session, user, Authenticator.Type.TOTP)
        session.save()


def install() -> None:
    """Make it the way that every client of Django signs in."""
    ClientMixin.force_login = force_login
