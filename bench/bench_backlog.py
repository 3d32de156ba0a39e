"""The backlog report beside bare SQL: its four plain groupings alone, and all that it counts."""

from collections.abc import Iterator
from typing import Any

from bench.data import ordered_by_policy
from bench.figures import Figure, compare
from common import clock
from prisoners.models import Person
from prisoners.queries.bands import MONTHS, months_before
from prisoners.queries.held import generous
from reports import catalogue
from reports.domain.answers import answer_as_system
from units.models import Party

REGISTER = GROWTH = True
HELD = """
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s
"""
BAND = """
CASE WHEN c.captured_on IS NULL THEN 'unknown' WHEN c.captured_on > %(m6)s THEN 'under_6m'
     WHEN c.captured_on > %(m12)s THEN '6_12m' WHEN c.captured_on > %(m24)s THEN '1_2y'
     WHEN c.captured_on > %(m36)s THEN '2_3y' ELSE '3y' END
"""
FOUR = f"""
SELECT c.unit_id, c.legal_category, p.sex, {BAND} AS band, count(*) {HELD}
GROUP BY GROUPING SETS ((1), (2), (3), (4))
"""
TIER = """
CASE WHEN c.id IN (SELECT captivity_id FROM health WHERE grade IN ('seriously_wounded', 'gravely_sick')) THEN 1
     WHEN p.sex = 'female' THEN 2 WHEN c.captured_on <= %(today)s::date - 1095 THEN 3
     WHEN c.id IN (SELECT m.captivity_id FROM prisoners_cohortmembership m JOIN prisoners_cohort k ON k.id = m.cohort_id
                   WHERE m.voided_at IS NULL AND k.code IN ('mariupol-garrison', 'azovstal')) THEN 4
     WHEN c.legal_category = 'civilian' THEN 5 END
"""
BESIDE = "LEFT JOIN units_unit u ON u.id = c.unit_id LEFT JOIN stay s ON s.captivity_id = c.id WHERE"
HEALTH = """
health AS (SELECT DISTINCT ON (captivity_id) captivity_id, grade FROM prisoners_healthassessment
           WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(today)s)
           ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC)
"""
ALL = f"""
WITH {HEALTH}, stay AS (
    SELECT DISTINCT ON (d.captivity_id) d.captivity_id, l.region
    FROM prisoners_detention d LEFT JOIN places_place l ON l.id = d.place_id
    WHERE d.voided_at IS NULL AND (d.since IS NULL OR d.since <= %(today)s) AND (d.until IS NULL OR d.until > %(today)s)
    ORDER BY d.captivity_id, d.since DESC NULLS LAST, d.id DESC)
SELECT unit_id, branch_id, legal_category, sex, band, region, tier, captured_on, count(*) FROM (
    SELECT c.unit_id, u.branch_id, c.legal_category, p.sex, {BAND} AS band, s.region, {TIER} AS tier, c.captured_on
    {HELD.replace("WHERE", BESIDE)}
) held GROUP BY GROUPING SETS ((1), (2), (3), (4), (5), (6), (7), (8))
"""  # noqa: S608
COHORTS = f"""
SELECT m.cohort_id, count(*)
{HELD.replace("WHERE", "JOIN prisoners_cohortmembership m ON m.captivity_id = c.id AND m.voided_at IS NULL WHERE")}
GROUP BY 1
"""
FLOW = """
SELECT date_trunc('month', {0}), c.status, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND {0} BETWEEN %(first)s AND %(today)s GROUP BY 1, 2
"""


def figures() -> Iterator[Figure]:
    ordered_by_policy()
    report, many = catalogue.find("backlog"), f"{Person.objects.count():,} persons"
    parameters = report.clean({})
    today = clock.today()
    known = {f"m{months}": months_before(today, months) for months in MONTHS.values()}
    known |= {"today": today, "first": months_before(today.replace(day=1), 23), "side": Party.objects.home().pk}
    everything = [ALL, COHORTS, FLOW.format("c.captured_on"), FLOW.format("c.ended_on")]
    yield compare(
        f"backlog, {many}, beside the same groupings",
        lambda: answer_as_system(report, parameters, today),
        lambda: bare(everything, known),
        times=5,
    )
    yield compare(
        f"backlog, {many}, within 2 s, beside four groupings",
        lambda: answer_as_system(report, parameters, today),
        lambda: bare([FOUR], known),
        times=5,
    )


def bare(statements: list[str], parameters: dict[str, Any]) -> None:
    """The statements with the memory that ours have, their rows read."""
    with generous() as cursor:
        for sql in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()
