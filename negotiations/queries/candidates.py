"""Who the entries of a list may be, as far as a reader may know."""

from typing import Any

from accounts.models import User
from accounts.models.record import visible_fields
from negotiations.list_enums import ListFeature
from negotiations.models import Candidate, ListEntry
from negotiations.queries.earlier import earlier_of, own_lists_of
from negotiations.queries.namesakes import namesakes_of

MEMBERS = ("person", "captivity", "score", "rank", "band", "guard", "features")


def candidates_of(entry: ListEntry, user: User) -> list[dict[str, Any]]:
    """The candidates of an entry, the likeliest first, with the fields that the reader may see.

    What other lists say is among the features where the reader sees such a list; namesakes are those whom they see.
    """
    seen = visible_fields(Candidate, user)
    rows = Candidate.objects.visible_to(user).filter(entry=entry).order_by("rank")
    found = list(rows.values(*(name for name in MEMBERS if name in seen)))
    if "features" not in seen:
        return found
    persons = [each["person"] for each in found]
    earlier, ours = earlier_of(entry, user), own_lists_of(persons, user)
    namesakes = namesakes_of(entry, persons, user)
    for each in found:
        unseen = {ListFeature.EARLIER: not earlier, ListFeature.OWN_LIST: each["person"] not in ours}
        told = {name: finding for name, finding in each["features"].items() if not unseen.get(name)}
        number = {"verdict": str(namesakes.get(each["person"], 0)), "weight": 0}
        each["features"] = told | {ListFeature.NAMESAKES.value: number}
    return found
