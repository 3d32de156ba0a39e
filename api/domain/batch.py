"""Many operations in one request: all or none, or each by itself; whatever is sent twice has one effect."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.domain import idempotency, operations
from api.domain.operations import Known, Overtaken, Sent
from api.domain.outcomes import Outcome, refused, told, with_places
from api.domain.performing import performed
from api.enums import BatchMode

#: Not asked about, because another operation of its batch was refused.
NOT_TRIED = 424
#: How often a batch begins anew because another one with some of its operations was faster.
ATTEMPTS = 5


class _Refused(Exception):
    """An operation of a batch that stands or falls as one was refused."""

    def __init__(self, at: int, outcome: Outcome) -> None:
        self.at, self.outcome = at, outcome
        super().__init__()


@dataclass(frozen=True)
class Batch:
    """What a client sent at once."""

    mode: BatchMode
    operations: Sequence[Sent]
    key: str
    digest: str


def run(outer: Request, batch: Batch) -> tuple[int, dict[str, Any]]:
    """Do what a batch asks, once; the status and the answer, which are the same for whoever asks again.

    Raises Problem where the key was used for another request, or is being worked on.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                status, answer = _once(outer, batch)
            return status, answer | {"results": with_places(answer["results"])}
        except Overtaken:
            continue
    raise idempotency.busy()


def _once(outer: Request, batch: Batch) -> tuple[int, dict[str, Any]]:
    claimed = idempotency.claim(outer.user, batch.key, batch.digest)
    if isinstance(claimed, idempotency.Answered):
        return claimed.status, claimed.answer
    status, answer = _answer(outer, batch)
    # What failed on our side may go well next time: it is no answer to keep.
    if all(each["status"] < 500 for each in answer["results"]):
        idempotency.keep(claimed, status, answer)
    return status, answer


def _answer(outer: Request, batch: Batch) -> tuple[int, dict[str, Any]]:
    before = operations.known(outer.user, batch.operations)
    try:
        with transaction.atomic():
            outcomes = _outcomes(outer, batch, before)
    except _Refused as refusal:
        operations.refuse_overtaken(outer.user, [batch.operations[refusal.at]])
        return _refusal(outer, batch, refusal)
    results = [told(sent.op_id, outcome) for sent, outcome in zip(batch.operations, outcomes, strict=True)]
    return 200, {"results": results}


def _outcomes(outer: Request, batch: Batch, before: dict[uuid.UUID, Known]) -> list[Outcome]:
    """What becomes of each operation, in order. Raises _Refused where all are refused with one."""
    fresh = {sent.op_id: sent for sent in reversed(batch.operations) if sent.op_id not in before}
    new = [fresh[sent.op_id] for sent in batch.operations if fresh.get(sent.op_id) is sent]
    done = []
    for sent, outcome in zip(new, performed(outer, new), strict=False):
        if outcome.is_refused and batch.mode == BatchMode.ATOMIC:
            raise _Refused(batch.operations.index(sent), outcome)
        before[sent.op_id] = Known(sent.digest, outcome)
        done.append((sent, outcome))
    outcomes = [operations.outcome_before(outer, sent, before) for sent in batch.operations]
    for at, outcome in enumerate(outcomes):
        # One that was refused before, or that is told by the id of another one.
        if outcome.is_refused and batch.mode == BatchMode.ATOMIC:
            raise _Refused(at, outcome)
    operations.note(outer.user, done)
    return outcomes


def _refusal(outer: Request, batch: Batch, refusal: _Refused) -> tuple[int, dict[str, Any]]:
    """422: nothing was written, because of one operation."""
    words = _("Nothing was written: another operation of the batch was refused.")
    rest = refused(outer, NOT_TRIED, words, "not_tried")
    results = [
        told(sent.op_id, refusal.outcome if at == refusal.at else rest) for at, sent in enumerate(batch.operations)
    ]
    detail = _("Nothing was written: operation %(number)d was refused.") % {"number": refusal.at + 1}
    whole = refused(outer, 422, detail, "batch_refused").problem
    return 422, whole | {"results": results}
