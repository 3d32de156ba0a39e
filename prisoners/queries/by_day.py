"""What captivities were each on a day of its own: rules of priority and groups of negotiations, asked of that day.

A statement of this floor is about one day, `%(on)s`. Here it is asked again for each day on which something happened,
of those to whom it happened on that day: with the very conditions, so that they cannot mean two things.
"""

from prisoners.queries.held import Statement

#: Rows that happened (`happened (day, captivity_id, what)`), by day; each day is asked of its own captivities.
DAYS = """
    days AS MATERIALIZED (
        SELECT day, array_agg(captivity_id) AS captivities, array_agg(what) AS whats FROM happened GROUP BY day
    )
"""
OF_THE_DAY = """
    SELECT d.day, r.* FROM days d CROSS JOIN LATERAL (
        {with_} SELECT m.what, m.captivity_id, coalesce(p.merged_into_id, p.id) AS person_id, {answers}
        FROM unnest(d.captivities, d.whats) AS m (captivity_id, what)
        JOIN prisoners_captivity c ON c.id = m.captivity_id JOIN prisoners_person p ON p.id = c.person_id
        WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND {where}
    ) r
"""


def statement_of_days() -> Statement:
    """A statement to which conditions on `c` and `p` are added as ever; `asked_by_day` asks it of each day."""
    return Statement(params={"of": None})


def asked_by_day(statement: Statement, answers: str) -> str:
    """The SELECT of day, what, captivity_id, person_id and the `answers`, to stand after CTEs `happened` and DAYS."""
    select = OF_THE_DAY.format(with_=statement.text(""), answers=answers, where=statement.where or "true")
    return select.replace("%(on)s", "d.day").replace("%(of)s::uuid[]", "d.captivities")
