"""Pages of information passed on: list, detail, create, edit, void."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.models.record import visible_fields
from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from exchanges.domain.information import log_information, revise_information
from exchanges.interfaces import after_words
from exchanges.interfaces.after_filters import InformationFilter
from exchanges.interfaces.after_forms import InformationForm
from exchanges.interfaces.after_tables import InformationTable
from exchanges.interfaces.remains_page import link
from exchanges.models import InformationTransfer
from exchanges.queries.after import information


class InformationPages(RecordPage):
    """What these pages share."""

    queryset = staticmethod(information)
    namespace, argument = "information", "information_transfer"


class InformationList(ListPage):
    """Information passed on, filtered, sorted, paged and exported."""

    model = InformationTransfer
    filterset_class, table_class = InformationFilter, InformationTable
    permission_required = Permission.EXCHANGES_VIEW
    title = _("Letters and lists")
    intro = _("What was passed on between the sides while nobody moved.")
    empty_text = _("No letters, lists, parcels or messages are recorded yet.")
    create_url_name, create_permission = "information:create", Permission.EXCHANGES_WRITE
    create_label = _("Log what was passed on")
    export_name = "information"
    template_name = "exchanges/beside_list.html"

    def get_queryset(self) -> QuerySet[InformationTransfer]:
        return information(self.request.user).standing()


class InformationDetail(InformationPages, RecordDetail):
    """One piece of information that was passed on."""

    write_permission = Permission.EXCHANGES_WRITE

    def get_context(self, record: Record) -> dict[str, Any]:
        may_void = self.request.user.has_perm(Permission.EXCHANGES_VOID) and not record.is_voided
        return {"void_url": self.url("void", record.pk) if may_void else ""}

    def get_facts(self, record: Record) -> list[tuple[str, Any]]:
        user, seen = self.request.user, visible_fields(InformationTransfer, self.request.user)
        rows = [
            ("kind", _now("What"), record.get_kind_display()),
            ("direction", _now("Direction"), record.get_direction_display()),
            ("passed_on", _now("Passed on"), record.passed),
            ("mediator", _now("Through"), link(record.mediator)),
            ("count", _now("How many"), after_words.how_many(record)),
            ("round", _now("Round"), link(record.round)),
            ("name_list", _now("List of names"), link(record.name_list)),
            ("source", _now("Source"), link(record.source)),
            ("notes", _now("Notes"), record.notes),
        ]
        hidden = set() if user.has_perm(Permission.SOURCES_VIEW) else {"source"}
        return [(label, value) for field, label, value in rows if field in seen - hidden]


class InformationCreate(InformationPages, RecordCreate):
    """Log information that was passed on."""

    permission_required = Permission.EXCHANGES_WRITE
    form_class, verb = InformationForm, staticmethod(log_information)
    title = _("Log what was passed on")


class InformationEdit(InformationPages, RecordEdit):
    """Correct it."""

    permission_required = Permission.EXCHANGES_WRITE
    form_class, verb = InformationForm, staticmethod(revise_information)


class InformationVoid(InformationPages, RecordVoid):
    """Void what never was passed on."""

    permission_required = Permission.EXCHANGES_VOID
