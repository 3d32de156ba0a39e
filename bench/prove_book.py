"""`make prove-book`: the book at full size: lines published a second, seconds to verify, and a tampered line found.

make prove-book                         1,000,000 links; it ends with 1 when a budget is missed
make prove-book ARGS="--links 100000"
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import django

#: What is promised: 1,000,000 links verified within 30 seconds; an import makes 20,000 lines a second.
VERIFIED_PER_SECOND, PUBLISHED_PER_SECOND = 1_000_000 / 30, 30_000

FILL = """
    INSERT INTO audit_change (model, object_id, version, after, actor_id, verb, reason, request_id, db_user)
    SELECT 'prisoners.personname', gen_random_uuid(), 1,
           jsonb_build_object('person_id', gen_random_uuid(), 'full', 'Вигаданий Петро ' || number,
                              'script', 'cyrillic', 'kind', 'main', 'surname', 'Вигаданий', 'given', 'Петро'),
           NULL, 'prisoners.import', '', number / 500, 'synthetic'
    FROM generate_series(1, %s) number
"""
#: What an owner of the tables does: the trigger in the way off, a line edited, the trigger on again.
GUARD = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_change'::regclass AND tgname LIKE 'pgtrigger_no_update%%'"
TAMPER = "UPDATE audit_change SET reason = 'other' WHERE id = (SELECT change_id FROM audit_feedentry WHERE seq = %s)"


@dataclass(frozen=True)
class Measured:
    """What an act did, how many lines a second, and how much of the time this process itself was at work."""

    what: str
    lines: int
    seconds: float
    own: float

    @property
    def rate(self) -> float:
        return self.lines / self.seconds

    def __str__(self) -> str:
        told = f"{self.what:<10} {self.lines:>9,} lines  {self.seconds:7.1f} s  {self.rate:>9,.0f}/s"
        return f"{told}  own {self.own:.1f} s"


def timed(what: str, act: Callable[[], int]) -> Measured:
    """Measure an act that answers with the number of its lines."""
    start, own = time.monotonic(), time.process_time()
    lines = act()
    return Measured(what, lines, time.monotonic() - start, time.process_time() - own)


def fill(lines: int) -> None:
    """Write invented lines into the book, as an import does."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILL, [lines])
        cursor.execute("ANALYZE audit_change")


def prove() -> tuple[Measured, Measured, list[dict[str, object]]]:
    """Publish and verify what is in the book; then tamper with the line in the middle and say what is found."""
    from django.db import connection

    from audit.domain.publishing import publish_all
    from audit.domain.verifying import verify
    from audit.queries.links import last_number

    published = timed("published", publish_all)
    verified = timed("verified", lambda: verify().links)
    with connection.cursor() as cursor:
        cursor.execute(GUARD, [])
        guard = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"ALTER TABLE audit_change DISABLE TRIGGER {guard}")
        cursor.execute(TAMPER, [last_number() // 2])
        cursor.execute(f"ALTER TABLE audit_change ENABLE TRIGGER {guard}")
    return published, verified, verify().findings


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="prove-book", description=__doc__.splitlines()[0])
    parser.add_argument("--links", type=int, default=1_000_000)
    links = parser.parse_args(arguments).links
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from bench.__main__ import database

    with database(keep=False):
        fill(links)
        published, verified, findings = prove()
    print(published, verified, sep="\n")
    print(f"found of one line changed: {findings}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB; load: {os.getloadavg()[0]:.1f}")
    fast = published.rate >= PUBLISHED_PER_SECOND and verified.rate >= VERIFIED_PER_SECOND
    return 0 if fast and len(findings) == 1 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
