"""Operations are done in their order: each as the request would be, and runs of plain ones together."""

import logging
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.domain import parking
from api.domain.operations import Sent
from api.domain.outcomes import Outcome, refused
from api.domain.subrequests import nowhere, perform
from api.domain.together import Kind, done_together, kind_of
from api.enums import OnConflict

#: Fewer than these are not worth being written together.
FEW = 4
log = logging.getLogger(__name__)


def performed(outer: Request, operations: Sequence[Sent]) -> Iterator[Outcome]:
    """Do operations and say what becomes of each; nothing is done of one before its turn has come."""
    for kind, run in groupby(operations, key=kind_of):
        together = list(run)
        yield from _run(outer, kind, together) if kind else (_one(outer, sent) for sent in together)


def _run(outer: Request, kind: Kind, run: list[Sent]) -> Iterator[Outcome]:
    """Operations of one kind. Where one of them is odd the halves are tried, and a few one by one: it is found soon."""
    if len(run) < FEW:
        yield from (_one(outer, sent) for sent in run)
    elif (outcomes := done_together(outer, kind, run)) is not None:
        yield from outcomes
    else:
        half = len(run) // 2
        yield from _run(outer, kind, run[:half])
        yield from _run(outer, kind, run[half:])


def _one(outer: Request, sent: Sent) -> Outcome:
    """What becomes of an operation by itself."""
    if sent.target is None:
        return nowhere(outer)
    try:
        outcome = perform(outer, sent.target, sent.method, sent.path, sent.body, sent.headers)
        if sent.on_conflict == OnConflict.PARK and parking.is_stale(outcome):
            return parking.merged_or_parked(outer, sent, sent.target, outcome)
        return outcome
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # One that nobody foresaw must not hold up the others, which may have waited for weeks.
        log.exception("operation of a batch failed")
        return refused(outer, 500, _("Nothing was saved. Tell the administrators the request_id."))
