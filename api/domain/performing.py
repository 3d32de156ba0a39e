"""Operations are done in their order: each as the request would be, and runs of plain creations together."""

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
from api.domain.together import created_together, creates
from api.enums import OnConflict

#: Fewer than these are not worth being written together.
FEW = 4
log = logging.getLogger(__name__)


def performed(outer: Request, operations: Sequence[Sent]) -> Iterator[Outcome]:
    """Do operations and say what becomes of each; nothing is done of one before its turn has come."""
    for resource, run in groupby(operations, key=creates):
        together = list(run)
        yield from _run(outer, together) if resource else (_one(outer, sent) for sent in together)


def _run(outer: Request, run: list[Sent]) -> Iterator[Outcome]:
    """Creations of one type. Where one of them is odd the halves are tried, and a few one by one: it is found soon."""
    outcomes = created_together(outer, run) if len(run) >= FEW else [_one(outer, sent) for sent in run]
    if outcomes is not None:
        yield from outcomes
        return
    half = len(run) // 2
    yield from _run(outer, run[:half])
    yield from _run(outer, run[half:])


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
