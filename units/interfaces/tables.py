"""The one Table of parties."""

from django.utils.translation import gettext_lazy as _

from common.columns import Column, RecordColumn, YesColumn
from common.lists import Table


class PartyTable(Table):
    """The list of parties."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    code = Column(verbose_name=_("Code"))
    kind = Column(verbose_name=_("Kind"))
    is_home = YesColumn(verbose_name=_("Ours"))
    acts_beside = Column(verbose_name=_("Acts beside"), unknown="", order_by="acts_beside__code")

    class Meta(Table.Meta):
        order_by = "name_uk"
