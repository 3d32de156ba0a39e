"""The import of persons, each with a name, a number and a captivity: from the file to the register, with validation,
matching keys, candidates and the book; beside COPY of the same rows into tables without index or trigger, and into
tables with the same indexes and checks.
"""

import csv
import io
import random
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.db.models import Model

from accounts.models import User
from bench.figures import Figure
from common.names.equivalents import GROUPS
from prisoners.domain.importing import work
from prisoners.domain.importing.imports import bring_file, confirm_import, map_columns
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import Captivity, Identifier, Person, PersonImport, PersonName
from units.models import Party

REGISTER = WRITES = True
ROWS, TURNS = 100_000, 1
STAGES = ("read and mapped", "looked through", "written")
HEADER = ("ПІБ", "Дата народження", "Військовий квиток", "Дата полону", "Звання", "Статус")
ONSETS, VOWELS = "бвгджзклмнпрстхчш", "аеиіоуя"
ENDINGS = ("енко", "ук", "ський", "ець", "ак", "ін", "ов", "ів", "чук", "юк")


def figures() -> Iterator[Figure]:
    taken: list[list[float]] = [[] for _stage in STAGES]
    bare: list[float] = []
    indexed: list[float] = []
    for turn in range(TURNS):
        batch, seconds = imported(persons_csv(ROWS, seed=int(time.time()) + turn))
        for stage, each in zip(taken, seconds, strict=True):
            stage.append(each)
        bare.append(copied(batch))
        indexed.append(copied(batch, "INCLUDING ALL"))
    for name, stage in zip(STAGES, taken, strict=True):
        yield Figure(f"import of {ROWS:,} persons, {name}", stage, bare)
    whole = [sum(each) for each in zip(*taken, strict=True)]
    yield Figure(f"import of {ROWS:,} persons, {ROWS / min(whole):,.0f} persons/s", whole, bare)
    yield Figure(f"import of {ROWS:,} persons, beside COPY with indexes", whole, indexed)


def persons_csv(rows: int, seed: int) -> bytes:
    """A file of that many invented persons."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    given = [group[0] for group in GROUPS[:150]]
    surnames = [_surname(chance) for _number in range(20_000)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for number in range(rows):
        name = f"{chance.choice(surnames)} {chance.choice(given)} {chance.choice(given)}ович"
        writer.writerow(
            [name, _day(chance, 1965, 2003), f"С{seed}-{number}", _day(chance, 2022, 2025), "солдат", "полон"]
        )
    return out.getvalue().encode()


def _surname(chance: random.Random) -> str:
    return "".join(map(chance.choice, (ONSETS, VOWELS, ONSETS, VOWELS, ONSETS, ENDINGS))).title()


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(first, last)}"


def imported(content: bytes) -> tuple[PersonImport, list[float]]:
    """The file imported as a person would, and the seconds of each stage. Raises RuntimeError when rows are missing."""
    system = User.objects.system()
    sides = {"party": Party.objects.home(), "detaining_power": Party.objects.standing().get(code="RU")}

    def bring() -> PersonImport:
        batch = bring_file(content=content, file_name="synthetic.csv", by=system)
        return map_columns(batch=batch, by=system, remember=False, **batch.mapping, **sides)

    batch, first = timed(bring)
    _done, second = timed(lambda: work.work_off(batch.pk))
    batch.refresh_from_db()
    _done, third = timed(lambda: work.work_off(confirm_import(batch=batch, by=system, reason="measured").pk))
    if not batch.rows.filter(outcome=Outcome.CREATED).exists():
        raise RuntimeError("nothing was written")
    return batch, [first, second, third]


def copied(batch: PersonImport, like: str = "") -> float:
    """Seconds for COPY of what an import created, as text, into empty tables; `like` says what else they have."""
    persons = "(SELECT person_id FROM prisoners_personimportrow WHERE batch_id = %s AND outcome = 'created')"
    taken = 0.0
    for model, key in ((Person, "id"), (PersonName, "person_id"), (Identifier, "person_id"), (Captivity, "person_id")):
        taken += _copied(model, f"{key} IN {persons}", batch, like)
    return taken


def _copied(model: type[Model], where: str, batch: PersonImport, like: str) -> float:
    table, text = model._meta.db_table, io.StringIO()
    columns = ", ".join(field.column for field in model._meta.concrete_fields if not field.generated)
    with connection.cursor() as cursor:
        rows = cursor.mogrify(f"SELECT {columns} FROM {table} WHERE {where}", [batch.pk]).decode()  # noqa: S608
        cursor.copy_expert(f"COPY ({rows}) TO STDOUT", text)
        cursor.execute(f"CREATE TEMP TABLE bare (LIKE {table} {like})")
        text.seek(0)
        _done, seconds = timed(lambda: cursor.copy_expert(f"COPY bare ({columns}) FROM STDIN", text))
        cursor.execute("DROP TABLE bare")
    return seconds


def timed(act: Callable[[], object]) -> tuple[object, float]:
    """What an act gives, and the seconds that it took."""
    start = time.perf_counter()
    done = act()
    return done, time.perf_counter() - start
