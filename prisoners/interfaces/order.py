"""The order of priority as pages and files show it."""

import datetime
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.record import name_for
from common import clock
from common.classification import FieldClass
from common.export import BYTE_ORDER_MARK
from common.forms import Form
from common.reading import Surface, shown
from prisoners.models import Captivity, Person
from prisoners.queries.held import Selection, generous, of_reader
from prisoners.queries.priority import NO_TIER, ORDER, Moved, Policy, Ranked, ordered
from units.models import Party

HOME = "home"


def _sides() -> list[tuple[str, Any]]:
    others = Party.objects.standing().filter(is_home=False, acts_beside__isnull=True).order_by("code")
    return [(HOME, _("ours, held by the other side")), *((party.code, party) for party in others)]


class OrderFilter(Form):
    """Whose people, on which day, which tier."""

    side = forms.ChoiceField(label=_("Whose people"), choices=_sides, required=False, initial=HOME)
    day = forms.DateField(
        label=_("On"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), initial=clock.today
    )
    in_tier = forms.IntegerField(
        label=_("Tier"), required=False, min_value=0, max_value=1000, help_text=_("0: no tier")
    )

    @property
    def on(self) -> datetime.date:
        return self.cleaned_data["day"] or clock.today()

    @property
    def tier(self) -> int | None:
        return NO_TIER if self.cleaned_data["in_tier"] == 0 else self.cleaned_data["in_tier"]

    def selection(self, user: User) -> Selection:
        """Whom the reader asks about."""
        side = self.cleaned_data["side"] or HOME
        party = Party.objects.home() if side == HOME else Party.objects.standing().get(code=side)
        return Selection(party.pk, self.on, of_reader(user))


@dataclass(frozen=True)
class Shown:
    """A row of the order: who, why, how long; and, of a preview, the places before and after."""

    captivity: Captivity
    name: str
    tier: int | None
    reason: str
    days: int | None
    place: int | None = None
    old_place: int | None = None
    old_tier: int | None = None

    @property
    def rises(self) -> int:
        """By how many places somebody comes forward; below zero when back."""
        return (self.old_place or 0) - (self.place or 0)


def people_of(
    user: User, policy: Policy, found: Iterable[Ranked | Moved], on: datetime.date, old: Policy | None = None
) -> list[Shown]:
    """The rows of these captivities, of those that the user may see; one query for any number."""
    found = list(found)
    captivities = (
        Captivity.objects.visible_to(user).select_related("person", "unit").in_bulk([each.id for each in found])
    )
    shown(Person, [each.person_id for each in captivities.values()], Surface.LIST)
    return [_shown(user, policy, each, captivities[each.id], on, old) for each in found if each.id in captivities]


def _shown(
    user: User, policy: Policy, each: Ranked | Moved, captivity: Captivity, on: datetime.date, old: Policy | None
) -> Shown:
    rule = each.new_rule if isinstance(each, Moved) else each.place
    days = (on - each.captured_on).days if each.captured_on else None
    shown = {"captivity": captivity, "name": name_for(captivity.person, user), "days": days}
    shown |= {"tier": policy.tier_of(rule), "reason": policy.reason_of(rule)}
    if isinstance(each, Moved) and old:
        shown |= {"place": each.new_place, "old_place": each.old_place, "old_tier": old.tier_of(each.old_rule)}
    return Shown(**shown)


def changes_table(tiers: Counter, old: Policy, new: Policy) -> dict[str, Any]:
    """Persons by old tier (rows) and new tier (columns), and how many come forward, back, or stay."""
    rows, columns = [*old.tiers, None], [*new.tiers, None]
    rank = {None: NO_TIER}
    way: Counter[str] = Counter()
    for (before, after), persons in tiers.items():
        first, second = rank.get(before, before), rank.get(after, after)
        way["up" if second < first else "down" if second > first else "same"] += persons
    cells = [(row, [(tiers[row, column], row == column) for column in columns]) for row in rows]
    return {"columns": columns, "rows": cells, "up": way["up"], "down": way["down"], "same": way["same"]}


#: Text that a spreadsheet would run as a formula is disarmed, as common/export.py does it.
DISARMED = "CASE WHEN {0} ~ '^[=+@\\t\\r-]' THEN '''' || {0} ELSE {0} END"
FILE = """
    COPY (
        {with_}SELECT row_number() OVER (ORDER BY {order}) AS {place}, {name} AS {person},
               nullif(o.tier, {none}) AS {tier}, {reason} AS {why}, o.captured_on AS {captured},
               %(on)s::date - o.captured_on AS {days}
        FROM ({select}) o JOIN prisoners_person p ON p.id = o.person_id {where} ORDER BY {order}
    ) TO STDOUT (FORMAT csv, HEADER)
"""
#: Whom the file shows.
WHO = "{with_}SELECT o.person_id FROM ({select}) o {where}"


def write_order(user: User, selection: Selection, policy: Policy, tier: int | None) -> tuple[IO[bytes], int]:
    """The order as a CSV file, opened at its start, and its rows; names only for a user who may see them."""
    statement, select = ordered(selection, policy)
    statement.params |= {"reasons": [rule.label for rule in policy.rules], "tier": tier}
    sees_names = FieldClass.IDENTITY in user.field_classes_seen
    heads = ("place", _now("Place")), ("person", _now("Person")), ("tier", _now("Tier")), ("why", _now("Reason"))
    heads += ("captured", _now("Captured")), ("days", _now("Days held"))
    where = "WHERE o.tier = %(tier)s" if tier is not None else ""
    query = FILE.format(
        with_=statement.text(""),
        select=select,
        order=ORDER,
        none=NO_TIER,
        name=DISARMED.format("coalesce(nullif(p.name, ''), p.description)") if sees_names else "o.person_id::text",
        reason=DISARMED.format("(%(reasons)s::text[])[o.place + 1]"),
        where=where,
        **{key: f'"{word}"' for key, word in heads},
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    file.write(BYTE_ORDER_MARK)
    with generous() as cursor:
        cursor.execute(WHO.format(with_=statement.text(""), select=select, where=where), statement.params)
        keys = [key for (key,) in cursor.fetchall()]
        shown(Person, keys, Surface.EXPORT)
        cursor.copy_expert(cursor.mogrify(query, statement.params).decode(), file)
    file.seek(0)
    return file, len(keys)
