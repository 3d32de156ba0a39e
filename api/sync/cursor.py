"""The place of one client in the feed: opaque and signed, of no use to anybody else, and never too old."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from accounts.models import User
from api.errors import Detail
from api.problems import BadParameter

#: Raised when the shape of a cursor changes.
SHAPE = 1


@dataclass(frozen=True)
class Place:
    """Where a page ended among what stands on records that changed up to `until`: by which way, and after whom."""

    until: int
    #: The day on which it was begun.
    day: datetime.date
    way: str = ""
    key: str = ""


@dataclass(frozen=True)
class Cursor:
    """What a client has: everything that its `scope` shows of changes up to `seq`, as it was in an `epoch`."""

    epoch: str
    scope: str
    seq: int
    #: The last number published when the client read, whose link must still be this one: its data may be as new.
    head: int
    link: str
    #: Up to which day it was told what appears or disappears by its date.
    day: datetime.date
    place: Place | None = None


def write(cursor: Cursor, user: User) -> str:
    """The text of a cursor for one user."""
    place = cursor.place and [cursor.place.until, cursor.place.day.isoformat(), cursor.place.way, cursor.place.key]
    told = [cursor.epoch, cursor.scope, cursor.seq, cursor.head, cursor.link, cursor.day.isoformat(), place]
    return signing.Signer(salt=_salt(user)).sign_object(told)


def read(text: str, user: User) -> Cursor:
    """The cursor of a user. Raises a problem 400 for a text that we did not sign for them."""
    try:
        *told, day, place = signing.Signer(salt=_salt(user)).unsign_object(text)
    except signing.BadSignature as error:
        detail = _("This is no cursor of yours. Take it from an answer, or begin with the snapshot.")
        raise BadParameter(Detail.of_parameter("cursor", "invalid", detail)) from error
    return Cursor(*told, _day(day), place and _place(*place))


def _place(until: int, day: str, way: str, key: str) -> Place:
    return Place(until, _day(day), way, key)


def _day(text: Any) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _salt(user: User) -> str:
    return f"api.sync.cursor.{SHAPE}.{user.pk}"
