"""The Tables of rounds, proposals, stances and programmes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.columns import ChipColumn, Column, DayColumn, NumberColumn, RecordColumn
from common.lists import Table
from negotiations.enums import Direction
from negotiations.interfaces import words
from negotiations.models import Proposal


class RoundTable(Table):
    """The list of rounds."""

    title = RecordColumn(verbose_name=_("Round"), attrs={"td": {"class": "wide"}})
    starts_on = DayColumn(verbose_name=_("First day"))
    ends_on = DayColumn(verbose_name=_("Last day"), unknown="")
    venue = Column(verbose_name=_("Venue"), orderable=False)
    channel = Column(verbose_name=_("Channel"))
    status = ChipColumn(chip=words.round_chip, verbose_name=_("Status"))

    class Meta(Table.Meta):
        order_by = "-starts_on"


class TermsColumn(Column):
    """The terms of a proposal in one direction."""

    def __init__(self, direction: str, **kwargs: Any) -> None:
        super().__init__(accessor="standing_terms", orderable=False, empty_values=(), unknown="", **kwargs)
        self.direction = direction

    def render(self, record: Proposal) -> str:
        return words.terms(record, self.direction)

    def value(self, record: Proposal) -> str:
        return words.terms(record, self.direction)


class ProposalTable(Table):
    """The list of proposals (`negotiations.queries.records.listed_proposals`)."""

    title = RecordColumn(verbose_name=_("Proposal"), attrs={"td": {"class": "wide"}})
    kind = ChipColumn(chip=words.kind_chip, verbose_name=_("Made as"))
    made_by = Column(verbose_name=_("Made by"), orderable=False)
    made_on = DayColumn(verbose_name=_("Made on"))
    to_us = TermsColumn(Direction.TO_US, verbose_name=_("Return to us"))
    to_them = TermsColumn(Direction.TO_THEM, verbose_name=_("Return to them"))
    status = ChipColumn(chip=words.proposal_chip, verbose_name=_("Status"))
    answered_on = DayColumn(verbose_name=_("Answered on"), unknown="")
    days_waiting = NumberColumn(verbose_name=_("Days to the answer"), orderable=False, unknown="")

    class Meta(Table.Meta):
        order_by = "-made_on"


class StanceTable(Table):
    """The list of stances."""

    subject = RecordColumn(verbose_name=_("Of whom"), orderable=False, shows="category")
    party = Column(verbose_name=_("Party"), orderable=False)
    position = ChipColumn(chip=words.position_chip, verbose_name=_("Position"))
    direction = Column(verbose_name=_("On the return"))
    since = DayColumn(verbose_name=_("Since"))
    until = DayColumn(verbose_name=_("Until"), unknown=_("to this day"))
    source = Column(verbose_name=_("Source"), orderable=False)

    class Meta(Table.Meta):
        order_by = "-since"


class ProgrammeTable(Table):
    """The list of programmes."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    agreed_on = DayColumn(verbose_name=_("Agreed on"))
    target_each = NumberColumn(verbose_name=_("Persons each way"), unknown=_("no number"))
    status = ChipColumn(chip=words.programme_chip, verbose_name=_("Status"))

    class Meta(Table.Meta):
        order_by = "-agreed_on"
