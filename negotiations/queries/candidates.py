"""Who the entries of a list may be, as far as a reader may know."""

from typing import Any

from accounts.models import User
from accounts.models.record import visible_fields
from negotiations.models import Candidate, ListEntry

MEMBERS = ("person", "captivity", "score", "rank", "band", "guard", "features")


def candidates_of(entry: ListEntry, user: User) -> list[dict[str, Any]]:
    """The candidates of an entry, the likeliest first, with the fields that the reader may see."""
    seen = visible_fields(Candidate, user)
    rows = Candidate.objects.visible_to(user).filter(entry=entry).order_by("rank")
    return list(rows.values(*(name for name in MEMBERS if name in seen)))
