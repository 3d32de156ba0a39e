"""The public record, read straight from its file: loaded into the database, and added up in plain Python."""

import csv
import datetime
from pathlib import Path
from typing import Any

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.relations import set_mediators
from exchanges.enums import CountStatus, Direction, ExchangeKind, ExchangeStatus
from tests.factories import ExchangeFactory, PartyFactory, TransferFactory

SEED = Path(__file__).resolve().parents[3] / "exchanges" / "seed"
SIDES = {Direction.TO_US: "returned_to_ukraine_total", Direction.TO_THEM: "returned_to_russia_total"}
TODAY = datetime.date(2026, 6, 1)


def rows(name: str = "exchanges.csv") -> list[dict[str, Any]]:
    """The rows of a seed file, counts as numbers and blanks as None."""
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: int(value) if value and ("returned" in key) else (value or None) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def kind_of(row: dict[str, Any]) -> ExchangeKind:
    label = row["format_label"]
    words = {"local": ExchangeKind.LOCAL, "unilateral": ExchangeKind.UNILATERAL, "outside": ExchangeKind.UNILATERAL,
             "(medical)": ExchangeKind.MEDICAL}  # fmt: skip
    return next((kind for word, kind in words.items() if word in label), ExchangeKind.NEGOTIATED)


def is_derailed(row: dict[str, Any]) -> bool:
    return row["format_label"].startswith("DERAILED")


def is_counted(row: dict[str, Any]) -> bool:
    return kind_of(row) in {ExchangeKind.NEGOTIATED, ExchangeKind.MEDICAL}


def load() -> None:
    """Log every row through the verbs."""
    parties: dict[str, Any] = {}
    for row in rows():
        exchange = ExchangeFactory(
            when=PartialDate.parse(row["date"]),
            formula=row["format_label"],
            kind=kind_of(row),
            counted_in_format=is_counted(row),
        )
        _log_transfers(exchange, row)
        names = [name.strip() for name in (row["mediator"] or "").split(";") if name.strip()]
        for name in names:
            parties[name] = parties.get(name) or PartyFactory(name_en=name, name_uk=name)
        set_mediators(exchange=exchange, mediators=[(parties[name], "broker") for name in names], by=_system())
        end = ExchangeStatus.DERAILED if is_derailed(row) else ExchangeStatus.COMPLETED
        move_exchange(exchange=exchange, to=end, reason="as the file tells", by=_system())


def _log_transfers(exchange: Any, row: dict[str, Any]) -> None:
    withheld = "withheld" in (row["notes"] or "")
    for direction, column in SIDES.items():
        number = row[column]
        missing = CountStatus.WITHHELD if withheld else CountStatus.NOT_STATED
        TransferFactory(
            exchange=exchange,
            direction=direction,
            delivered=number,
            count_status=missing if number is None else CountStatus.KNOWN,
        )


def _system() -> User:
    return User.objects.system()
