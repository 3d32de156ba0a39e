"""Lists over REST, signed in by a token, scoped and logged, beside a bare application that answers the same rows.

Each is served by gunicorn with one worker. What is compared is how many requests each answers in the same time.
"""

import re
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import orjson
from django.db import connection

from accounts.domain.tokens import issue_token
from accounts.models import User
from accounts.roles import Role
from api.catalogue import RESOURCES
from api.queries import rows
from api.resources import Resource
from bench.data import signed_in
from bench.figures import Figure, compare
from bench.served import Asked, served
from prisoners.models import Person

REGISTER = True
#: The share of the bare application's requests that ours is to answer.
LEAST = 0.4
#: As many restricted persons as a page may hold.
RESTRICTED = 10
LISTS, LIMIT, PLACES, TIMES = ("persons", "captivities"), 100, 50, 400
ALL = "SELECT json_build_object('results', json_agg(page.record))::text FROM ({sql}) AS page (id, version, record)"


@dataclass(frozen=True)
class Share(Figure):
    """How many requests we answer while the bare application answers one."""

    least: float = LEAST

    @property
    def share(self) -> float:
        return 1 / self.ratio

    def __str__(self) -> str:
        told = "reached" if self.share >= self.least else "BELOW"
        return f"{super().__str__()}  share {self.share:.2f}, {told} {self.least}"


def figures() -> Iterator[Share]:
    many, token = f"{Person.objects.count():,} persons", token_of_reader()
    with served(
        "config.wsgi", {"Authorization": f"Bearer {token}"}, OBMIN_HTTPS="no", OBMIN_API_RATE=str(10**9)
    ) as ours:
        for resource in (each for each in RESOURCES if each.name in LISTS):
            with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
                file.write(bare_sql(resource))
                file.flush()
                with served("bench.bare", BARE_SQL=file.name) as bare:
                    yield compared(f"REST list of {LIMIT} {resource.name}, {many}", resource, ours, bare)


def token_of_reader() -> str:
    """A token of a registrar, who sees everything that is general."""
    signed_in(Role.REGISTRAR)
    reader = User.objects.get(username=f"bench-{Role.REGISTRAR}")
    name = f"bench-{secrets.token_hex(4)}"
    return issue_token(user=reader, name=name, scopes=["*:read"], by=User.objects.system())[1]


def compared(what: str, resource: Resource, ours: Asked, bare: Asked) -> Share:
    """Both asked for the same pages in turns. Raises RuntimeError where they do not answer the same rows."""
    paths = [f"/api/v1/{resource.name}/?limit={LIMIT}&cursor={place}" for place in places(resource)]
    for path in paths[:3]:
        known = orjson.loads(bare.get(path))["results"]
        # The few that are restricted are told by the bare application alone.
        if sum(row in known for row in orjson.loads(ours.get(path))["results"]) < LIMIT - RESTRICTED:
            raise RuntimeError(f"{path}: not the same rows")
    asked, answered = cycle(paths), cycle(paths)
    found = compare(what, lambda: ours.get(next(asked)), lambda: bare.get(next(answered)), times=TIMES)
    return Share(found.what, found.ours, found.bare)


def places(resource: Resource) -> list[str]:
    """Ids here and there in the list."""
    ids = resource.model.objects.standing().order_by("?").values_list("pk", flat=True)
    return [str(each) for each in ids[:PLACES]]


def bare_sql(resource: Resource) -> str:
    """The rows of a page with all their members, by one statement, without asking who reads."""
    system, mark = User.objects.system(), "00000000-0000-0000-0000-000000000000"
    found = resource.model.objects.standing().filter(pk__gt=mark).order_by("pk")
    members = resource.members(User.objects.get(username=f"bench-{Role.REGISTRAR}"))
    query = rows.as_json(found, resource, members, system)[:LIMIT].query
    with connection.cursor() as cursor:
        sql = cursor.mogrify(*query.sql_with_params()).decode()
    table = f' FROM "{resource.model._meta.db_table}"'
    sql = re.sub(rf'::text(\)?(?: AS "\w+")?){table}', rf"\1{table}", sql, count=1)
    return ALL.format(sql=sql).replace("%", "%%").replace(f"'{mark}'", "%s")
