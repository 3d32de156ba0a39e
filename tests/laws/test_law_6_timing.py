"""Law 6, by the clock: looking for somebody who is hidden takes as long as looking for nobody.

Twenty names of hidden persons and twenty that nobody has, of one make, are asked in turns, and each has the median of
its runs. How the two twenties lie among each other is told by the statistic of Mann and Whitney: 0 where they are
mixed, 5.4 where every one of the one lies above every one of the other. By chance it passes 4 once in 15,000 times.
The control is somebody who sees them: to whom they are found the clock tells them from nobody.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.matching import FullName, Profile
from prisoners.domain.restricting import restrict_person
from prisoners.queries.candidates import candidates_for
from prisoners.queries.search import find_persons
from tests.factories import CaptivityFactory, PersonFactory, user_with
from tests.shared import settle, shared

pytestmark = pytest.mark.django_db
EACH, RUNS, TOLD_APART = 20, 7, 4
Ask = Callable[[str, User], object]


def search(name: str, user: User) -> object:
    # With a birth year: who is found at once is told from those for whom every step is asked.
    return find_persons(f"{name} 1990", user)


def duplicates(name: str, user: User) -> object:
    surname, given_name = name.split()
    return candidates_for(Profile(names=(FullName(surname=surname, given_name=given_name),)), user)


@pytest.fixture(scope="module")
def names(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    with shared(django_db_blocker):
        made = _names()
        settle()
        yield made


def _names() -> list[str]:
    """Names of one make: the first twenty are those of hidden persons."""
    dice = random.Random(4)  # noqa: S311
    syllables = ["".join(pair) for pair in product("бдгкмнпрст", "аио")]
    words = ["".join(dice.sample(syllables, 4)).capitalize() + "ко" for _each in range(4 * EACH)]
    names = [f"{surname} {given}" for surname, given in zip(words[::2], words[1::2], strict=True)]
    for name in names[:EACH]:
        person = PersonFactory(called=name, born=PartialDate.parse("1990"))
        CaptivityFactory(person=person)
        restrict_person(person=person, reason="synthetic", by=the_system())
    return names


def medians(ask: Ask, names: list[str], user: User) -> list[float]:
    """Seconds that each name takes; a round asks all of them, in an order of its own."""
    dice, taken = random.Random(5), {name: [] for name in names}  # noqa: S311
    for _round in range(RUNS):
        for name in dice.sample(names, len(names)):
            begun = time.perf_counter()
            ask(name, user)
            taken[name].append(time.perf_counter() - begun)
    return [statistics.median(taken[name]) for name in names]


def apart(taken: list[float]) -> float:
    """How far the first half lies above the second, by Mann and Whitney: a normal deviate where they are mixed."""
    number = len(taken) // 2
    above = sum((one > other) + (one == other) / 2 for one, other in product(taken[:number], taken[number:]))
    return (above - number**2 / 2) / (number**2 * (2 * number + 1) / 12) ** 0.5


@pytest.mark.parametrize("ask", [search, duplicates])
def test_the_hidden_take_as_long_as_nobody(ask: Ask, names) -> None:
    taken = medians(ask, names, user_with(Role.REGISTRAR))
    assert abs(apart(taken)) < TOLD_APART, _told(taken)


@pytest.mark.parametrize("ask", [search, duplicates])
def test_the_clock_tells_those_who_are_found(ask: Ask, names) -> None:
    taken = medians(ask, names, user_with(Role.REGISTRAR, sees=({"restricted": True},)))
    assert abs(apart(taken)) > TOLD_APART, _told(taken)


def _told(taken: list[float]) -> str:
    hidden, nobody = (1000 * statistics.median(half) for half in (taken[:EACH], taken[EACH:]))
    return f"hidden {hidden:.2f} ms, nobody {nobody:.2f} ms, apart {apart(taken):.1f}"
