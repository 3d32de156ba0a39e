"""Lists of names as reports read them: found by their number, with the rows that their files name."""

import re
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from negotiations.list_enums import SEALED, Direction
from negotiations.models import Decision, ListEntry, NameList
from negotiations.queries.answer import withheld_from


def list_of(text: str, direction: Direction, user: User) -> NameList:
    """The list of that number, such as 12/2026, that a user may see. Raises ValidationError where there is none."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{4})\s*", text or "")
    lists = NameList.objects.visible_to(user).standing().filter(direction=direction)
    if direction == Direction.OUTGOING:
        lists = lists.filter(status__in=SEALED)
    lists = lists.select_related("party", "side", "programme")
    name_list = lists.filter(number=found[1], year=found[2]).first() if found else None
    if name_list is None:
        raise ValidationError({"list": _("There is no such list. Write its number, as 12/2026.")})
    return name_list


def decided_rows(name_list: NameList, user: User) -> list[dict[str, Any]]:
    """The rows of a list as they are told to its sender: whoever is withheld from it is told as unknown."""
    decided = Decision.objects.visible_to(user).standing().filter(entry__name_list=name_list)
    ended = ("captivity__outcome", "captivity__ended_on", "captivity__ended_on_precision")
    found = {row["entry"]: row for row in decided.values("entry", "verdict", "person", "acceptance", *ended)}
    withheld = withheld_from(name_list, [row["person"] for row in found.values() if row["person"]])
    entries = ListEntry.objects.visible_to(user).standing().filter(name_list=name_list).order_by("row_number")
    columns = ("pk", "row_number", "name_as_written", "born_on", "born_on_precision", "same_as__row_number")
    rows = []
    for entry in entries.values(*columns):
        told = found.get(entry["pk"])
        hidden = told is not None and told["person"] in withheld
        rows.append(entry | {"told": told, "is_withheld": hidden})
    return rows


def persons_decided(name_list: NameList, user: User) -> list[uuid.UUID]:
    """Whom the decisions of a list are about, as far as a user may see them."""
    decided = Decision.objects.visible_to(user).standing().filter(entry__name_list=name_list, person__isnull=False)
    return list(decided.values_list("person", flat=True))


def entries_sent(name_list: NameList, user: User) -> list[ListEntry]:
    """The entries of a frozen list, of whom a user may see."""
    rows = ListEntry.objects.visible_to(user).standing().filter(name_list=name_list)
    return list(rows.select_related("captivity").order_by("row_number"))
