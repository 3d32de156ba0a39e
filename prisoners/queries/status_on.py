"""How much was known of somebody on a day: missing, said to be held, confirmed, listed; as SQL."""

from common import clock
from prisoners.enums import EventKind
from prisoners.models import StatusEvent
from prisoners.queries.held import Selection, Statement
from prisoners.queries.known import end_of

#: What the statement must be told that it reads besides the tables of everybody held.
READS = (StatusEvent,)
#: Of a day gone by it is the status from which the first change after it began. A correction says that the status
#: before it had been wrong all the time.
STATUS_THEN = f"""
    status_then AS (
        SELECT DISTINCT ON (e.captivity_id) e.captivity_id, e.from_status AS status FROM prisoners_statusevent e
        WHERE e.voided_at IS NULL AND e.kind <> '{EventKind.REVISED}' AND e.from_status <> e.to_status
              AND e.from_status = ANY(%(open)s)
              AND CASE WHEN e.occurred_on IS NULL THEN e.recorded_at >= %(day_over)s ELSE e.occurred_on > %(on)s END
        ORDER BY e.captivity_id, coalesce(e.occurred_on, e.recorded_at::date), e.recorded_at, e.id
    )
"""  # noqa: S608


def status_on(selection: Selection, statement: Statement) -> tuple[str, str]:
    """SQL of the status on the day of those held then, and of the join that it needs; NULL is not on record.

    The statement is made by `held` with READS.
    """
    if selection.on >= clock.today():
        return "c.status", ""
    statement.ctes.append(STATUS_THEN)
    statement.params["day_over"] = end_of(selection.on)
    status = "coalesce(status_then.status, CASE WHEN c.status = ANY(%(open)s) THEN c.status END)"
    return status, "LEFT JOIN status_then ON status_then.captivity_id = c.id"
