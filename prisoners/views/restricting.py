"""Restrict a person, propose to lift the restriction, withhold a person from a recipient and end that."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Record
from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.reasoned import ReasonedAct
from accounts.views.records import RecordPage
from accounts.views.restricting import RecordLift, RecordRestrict
from prisoners.domain.restricting import end_withholding, restrict_person, withhold
from prisoners.interfaces.withhold_form import WithholdForm
from prisoners.models import Withholding
from prisoners.queries.records import persons, withholdings
from prisoners.views.additions import Addition


class _PersonPage(RecordPage):
    queryset = staticmethod(persons)
    namespace, argument = "prisoners", "person"


class PersonRestrict(_PersonPage, RecordRestrict):
    """Restrict a person with all that is recorded of them."""

    verb = staticmethod(restrict_person)


class PersonLift(_PersonPage, RecordLift):
    """Propose to lift the restriction of a person."""


class Withhold(Addition):
    """Withhold a person from a recipient (GC IV art. 137)."""

    permission_required = Permission.RESTRICT
    queryset = staticmethod(persons)
    argument, form_class, verb = "person", WithholdForm, staticmethod(withhold)
    title, submit_label = gettext_lazy("Withhold from a recipient"), gettext_lazy("Withhold")

    def say(self, made: Withholding) -> None:
        messages.success(self.request, _("Withheld from: %(recipient)s.") % {"recipient": made.recipient})


class WithholdingEnd(ReasonedAct):
    """Let a recipient be told of a person again: at once, by one person."""

    permission_required = Permission.LIFT_RESTRICTION
    queryset = staticmethod(withholdings)
    namespace = "prisoners"

    def act(self, record: Record, reason: str, version: int) -> str:
        end_withholding(withholding=record, by=self.request.user, reason=reason, expected_version=version)
        return _("%(recipient)s is told again.") % {"recipient": record.recipient}

    def words(self, record: Record) -> dict[str, Any]:
        told = {"person": name_for(record.person, self.request.user), "recipient": record.recipient}
        return {
            "title": _("Tell %(recipient)s of “%(person)s” again") % told,
            "consequences": [
                _("It is withheld because: %(why)s") % {"why": record.reason},
                _("Exports, report drill-downs and synchronisation give the person to this recipient again."),
            ],
            "undo": _("The person can be withheld anew; what the recipient was told by then stays told."),
            "submit_label": _("End it"),
        }

    def cancel_url(self, record: Record) -> str:
        return record.person.get_absolute_url()
