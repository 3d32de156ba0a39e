"""The two sides of an exchange: the party whose headquarters this is, and the one that it mostly exchanges with."""

from dataclasses import dataclass

from django.db.models import Count

from exchanges.enums import Direction
from exchanges.models import Transfer
from units.enums import PartyKind
from units.models import Party


@dataclass(frozen=True)
class Sides:
    """`home` is None before the headquarters has named its own party; `other` before it has met another."""

    home: Party | None
    other: Party | None

    def returned_to(self, direction: str) -> Party | None:
        """The party that persons of a direction come home to."""
        return self.home if direction == Direction.TO_US else self.other

    def name(self, direction: str) -> str:
        """The name of that party in the reader's language; "to us" and "to them" while there is none."""
        party = self.returned_to(direction)
        return str(party) if party else str(Direction(direction).label)


def sides() -> Sides:
    """The two sides as the record shows them: the other one is whom most transfers came from, else any other state."""
    home = Party.objects.standing().filter(is_home=True).first()
    met = Transfer.objects.standing().filter(direction=Direction.TO_US).values("from_party")
    most = met.annotate(times=Count("pk")).order_by("-times", "from_party").first()
    others = Party.objects.standing().filter(is_home=False)
    other = others.filter(pk=most["from_party"]).first() if most else None
    return Sides(home, other or others.filter(kind=PartyKind.STATE, mediations=None).order_by("code").first())
