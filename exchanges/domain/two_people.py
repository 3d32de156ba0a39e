"""What takes two people among exchanges."""

from django.utils.translation import gettext_lazy as _

from accounts import acts
from exchanges.domain.claims import void_claim
from exchanges.domain.exchanges import check_completion, check_void, complete_exchange, lift_restriction, void_exchange
from exchanges.domain.imports import check_undo, undo_import
from exchanges.domain.transfers import void_transfer
from exchanges.enums import COMPLETE, ExchangeStatus
from exchanges.models import Claim, Exchange, ImportBatch, Transfer

UNDONE = (_("Everything that the import brought is voided, unless somebody changed or built upon any of it."),)
TWO_PEOPLE = (
    acts.void(Exchange, void_exchange, check_void),
    acts.lift(Exchange, lift_restriction),
    acts.void(Transfer, void_transfer),
    acts.void(Claim, void_claim),
    acts.Act(
        COMPLETE,
        _("complete this exchange"),
        Exchange,
        complete_exchange,
        check=check_completion,
        wants_reason=False,
        exactly=lambda arguments: str(ExchangeStatus(arguments["to"]).label),
        consequences=(_("The exchange counts in every report. A completed exchange moves nowhere any more."),),
    ),
    acts.Act(
        acts.UNDO_IMPORT,
        _("undo this whole import"),
        ImportBatch,
        undo_import,
        check=check_undo,
        takes="batch",
        consequences=UNDONE,
    ),
)
