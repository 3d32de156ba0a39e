"""Mails about answers of schedules: who is told is written first, then each mail is sent by itself."""

import smtplib
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.queries.people import holders_of
from audit.verbs import acting
from reports import catalogue
from reports.domain.sharing import share_run
from reports.models import Notice, Slot
from reports.models.notice import TRIES

#: Who was to be told holds the role no more, or has no address any more.
NO_LONGER = "no_longer"
#: What a server that is away, or does not take a mail, raises.
FAILURES = (smtplib.SMTPException, OSError)


def tell_answered() -> int:
    """Share the runs of schedules that are answered, and write whom to tell; returns how many slots were told."""
    return sum(_tell(key) for key in Slot.objects.untold().order_by("pk").values_list("pk", flat=True)[:100])


def send_due() -> int:
    """Send the mails that are due, each in a transaction of its own; returns how many went out."""
    keys = list(Notice.objects.due().order_by("next_try_at").values_list("pk", flat=True)[:200])
    if not keys:
        return 0
    connection = get_connection()
    try:
        return sum(_send(key, connection) for key in keys)
    finally:
        connection.close()


def mails_go() -> bool:
    """Whether this server sends mail: it knows a mail server, and its own address for the links."""
    return bool(settings.SITE_URL) and not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


@transaction.atomic
def _tell(key: uuid.UUID) -> bool:
    slot = Slot.objects.untold().select_for_update(skip_locked=True, of=("self",)).filter(pk=key).first()
    if slot is None:
        return False
    owner = User.objects.get(pk=slot.schedule.owner_id)
    with acting(by=owner, verb_name="reports.tell_of_answer"):
        told = mails_go() and not slot.schedule.is_voided and _shared(slot, owner)
        people = holders_of(slot.schedule.role) if told else []
        Notice.objects.bulk_create(Notice(slot=slot, user=each) for each in people if each.email)
        slot.told_at = timezone.now()
        records.written(slot, "told_at")
    return True


def _shared(slot: Slot, owner: User) -> bool:
    """Share the run as its owner; False where she may no longer."""
    try:
        with transaction.atomic():
            share_run(run=slot.run, by=owner)
    except (PermissionDenied, ValidationError):
        return False
    return True


@transaction.atomic
def _send(key: uuid.UUID, connection: BaseEmailBackend) -> bool:
    """Send one mail, under the lock of its row. Killed between the mail and the commit, it is sent once more."""
    notice = Notice.objects.due().select_for_update(skip_locked=True, of=("self",)).filter(pk=key).first()
    if notice is None:
        return False
    with acting(by=User.objects.system(), verb_name="reports.send_notice"):
        if not _still_told(notice):
            notice.tries, notice.failure = TRIES, NO_LONGER
            records.written(notice, "tries", "failure")
            return False
        try:
            _mail(notice, connection).send()
        except FAILURES as failure:
            _put_off(notice, type(failure).__name__)
            # What is left of a conversation with the server is of no use to the next mail.
            connection.close()
        else:
            notice.sent_at, notice.failure = timezone.now(), ""
        records.written(notice, "sent_at", "tries", "next_try_at", "failure")
    return notice.sent_at is not None


def _still_told(notice: Notice) -> bool:
    """Whether the role is still hers; the page would tell her nothing otherwise."""
    user = notice.user
    return user.is_active and bool(user.email) and notice.slot.schedule.role in user.roles


def _put_off(notice: Notice, failure: str) -> None:
    notice.next_try_at = timezone.now() + timedelta(minutes=2**notice.tries)
    notice.tries, notice.failure = notice.tries + 1, failure


def _mail(notice: Notice, connection: BaseEmailBackend) -> EmailMessage:
    """The mail in the reader's language: which report, of which day, and where. Parameters and answers stay here."""
    run = notice.slot.run
    with translation.override(notice.user.language or settings.LANGUAGE_CODE):
        title = str(catalogue.find(run.report).title)
        words = {
            "title": title,
            "due_at": notice.slot.due_at,
            "url": f"{settings.SITE_URL.rstrip('/')}{run.get_absolute_url()}",
        }
        return EmailMessage(
            subject=_("Obmin: an answer is there"),
            body=render_to_string("reports/notice.txt", words),
            to=[notice.user.email],
            connection=connection,
            headers={"Auto-Submitted": "auto-generated"},
        )
