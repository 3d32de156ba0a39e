"""Lists that go out: who may be on one, what freezes it, and that nothing of it changes afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from accounts.domain.approvals import approve, propose
from accounts.models import User
from accounts.roles import Role
from audit.verbs import acting
from common.errors import IllegalMove
from negotiations.domain import engaged
from negotiations.domain.entry_words import hash_of
from negotiations.domain.freezing import check_list, confirm_receipt, freeze_list, send_list
from negotiations.domain.outgoing import put_on_list, take_off_list
from negotiations.list_enums import ListStatus
from negotiations.models import ListEntry, NameList
from negotiations.outgoing_enums import FREEZE, Problem
from negotiations.queries.outgoing import entries_with_people, problems_of
from prisoners.domain.captivities import record_event
from prisoners.domain.evidence import record_consent
from prisoners.domain.persons import revise_person
from prisoners.domain.restricting import restrict_person, withhold
from prisoners.models import Captivity
from tests.factories import CaptivityFactory, PersonFactory, home, other, user_with
from tests.factories.decided import entries, outgoing_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender() -> User:
    return user_with(Role.NEGOTIATOR, language="en")


@pytest.fixture
def held() -> list[Captivity]:
    return [CaptivityFactory() for _ in range(3)]


def checked(captivities: list[Captivity], by: User) -> NameList:
    return check_list(name_list=outgoing_list(captivities), by=by)


def found(name_list: NameList) -> set[Problem]:
    told = problems_of(name_list, list(entries_with_people(name_list)))
    return {problem for each in told.values() for problem in each}


def test_a_list_is_frozen_numbered_and_hashed(held, sender) -> None:
    frozen = freeze_list(name_list=checked(held, sender), by=sender)
    assert (frozen.status, frozen.number) == (ListStatus.FROZEN, 1)
    assert frozen.content_hash == hash_of(frozen, entries(frozen))
    assert freeze_list(name_list=checked([CaptivityFactory()], sender), by=sender).number == 2


def test_another_content_has_another_hash(held, sender) -> None:
    name_list = checked(held, sender)
    rows = entries(name_list)
    assert hash_of(name_list, rows) != hash_of(name_list, rows[:2])


def test_it_goes_out_step_by_step(held, sender) -> None:
    frozen = freeze_list(name_list=checked(held, sender), by=sender)
    sent = send_list(name_list=frozen, reason="by courier", by=sender)
    kept = confirm_receipt(name_list=sent, receipt="ICRC, no. 7", by=sender)
    assert (kept.status, kept.receipt) == (ListStatus.RECEIVED_CONFIRMED, "ICRC, no. 7")


def test_a_draft_is_not_frozen_and_a_checked_list_not_sent(held, sender) -> None:
    draft = outgoing_list(held)
    with pytest.raises(IllegalMove):
        freeze_list(name_list=draft, by=sender)
    with pytest.raises(IllegalMove):
        send_list(name_list=check_list(name_list=draft, by=sender), reason="too early", by=sender)


def test_nothing_is_put_on_a_frozen_list_or_taken_off(held, sender) -> None:
    frozen = freeze_list(name_list=checked(held, sender), by=sender)
    with pytest.raises(IllegalMove):
        put_on_list(name_list=frozen, captivities=[CaptivityFactory().pk], by=sender)
    with pytest.raises(IllegalMove):
        take_off_list(name_list=frozen, entries=entries(frozen), reason="late", by=sender)


def test_the_database_itself_takes_no_entry_more(held, sender) -> None:
    frozen = freeze_list(name_list=checked(held, sender), by=sender)
    with pytest.raises(InternalError, match="takes no entry more"), transaction.atomic():
        ListEntry.objects.create(name_list=frozen, row_number=9, captivity=CaptivityFactory())


def test_a_checked_list_that_changes_is_a_draft_again(held, sender) -> None:
    name_list = checked(held, sender)
    put_on_list(name_list=name_list, captivities=[CaptivityFactory().pk], by=sender)
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.DRAFT


def test_rows_have_no_gap_after_the_check(held, sender) -> None:
    name_list = outgoing_list(held)
    take_off_list(name_list=name_list, entries=entries(name_list)[:1], reason="went home", by=sender)
    check_list(name_list=name_list, by=sender)
    assert [entry.row_number for entry in entries(name_list)] == [1, 2]


def test_words_that_changed_are_written_anew_by_the_check(held, sender) -> None:
    name_list = outgoing_list(held)
    revise_person(person=held[0].person, sex="female", by=User.objects.system())
    assert Problem.CHANGED in found(name_list)
    check_list(name_list=name_list, by=sender)
    assert entries(name_list)[0].sex == "female"


def test_who_came_home_must_be_taken_off(held, sender) -> None:
    name_list = outgoing_list(held)
    record_event(captivity=held[0], kind="exchanged", by=User.objects.system())
    assert Problem.NOT_HELD in found(name_list)
    with pytest.raises(ValidationError, match="is not held any more: 1"):
        check_list(name_list=name_list, by=sender)


def test_who_refused_to_return_must_be_taken_off(held, sender) -> None:
    record_consent(captivity=held[0], answer="refused", by=User.objects.system())
    with pytest.raises(ValidationError, match="refused to return: 1"):
        checked(held, sender)


def test_whom_we_hold_and_did_not_ask_is_shown(sender) -> None:
    ours = CaptivityFactory(person=PersonFactory(party=other()), detaining_power=home())
    assert Problem.NOT_ASKED in found(outgoing_list([ours], side=other()))


def test_who_stands_on_another_list_that_is_out_is_shown(held, sender) -> None:
    freeze_list(name_list=checked(held, sender), by=sender)
    assert Problem.ON_ANOTHER_LIST in found(outgoing_list(held))


def test_whom_another_room_knows_to_be_engaged_must_be_taken_off(held, sender) -> None:
    provider = lambda keys: [held[0].pk]  # noqa: E731
    engaged.provide(provider)
    try:
        with pytest.raises(ValidationError, match="on the manifest of an exchange: 1"):
            checked(held, sender)
    finally:
        engaged.withdraw(provider)


def test_somebody_withheld_from_the_addressee_takes_two(held, sender) -> None:
    name_list = checked(held, sender)
    withhold(person=held[0].person, party=name_list.party, reason="synthetic", by=User.objects.system())
    with pytest.raises(PermissionDenied, match="takes two people"):
        freeze_list(name_list=name_list, by=sender)
    wish = propose(act=FREEZE, subject=name_list, reason="asked for by name", by=sender)
    approve(approval=wish, by=user_with(Role.APPROVER))
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.FROZEN


def test_the_database_itself_refuses_one_person_alone(held, sender) -> None:
    name_list = checked(held, sender)
    restrict_person(person=held[0].person, reason="synthetic", by=User.objects.system())
    told = {"status": "frozen", "year": 2026, "number": 1, "content_hash": "0" * 64, "frozen_at": "2026-01-01T00:00Z"}
    with pytest.raises(ProgrammingError, match="two people"), acting(by=sender, verb_name="round the door"):
        NameList.objects.filter(pk=name_list.pk).update(**told)


def test_somebody_out_of_sight_is_put_on_no_list(held, sender) -> None:
    restrict_person(person=held[0].person, reason="synthetic", by=User.objects.system())
    with pytest.raises(ValidationError, match="no such captivity"):
        put_on_list(name_list=outgoing_list(held[1:]), captivities=[held[0].pk], by=sender)


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ANALYST, Role.MACHINE])
def test_who_may_not_send_lists(held, role) -> None:
    with pytest.raises(PermissionDenied):
        check_list(name_list=outgoing_list(held), by=user_with(role))


def test_the_pages_lead_from_a_draft_to_the_receipt(held, sender, client: Client) -> None:
    client.force_login(sender)
    name_list = outgoing_list([])
    here = name_list.get_absolute_url()
    assert "Nobody is on the list yet" in client.get(here).text
    assert "2 persons are put" in client.post(f"{here}fill/", {"number": "2"}, follow=True).text
    assert "already" in client.post(f"{here}put/", {"captivity": held[0].pk}, follow=True).text
    assert "Checked." in client.post(f"{here}check/", follow=True).text
    assert "The list is frozen." in client.post(f"{here}freeze/", follow=True).text
    name_list.refresh_from_db()
    sent = client.post(f"{here}send/", {"version": name_list.version, "reason": "by courier"}, follow=True).text
    assert "Keep the receipt" in sent
    assert client.post(f"{here}files/").url.startswith("/reports/runs/")


def test_a_list_is_drawn_up_on_its_page(sender, client: Client, held) -> None:
    client.force_login(sender)
    sides = {"party": held[0].detaining_power_id, "side": home().pk}
    answer = client.post(reverse("outgoing:create"), {"title": "Request", "kind": "request", "channel": "icrc"} | sides)
    assert answer.status_code == 302, answer.text
    assert client.get(answer.url).status_code == 200
