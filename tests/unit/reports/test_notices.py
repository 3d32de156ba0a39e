"""Mails of schedules, sent to a real server: who gets one, in which language, what stands in it and what never does."""

import email
import email.policy
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from accounts.domain.people import take_role
from accounts.models import User
from accounts.roles import Role
from reports.domain.firing import fire
from reports.domain.notices import send_due, tell_answered
from reports.models import Notice, ReportRun, Slot
from reports.models.notice import TRIES
from tests.factories import user_with
from tests.factories.schedules import DUE, answer_of, finished, noticed, scheduled

pytestmark = pytest.mark.django_db
SITE = "https://obmin.example"


class Server:
    """What a mail server was handed."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], str, str]] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the name is theirs
        if self.refuses:
            return "451 not now"
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, mail["Subject"], mail.get_content()))
        return "250 OK"


@pytest.fixture
def server(settings) -> Iterator[Server]:
    taken = Server()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.SITE_URL = SITE
    yield taken
    controller.stop()


def analyst(address: str, language: str = "en") -> User:
    return user_with(Role.ANALYST, email=address, language=language)


def slot_with(number: int = 777) -> Slot:
    """A slot of the analysts' schedule that has been answered."""
    schedule = scheduled(parameters={"since": "2023-12-31"})
    fire(schedule, DUE)
    slot = Slot.objects.get(schedule=schedule)
    finished(slot.run, answer_of(number))
    return slot


def test_each_of_the_role_is_sent_the_link_in_her_language(server) -> None:
    analyst("olena@obmin.example", "uk"), analyst("jo@obmin.example"), analyst(""), user_with(Role.REGISTRAR)
    slot = slot_with()
    assert (tell_answered(), send_due()) == (1, 2)
    assert sorted(to for (to,), _subject, _body in server.mails) == ["jo@obmin.example", "olena@obmin.example"]
    assert all(f"{SITE}{slot.run.get_absolute_url()}" in body for _to, _subject, body in server.mails)


def test_a_mail_holds_nothing_of_question_or_answer(server) -> None:
    analyst("jo@obmin.example")
    slot_with(777)
    tell_answered(), send_due()
    ((_to, subject, body),) = server.mails
    assert "777" not in subject + body, "the answer"
    assert "2023" not in subject + body, "the question"


def test_the_link_leads_to_the_shared_run(server) -> None:
    reader = analyst("jo@obmin.example")
    slot = slot_with()
    assert list(ReportRun.objects.visible_to(reader)) == []
    tell_answered()
    assert list(ReportRun.objects.visible_to(reader)) == [slot.run]


def test_each_is_told_once(server) -> None:
    analyst("jo@obmin.example")
    slot_with()
    assert [tell_answered(), tell_answered()] == [1, 0]
    assert [send_due(), send_due()] == [1, 0]


def test_a_run_that_was_not_answered_is_told_to_nobody(server) -> None:
    analyst("jo@obmin.example")
    fire(scheduled(), DUE)
    assert (tell_answered(), send_due()) == (0, 0)


def test_who_lost_the_role_meanwhile_is_sent_nothing(server) -> None:
    reader = analyst("jo@obmin.example")
    slot_with()
    tell_answered()
    take_role(grant=reader.role_grants.get(), by=User.objects.system(), reason="moved on")
    assert (send_due(), server.mails) == (0, [])
    assert Notice.objects.get(user=reader).failure == "no_longer"


def test_an_owner_who_lost_the_right_to_share_tells_nobody(server) -> None:
    analyst("jo@obmin.example")
    slot = slot_with()
    take_role(grant=slot.schedule.owner.role_grants.get(), by=User.objects.system(), reason="moved on")
    assert (tell_answered(), send_due()) == (1, 0)
    assert not ReportRun.objects.get(pk=slot.run_id).is_shared


def test_a_server_that_refuses_is_asked_again_later_and_not_for_ever(server) -> None:
    analyst("jo@obmin.example")
    slot_with()
    tell_answered()
    server.refuses = True
    assert [send_due(), send_due()] == [0, 0]
    notice = Notice.objects.get()
    assert (notice.tries, notice.failure) == (1, "SMTPDataError"), "not before its time"
    assert notice.next_try_at > timezone.now()
    server.refuses = False
    Notice.objects.update(next_try_at=timezone.now())
    assert send_due() == 1
    Notice.objects.update(sent_at=None, tries=TRIES)
    assert send_due() == 0


def test_a_server_that_is_away_stops_nothing(server, settings) -> None:
    settings.EMAIL_PORT = 1
    User.objects.filter(pk=noticed().user_id).update(email="jo@obmin.example")
    assert send_due() == 0
    assert Notice.objects.get().failure == "ConnectionRefusedError"


@pytest.mark.parametrize("without", ["SITE_URL", "EMAIL_BACKEND"])
def test_without_a_server_or_an_address_of_ours_no_mail_is_written(server, settings, without) -> None:
    setattr(settings, without, {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}.get(without, ""))
    analyst("jo@obmin.example")
    slot_with()
    assert (tell_answered(), Notice.objects.count()) == (1, 0)
