"""Whose turn an entry is, so that two people who work on one list are given different entries.

A turn is a courtesy of a few minutes, kept in Redis and not in the record: it keeps nobody from deciding, and without
Redis everybody is given the first entry that is left. What keeps a second decision out is the database.
"""

import logging
import uuid
from collections.abc import Iterable

from django.core.cache import cache
from redis.exceptions import RedisError

from accounts.models import User

logger = logging.getLogger(__name__)
#: Seconds that a turn lasts: longer than anybody looks at one entry.
LASTS = 180


def take_turn(entries: Iterable[uuid.UUID], by: User) -> uuid.UUID | None:
    """The first of these entries that nobody else has before them now; None when somebody has each of them."""
    wanted = list(entries)
    try:
        taken = cache.get_many(map(_key, wanted))
        for entry in wanted:
            if taken.get(_key(entry), str(by.pk)) == str(by.pk) and _take(entry, by):
                return entry
    except RedisError:
        logger.warning("turns are not kept: Redis does not answer")
        return next(iter(wanted), None)
    return None


def end_turn(entry: uuid.UUID) -> None:
    """Nobody has this entry before them any more."""
    try:
        cache.delete(_key(entry))
    except RedisError:
        logger.warning("turns are not kept: Redis does not answer")


def _take(entry: uuid.UUID, by: User) -> bool:
    """Take a turn that is free, or go on with one's own."""
    return cache.add(_key(entry), str(by.pk), timeout=LASTS) or (
        cache.get(_key(entry)) == str(by.pk) and cache.touch(_key(entry), LASTS)
    )


def _key(entry: uuid.UUID) -> str:
    return f"turn:{entry}"
