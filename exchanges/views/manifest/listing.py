"""The manifest of an exchange: both directions in numbers, everybody on it, what may be done with those marked."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from common.lists import ListPage, Table
from common.reading import Surface, shown, shown_or_404
from exchanges.interfaces import words
from exchanges.interfaces.manifest import page
from exchanges.interfaces.manifest.tables import ManifestFilter, ManifestTable
from exchanges.models import ManifestEntry
from exchanges.queries.manifest.entries import beside, frozen, of_manifest, tally
from exchanges.queries.record import exchanges
from prisoners.models import Person


class ManifestPage(ListPage):
    """Everybody who goes, or does not any more, in both directions."""

    model = ManifestEntry
    filterset_class, table_class = ManifestFilter, ManifestTable
    permission_required = Permission.MANIFESTS_VIEW
    title = gettext_lazy("Manifest")
    empty_text = gettext_lazy("Nobody is nominated yet. Take the first of the order of priority, or look people up.")
    export_name = "manifest"
    shown_model, shown_key = Person, "captivity.person_id"
    template_name = "exchanges/manifest/page.html"

    def find(self, pk: uuid.UUID) -> None:
        if not hasattr(self, "exchange"):
            self.exchange = shown_or_404(exchanges(self.request.user), pk=pk)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return super().get(request, pk=pk)

    def get_queryset(self) -> QuerySet[ManifestEntry]:
        return of_manifest(self.exchange, self.request.user)

    def get_table(self, queryset: QuerySet[ManifestEntry]) -> Table:
        table = super().get_table(queryset)
        table.reader = self.request.user
        if not self.may_write:
            table.columns.hide("choose")
        return table

    def name_rows(self, table: Table, rows: Any) -> None:
        table.beside = beside([entry.captivity for entry in rows], self.request.user)
        if table.beside.tiers is None:
            table.columns.hide("tier")

    @property
    def may_write(self) -> bool:
        return self.request.user.has_perm(Permission.MANIFESTS_WRITE) and page.is_open(self.exchange)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        exchange, user = self.exchange, self.request.user
        shown(ManifestEntry, [entry.pk for entry in context["page"].rows], Surface.LIST)
        tallies, approved = tally(exchange, user), frozen(exchange, user)
        may_move = user.has_perm(Permission.EXCHANGES_MOVE)
        may_nominate = self.may_write and page.takes_nominations(exchange, is_frozen=bool(approved))
        return super().get_context_data(**context) | {
            "exchange": exchange,
            "called": words.title(exchange),
            "chip": words.status_chip(exchange),
            "ways": page.ways(tallies),
            "frozen": approved,
            "may_write": self.may_write,
            "may_nominate": may_nominate,
            "may_approve": may_move and page.may_be_approved(exchange, tallies),
            "has_stages": exchange.stages.standing().exists(),
            "title": _("Manifest"),
        }
