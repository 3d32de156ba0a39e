"""What takes two people among lists of names."""

from django.utils.translation import gettext_lazy as _

from accounts import acts
from negotiations.domain.freezing import check_freezing, freeze_protected_list
from negotiations.models import NameList
from negotiations.outgoing_enums import FREEZE

FREEZE_BY_TWO = acts.Act(
    FREEZE,
    _("freeze this list with protected people on it"),
    NameList,
    freeze_protected_list,
    check=check_freezing,
    consequences=(
        _("Nothing on the list changes any more; it gets its number and goes out."),
        _("People on it who are restricted, or withheld from whom it goes to, are told of."),
    ),
)
