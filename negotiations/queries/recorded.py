"""What is recorded of persons, for a comparison with the entries of a list."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from prisoners.domain.matching import Profile
from prisoners.models import Person
from prisoners.queries.profiles import profiles_of


def recorded(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, Profile]:
    """Profiles by person; of a person with merged duplicates, with the names and numbers of those too."""
    if not persons:
        return {}
    merged = dict(Person.objects.standing().filter(merged_into__in=persons).values_list("pk", "merged_into_id"))
    profiles = profiles_of([*persons, *merged])
    for duplicate, into in merged.items():
        mine, theirs = profiles[into], profiles.pop(duplicate)
        profiles[into] = replace(
            mine, names=mine.names + theirs.names, identifiers=mine.identifiers | theirs.identifiers
        )
    return profiles
