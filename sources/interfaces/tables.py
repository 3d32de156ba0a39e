"""The one Table of sources."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from common.columns import Column, DayColumn, RecordColumn
from common.lists import Table
from sources.models import Source


class SourceTable(Table):
    """The list of sources."""

    title = RecordColumn(verbose_name=_("Title"))
    publisher = Column(verbose_name=_("Publisher"))
    published_on = DayColumn(verbose_name=_("Published on"))
    kind = Column(verbose_name=_("Kind"))
    reliability = Column(verbose_name=_("Reliability"))
    credibility = Column(verbose_name=_("Credibility"))

    def render_reliability(self, record: Source) -> str:
        return format_html('<abbr title="{}">{}</abbr>', record.get_reliability_display(), record.reliability)

    def render_credibility(self, record: Source) -> str:
        return format_html('<abbr title="{}">{}</abbr>', record.get_credibility_display(), record.credibility)

    class Meta(Table.Meta):
        order_by = "-published_on"
