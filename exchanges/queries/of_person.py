"""The exchanges of a person: on which manifests they stood, and what became of it."""

import uuid
from collections.abc import Collection

from django.db.models import F, Prefetch

from accounts.models import User
from audit.models import Change
from audit.queries.book import changes_of
from exchanges.models import ManifestEntry
from prisoners.models import Person


def entries_of(person: Person, user: User) -> list[ManifestEntry]:
    """The entries of a person that a reader may see, the latest exchange first.

    With `came_in`, who came in their place, and `substitutes`, in whose place they came, as far as the reader may see
    them; three queries.
    """
    seen = ManifestEntry.objects.visible_to(user).standing()
    others = seen.select_related("captivity__person")
    rows = seen.filter(captivity__person=person).select_related("transfer__exchange", "transfer__to_party")
    return list(
        rows.prefetch_related(
            Prefetch("substitutes", others), Prefetch("substituted_by", others, to_attr="came_in")
        ).order_by(F("transfer__exchange__day").desc(nulls_first=True), "-pk")
    )


def steps_of(captivities: Collection[uuid.UUID], user: User) -> list[tuple[ManifestEntry, Change]]:
    """Each state that entries of these captivities came to, with its entry, in the order of the book; two queries."""
    rows = ManifestEntry.objects.visible_to(user).standing().filter(captivity__in=captivities)
    entries = {entry.pk: entry for entry in rows.select_related("transfer__exchange")}
    moves = changes_of(entries).filter(after__has_key="status").reverse() if entries else ()
    return [(entries[move.object_id], move) for move in moves]
