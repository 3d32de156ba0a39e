"""One effect a key: it is written first, in the transaction of its effect, and whoever is late waits on its row."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from api.models import IdempotencyKey
from api.models.idempotency_key import KEPT
from api.problems import RETRY_AFTER, Problem
from audit.verbs import LOCK_TIMEOUT

#: How long a request waits for another one with its key.
PATIENCE = "5s"
CLAIM = """
    INSERT INTO api_idempotencykey AS known (user_id, key, digest) VALUES (%s, %s, %s)
    ON CONFLICT (user_id, key) DO UPDATE SET digest = EXCLUDED.digest, at = now(), status = NULL, answer = NULL
    WHERE known.answer IS NULL OR known.at < %s RETURNING id
"""


@dataclass(frozen=True)
class Answered:
    """What was answered to the first request with a key."""

    status: int
    answer: Any


def digest_of(*parts: bytes) -> str:
    """By which two requests are known to be the same."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def claim(user: User, key: str, digest: str) -> int | Answered:
    """The row of a key that is new, to be completed by `keep`; or what was answered before.

    Raises a problem 422 where the key came with another request, 409 where that one is still being worked on.
    """
    try:
        row = _inserted(user, key, digest)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == LOCK_TIMEOUT:
            raise busy() from error
        raise
    if row is not None:
        return row
    known = IdempotencyKey.objects.get(user=user, key=key)
    if known.digest != digest:
        raise Problem(
            422, _("This Idempotency-Key was used for another request. Give each request its own."), code="key_reused"
        )
    return Answered(known.status, known.answer)


def keep(row: int, status: int, answer: Any) -> None:
    """Complete a key with the answer, so that whoever asks again is told the same; without it the key is still new."""
    IdempotencyKey.objects.filter(pk=row).update(status=status, answer=answer)


def forget_answers() -> int:
    """Remove the keys that are older than 30 days; returns how many there were."""
    return IdempotencyKey.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _inserted(user: User, key: str, digest: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, true)", [PATIENCE])
        before = cursor.fetchone()[0]
        cursor.execute(CLAIM, [user.pk, key, digest, timezone.now() - KEPT])
        row = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])
        return row[0] if row else None


def busy() -> Problem:
    """409: the same is being worked on."""
    problem = Problem(409, _("A request with this Idempotency-Key is being worked on. Ask again."), code="in_progress")
    problem.wait = RETRY_AFTER
    return problem
