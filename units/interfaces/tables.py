"""The Tables of parties, branches of service and units."""

from django.utils.translation import gettext_lazy as _

from common.columns import Column, DayColumn, RecordColumn, YesColumn
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


class BranchTable(Table):
    """The list of branches of service."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    code = Column(verbose_name=_("Code"))
    party = Column(verbose_name=_("Party"), unknown=_("every side"), order_by="party__code")

    class Meta(Table.Meta):
        order_by = "name_uk"


class UnitTable(Table):
    """The list of units (`units.queries.listing.listed`)."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="sort_key")
    code = Column(verbose_name=_("Code"), unknown="")
    kind = Column(verbose_name=_("Kind"))
    party = Column(verbose_name=_("Party"), order_by="party__code")
    branch = Column(verbose_name=_("Branch of service"), unknown="", order_by="branch__name_uk")
    parent_name = Column(verbose_name=_("Stands under"), unknown="")
    disbanded_on = DayColumn(verbose_name=_("Disbanded on"), unknown="")

    class Meta(Table.Meta):
        order_by = ("code", "name_uk")
