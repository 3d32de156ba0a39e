"""Pages of programmes: list, detail, create, edit, events, void."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from negotiations.domain.programmes import log_programme, record_programme_event, revise_programme
from negotiations.interfaces.act_forms import EventForm
from negotiations.interfaces.filters import ProgrammeFilter
from negotiations.interfaces.forms import ProgrammeForm
from negotiations.interfaces.later_pages import ProgrammeSheet
from negotiations.interfaces.tables import ProgrammeTable
from negotiations.models import Programme
from negotiations.queries.records import programme_events, programmes
from negotiations.views.acts import RecordAct
from negotiations.views.detail import SheetDetail


class ProgrammePage(RecordPage):
    """What the pages of a programme share."""

    queryset = staticmethod(programmes)
    namespace, argument = "programmes", "programme"


class ProgrammeList(ListPage):
    """Programmes, filtered, sorted, paged and exported."""

    model = Programme
    filterset_class, table_class = ProgrammeFilter, ProgrammeTable
    permission_required = Permission.NEGOTIATIONS_VIEW
    title = _("Programmes")
    empty_text = _("No programme is logged yet. A programme is an agreement in force that exchanges are counted to.")
    create_url_name, create_permission = "programmes:create", Permission.NEGOTIATIONS_WRITE
    create_label = _("Log a programme")
    export_name = "programmes"
    template_name = "negotiations/list.html"

    def get_queryset(self) -> QuerySet[Programme]:
        return programmes(self.request.user).standing()


class ProgrammeDetail(ProgrammePage, SheetDetail):
    """A programme: its rules, how far it is carried out, what became of it, the exchanges of it, its history."""

    template_name, sheet_class = "negotiations/programme.html", ProgrammeSheet


class ProgrammeCreate(ProgrammePage, RecordCreate):
    """Log a programme."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = ProgrammeForm, staticmethod(log_programme)
    title = _("Log a programme")


class ProgrammeEdit(ProgrammePage, RecordEdit):
    """Correct a programme."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = ProgrammeForm, staticmethod(revise_programme)


class ProgrammeEventAdd(ProgrammePage, RecordAct):
    """Record what became of a programme: a breach, a suspension, a resumption, its end."""

    form_class, verb = EventForm, staticmethod(record_programme_event)
    title, done = _("Record what became of it"), _("It is recorded.")


class ProgrammeEventVoid(RecordVoid):
    """Void an event that was not."""

    queryset = staticmethod(programme_events)
    namespace, argument = "programmes", "programme_event"
    permission_required = Permission.NEGOTIATIONS_VOID

    def cancel_url(self, record: Record) -> str:
        return record.get_absolute_url()


class ProgrammeVoid(ProgrammePage, RecordVoid):
    """Void a programme that should never have been there."""

    permission_required = Permission.NEGOTIATIONS_VOID
