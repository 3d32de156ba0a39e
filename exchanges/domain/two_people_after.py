"""What takes two people of what goes beside and after exchanges, and the correction of a completed one."""

from django.utils.translation import gettext_lazy as _

from accounts import acts
from exchanges.domain import correcting, identifications, information, remains
from exchanges.enums import SUPERSEDE
from exchanges.models import Exchange, InformationTransfer, RemainsIdentification, RemainsTransfer

TWO_PEOPLE_AFTER = (
    acts.void(RemainsTransfer, remains.void_remains, remains.check_void),
    acts.void(RemainsIdentification, identifications.void_identification),
    acts.void(InformationTransfer, information.void_information),
    acts.Act(
        SUPERSEDE,
        _("put this correction in the place of the exchange that it corrects"),
        Exchange,
        correcting.supersede_exchange,
        check=correcting.check_correction,
        exactly=correcting.told,
        consequences=(
            _("The earlier record is voided and says by what it was corrected; every report counts this one instead."),
            _("Claims, stages, who was delivered and the row of the public record are carried over."),
        ),
    ),
)
