"""What becomes of an operation, and how it is told."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from rest_framework.request import Request

from api import preconditions, problems
from api.queries.operations import places_of
from audit.domain.publishing import publish

#: Statuses with which a version was written, or was there already.
WRITTEN = {200, 201}


@dataclass(frozen=True)
class Outcome:
    """What a view answered: the record that was written, its version, or the problem."""

    status: int
    record: uuid.UUID | None = None
    version: int | None = None
    problem: dict[str, Any] | None = None
    merged: bool = False

    @property
    def is_refused(self) -> bool:
        return self.status >= 400


def refused(outer: Request, status: int, detail: str, code: str = "") -> Outcome:
    """An operation that no view was asked about."""
    return Outcome(status, problem=problems.body(outer, status, detail, code))


def told(op_id: uuid.UUID, outcome: Outcome) -> dict[str, Any]:
    """What became of an operation, as it is kept for whoever asks again."""
    return {
        "op_id": str(op_id),
        "status": outcome.status,
        "id": str(outcome.record) if outcome.record else None,
        "etag": preconditions.etag(outcome.version) if outcome.version else None,
        "merged": outcome.merged,
        "problem": outcome.problem,
    }


def with_places(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with `seq`: the place in the feed of the version that was written, null until that is published."""
    written = {each["id"] for each in results if each["status"] in WRITTEN}
    if written and not connection.in_atomic_block:
        publish()
    places = places_of(written)
    return [
        each | {"seq": places.get((each["id"], each["etag"])) if each["id"] in written else None} for each in results
    ]
