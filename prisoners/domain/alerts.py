"""Alerts: raised when a person is captured again after a return, answered by somebody who looked."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.enums import HOME_AGAIN, AlertKind
from prisoners.models import Alert, Captivity


@verb("prisoners.answer_alert", permission=Permission.PRISONERS_WRITE)
def answer_alert(*, alert: Alert, answer: str, by: User, expected_version: int | None = None) -> Alert:
    """Say what was found and done about an alert. Raises ValidationError without words, or when it was answered."""
    current = records.lock(alert, expected_version)
    records.refuse_voided(current)
    if current.answered_at:
        raise ValidationError(_("Somebody answered this alert already."))
    if not answer.strip():
        raise ValidationError({"answer": _("Say what was found.")})
    current.answered_at, current.answered_by, current.answer = timezone.now(), by, answer
    return records.written(current, "answered_at", "answered_by", "answer")


def alert_if_recaptured(captivity: Captivity) -> Alert | None:
    """Raise the alert of GC III art. 117 when the person came home from an earlier captivity. Inside a verb only."""
    earlier = Captivity.objects.standing().filter(person=captivity.person_id, status__in=HOME_AGAIN)
    came_home = any(not captivity.captured.is_before(each.ended) for each in earlier.exclude(pk=captivity.pk))
    if came_home and not captivity.alerts.standing().filter(kind=AlertKind.RECAPTURED).exists():
        return records.create(Alert, captivity=captivity, kind=AlertKind.RECAPTURED)
    return None
