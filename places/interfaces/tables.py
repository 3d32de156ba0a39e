"""The one Table of places."""

from django.utils.translation import gettext_lazy as _

from common.columns import Column, RecordColumn, YesColumn
from common.lists import Table


class PlaceTable(Table):
    """The list of places."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    kind = RecordColumn(verbose_name=_("Kind"))
    region = Column(verbose_name=_("Region"))
    country = Column(verbose_name=_("Country"))
    declared = YesColumn(verbose_name=_("Declared"))
    status = Column(verbose_name=_("Open or closed"))

    class Meta(Table.Meta):
        order_by = "name_uk"
