"""Operations by their ids, which are for good: one that was sent before is answered, not done again."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from django.db import IntegrityError
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.models import User
from api.domain.idempotency import digest_of
from api.domain.outcomes import Outcome, refused
from api.domain.subrequests import Target, target_of
from api.enums import OnConflict
from api.models import Operation
from common.bulk import copy_in

#: What may go otherwise when it is tried again, so that it is no answer for good: rights may be given, and what an
#: operation needs may come by another one.
PASSING = {403, 404, 409, 424, 429}


class Overtaken(Exception):
    """Another batch with the same operation was faster."""


@dataclass(frozen=True)
class Sent:
    """An operation as a client sent it."""

    op_id: uuid.UUID
    method: str
    path: str
    body: Any
    headers: dict[str, str]
    on_conflict: OnConflict = OnConflict.REJECT

    @cached_property
    def digest(self) -> str:
        """By which it is known to be the same when it comes again."""
        content = [self.method, self.path, self.headers, self.body, self.on_conflict]
        return digest_of(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))

    @cached_property
    def target(self) -> Target | None:
        """The record that it is about."""
        return target_of(self.path)


@dataclass(frozen=True)
class Known:
    """An operation that was sent before, and what became of it."""

    digest: str
    outcome: Outcome


def known(user: User, operations: Sequence[Sent]) -> dict[uuid.UUID, Known]:
    """Those of the operations that were sent before, by their ids."""
    rows = Operation.objects.filter(user=user, op_id__in=[sent.op_id for sent in operations])
    return {row.op_id: Known(row.digest, outcome_of(row)) for row in rows}


def outcome_of(row: Operation) -> Outcome:
    """What became of an operation that is noted."""
    return Outcome(row.status, row.record, row.record_version, row.problem, row.merged)


def outcome_before(outer: Request, sent: Sent, before: Mapping[uuid.UUID, Known]) -> Outcome | None:
    """What became of the operation of this id; 422 where that was another one; None for a new one."""
    found = before.get(sent.op_id)
    if found is None or found.digest == sent.digest:
        return found and found.outcome
    words = _("Another operation was sent under this op_id. Give each operation its own.")
    return refused(outer, 422, words, "op_id_reused")


def note(user: User, done: Iterable[tuple[Sent, Outcome]]) -> None:
    """Keep what became of new operations, but for what may go otherwise next time.

    Raises Overtaken where one of them came by another batch in the meantime.
    """
    done = list(done)
    refuse_overtaken(user, [sent for sent, outcome in done if not _is_final(outcome)])
    rows = [_row(user, sent, outcome) for sent, outcome in done if _is_final(outcome)]
    try:
        copy_in(Operation, rows)
    except IntegrityError as error:
        raise Overtaken from error


def refuse_overtaken(user: User, operations: Sequence[Sent]) -> None:
    """Raises Overtaken where one of the operations is done by now."""
    if operations and known(user, operations):
        raise Overtaken


def _is_final(outcome: Outcome) -> bool:
    if outcome.status in PASSING or outcome.status >= 500:
        return False
    errors = outcome.problem["errors"] if outcome.problem else ()
    return not any(error["code"] == "does_not_exist" for error in errors)


def _row(user: User, sent: Sent, outcome: Outcome) -> dict[str, Any]:
    target = sent.target
    return {
        "user_id": user.pk,
        "op_id": sent.op_id,
        "digest": sent.digest,
        "type": target.resource.name if target else "",
        "record": outcome.record or (target.record if target else None),
        "status": outcome.status,
        "record_version": outcome.version,
        "merged": outcome.merged,
        "problem": outcome.problem,
    }
