"""The one Table of programmes."""

from django.utils.translation import gettext_lazy as _

from common.columns import Column, DayColumn, NumberColumn, RecordColumn
from common.lists import Table


class ProgrammeTable(Table):
    """The list of programmes."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    agreed_on = DayColumn(verbose_name=_("Agreed on"))
    target_each = NumberColumn(verbose_name=_("Persons each way"), unknown=_("open-ended"))
    status = Column(verbose_name=_("Status"))

    class Meta(Table.Meta):
        order_by = "-agreed_on"
