"""The list of persons under many filters, beside the bare SQL of the same rows."""

import datetime
from collections.abc import Iterator

from bench.data import fetched, opened, signed_in
from bench.figures import Figure, compare, compare_each
from prisoners.models import Cohort, Person
from units.models import Party, Unit

REGISTER = True
ROWS = """
SELECT p.id, p.name, p.sex, p.born_on, party.code, c.status, c.rank, c.captured_on, c.legal_category, u.code, d.code
FROM prisoners_person p
LEFT JOIN prisoners_captivity c ON c.id = p.latest_captivity_id
LEFT JOIN units_unit u ON u.id = c.unit_id
LEFT JOIN units_party d ON d.id = c.detaining_power_id
JOIN units_party party ON party.id = p.party_id
WHERE p.voided_at IS NULL AND p.merged_into_id IS NULL {}
ORDER BY {} LIMIT 51
"""
BY_NAME = "p.sort_key, p.id"
SUBTREE = """AND c.unit_id IN (
    WITH RECURSIVE below(id) AS (
        SELECT %s::uuid UNION ALL SELECT l.unit_id FROM below JOIN units_placement l ON l.parent_id = below.id
        WHERE l.voided_at IS NULL)
    SELECT id FROM below)"""
IN_COHORT = """AND EXISTS (SELECT FROM prisoners_cohortmembership m
    WHERE m.captivity_id = c.id AND m.cohort_id = %s AND m.voided_at IS NULL)"""

#: What is asked, the query string, the condition, its parameters, the order.
Question = tuple[str, str, str, list, str]


def figures() -> Iterator[Figure]:
    client, many = signed_in(), f"{Person.objects.count():,} persons"
    pages, bare = [], []
    for what, query, condition, parameters, order in questions():
        pages.append(lambda query=query: opened(client, f"/prisoners/?{query}"))
        sql = ROWS.format(condition, order)
        bare.append(lambda sql=sql, parameters=parameters: fetched(sql, parameters))
        yield compare(f"list, {what}, {many}", pages[-1], bare[-1])
    yield compare_each(f"list, all of these, {many}", pages, bare, times=5)


def questions() -> Iterator[Question]:
    """The mix that a headquarters asks in a day."""
    home = Party.objects.home()
    brigade, company = (Unit.objects.get(party=home, code=f"SYN-{home.code}-{own}") for own in ("23", "2311"))
    cohort = Cohort.objects.get(code="azovstal")
    since, until = datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)
    yield "no filter", "", "", [], BY_NAME
    yield "status", "status=confirmed", "AND c.status = 'confirmed'", [], BY_NAME
    yield "rare status", "status=interned", "AND c.status = 'interned'", [], BY_NAME
    for what, unit in (("brigade", brigade), ("company", company)):
        yield what, f"unit={unit.pk}", SUBTREE, [unit.pk], BY_NAME
    civilians = "AND p.party_id = %s AND c.legal_category = 'civilian'"
    yield "side and category", f"party={home.pk}&category=civilian", civilians, [home.pk], BY_NAME
    months = f"captured_after={since}&captured_before={until}"
    yield "captured in a month", months, "AND c.captured_on BETWEEN %s AND %s", [since, until], BY_NAME
    yield "cohort", f"cohort={cohort.pk}", IN_COHORT, [cohort.pk], BY_NAME
    yield "by capture, latest first", "sort=-captured_on", "", [], "c.captured_on DESC NULLS LAST, p.id DESC"

    yield "by birth", "sort=born_on", "", [], "p.born_on, p.id"
    yield (
        "by capture, of a status",
        "status=missing&sort=captured_on",
        "AND c.status = 'missing'",
        [],
        "c.captured_on, p.id",
    )
