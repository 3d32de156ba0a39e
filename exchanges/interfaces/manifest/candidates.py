"""Candidates for a manifest as the page of nominations shows them."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

from accounts.models import User
from accounts.models.record import name_for
from common.pieces import Chip
from common.reading import Surface, shown
from exchanges.interfaces.manifest import words
from exchanges.manifest_enums import EntryCategory, Obstacle
from exchanges.queries.manifest.candidates import Candidate
from exchanges.queries.manifest.entries import Beside
from prisoners.interfaces.words import days_held
from prisoners.models import Person


@dataclass(frozen=True)
class Line:
    """One candidate: who, how they are held, why they come first, what stands in the way."""

    candidate: Candidate
    name: str
    url: str
    days: int | None
    tier: str
    why: str
    category: str
    consent: Chip
    obstacles: list[Chip]
    may_be_marked: bool
    is_marked: bool


def lines(
    candidates: Iterable[Candidate], beside: Beside, user: User, marked: Collection[str] | None = None
) -> list[Line]:
    """The candidates whom the reader may see; `marked` are those marked before, by default all who can go."""
    seen = [each for each in candidates if each.eligible.captivity is not None]
    shown(Person, [each.eligible.captivity.person_id for each in seen], Surface.LIST)
    return [_line(each, beside, user, marked) for each in seen]


def _line(each: Candidate, beside: Beside, user: User, marked: Collection[str] | None) -> Line:
    captivity, eligible = each.eligible.captivity, each.eligible
    standing = each.standing or (beside.tiers or {}).get(each.key)
    may = eligible.is_clear or eligible.takes_two
    return Line(
        candidate=each,
        name=name_for(captivity.person, user),
        url=captivity.person.get_absolute_url(),
        days=days_held(captivity),
        tier=str(standing.tier) if standing and standing.tier is not None else "",
        why=standing.why if standing else "",
        category=str(EntryCategory(eligible.category).label),
        consent=words.consent_chip(beside.consents.get(each.key)),
        obstacles=[words.obstacle_chip(obstacle) for obstacle in eligible.obstacles],
        may_be_marked=may,
        is_marked=may and (marked is None or str(each.key) in marked),
    )


def keys_of(texts: Iterable[str]) -> list[uuid.UUID]:
    """The keys among what a form sent."""
    keys = []
    for text in texts:
        with suppress(ValueError):
            keys.append(uuid.UUID(text))
    return keys


def in_the_way(found: Collection[Line]) -> list[tuple[Chip, int]]:
    """How many have each obstacle, the gravest first."""
    counted = Counter(obstacle for line in found for obstacle in line.candidate.eligible.obstacles)
    return [(words.obstacle_chip(obstacle), counted[obstacle]) for obstacle in Obstacle if counted[obstacle]]
