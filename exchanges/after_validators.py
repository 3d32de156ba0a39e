"""Checks of what goes beside and after exchanges that a model, a form and a serializer share."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import clock
from common.partial_dates import PartialDate, Precision
from exchanges.after_enums import RemainsResult
from exchanges.enums import CountStatus, ExchangeKind

if TYPE_CHECKING:
    from exchanges.models import InformationTransfer, RemainsIdentification, RemainsTransfer


def check_remains(transfer: "RemainsTransfer") -> None:
    """Raises ValidationError by field: an exchange of the living, a day ahead, a number without its status."""
    errors = {}
    if transfer.exchange and transfer.exchange.kind != ExchangeKind.REMAINS:
        errors["exchange"] = _("In this exchange the living move. Record the dead in a return of remains, or alone.")
    if transfer.from_party_id and transfer.from_party_id == transfer.to_party_id:
        errors["to_party"] = _("From and to are the same party.")
    if _ahead(transfer.handed_over):
        errors["handed_over_on"] = _("This day has not come yet.")
    if (transfer.received is not None) != (transfer.count_status == CountStatus.KNOWN):
        errors["received"] = _("Give the number when it is known, and only then; 0 is a number too.")
    if errors:
        raise ValidationError(errors)


def check_identification(found: "RemainsIdentification") -> None:
    """Raises ValidationError by field: somebody identified without a name, or a name of one who is not."""
    errors = {}
    identified = found.result == RemainsResult.IDENTIFIED
    if identified and not found.person_id:
        errors["person"] = _("Say who it is.")
    if not identified and found.person_id:
        errors["person"] = _("Only somebody identified as a person of ours is named.")
    if identified and not found.fate:
        errors["fate"] = _("Say how the person died, as far as captivity goes.")
    if not identified and found.fate:
        errors["fate"] = _("Only of somebody identified the fate is recorded.")
    if _ahead(found.decided):
        errors["decided_on"] = _("This day has not come yet.")
    elif found.remains_transfer_id and found.decided.is_before(found.remains_transfer.handed_over):
        errors["decided_on"] = _("This is before the hand-over.")
    if errors:
        raise ValidationError(errors)


def check_information(passed: "InformationTransfer") -> None:
    """Raises ValidationError for a day that has not come yet."""
    if _ahead(passed.passed):
        raise ValidationError({"passed_on": _("This day has not come yet.")})


def _ahead(date: PartialDate) -> bool:
    return PartialDate(clock.today(), Precision.DAY).is_before(date)
