"""What is compared of persons that are recorded, read for many of them at once."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable

from common.partial_dates import PartialDate, Precision
from prisoners.domain.matching import FullName, Profile
from prisoners.models import Captivity, Identifier, Person, PersonName


def profiles_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, Profile]:
    """Profiles by person, in four statements however many there are. The caller has asked who may see them."""
    names: dict[uuid.UUID, list[FullName]] = defaultdict(list)
    numbers: dict[uuid.UUID, set[tuple[str, str]]] = defaultdict(set)
    units: dict[uuid.UUID, set[Hashable]] = defaultdict(set)
    places: dict[uuid.UUID, set[str]] = defaultdict(set)
    wanted = {"person__in": persons}
    written = PersonName.objects.standing().filter(**wanted).order_by("-is_preferred", "id")
    for key, *parts in written.values_list("person_id", "surname", "given_name", "patronymic"):
        names[key].append(FullName(*parts))
    for key, *number in Identifier.objects.standing().filter(**wanted).values_list("person_id", "scheme", "value_key"):
        numbers[key].add((number[0], number[1]))
    held = Captivity.objects.standing().filter(**wanted)
    for key, unit, captured_at in held.values_list("person_id", "unit_id", "captured_at"):
        units[key] |= {unit} - {None}
        places[key] |= {captured_at} - {""}
    return {
        key: Profile(
            names=tuple(names[key]),
            born=PartialDate(born_on, Precision(precision)),
            sex=sex,
            birth_place=birth_place,
            places=tuple(sorted(places[key] | {birth_place} - {""})),
            units=frozenset(units[key]),
            identifiers=frozenset(numbers[key]),
        )
        for key, born_on, precision, sex, birth_place in Person.objects.filter(pk__in=persons).values_list(
            "pk", "born_on", "born_on_precision", "sex", "birth_place"
        )
    }
