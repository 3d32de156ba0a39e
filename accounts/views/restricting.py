"""Pages that restrict a record, and that propose to lift a restriction. A room names its verb and its addresses."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from accounts import acts
from accounts.domain.approvals import propose
from accounts.models import Restrictable
from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.reasoned import ReasonedAct


class RecordRestrict(ReasonedAct):
    """Restricts a record: at once and by one person, because it only takes sight away."""

    permission_required = Permission.RESTRICT
    verb: Callable[..., Restrictable]

    def act(self, record: Restrictable, reason: str, version: int) -> str:
        told = {"by": self.request.user, "reason": reason, "expected_version": version}
        type(self).verb(**{self.argument: record}, **told)
        return _("It is restricted. Only those with the restricted compartment see it now.")

    def words(self, record: Restrictable) -> dict[str, Any]:
        sees = self.request.user.sight(record.view_permission).restricted != frozenset()
        own = _("You have the restricted compartment yourself and go on seeing it, where your units reach.")
        not_own = _("You have not the restricted compartment: you will not find it any more either.")
        return {
            "title": _("Restrict “%(record)s”") % {"record": name_for(record, self.request.user)},
            "consequences": [
                _(
                    "For everybody without the restricted compartment it is as if it had never been recorded: in "
                    "lists, searches, reports, files and histories."
                ),
                own if sees else not_own,
            ],
            "undo": _("Two people can lift the restriction again."),
            "submit_label": _("Restrict it"),
        }

    def done_url(self, record: Restrictable) -> str:
        """The record, or the list for who does not see it any more."""
        still = type(self).queryset(self.request.user).filter(pk=record.pk).exists()
        return self.cancel_url(record) if still else self.url("list")


class RecordLift(ReasonedAct):
    """Proposes to lift a restriction: another person approves it."""

    permission_required = Permission.LIFT_RESTRICTION

    def act(self, record: Restrictable, reason: str, version: int) -> str:
        propose(act=acts.LIFT, subject=record, by=self.request.user, reason=reason, expected_version=version)
        return _("It is proposed to lift the restriction. Another person approves or refuses it.")

    def words(self, record: Restrictable) -> dict[str, Any]:
        why, act = record.restricted_why, acts.get(acts.LIFT, type(record))
        return {
            "title": _("Propose to lift the restriction of “%(record)s”")
            % {"record": name_for(record, self.request.user)},
            "consequences": [
                _("It is restricted because: %(why)s") % {"why": why},
                *act.consequences,
            ],
            "undo": _("Nothing happens until another person approves it. It can be restricted again."),
            "submit_label": _("Propose to lift it"),
        }
