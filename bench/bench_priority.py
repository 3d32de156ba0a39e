"""The order of priority of everybody held, beside bare SQL that sorts the same persons by tier."""

from collections.abc import Iterator

from bench.bench_backlog import HEALTH, HELD, TIER, bare
from bench.data import opened, ordered_by_policy, signed_in
from bench.figures import Figure, compare
from common import clock
from prisoners.models import Person
from prisoners.queries.held import Selection, rows
from prisoners.queries.priority import ORDER, ordered, policy_on
from units.models import Party

REGISTER = GROWTH = True
BARE = f"""
WITH {HEALTH} SELECT count(*), max(n) FROM (
    SELECT row_number() OVER (ORDER BY {TIER}, c.captured_on NULLS LAST, c.id) AS n, c.id {HELD}
) o
"""  # noqa: S608


def figures() -> Iterator[Figure]:
    ordered_by_policy()
    many, home, today = f"{Person.objects.count():,} persons", Party.objects.home(), clock.today()
    parameters = {"today": today, "side": home.pk}
    client = signed_in()
    yield compare(
        f"priority order, {many}",
        lambda: ranked(Selection(home.pk, today, "true")),
        lambda: bare([BARE], parameters),
        times=5,
    )
    yield compare(
        f"priority order, first page, {many}",
        lambda: opened(client, "/prisoners/priorities/order/"),
        lambda: bare([BARE], parameters),
        times=5,
    )


def ranked(selection: Selection) -> None:
    """Give everybody held a place; the rows stay in the database, as for a count of who is before somebody."""
    statement, select = ordered(selection, policy_on(selection.on))
    numbered = f"SELECT row_number() OVER (ORDER BY {ORDER}) AS n, o.id FROM ({select}) o"  # noqa: S608
    rows(statement, f"SELECT count(*), max(n) FROM ({numbered}) a")  # noqa: S608
