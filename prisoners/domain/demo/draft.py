"""Rows of invented people before they are written: values by column, with keys that follow from the seed."""

import datetime
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from prisoners.domain.demo.words import Pick

#: The time that stands in the first key; each person is a millisecond younger than the one before.
FIRST_KEY_MS = 1_760_000_000_000
VERSION_7, VARIANT = 7 << 76, 2 << 62


@dataclass(frozen=True)
class Side:
    """Those whom one side misses: who holds them, with the units, places and sources that tell of them."""

    party: str
    code: str
    is_home: bool
    holder: str
    units: Pick[str]
    places: Pick[str]
    #: Key and kind of evidence.
    sources: Pick[tuple[str, str]]
    months: Pick[tuple[int, int]]


@dataclass(frozen=True)
class World:
    """What is there before any person is."""

    sides: Pick[Side]
    cohorts: dict[str, str]
    today: datetime.date


@dataclass
class Draft:
    """Rows by model; `number` is that of the person being made."""

    world: World
    chance: random.Random
    number: int = 0
    rows: dict[type[Model], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, model: type[Model], **values: Any) -> str:
        """One more row; returns its key."""
        values["id"] = key = self.key()
        self.rows[model].append(values)
        return key

    def key(self) -> str:
        """A UUIDv7 of the seed."""
        bits = self.chance.getrandbits(74)
        time = (FIRST_KEY_MS + self.number) << 80
        return f"{time | VERSION_7 | (bits >> 62) << 64 | VARIANT | bits & (1 << 62) - 1:032x}"

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def within(self, low: int, high: int) -> int:
        """A whole number, `high` left out."""
        return low + int(self.chance.random() * (high - low))
