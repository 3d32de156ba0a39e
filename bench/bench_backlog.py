"""The backlog report beside the four plain groupings alone; bench_reports has it beside all that it counts."""

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
HEALTH = """
health AS (SELECT DISTINCT ON (captivity_id) captivity_id, grade FROM prisoners_healthassessment
           WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(today)s)
           ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC)
"""


def figures() -> Iterator[Figure]:
    ordered_by_policy()
    report, many = catalogue.find("backlog"), f"{Person.objects.count():,} persons"
    parameters = report.clean({})
    today = clock.today()
    known = {f"m{months}": months_before(today, months) for months in MONTHS.values()}
    known |= {"today": today, "side": Party.objects.home().pk}
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
