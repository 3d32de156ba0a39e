"""The list of exchanges as a page, 2,000 in the database, beside the bare SQL of its rows."""

from collections.abc import Iterator

from bench.data import fetched, imported, opened, record_csv, settle, signed_in
from bench.figures import Figure, compare

BARE = """
SELECT e.id, e.number, e.day, e.formula, e.kind, e.status,
       (SELECT sum(delivered) FROM exchanges_transfer t WHERE t.exchange_id = e.id AND t.direction = 'to_us'
        AND t.voided_at IS NULL),
       (SELECT sum(delivered) FROM exchanges_transfer t WHERE t.exchange_id = e.id AND t.direction = 'to_them'
        AND t.voided_at IS NULL)
FROM exchanges_exchange e
WHERE e.voided_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM exchanges_exchange s WHERE s.parent_id = e.id AND s.voided_at IS NULL)
ORDER BY e.day DESC NULLS FIRST, e.id DESC LIMIT 50
"""


def figures() -> Iterator[Figure]:
    imported(record_csv(2000))
    settle()
    client = signed_in()
    for what, url in (("list page", "/exchanges/"), ("list page, sorted by ratio", "/exchanges/?sort=ratio")):
        yield compare(f"{what}, 2,000 exchanges", lambda url=url: opened(client, url), lambda: fetched(BARE))
