"""Those who came home, and what speaks against article 117 of any of them: second captures and reports."""

from collections import Counter
from dataclasses import dataclass, field

from prisoners.enums import HOME_AGAIN
from prisoners.models import Alert, PostReturnReport
from prisoners.queries.article_117 import against_sql
from prisoners.queries.held import Selection, Statement, rows, standing
from sources.models import Source

READS = (Alert, PostReturnReport, Source)
HOME = "c.status = ANY(%(home_again)s) AND (c.ended_on IS NULL OR c.ended_on <= %(on)s)"
#: The few returns of which something speaks against the article, and what it is.
BROKEN = """
    broken AS (
        SELECT c.id, c.service_basis, c.ended_on, a.id IS NOT NULL AS captured_again, r.id IS NOT NULL AS reported,
               a.recaptured_on, coalesce(a.waits, false) AS waits
        FROM (SELECT id FROM again UNION SELECT id FROM reported) few
        JOIN prisoners_captivity c ON c.id = few.id JOIN prisoners_person p ON p.id = c.person_id
        LEFT JOIN again a ON a.id = c.id LEFT JOIN reported r ON r.id = c.id
        WHERE {where}
    )
"""
#: What is known, as one code.
KNOWN_FROM = "CASE WHEN captured_again AND reported THEN 'both' WHEN captured_again THEN 'capture' ELSE 'report' END"
#: Time from the return to the second capture, both by the first day that their dates may mean.
AGAIN_AFTER = """
    CASE WHEN NOT captured_again THEN NULL WHEN recaptured_on IS NULL OR ended_on IS NULL THEN 'unknown'
         WHEN recaptured_on < (ended_on + interval '3 months')::date THEN 'under_3m'
         WHEN recaptured_on < (ended_on + interval '6 months')::date THEN '3_6m'
         WHEN recaptured_on < (ended_on + interval '12 months')::date THEN '6_12m' ELSE '1y' END
"""
AFTER = ("under_3m", "3_6m", "6_12m", "1y", "unknown")
GROUPED = f"""
    SELECT service_basis, {KNOWN_FROM}, {AGAIN_AFTER}, waits, count(*) FROM broken GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT c.service_basis, NULL, NULL, NULL, count(*)
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE {{where}} GROUP BY 1
"""  # noqa: S608
#: Two reprints of one statement are one.
REPORTED = """
    SELECT r.kind, count(DISTINCT r.captivity_id),
           count(DISTINCT (r.captivity_id, coalesce(s.same_statement_as_id, s.id)))
    FROM prisoners_postreturnreport r JOIN sources_source s ON s.id = r.source_id
    JOIN prisoners_captivity c ON c.id = r.captivity_id JOIN prisoners_person p ON p.id = c.person_id
    WHERE r.voided_at IS NULL AND (r.reported_on IS NULL OR r.reported_on <= %(on)s) AND {where} GROUP BY r.kind
"""
WITHIN = "c.id IN (SELECT id FROM broken WHERE {condition})"
OF_KIND = """
    c.id IN (SELECT r.captivity_id FROM prisoners_postreturnreport r WHERE r.voided_at IS NULL AND r.kind = %(kind)s
             AND (r.reported_on IS NULL OR r.reported_on <= %(on)s))
"""


@dataclass
class Recaptured:
    """Returns up to a day, and those of them after which something speaks against article 117."""

    returned: int = 0
    against: int = 0
    waits: int = 0
    #: Returns by service basis, and those against the article by it.
    bases: Counter = field(default_factory=Counter)
    bases_against: Counter = field(default_factory=Counter)
    #: By what it is known from, and of second captures by the time since the return.
    known_from: Counter = field(default_factory=Counter)
    after: Counter = field(default_factory=Counter)
    #: By kind of report: persons, and statements that are no reprints of each other.
    reported: dict[str, tuple[int, int]] = field(default_factory=dict)


def recaptured(selection: Selection) -> Recaptured:
    """The returns of a selection up to its day: two statements, whatever their number."""
    found = Recaptured()
    statement = _broken(selection)
    for basis, known_from, after, waits, persons in rows(statement, GROUPED.format(where=statement.where)):
        if known_from:
            found.against += persons
            found.bases_against[basis] += persons
            found.known_from[known_from] += persons
            found.waits += persons if waits else 0
        else:
            found.returned += persons
            found.bases[basis] += persons
        if after:
            found.after[after] += persons
    statement = _home(selection)
    for kind, persons, statements in rows(statement, REPORTED.format(where=statement.where)):
        found.reported[kind] = persons, statements
    return found


def returns(selection: Selection, basis: str | None = None) -> Statement:
    """All returns, or those of a service basis."""
    statement = _home(selection)
    if basis is not None:
        statement.limit("c.service_basis = %(basis)s", basis=basis)
    return statement


def returns_against(selection: Selection, condition: str, **params: object) -> Statement:
    """The returns against article 117 that meet a condition on `broken`."""
    statement = _broken(selection)
    return Statement(statement.ctes, statement.params | params, [WITHIN.format(condition=condition)])


def returns_reported(selection: Selection, kind: str) -> Statement:
    """The returns of which there is a report of a kind."""
    statement = _home(selection)
    statement.limit(OF_KIND, kind=kind)
    return statement


def _home(selection: Selection) -> Statement:
    statement = standing(selection, *READS)
    statement.limit(HOME, home_again=sorted(HOME_AGAIN))
    return statement


def _broken(selection: Selection) -> Statement:
    statement = _home(selection)
    statement.ctes += [*against_sql(selection.on), BROKEN.format(where=statement.where)]
    return statement
