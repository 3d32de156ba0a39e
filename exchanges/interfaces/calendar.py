"""Exchanges on the sheet of a month: on the day that was planned, and on that of the hand-over."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.month import Item
from common.partial_dates import Precision
from common.pieces import Chip
from exchanges.interfaces import words
from exchanges.models import Exchange


def items(exchange: Exchange) -> Iterator[Item]:
    """The days of an exchange; a plan that was kept is told once, with what came of it."""
    chip = words.status_chip(exchange)
    happened = exchange.date if exchange.date_precision == Precision.DAY else None
    if happened:
        yield _item(exchange, happened, chip, _("Exchange"))
    if exchange.planned_on and exchange.planned_on != happened:
        then = Chip(_("it was another day")) if exchange.date else chip
        yield _item(exchange, exchange.planned_on, then, _("Planned exchange"))


def undated(exchange: Exchange) -> Item:
    """An exchange that stands beside the sheet."""
    return _item(exchange, exchange.date or datetime.date.min, words.status_chip(exchange), _("Exchange"))


def _item(exchange: Exchange, day: datetime.date, chip: Chip, kind: str) -> Item:
    return Item(day, day, str(exchange), exchange.get_absolute_url(), chip.label, chip.tone, kind)
