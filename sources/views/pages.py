"""Pages of sources: list, detail, create, edit, void."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from sources.domain.sources import register_source, revise_source
from sources.interfaces.filters import SourceFilter
from sources.interfaces.forms import SourceForm
from sources.interfaces.tables import SourceTable
from sources.models import Source
from sources.queries.records import sources


class SourcePage(RecordPage):
    """What the pages of a source share."""

    queryset = staticmethod(sources)
    namespace, argument = "sources", "source"


class SourceList(ListPage):
    """Sources, filtered, sorted, paged and exported."""

    model = Source
    filterset_class, table_class = SourceFilter, SourceTable
    permission_required = Permission.SOURCES_VIEW
    title = _("Sources")
    empty_text = _("No source is registered yet. Sources are registered with the claims that cite them, or here.")
    create_url_name, create_permission = "sources:create", Permission.SOURCES_WRITE
    create_label = _("Register a source")
    export_name = "sources"

    def get_queryset(self) -> QuerySet[Source]:
        return sources(self.request.user).standing()


class SourceDetail(SourcePage, RecordDetail):
    """A source with its history."""

    write_permission = Permission.SOURCES_WRITE


class SourceCreate(SourcePage, RecordCreate):
    """Register a source."""

    permission_required = Permission.SOURCES_WRITE
    form_class, verb = SourceForm, staticmethod(register_source)
    title = _("Register a source")


class SourceEdit(SourcePage, RecordEdit):
    """Correct a source."""

    permission_required = Permission.SOURCES_WRITE
    form_class, verb = SourceForm, staticmethod(revise_source)


class SourceVoid(SourcePage, RecordVoid):
    """Void a source that should never have been there."""

    permission_required = Permission.SOURCES_WRITE
