"""What the log of reads costs a request: a list and a page of persons, with an empty log and with a full one."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from django.db import connection

from accounts.domain.reading import Reader, log_reads
from accounts.models import User
from audit.domain.reads import Line, write_reads
from audit.models import Read
from audit.queries.reads import reads_of
from bench.data import opened, signed_in
from bench.figures import Figure, compare
from common.ids import new_id
from prisoners.models import Person

REGISTER = WRITES = True
#: Seconds that the log may cost a request, at the median.
LIMIT = 0.003
#: Lines of a busy day, of fifty persons each.
DAY, SHOWN = 200_000, 50
FILL = """
INSERT INTO audit_read (at, user_id, session, request_id, surface, view, kind, ids, count, field_classes_shown, refused)
SELECT now() - n * interval '0.4 second', gen_random_uuid(), '', '', 'list', 'prisoners:list', 'prisoners.person',
       ARRAY(SELECT gen_random_uuid() FROM generate_series(1, %s) WHERE n > 0), %s, '{identity}', false
FROM generate_series(1, %s) n
"""


@dataclass(frozen=True)
class Cost(Figure):
    """What the log adds to a request, at the median; `bare` is the request without it."""

    @property
    def seconds(self) -> float:
        return statistics.median(ours - bare for ours, bare in zip(self.ours, self.bare, strict=True))

    def __str__(self) -> str:
        told = "within" if self.seconds <= LIMIT else "ABOVE"
        return f"{super().__str__()}  the log costs {self.seconds * 1000:.2f} ms, {told} {LIMIT * 1000:.0f} ms"


def figures() -> Iterator[Figure]:
    client, many = signed_in(), f"{Person.objects.count():,} persons"
    asked = {"list": partial(opened, client, "/prisoners/")}
    asked["page of a person"] = partial(opened, client, Person.objects.first().get_absolute_url())
    for when in ("an empty log", "a log of one day"):
        for what, page in asked.items():
            yield cost(f"{what}, {many}, {when}", page)
        yield compare(f"one line of {SHOWN} persons and an empty statement, {when}", line, nothing, times=200)
        if Read.objects.count() < DAY:
            with connection.cursor() as cursor:
                cursor.execute(FILL, [SHOWN, SHOWN, DAY])
    known = Read.objects.order_by("-id")[0].ids[0]
    yield compare(f"reads of a person in {Read.objects.count():,} lines", lambda: list(reads_of([known])), nothing)


def cost(what: str, page: Callable[[], object], times: int = 60) -> Cost:
    """A request with the time of its log, and the same request less that time; the first one only warms up."""
    whole, rest = [], []
    for turn in range(times + 1):
        with clocked() as spent:
            start = time.perf_counter()
            page()
            seconds = time.perf_counter() - start
        if turn:
            whole.append(seconds)
            rest.append(seconds - sum(spent))
    return Cost(what, whole, rest)


@contextmanager
def clocked() -> Iterator[list[float]]:
    """The seconds that the log takes inside: counting the reader's reads, and writing."""
    spent: list[float] = []

    def timed(*arguments: object) -> bool:
        start = time.perf_counter()
        shown = log_reads(*arguments)
        spent.append(time.perf_counter() - start)
        return shown

    with patch("accounts.reading.log_reads", timed):
        yield spent


def line() -> None:
    reader = Reader(User.objects.system())
    told = {"session": "", "token_id": None, "request_id": "", "view": "", "field_classes_shown": ["identity"]}
    ids = [new_id() for _one in range(SHOWN)]
    write_reads([Line(reader.user.pk, surface="list", kind="prisoners.person", ids=ids, count=SHOWN, **told)])


def nothing() -> None:
    User.objects.system()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
