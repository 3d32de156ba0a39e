"""Pages of programmes: list, detail, create, edit, void."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from negotiations.domain.programmes import log_programme, revise_programme
from negotiations.interfaces.filters import ProgrammeFilter
from negotiations.interfaces.forms import ProgrammeForm
from negotiations.interfaces.tables import ProgrammeTable
from negotiations.models import Programme
from negotiations.queries.records import programmes


class ProgrammePage(RecordPage):
    """What the pages of a programme share."""

    queryset = staticmethod(programmes)
    namespace, argument = "negotiations", "programme"


class ProgrammeList(ListPage):
    """Programmes, filtered, sorted, paged and exported."""

    model = Programme
    filterset_class, table_class = ProgrammeFilter, ProgrammeTable
    permission_required = Permission.NEGOTIATIONS_VIEW
    title = _("Programmes")
    empty_text = _("No programme is logged yet. A programme is an agreement in force that exchanges are counted to.")
    create_url_name, create_permission = "negotiations:create", Permission.NEGOTIATIONS_WRITE
    create_label = _("Log a programme")
    export_name = "programmes"

    def get_queryset(self) -> QuerySet[Programme]:
        return programmes(self.request.user).standing()


class ProgrammeDetail(ProgrammePage, RecordDetail):
    """A programme with its history."""

    write_permission = Permission.NEGOTIATIONS_WRITE


class ProgrammeCreate(ProgrammePage, RecordCreate):
    """Log a programme."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = ProgrammeForm, staticmethod(log_programme)
    title = _("Log a programme")


class ProgrammeEdit(ProgrammePage, RecordEdit):
    """Correct a programme."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = ProgrammeForm, staticmethod(revise_programme)


class ProgrammeVoid(ProgrammePage, RecordVoid):
    """Void a programme that should never have been there."""

    permission_required = Permission.NEGOTIATIONS_WRITE
