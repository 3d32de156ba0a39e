"""A person found by the search box, as the page of answers shows them."""

from dataclasses import dataclass

from common.pieces import Chip
from prisoners.interfaces import words
from prisoners.queries.search import Match


@dataclass(frozen=True)
class FoundPerson:
    """What is shown of one: the rest is on the person's page."""

    name: str
    url: str
    score: int
    reasons: list[str]
    born: str
    unit: str
    status: Chip


def found(match: Match) -> FoundPerson:
    """A match in words."""
    person = match.person
    captivity = person.latest_captivity
    return FoundPerson(
        name=words.marked(person),
        url=person.get_absolute_url(),
        score=match.score,
        reasons=[str(reason) for reason in match.reasons],
        born=str(person.born) if person.born else "",
        unit=str(captivity.unit) if captivity and captivity.unit else "",
        status=words.person_chip(person),
    )
