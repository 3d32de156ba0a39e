"""What the log of reads costs a request: the list of persons with it beside the same list without it, and one line."""

from collections.abc import Callable, Iterator
from functools import partial
from unittest.mock import patch

from django.db import connection

from accounts.domain.reading import Reader
from accounts.models import User
from audit.domain.reads import Line, write_reads
from audit.models import Read
from bench.data import opened, signed_in
from bench.figures import Figure, compare
from common.ids import new_id
from prisoners.models import Person

REGISTER = WRITES = True
#: Lines of a busy day, of fifty persons each.
DAY, SHOWN = 200_000, 50
FILL = """
INSERT INTO audit_read (at, user_id, session, request_id, surface, view, kind, ids, count, field_classes_shown, refused)
SELECT now() - n * interval '0.4 second', gen_random_uuid(), '', '', 'list', 'prisoners:list', 'prisoners.person',
       ARRAY(SELECT gen_random_uuid() FROM generate_series(1, %s) WHERE n > 0), %s, '{identity}', false
FROM generate_series(1, %s) n
"""


def figures() -> Iterator[Figure]:
    client, many = signed_in(), f"{Person.objects.count():,} persons"
    page = partial(opened, client, "/prisoners/")
    person = partial(opened, client, Person.objects.first().get_absolute_url())
    for when in ("a log of one day", "the same, grown"):
        yield compare(f"list of {many}, with and without the log", page, without(page), times=40)
        yield compare("page of a person, with and without the log", person, without(person), times=40)
        yield compare(f"one line of {SHOWN} persons and an empty statement, {when}", line, nothing, times=200)
        with connection.cursor() as cursor:
            cursor.execute(FILL, [SHOWN, SHOWN, DAY])
        known = Read.objects.order_by("-id")[0].ids[0]
        search = partial(lambda key: list(Read.objects.filter(ids__contains=[key])), known)
        yield compare(f"reads of a person in {Read.objects.count():,} lines", search, nothing)


def without(work: Callable[[], object]) -> Callable[[], object]:
    """The same where nothing is written and nothing is counted."""

    def run() -> object:
        with patch("accounts.reading.log_reads", return_value=True):
            return work()

    return run


def line() -> None:
    reader = Reader(User.objects.system())
    told = {"session": "", "token_id": None, "request_id": "", "view": "", "field_classes_shown": ["identity"]}
    ids = [new_id() for _one in range(SHOWN)]
    write_reads([Line(reader.user.pk, surface="list", kind="prisoners.person", ids=ids, count=SHOWN, **told)])


def nothing() -> None:
    User.objects.system()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
