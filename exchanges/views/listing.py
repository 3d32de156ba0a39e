"""The list of exchanges."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from common.lists import ListPage, Table
from exchanges.interfaces.filters import ExchangeFilter
from exchanges.interfaces.tables import ExchangeTable
from exchanges.models import Exchange
from exchanges.queries.listing import listed
from exchanges.queries.sides import sides


class ExchangeList(ListPage):
    """Exchanges, filtered, sorted, paged and exported."""

    model = Exchange
    filterset_class, table_class = ExchangeFilter, ExchangeTable
    permission_required = Permission.EXCHANGES_VIEW
    title = _("Exchanges")
    empty_text = _("No exchange is recorded yet. Log the first one, or import the public record.")
    create_url_name, create_permission = "exchanges:create", Permission.EXCHANGES_WRITE
    create_label = _("Log an exchange")
    export_name = "exchanges"
    template_name = "exchanges/list.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        may_import = self.request.user.has_perm(Permission.EXCHANGES_IMPORT)
        may_plan = self.request.user.has_perm(Permission.PLANS_VIEW)
        return super().get_context_data(**context) | {"may_import": may_import, "may_plan": may_plan}

    def get_queryset(self) -> QuerySet[Exchange]:
        return listed(self.request.user)

    def get_table(self, queryset: QuerySet) -> Table:
        table = super().get_table(queryset)
        table.name_sides(sides())
        return table
