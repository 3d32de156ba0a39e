"""Names and addresses of records of several kinds, of those that a user may see."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import QuerySet

from accounts.models import User
from accounts.models.record import name_for
from exchanges.models import Claim


def out_of_sight(labels: Iterable[str], user: User) -> list[QuerySet]:
    """Keys of the records of these models that exist and that a user may not know of."""
    models = [model for label in labels if (model := apps.get_model(label)).scoped_by]
    return [model.objects.exclude(pk__in=model.objects.visible_to(user).values("pk")).values("pk") for model in models]


def named(wanted: Iterable[tuple[str, uuid.UUID]], user: User) -> dict[uuid.UUID, tuple[str, str]]:
    """(name, address) by key, for pairs of a model's label and a key; one query for each model."""
    keys = defaultdict(set)
    for label, key in wanted:
        keys[label].add(key)
    found = {}
    for label, ids in keys.items():
        rows = apps.get_model(label).objects.visible_to(user).filter(pk__in=ids)
        if rows.model is Claim:
            rows = rows.select_related("exchange", "transfer__exchange", "place", "party", "unit")
        for record in rows:
            page = record.subject if isinstance(record, Claim) else record
            found[record.pk] = (name_for(page, user), page.get_absolute_url())
    return found
