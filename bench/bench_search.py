"""The search box: names of the whole world in Latin letters, people of the register, and slips of the finger.

Beside the time of the page stands that of the bare rows with the same keys; and how often the right person was found.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from django.test import Client

from accounts.models import User
from bench.data import fetched, signed_in
from bench.figures import Figure, compare_each
from common.names import given_key, kmu2010, skeleton
from common.partial_dates import PartialDate
from prisoners.domain.persons import register_person
from prisoners.models import Identifier, Person, PersonName
from prisoners.queries.search import find_persons
from units.models import Party

REGISTER = True
PAIRS = Path(__file__).parent.parent / "tests/data/name_pairs.tsv"
#: Questions of each kind; what is asked of the shared pairs is asked of all of them.
QUESTIONS = 100
BARE = """
SELECT p.id, n.surname, n.given_name, p.born_on
FROM prisoners_personname n JOIN prisoners_person p ON p.id = n.person_id
WHERE n.surname_key = %s AND n.given_key = %s AND n.voided_at IS NULL ORDER BY p.sort_key LIMIT 20
"""


@dataclass(frozen=True)
class Question:
    """What is typed, who is meant, and the keys under which bare SQL looks."""

    text: str
    person: object
    keys: tuple[str, str]


@dataclass(frozen=True)
class Hits:
    """How often the right person came first, and on the first page."""

    what: str
    first: int
    page: int
    asked: int

    def __str__(self) -> str:
        first, page = self.first / self.asked, self.page / self.asked
        return f"{self.what:<52} first {first:.1%}, on the first page {page:.1%} of {self.asked}"


def figures() -> Iterator[Figure | Hits]:
    client, many = signed_in(), f"{Person.objects.count():,} persons"
    reader = User.objects.get(pk=client.session["_auth_user_id"])
    for what, questions in (("pairs", list(_pairs())), *_people()):
        chosen = questions[:QUESTIONS]
        yield compare_each(
            f"search, {what}, {many}",
            [lambda text=each.text: _asked(client, text) for each in chosen],
            [lambda keys=each.keys: fetched(BARE, keys) for each in chosen],
            times=1,
        )
        yield _hits(f"search, {what}", questions, reader)


def _asked(client: Client, text: str) -> None:
    if (status := client.post("/search/", {"q": text}).status_code) != HTTPStatus.OK:
        raise RuntimeError(f"/search/: {status}")


def _hits(what: str, questions: Sequence[Question], reader: User) -> Hits:
    found = [[match.person.pk for match in find_persons(each.text, reader)] for each in questions]
    first = sum(keys[:1] == [each.person] for keys, each in zip(found, questions, strict=True))
    page = sum(each.person in keys for keys, each in zip(found, questions, strict=True))
    return Hits(what, first, page, len(questions))


def _pairs() -> Iterator[Question]:
    """The shared pairs put into full names with a birth year: registered in Cyrillic, asked for in Latin letters."""
    pairs = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()[3:]]
    held = dict(Identifier.objects.filter(value_key__startswith="pair").values_list("value_key", "person_id"))
    party, system = Party.objects.home(), User.objects.system()
    for place, (latin, cyrillic) in enumerate(pairs):
        other_latin, other = pairs[(place * 7 + 13) % len(pairs)]
        year = 1960 + place % 45
        if (person := held.get(f"pair{place}")) is None:
            person = register_person(
                party=party,
                born=PartialDate.parse(str(year)),
                is_synthetic=True,
                names=[{"surname": cyrillic.title(), "given_name": other.title()}],
                identifiers=[{"scheme": "other", "value": f"pair-{place}"}],
                by=system,
            ).pk
        yield Question(f"{latin} {other_latin} {year}", person, (skeleton(latin), given_key(other_latin)))


def _people() -> Iterator[tuple[str, list[Question]]]:
    """People of the register, asked for in Latin letters, and with a slip in the surname."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    rows = list(PersonName.objects.standing().filter(person__born_on__isnull=False).select_related("person")[:50_000])
    chosen = chance.sample(rows, min(QUESTIONS, len(rows)))
    for what, spelt in (("in Latin letters", kmu2010), ("with a slip", lambda surname: _slip(surname, chance))):
        yield what, [_about(row, spelt(row.surname)) for row in chosen]


def _about(row: PersonName, surname: str) -> Question:
    text = f"{surname} {kmu2010(row.given_name)} {row.person.born_on.year}"
    return Question(text, row.person_id, (row.surname_key, row.given_key))


def _slip(surname: str, chance: random.Random) -> str:
    place = chance.randrange(1, max(2, len(surname) - 1))
    return surname[:place] + surname[place + 1 :]
