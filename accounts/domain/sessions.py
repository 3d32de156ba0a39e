"""Ending sessions. What has ended opens no door from the next request on: each one asks the table."""

from accounts.models import Session, User


def end_session(user: User, digest: str) -> bool:
    """End one session of a person; False when she has no such session."""
    return bool(Session.objects.filter(user=user, pk=digest).delete()[0])


def end_other_sessions(user: User, *, keep: str) -> int:
    """End all sessions of a person but the one with this digest; how many there were."""
    return Session.objects.filter(user=user).exclude(pk=keep).delete()[0]


def end_all_sessions(user: User) -> None:
    """End all sessions of a person."""
    Session.objects.filter(user=user).delete()
