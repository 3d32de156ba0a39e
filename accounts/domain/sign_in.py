"""What a session knows of how its person signed in, and what is still missing before the work may be seen."""

import time
from enum import StrEnum
from types import SimpleNamespace

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from accounts.domain.session_store import SIGNED_IN
from accounts.models import Session, User

#: A person who acts is remembered once in this many seconds: one write a minute, not one a request.
NOTED_EVERY = 60


class Missing(StrEnum):
    """What a person must do before she reaches anything but that."""

    OWN_WORD = "own word"
    SECOND_FACTOR = "second factor"


def missing(request: HttpRequest) -> Missing | None:
    """What is missing of a sign-in; None when it is whole. Asks the session alone, never the database."""
    if request.user.password_expires_at is not None:
        return Missing.OWN_WORD if passed_second_factor(request) else _first_step(request.user)
    return None if passed_second_factor(request) else Missing.SECOND_FACTOR


def _first_step(user: User) -> Missing:
    """A new person chooses her password first; one who has a second factor shows that first."""
    return Missing.OWN_WORD if user.second_factor_since is None else Missing.SECOND_FACTOR


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether this session has seen a second factor of its person."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, request.user))


def note_second_factor(session: SessionBase, user: User, kind: str) -> None:
    """Remember in a session that its person has shown a second factor just now."""
    record_authentication(SimpleNamespace(session=session), user, "mfa", type=kind)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has proved within five minutes who she is: by signing in or by confirming it."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def note_beginning(request: HttpRequest, address: str) -> None:
    """Remember in the session when and from where its person signed in; its ten hours run from now."""
    device = request.headers.get("User-Agent", "")[:200]
    request.session[SIGNED_IN] = {"at": time.time(), "address": address, "device": device}


def note_activity(session: SessionBase) -> None:
    """Remember that the person did something, to the minute."""
    now = timezone.now()
    if session.last_seen and (now - session.last_seen).total_seconds() >= NOTED_EVERY:
        Session.objects.filter(pk=session.digest).update(last_seen=now)
        # Should the session be saved at the end of this request, it must not write the old time again.
        session.last_seen = now
