"""The page that asks before a record is voided, and says what is voided with it. Mostly it proposes: it takes two."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from accounts import acts
from accounts.domain.approvals import propose
from accounts.models import Record
from accounts.views.reasoned import ReasonedAct


class RecordVoid(ReasonedAct):
    """Proposes to void a record. `verb` voids what takes one person only (`voided_alone` of the model)."""

    verb: Callable[..., Record]

    def act(self, record: Record, reason: str, version: int) -> str:
        """Propose it, or do it where one person may."""
        given: dict[str, Any] = {"by": self.request.user, "reason": reason, "expected_version": version}
        if record.voided_alone:
            type(self).verb(**{self.argument: record}, **given)
            return _("“%(record)s” is voided.") % {"record": record}
        propose(act=acts.VOID, subject=record, **given)
        return _("It is proposed to void “%(record)s”. Another person approves or refuses it.") % {"record": record}

    def words(self, record: Record) -> dict[str, Any]:
        alone = bool(record.voided_alone)
        title = _("Void “%(record)s”") if alone else _("Propose to void “%(record)s”")
        return {
            "title": title % {"record": record},
            "consequences": [
                *self.consequences(record),
                _("It counts nowhere any more and cannot be changed. It stays in the book, with your name and reason."),
            ],
            "undo": "" if alone else _("Nothing happens until another person approves it. Then it cannot be undone."),
            "danger": True,
            "submit_label": _("Void it") if alone else _("Propose to void it"),
        }

    def consequences(self, record: Record) -> list[str]:
        """What is voided with the record, in sentences."""
        return []
