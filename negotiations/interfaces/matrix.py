"""Where the sides stood on one day: groups down, parties across, apart for each direction of return."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from common import clock
from negotiations.enums import Direction
from negotiations.interfaces import words
from negotiations.models import Stance
from units.models import Party


@dataclass(frozen=True)
class Row:
    """A group, and the stance of each party on its return; None where a party said nothing."""

    subject: str
    cells: list[Stance | None]


@dataclass(frozen=True)
class Sheet:
    """One direction of return."""

    title: str
    parties: list[Party]
    rows: list[Row]


def day_asked(value: str | None) -> datetime.date:
    """The day that the page is asked to show (`?on=2025-02-22`), today when none or none that there is."""
    try:
        return forms.DateField().clean(value) if value else clock.today()
    except forms.ValidationError:
        return clock.today()


def sheets(stances: Iterable[Stance]) -> list[Sheet]:
    """The stances of one day side by side. A party has one at most on a group, one way; the home side is first."""
    found = list(stances)
    parties = sorted({each.party for each in found}, key=lambda party: (not party.is_home, party.code))
    home = next((party for party in parties if party.is_home), None)
    by_direction: dict[str, dict[str, dict[Party, Stance]]] = {way: defaultdict(dict) for way in Direction}
    for each in found:
        by_direction[each.direction][each.subject][each.party] = each
    return [
        Sheet(words.returning(way, home), parties, _rows(groups, parties))
        for way, groups in by_direction.items()
        if groups
    ]


def _rows(groups: dict[str, dict[Party, Stance]], parties: list[Party]) -> list[Row]:
    """What both sides speak of first, then in the order of the alphabet."""
    order = sorted(groups, key=lambda subject: (-len(groups[subject]), subject))
    return [Row(subject, [groups[subject].get(party) for party in parties]) for subject in order]
