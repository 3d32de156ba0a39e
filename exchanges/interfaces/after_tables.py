"""The Tables of transfers of remains and of information passed on."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.columns import ChipColumn, Column, NumberColumn, RecordColumn
from common.lists import Table
from exchanges.interfaces import after_words
from exchanges.models import InformationTransfer, RemainsTransfer
from prisoners.interfaces.tables import CapturedColumn


class RemainsTable(Table):
    """The list of transfers of remains (`exchanges.queries.after.remains`)."""

    handed_over_on = RecordColumn(
        verbose_name=_("Handed over"),
        accessor="handed_over",
        shows="handed_over_on",
        order_by="handed_over_on",
        empty_values=(),
    )
    direction = Column(verbose_name=_("Direction"))
    from_party = Column(verbose_name=_("Handed over by"), orderable=False)
    to_party = Column(verbose_name=_("Received by"), orderable=False)
    received = NumberColumn(verbose_name=_("Bodies received"), empty_values=())
    identified = NumberColumn(verbose_name=_("Identified"), shows="received")
    other_side = NumberColumn(verbose_name=_("Not ours"), shows="received")
    progress = ChipColumn(
        chip=after_words.progress_chip,
        verbose_name=_("Examination"),
        shows="received",
        empty_values=(),
        orderable=False,
    )
    programme = Column(verbose_name=_("Programme"), orderable=False, unknown="")

    class Meta(Table.Meta):
        order_by = "-handed_over_on"

    def render_handed_over_on(self, record: RemainsTransfer) -> str:
        return str(record.handed_over or _("day not known"))

    def value_handed_over_on(self, record: RemainsTransfer) -> str:
        return record.handed_over.isoformat()

    def render_received(self, record: RemainsTransfer) -> str:
        return after_words.received(record)

    def value_received(self, record: RemainsTransfer) -> int | None:
        return record.received


class InformationTable(Table):
    """The list of information passed on."""

    kind = RecordColumn(verbose_name=_("What"))
    direction = Column(verbose_name=_("Direction"), unknown=_("not stated"))
    passed_on = CapturedColumn(verbose_name=_("Passed on"), accessor="passed", shows="passed_on", order_by="passed_on")
    mediator = Column(verbose_name=_("Through"), orderable=False, unknown="–")
    count = NumberColumn(verbose_name=_("How many"))
    round = Column(verbose_name=_("Round"), orderable=False, unknown="")
    name_list = Column(verbose_name=_("List of names"), orderable=False, unknown="")
    source = Column(verbose_name=_("Source"), orderable=False)

    class Meta(Table.Meta):
        order_by = "-passed_on"

    def render_kind(self, record: InformationTransfer) -> str:
        return capfirst(record.get_kind_display())

    def render_count(self, record: InformationTransfer) -> str:
        return after_words.how_many(record)

    def value_count(self, value: Any) -> Any:
        return value
