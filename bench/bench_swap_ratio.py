"""The swap ratio over 2,000 exchanges beside the bare SQL of its sum."""

from collections.abc import Iterator

from bench.data import fetched, imported, record_csv, settle
from bench.figures import Figure, compare
from common import clock
from reports import catalogue
from reports.domain.answers import answer_as_system

BARE = """
SELECT sum(us), sum(them), count(*) FROM (
    SELECT sum(delivered) FILTER (WHERE direction = 'to_us') AS us,
           sum(delivered) FILTER (WHERE direction = 'to_them') AS them
    FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
    WHERE t.voided_at IS NULL AND e.voided_at IS NULL AND e.status IN ('completed', 'partly_completed')
    GROUP BY e.id) sums
WHERE us IS NOT NULL AND them IS NOT NULL
"""


def figures() -> Iterator[Figure]:
    imported(record_csv(2000, seed=7))
    settle()
    report = catalogue.find("swap-ratio")
    parameters = report.clean({})
    yield compare(
        "swap ratio, 2,000 exchanges",
        lambda: answer_as_system(report, parameters, clock.today()),
        lambda: fetched(BARE),
    )
