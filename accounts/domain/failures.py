"""Failures to sign in: noted where they happen, for those who manage people."""

from accounts.enums import Failure
from accounts.models import FailedSignIn, User


def note_failure(username: str, address: str | None, failure: Failure) -> None:
    """Note that somebody who gave this name was not let in. A name that nobody has is not kept."""
    user = User.objects.filter(username__iexact=username).first()
    FailedSignIn.objects.create(user=user, address=address or None, failure=failure)
