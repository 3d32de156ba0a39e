"""How many others of the register bear the name of somebody."""

import uuid
from collections import Counter
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from negotiations.models import ListEntry
from prisoners.models import PersonName

KEYS = ("surname_key", "given_key", "patronymic_key")


def namesakes_of(entry: ListEntry, persons: Collection[uuid.UUID], user: User) -> dict[uuid.UUID, int]:
    """How many others that a user may see bear surname and given name of each of the persons, in whatever spelling.

    Where the entry tells the patronymic of the person, they bear that too. Of several names the commonest counts.
    """
    names = PersonName.objects.visible_to(user).standing().exclude(surname_key="").exclude(given_key="")
    own = [(person, tuple(keys)) for person, *keys in names.filter(person__in=persons).values_list("person", *KEYS)]
    bearers = _bearers({keys for _person, keys in own}, names)
    both = Counter[tuple[str, ...]]()
    for keys, number in bearers.items():
        both[keys[:2]] += number
    found: dict[uuid.UUID, int] = {}
    for person, keys in own:
        one_father = keys[2] and keys[2] == entry.patronymic_key
        number = bearers[keys] if one_father else both[keys[:2]]
        found[person] = max(found.get(person, 0), number - 1)
    return found


def _bearers(wanted: Collection[tuple[str, ...]], names: QuerySet[PersonName]) -> Counter[tuple[str, ...]]:
    """Persons by the keys of their name, with whatever patronymic."""
    if not wanted:
        return Counter()
    either = Q(*(Q(surname_key=surname, given_key=given) for surname, given, _father in wanted), _connector=Q.OR)
    standing = names.filter(either, person__voided_at__isnull=True, person__merged_into__isnull=True)
    counted = standing.order_by().values_list(*KEYS).annotate(number=Count("person", distinct=True))
    return Counter({tuple(keys): number for *keys, number in counted})
