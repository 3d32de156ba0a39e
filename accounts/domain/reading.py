"""The log of reads: what a request showed is written before the answer leaves, and so much in so short a time stops."""

import datetime
import logging
import struct
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import redis
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.domain.records import lock, written
from accounts.models import ReadAlarm, User
from accounts.models.user import UserKind
from accounts.roles import Permission
from audit.domain.reads import Line, write_reads
from audit.queries.reads import shown_since
from audit.verbs import verb
from common.classification import FieldClass, field_classes
from common.reading import ONE_ACT, Surface

#: The time in which records are counted.
WINDOW = datetime.timedelta(minutes=10)
#: A kind of record counts when its reader sees fields of these classes: it tells of persons.
OF_PERSONS = frozenset({FieldClass.IDENTITY, FieldClass.HEALTH, FieldClass.FAMILY})
#: A record as it is noted: when it was shown, and its key.
NOTED = struct.Struct("<d16s")
COUNTING = """
local key, now, window, noted, at = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], 1
local known = redis.call('EXISTS', key)
while at <= #noted do
    local when, id
    when, id, at = struct.unpack('<dc16', noted, at)
    redis.call('ZADD', key, string.format('%.3f', when), id)
end
redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
redis.call('EXPIRE', key, window)
return {known, redis.call('ZCARD', key)}
"""
Taken = dict[tuple[Surface, str], list[uuid.UUID]]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reader:
    """To whom something is shown, and through what."""

    user: User
    session: str = ""
    token_id: uuid.UUID | None = None
    request_id: str = ""
    view: str = ""
    export_id: uuid.UUID | None = None


def log_reads(reader: Reader, taken: Taken) -> bool:
    """Write what is about to be shown into the log, and say whether it may be shown.

    Raises DatabaseError when the log cannot be written: then it may not. A reader who was shown as many records of
    persons as the alarm allows, this answer included, is stopped; the log then says that the answer was kept back.
    """
    count = _count(reader.user, taken)
    stopped = bool(reader.user.open_alarm_id) or count >= settings.READS_ALARM
    write_reads(line for (surface, kind), ids in taken.items() for line in _lines(reader, surface, kind, ids, stopped))
    if count >= settings.READS_ALARM and not reader.user.open_alarm_id:
        raise_alarm(by=User.objects.system(), reader=reader, records=count)
    return not stopped


@verb("reads.raise_alarm", permission=Permission.READS_LIFT)
def raise_alarm(*, reader: Reader, records: int, by: User) -> None:
    """Stop a reader until somebody else lifts it. One that is open already stands."""
    minutes = int(WINDOW.total_seconds() // 60)
    told = {"records": records, "minutes": minutes, "session": reader.session, "token_id": reader.token_id}
    try:
        with transaction.atomic():
            ReadAlarm.objects.create(user=reader.user, **told)
    except IntegrityError:
        log.info("another request of the same reader raised the alarm")


@verb("reads.lift_alarm", permission=Permission.READS_LIFT)
def lift_alarm(*, alarm: ReadAlarm, by: User, reason: str, expected_version: int | None = None) -> ReadAlarm:
    """Let the reader go on; counting begins anew. Raises ValidationError for one's own alarm and without a reason."""
    current = lock(alarm, expected_version)
    if current.lifted_at:
        raise ValidationError(_("This alarm was lifted already."))
    if current.user_id == by.pk:
        raise ValidationError(_("Somebody else has to lift an alarm about you."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the alarm is lifted.")})
    current.lifted_at, current.lifted_by, current.lift_reason = timezone.now(), by, reason.strip()
    _forget(current.user_id)
    return written(current, "lifted_at", "lifted_by", "lift_reason")


def _lines(reader: Reader, surface: Surface, kind: str, ids: list[uuid.UUID], refused: bool) -> Iterable[Line]:
    """A line for what is shown by right, and one for each record that stands open in an emergency."""
    # Of a file the keys come as text.
    glass = {key: opened for each, opened in reader.user.open_glass.items() for key in (each, str(each))}
    told = {"session": reader.session, "token_id": reader.token_id, "request_id": reader.request_id}
    told |= {"view": reader.view[:80], "export_id": reader.export_id, "refused": refused}
    classes = sorted(_classes(kind) & reader.user.field_classes_seen)
    groups = {glass.get(each): [] for each in ids}
    for each in ids:
        groups[glass.get(each)].append(each)
    for opened, keys in groups.items():
        yield Line(
            user_id=reader.user.pk, surface=surface, kind=kind, ids=keys, count=len(keys),
            field_classes_shown=classes, break_glass_id=opened, **told,
        )  # fmt: skip


@cache
def _classes(kind: str) -> frozenset[FieldClass]:
    return frozenset(field_classes(apps.get_model(kind)).values())


@cache
def kinds_of_persons() -> frozenset[str]:
    """The kinds of records that tell of persons."""
    return frozenset(
        model._meta.label_lower for model in apps.get_models() if _classes(model._meta.label_lower) & OF_PERSONS
    )


# Counting ----------------------------------------------------------------------------------------------------------


def _count(user: User, taken: Taken) -> int:
    """How many records of persons the user is shown in the window, these included; 0 where none of these is one."""
    kinds = kinds_of_persons()
    fresh = {each for (surface, kind), ids in taken.items() if kind in kinds and surface not in ONE_ACT for each in ids}
    if not fresh or user.kind == UserKind.SYSTEM:
        return 0
    try:
        known, count = _noted(user.pk, dict.fromkeys(fresh, time.time()))
    except redis.RedisError as error:
        log.warning("reads are counted in the database: %s", type(error).__name__)
        return len(fresh | _since(user).keys())
    # Nothing was known of this reader: a quiet quarter of an hour, or Redis forgot. The log has not.
    if not known and (before := _since(user)):
        _known, count = _noted(user.pk, {each: at.timestamp() for each, at in before.items() if each not in fresh})
    return count


def _noted(user_id: uuid.UUID, shown: dict[uuid.UUID, float]) -> tuple[bool, int]:
    """Note records in Redis, each with when; whether the reader was known there, and how many are in the window."""
    # All of them in one argument: to write a hundred as arguments of their own takes longer than Redis does.
    packed = b"".join(NOTED.pack(at, _bytes(each)) for each, at in shown.items())
    counting = _redis().register_script(COUNTING)
    known, count = counting(keys=[f"reads:{user_id}"], args=[time.time(), int(WINDOW.total_seconds()), packed])
    return bool(known), count


def _bytes(key: uuid.UUID | str) -> bytes:
    return key.bytes if isinstance(key, uuid.UUID) else bytes.fromhex(key.replace("-", ""))


def _since(user: User) -> dict[uuid.UUID, datetime.datetime]:
    """What the log says of the window, or of the time since an alarm was lifted."""
    start = timezone.now() - WINDOW
    lifted = user.read_alarms.filter(lifted_at__gt=start).aggregate(last=Max("lifted_at"))["last"]
    return shown_since(user.pk, lifted or start, kinds_of_persons())


def _forget(user_id: uuid.UUID) -> None:
    try:
        _redis().delete(f"reads:{user_id}")
    except redis.RedisError as error:
        log.warning("the count of a reader was not begun anew: %s", type(error).__name__)


@cache
def _redis() -> redis.Redis:
    # Not tried again: the database counts at once.
    never = Retry(NoBackoff(), 0)
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5, retry=never)
