"""Pages of proposals: list, detail, create, edit, answer, void."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from negotiations.domain.proposals import log_proposal, move_proposal, revise_proposal
from negotiations.enums import ProposalStatus
from negotiations.interfaces import words
from negotiations.interfaces.act_forms import ProposalMoveForm
from negotiations.interfaces.filters import ProposalFilter
from negotiations.interfaces.forms import ProposalForm
from negotiations.interfaces.pages import ProposalSheet, asked_key
from negotiations.interfaces.tables import ProposalTable
from negotiations.models import Proposal
from negotiations.queries.records import listed_proposals, proposals, rounds
from negotiations.views.detail import SheetDetail
from negotiations.views.moves import RecordMove


class ProposalPage(RecordPage):
    """What the pages of a proposal share."""

    queryset = staticmethod(proposals)
    namespace, argument = "proposals", "proposal"


class ProposalList(ListPage):
    """Proposals, filtered, sorted, paged and exported."""

    model = Proposal
    filterset_class, table_class = ProposalFilter, ProposalTable
    permission_required = Permission.NEGOTIATIONS_VIEW
    title = _("Proposals")
    intro = _("Only an official request starts a clock: the days until its answer.")
    empty_text = _("No proposal is logged yet. Log what was requested officially, and what was only said in public.")
    create_url_name, create_permission = "proposals:create", Permission.NEGOTIATIONS_WRITE
    create_label = _("Log a proposal")
    export_name = "proposals"
    template_name = "negotiations/list.html"

    def get_queryset(self) -> QuerySet[Proposal]:
        return listed_proposals(self.request.user)


class ProposalDetail(ProposalPage, SheetDetail):
    """A proposal: its clock, its terms by direction, the answer, its history."""

    template_name, sheet_class = "negotiations/proposal.html", ProposalSheet


class ProposalCreate(ProposalPage, RecordCreate):
    """Log a proposal; `?round=` says in which round it was made."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = ProposalForm, staticmethod(log_proposal)
    title = _("Log a proposal")

    def get(self, request: HttpRequest) -> HttpResponse:
        key = asked_key(request.GET.get("round"))
        made_in = rounds(request.user).standing().filter(pk=key).first() if key else None
        initial = {"round": made_in.pk, "channel": made_in.channel, "made_on": made_in.starts_on} if made_in else {}
        return self.page(self.form_class(user=request.user, initial=initial))


class ProposalEdit(ProposalPage, RecordEdit):
    """Correct a proposal."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = ProposalForm, staticmethod(revise_proposal)


class ProposalMove(ProposalPage, RecordMove):
    """Record the answer."""

    states, tones, labels = ProposalStatus, words.PROPOSAL_TONES, words.PROPOSAL_LABELS
    form_class, verb = ProposalMoveForm, staticmethod(move_proposal)


class ProposalVoid(ProposalPage, RecordVoid):
    """Void a proposal that nobody made."""

    permission_required = Permission.NEGOTIATIONS_VOID

    def consequences(self, record: Record) -> list[str]:
        return [_now("Its terms are voided with it.")]
