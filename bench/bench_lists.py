"""Lists of names against the register: from the upload to proposals, and how often the machine is right.

The lists are made from the register by noise (bench/noise.py), by a seed and a mix that the matcher was not tuned on.
Beside the time stands that of the bare rows with the same keys; the memory is the most that this process ever had.
"""

import csv
import io
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from django.db import connection

from accounts.models import User
from bench.data import fetched
from bench.figures import Figure
from bench.noise import REPORTED, Mix, Recorded, Written, listed
from negotiations.domain.lists import receive_list
from negotiations.domain.matching.finding import find
from negotiations.domain.matching.guarding import Families
from negotiations.domain.matching.sought import Sought
from negotiations.domain.work import work_off
from negotiations.list_enums import Band
from negotiations.models import Candidate, NameList
from prisoners.domain.matching import FullName
from prisoners.domain.persons import register_person
from prisoners.models import Identifier, Person
from units.models import Party

REGISTER = WRITES = True
SEED, SIZES = 2026, (630, 10_000)
#: Of a list so many are of people whose brother or twin is recorded too.
KIN = 0.03
PAIRS = Path(__file__).parent.parent / "tests/data/name_pairs.tsv"
PEOPLE = """
    SELECT p.id, n.surname, n.given_name, n.patronymic, p.born_on, p.born_on_precision, n.language
    FROM prisoners_person p
    JOIN prisoners_personname n ON n.person_id = p.id AND n.is_preferred AND n.voided_at IS NULL
    WHERE p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.is_synthetic AND n.given_name <> ''
"""
#: Invented brothers stand beside each other.
KIN_OF = f"""
    WITH people AS ({PEOPLE}), pairs AS (
        SELECT q.id, lag(n.surname_key) OVER w = n.surname_key AND lag(n.patronymic_key) OVER w = n.patronymic_key
                     AND lag(q.birth_place) OVER w = q.birth_place AND n.patronymic_key <> '' AS kin
        FROM (SELECT id, birth_place FROM prisoners_person WHERE is_synthetic ORDER BY id LIMIT 100000) q
        JOIN prisoners_personname n ON n.person_id = q.id AND n.is_preferred AND n.voided_at IS NULL
        WINDOW w AS (ORDER BY q.id)
    )
    SELECT people.*, true FROM people JOIN pairs USING (id) WHERE kin
"""  # noqa: S608
BARE = """
    SELECT n.person_id FROM prisoners_personname n
    JOIN jsonb_to_recordset(%s::jsonb) AS a (surname_key text, given_key text)
      ON a.surname_key = n.surname_key AND a.given_key = n.given_key
    WHERE n.voided_at IS NULL
"""


@dataclass(frozen=True)
class Right:
    """How often the machine was right about a list."""

    what: str
    asked: int
    among: int
    certain: int
    certain_right: int
    kin_certain: int
    megabytes: int

    @property
    def recall(self) -> float:
        """Of those in the register, how many have the right person among their candidates."""
        return self.among / self.asked

    @property
    def precision(self) -> float:
        """Of those proposed as certain, how many are right."""
        return self.certain_right / self.certain if self.certain else 1.0

    def __str__(self) -> str:
        return (
            f"{self.what:<52} right one among the candidates {self.recall:.2%} of {self.asked}; "
            f"certain {self.certain}, right {self.precision:.2%}, with kin {self.kin_certain}; {self.megabytes} MB"
        )


def figures() -> Iterator[Figure | Right | str]:
    there = Person.objects.count()
    for size in sorted({min(size, there // 3) for size in SIZES}):
        rows = made(size, REPORTED, SEED)
        name_list, seconds = reconciled(rows)
        yield Figure(f"list of {size:,} names, {there:,} persons", [seconds], [_bare(name_list)])
        yield judged(f"list of {size:,} names", name_list, rows)
    yield f"single names of the shared pairs, the right one among ten: {single_names():.1%}"


def made(size: int, mix: Mix, seed: int) -> list[Written]:
    """A list of about that many names, made from the register by noise."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
        cursor.execute(f"{PEOPLE} ORDER BY random() LIMIT %s", [round(size * (1 - KIN))])
        people = [Recorded(*row) for row in cursor.fetchall()]
        cursor.execute(f"{KIN_OF} ORDER BY random() LIMIT %s", [round(size * KIN)])
        people += [Recorded(*row) for row in cursor.fetchall()]
    chance.shuffle(people)
    return listed(people, mix, seed)


def reconciled(rows: Sequence[Written]) -> tuple[NameList, float]:
    """A list of these rows received and compared with the register as a worker does it, and the seconds it took."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("ПІБ", "Дата народження"))
    writer.writerows((row.name, row.born) for row in rows)
    system, start = User.objects.system(), time.perf_counter()
    told = {"title": "Synthetic", "party": Party.objects.standing().get(code="RU"), "channel": "media"}
    name_list = receive_list(
        content=out.getvalue().encode(), file_name="synthetic.csv", once_more=True, at_once=True, by=system, **told
    )
    if not work_off(name_list.reconciliation.pk):
        raise RuntimeError("the list was not worked off")
    return name_list, time.perf_counter() - start


def judged(what: str, name_list: NameList, rows: Sequence[Written]) -> Right:
    """What was proposed, against what is true of each row."""
    found: dict[int, list[tuple]] = {}
    proposed = Candidate.objects.standing().filter(entry__name_list=name_list).order_by("rank")
    for row, *candidate in proposed.values_list("entry__row_number", "person_id", "band"):
        found.setdefault(row, []).append(tuple(candidate))
    first = name_list.entries.order_by("row_number").values_list("row_number", flat=True)[0]
    both = [(row, found.get(place, [])) for place, row in enumerate(rows, first)]
    known = [(row, best) for row, best in both if row.person]
    certain = [(row, best[0][0]) for row, best in both if best and best[0][1] == Band.CERTAIN]
    return Right(
        what,
        asked=len(known),
        among=sum(any(person == row.person for person, _band in best) for row, best in known),
        certain=len(certain),
        certain_right=sum(row.person == person for row, person in certain),
        kin_certain=sum(row.has_kin for row, _person in certain),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def single_names() -> float:
    """Of the shared pairs, registered as surnames in Cyrillic, the share found among ten by the Latin word."""
    pairs = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines() if "\t" in line][1:]
    held = dict(Identifier.objects.filter(value_key__startswith="word").values_list("value_key", "person_id"))
    party, system = Party.objects.home(), User.objects.system()
    for place, (_latin, cyrillic) in enumerate(pairs):
        if f"word{place}" not in held:
            held[f"word{place}"] = register_person(
                party=party, is_synthetic=True, by=system, names=[{"surname": cyrillic.title()}],
                identifiers=[{"scheme": "other", "value": f"word-{place}"}],
            ).pk  # fmt: skip
    asked = [Sought(place, FullName(latin)) for place, (latin, _cyrillic) in enumerate(pairs)]
    found = find(asked, Families([]))
    right = sum(
        held[f"word{each.key}"] in {judged.person for judged in best[:10]}
        for each, best in zip(asked, found, strict=True)
    )
    return right / len(pairs)


def _bare(name_list: NameList) -> float:
    """Seconds for the bare rows of the register under the keys of the entries."""
    keys = list(name_list.entries.values("surname_key", "given_key"))
    start = time.perf_counter()
    fetched(BARE, [orjson.dumps(keys).decode()])
    return time.perf_counter() - start
