"""What is measured: a public record and a register of as many rows as are asked for, all of them made up."""

import csv
import datetime
import io
import random
import sys
import time
from http import HTTPStatus

from django.db import connection
from django.test import Client

from accounts.domain.people import add_user, grant_role
from accounts.domain.sign_in import note_second_factor
from accounts.models import User
from accounts.roles import Role
from exchanges.domain.imports import confirm_import, preview_import
from exchanges.domain.public_record import COLUMNS
from exchanges.domain.reference import add_reference_data
from exchanges.interfaces.importing import RecordFile, read_file
from exchanges.models import ImportBatch
from prisoners.domain.demo.fill import fill
from prisoners.domain.founding_policy import add_founding_policy
from prisoners.domain.reference import add_cohorts
from prisoners.models import Person
from units.domain.assignments import assign

FIRST_DAY = datetime.date(2022, 3, 1)
DAYS = 1600


def record_csv(rows: int, seed: int = 1) -> bytes:
    """A file of the public record with that many rows, each with a label of its own."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for number in range(rows):
        to_us, to_them = chance.randint(5, 300), chance.randint(5, 300)
        civilians = chance.randint(0, 5)
        writer.writerow(
            {
                "date": FIRST_DAY + datetime.timedelta(days=number % DAYS),
                "format_label": f"synthetic {seed}.{number}: {to_us} for {to_them}",
                "returned_to_ukraine_total": to_us,
                "returned_to_ukraine_military": to_us - civilians,
                "returned_to_ukraine_civilian": civilians,
                "returned_to_russia_total": to_them if number % 3 else "",
                "mediator": chance.choice(["", "UAE", "UAE", "USA; UAE"]),
                "source_url": f"https://example.org/{seed}/{number}",
                "confidence": "medium",
            }
        )
    return out.getvalue().encode()


def imported(data: bytes) -> ImportBatch:
    """The file read, previewed and confirmed, as a person would."""
    system = User.objects.system()
    add_reference_data(by=system)
    record: RecordFile = read_file(io.BytesIO(data), name="synthetic.csv", limit=len(data))
    batch = preview_import(file_name=record.name, sha256=record.sha256, size=record.size, rows=record.rows, by=system)
    return confirm_import(batch=batch, by=system)


def registered(persons: int, seed: int = 1) -> int:
    """Fill the register up to that many invented persons, with all that befell them; returns how many there are."""
    system = User.objects.system()
    add_reference_data(by=system)
    start, there = time.monotonic(), Person.objects.count()
    for number in fill(target=persons, seed=seed, by=system):
        print(f"\r{number:,} persons in {time.monotonic() - start:,.0f} s ", end="", file=sys.stderr, flush=True)
    now = Person.objects.count()
    if now > there:
        print(file=sys.stderr)
        settle()
    return now


def signed_in(role: Role = Role.REGISTRAR) -> Client:
    """Somebody of that role at the pages."""
    name, system = f"bench-{role}", User.objects.system()
    reader = User.objects.filter(username=name).first()
    if reader is None:
        reader = add_user(username=name, by=system)
        grant_role(user=reader, role=role, by=system)
    if not reader.scopes.exists():
        assign(user=reader, role=role, by=system)
    client = Client(HTTP_HOST="localhost")
    client.force_login(reader, backend="accounts.backends.RoleBackend")
    session = client.session
    note_second_factor(session, reader, "totp")
    session.save()
    return client


def ordered_by_policy() -> None:
    """Put the founding order of priority into force, as two people do, unless one is."""
    system, found = User.objects.system(), []
    for role in (Role.NEGOTIATOR, Role.APPROVER):
        signed_in(role)
        found.append(User.objects.get(username=f"bench-{role}"))
    add_cohorts(by=system)
    add_founding_policy(proposer=found[0], approver=found[1])


def opened(client: Client, url: str) -> None:
    """Open a page as a browser does. Raises RuntimeError when it does not answer."""
    if (status := client.get(url).status_code) != HTTPStatus.OK:
        raise RuntimeError(f"{url}: {status}")


def fetched(sql: str, parameters: object = None) -> None:
    """Bare SQL, its rows read."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.fetchall()


def settle() -> None:
    """What autovacuum does a minute after a large import: statistics and marks of pages that all may see."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
