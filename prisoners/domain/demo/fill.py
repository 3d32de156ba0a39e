"""Invented persons, as many as are asked for: a few thousand to try the product out, a million to measure it.

Person number n follows from the seed and n, so that the same command again adds nothing twice, and more of them begin
where it left off. Rows are made in one thread while Postgres takes in those before; each chunk is a transaction, and
the book keeps every row.
"""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.bulk import copy_in
from prisoners.domain.demo.captivities import add_captivities
from prisoners.domain.demo.draft import Draft, World
from prisoners.domain.demo.later import tell_later
from prisoners.domain.demo.people import add_person
from prisoners.domain.demo.world import raise_world
from prisoners.models import (
    Alert,
    Captivity,
    CohortMembership,
    CommissionDecision,
    Confirmation,
    Consent,
    Detention,
    HealthAssessment,
    Identifier,
    Person,
    PersonName,
    PostReturnReport,
    StatusEvent,
)

#: Persons that follow from one random state, and that are written in one transaction.
BLOCK = 5_000
BROTHERS = 0.008
#: Those that others refer to come first.
MODELS = (
    Person,
    PersonName,
    Identifier,
    Captivity,
    CohortMembership,
    StatusEvent,
    Detention,
    Confirmation,
    HealthAssessment,
    CommissionDecision,
    Consent,
    Alert,
    PostReturnReport,
)

#: Those of whose rows more is told later.
TOLD_OF = (Person, Captivity, HealthAssessment, CommissionDecision)


def fill(*, target: int, seed: int, by: User) -> Iterator[int]:
    """Add invented persons until there are `target`; yields how many there are after each transaction."""
    there = Person.objects.filter(is_synthetic=True).count()
    if there >= target:
        return
    world = prepare_demo_persons(by=by)
    blocks = range(there // BLOCK, -(-target // BLOCK))
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(drafted, world, seed, blocks[0], there, target)
        for block in blocks:
            draft = coming.result()
            if block + 1 in blocks:
                coming = maker.submit(drafted, world, seed, block + 1, there, target)
            add_demo_persons(draft=draft, by=by)
            yield min((block + 1) * BLOCK, target)
    refresh_statistics()


@verb("prisoners.prepare_demo_persons", permission=Permission.PRISONERS_WRITE)
def prepare_demo_persons(*, by: User) -> World:
    """The units, places, sources and cohorts that invented people refer to, made where they are missing."""
    return raise_world(by=by)


@verb("prisoners.add_demo_persons", permission=Permission.PRISONERS_WRITE)
def add_demo_persons(*, draft: Draft, by: User) -> None:
    """Write drafted persons with all that befell them."""
    for model in MODELS:
        copy_in(model, draft.rows[model])


def drafted(world: World, seed: int, block: int, start: int, stop: int) -> Draft:
    """The persons of a block with numbers from `start` to before `stop`."""
    chance = random.Random(f"{seed}/{block}")  # noqa: S311  # nosec B311 (made-up people, no secret)
    draft, family = Draft(world, chance), None
    later = Draft(world, random.Random(f"{seed}/{block}/later"), rows=draft.rows)  # noqa: S311  # nosec B311
    for number in range(block * BLOCK, min((block + 1) * BLOCK, stop)):
        draft.number = later.number = number
        if number == start:
            draft.rows.clear()
        before = {model: len(draft.rows[model]) for model in TOLD_OF}
        made = add_person(draft, family)
        draft.rows[Person][-1]["latest_captivity_id"] = add_captivities(draft, made)
        tell_later(later, made.side, before)
        family = made.family if not made.is_woman and draft.happens(BROTHERS) else None
    return draft


def refresh_statistics() -> None:
    """What autovacuum does a minute later: without it the planner guesses."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in MODELS)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
