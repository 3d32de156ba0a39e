"""Pages of parties: list, detail, create, edit, void."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from units.domain.parties import register_party, revise_party
from units.interfaces.filters import PartyFilter
from units.interfaces.forms import PartyForm
from units.interfaces.tables import PartyTable
from units.models import Party
from units.queries.records import parties


class PartyPage(RecordPage):
    """What the pages of a party share."""

    queryset = staticmethod(parties)
    namespace, argument = "parties", "party"


class PartyList(ListPage):
    """Parties, filtered, sorted, paged and exported."""

    model = Party
    filterset_class, table_class = PartyFilter, PartyTable
    permission_required = Permission.UNITS_VIEW
    title = _("Parties")
    empty_text = _("No party is registered yet. Begin with the one whose headquarters this is.")
    create_url_name, create_permission = "parties:create", Permission.UNITS_WRITE
    create_label = _("Register a party")
    export_name = "parties"
    template_name = "units/list.html"

    def get_queryset(self) -> QuerySet[Party]:
        return parties(self.request.user).standing()


class PartyDetail(PartyPage, RecordDetail):
    """A party with its history."""

    write_permission = Permission.UNITS_WRITE


class PartyCreate(PartyPage, RecordCreate):
    """Register a party."""

    permission_required = Permission.UNITS_WRITE
    form_class, verb = PartyForm, staticmethod(register_party)
    title = _("Register a party")


class PartyEdit(PartyPage, RecordEdit):
    """Correct a party."""

    permission_required = Permission.UNITS_WRITE
    form_class, verb = PartyForm, staticmethod(revise_party)


class PartyVoid(PartyPage, RecordVoid):
    """Void a party that should never have been there."""

    permission_required = Permission.UNITS_WRITE
