"""What takes two people among exchanges."""

import dataclasses
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from accounts import acts
from accounts.models import Record
from exchanges.domain.claims import void_claim
from exchanges.domain.exchanges import check_completion, check_void, complete_exchange, lift_restriction, void_exchange
from exchanges.domain.imports import check_undo, undo_import
from exchanges.domain.manifest.approving import approve_manifest, check_approval
from exchanges.domain.manifest.changing import check_void_entry, void_entry
from exchanges.domain.manifest.nominating import check_nomination, nominate_protected
from exchanges.domain.manifest.substituting import check_substitution, substitute_protected
from exchanges.domain.transfers import check_void as check_transfer
from exchanges.domain.transfers import void_transfer
from exchanges.enums import COMPLETE, ExchangeStatus, Rest
from exchanges.manifest_enums import APPROVE_MANIFEST, NOMINATE, SUBSTITUTE
from exchanges.models import Claim, Exchange, ImportBatch, ManifestEntry, Transfer
from prisoners.models import Captivity

UNDONE = (_("Everything that the import brought is voided, unless somebody changed or built upon any of it."),)
#: Beside what voiding does to any record.
PERSONS_AS_BEFORE = (_("Whoever its manifest names is recorded as before, and is not home by this any more."),)


def _completed(arguments: dict[str, str]) -> str:
    told = [ExchangeStatus(arguments["to"]).label]
    if rest := arguments.get("rest"):
        told.append(Rest(rest).label)
    return "; ".join(map(str, told))


def _void(model: type[Record], verb: Callable[..., Record], check: Callable[..., None] | None = None) -> acts.Act:
    act = acts.void(model, verb, check)
    return dataclasses.replace(act, consequences=(*act.consequences, *PERSONS_AS_BEFORE))


TWO_PEOPLE = (
    _void(Exchange, void_exchange, check_void),
    acts.lift(Exchange, lift_restriction),
    _void(Transfer, void_transfer, check_transfer),
    acts.void(Claim, void_claim),
    acts.Act(
        COMPLETE,
        _("complete this exchange"),
        Exchange,
        complete_exchange,
        check=check_completion,
        wants_reason=False,
        exactly=_completed,
        consequences=(
            _("The exchange counts in every report. A completed exchange moves nowhere any more."),
            _("The captivities of everybody handed over end. Whoever was not may go in another exchange."),
        ),
    ),
    acts.void(ManifestEntry, void_entry, check_void_entry),
    acts.Act(
        NOMINATE,
        _("nominate this person, who is restricted or withheld, for an exchange"),
        Captivity,
        nominate_protected,
        check=check_nomination,
        consequences=(_("The parties of the exchange are told of this person once its manifest is approved."),),
    ),
    acts.Act(
        SUBSTITUTE,
        _("put somebody who is restricted or withheld in this person's place"),
        ManifestEntry,
        substitute_protected,
        check=check_substitution,
        consequences=(_("The parties of the exchange are told of the person who comes in."),),
    ),
    acts.Act(
        APPROVE_MANIFEST,
        _("approve the manifest of this exchange"),
        Exchange,
        approve_manifest,
        check=check_approval,
        wants_reason=False,
        consequences=(
            _("Everybody nominated is approved, the lists are frozen and hashed, and the embargo is on."),
            _("After that who goes is changed by substitutions only. This cannot be undone."),
        ),
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
