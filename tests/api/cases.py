"""One case for each type of record: how to make one, a body that creates one, and a change of one member."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import Record
from tests.factories import (
    BranchFactory,
    ClaimFactory,
    ExchangeFactory,
    PartyFactory,
    PlaceFactory,
    PlacementFactory,
    ProgrammeFactory,
    SourceFactory,
    TransferFactory,
    UnitFactory,
    UnitNameFactory,
    home,
    other,
)


@dataclass(frozen=True)
class Case:
    """`change` is a member with a value that no other record has; `hidden` a member that not everybody sees."""

    name: str
    make: Callable[..., Record]
    body: Callable[[], dict[str, Any]]
    change: tuple[str, Any]
    required: str

    @property
    def path(self) -> str:
        return f"/{self.name}/"

    def path_of(self, record: Record) -> str:
        return f"/{self.name}/{record.pk}/"


def _transfer() -> dict[str, Any]:
    exchange = ExchangeFactory()
    return {
        "exchange": str(exchange.pk),
        "direction": "to_us",
        "from_party": str(other().pk),
        "to_party": str(home().pk),
        "agreed": 5,
    }


def _claim() -> dict[str, Any]:
    return {
        "exchange": str(ExchangeFactory().pk),
        "measure": "delivered",
        "number": 7,
        "source": str(SourceFactory().pk),
        "claimed_by": str(other().pk),
    }


NAMES = {"name_uk": "Вигадане", "name_en": "Synthetic"}

CASES = [
    Case("parties", PartyFactory, lambda: NAMES | {"code": "XX"}, ("name_en", "Renamed"), "code"),
    Case("branches", BranchFactory, lambda: NAMES | {"code": "xx"}, ("name_en", "Renamed"), "code"),
    Case(
        "units",
        UnitFactory,
        lambda: NAMES | {"party": str(home().pk), "kind": "brigade", "code": "3057"},
        ("name_en", "Renamed"),
        "party",
    ),
    Case(
        "unit-names",
        UnitNameFactory,
        lambda: {"unit": str(UnitFactory().pk), "kind": "code", "name": "A0001"},
        ("name", "A0002"),
        "name",
    ),
    Case(
        "placements",
        PlacementFactory,
        lambda: {"unit": str(UnitFactory().pk), "parent": str(UnitFactory().pk), "valid_from": "2024-06-01"},
        ("valid_from", "2014-05-05"),
        "parent",
    ),
    Case("places", PlaceFactory, lambda: NAMES | {"kind": "camp"}, ("name_en", "Renamed"), "kind"),
    Case("sources", SourceFactory, lambda: {"kind": "press", "title": "Synthetic"}, ("title", "Renamed"), "title"),
    Case("programmes", ProgrammeFactory, lambda: NAMES | {"code": "xx"}, ("name_en", "Renamed"), "code"),
    Case("exchanges", ExchangeFactory, lambda: {"formula": "5 for 5"}, ("formula", "6 for 5"), ""),
    Case("transfers", TransferFactory, _transfer, ("composition", "all of them sailors"), "exchange"),
    Case("claims", lambda: ClaimFactory(exchange=ExchangeFactory()), _claim, ("quote", "so it was said"), "source"),
]
