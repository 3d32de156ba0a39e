"""Pages of what takes two people: the banner, the list, the decision."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts import acts
from accounts.domain import approvals
from accounts.domain.approvals import lapse_approvals
from accounts.interfaces.approvals import waiting
from accounts.models import Approval, User
from accounts.roles import Role
from common.reading import Notes, noting
from prisoners.domain.persons import revise_person
from sources.domain.sources import revise_source
from tests.factories import PersonFactory, SourceFactory, UserFactory, by_two, proposed, someone, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(client: Client) -> Client:
    """The browser of the second person."""
    client.force_login(someone("second"))
    return client


def decide(client: Client, approval: Approval, act: str, **data: object):
    seen = {"version": approval.version, "subject_version": 1, "reason": ""}
    return client.post(reverse(f"approvals:{act}", args=[approval.pk]), seen | data)


def test_a_record_shows_what_waits_about_it(second) -> None:
    approval = proposed(acts.VOID, source := SourceFactory(), why="it never was")
    page = second.get(source.get_absolute_url()).content.decode()
    assert "it never was" in page
    assert approval.get_absolute_url() in page
    assert "Approve or refuse" in page


def test_who_proposed_is_offered_to_withdraw(client: Client) -> None:
    client.force_login(someone("proposer"))
    approval = proposed(acts.VOID, SourceFactory())
    page = client.get(approval.get_absolute_url()).content.decode()
    assert reverse("approvals:withdraw", args=[approval.pk]) in page
    assert reverse("approvals:approve", args=[approval.pk]) not in page


def test_approving_voids_and_leads_to_the_record(second) -> None:
    source = SourceFactory()
    response = decide(second, proposed(acts.VOID, source), "approve")
    assert response.url == source.get_absolute_url()
    source.refresh_from_db()
    assert source.is_voided


def test_who_proposed_is_refused(client: Client) -> None:
    client.force_login(someone("proposer"))
    assert decide(client, proposed(acts.VOID, SourceFactory()), "approve").status_code == 403


def test_a_refusal_without_a_reason_comes_back(second) -> None:
    response = decide(second, proposed(acts.VOID, SourceFactory()), "refuse")
    assert (response.status_code, "reason" in response.context["form"].errors) == (422, True)


def test_a_refusal_is_told(second) -> None:
    approval = proposed(acts.VOID, SourceFactory())
    decide(second, approval, "refuse", reason="it is true")
    assert "it is true" in second.get(approval.get_absolute_url()).content.decode()


def test_what_changed_since_is_shown_and_looked_at_again(second) -> None:
    approval = proposed(acts.VOID, source := SourceFactory())
    revise_source(source=source, by=User.objects.system(), title="Corrected")
    assert decide(second, approval, "approve").url == approval.get_absolute_url()
    page = second.get(approval.get_absolute_url())
    assert (page.context["stale"], page.context["changed"]) == (True, ["title"])
    decide(second, approval, "approve", subject_version=2)
    source.refresh_from_db()
    assert source.is_voided


def test_the_list_shows_what_waits(second) -> None:
    approval = proposed(acts.VOID, SourceFactory())
    by_two(acts.VOID, SourceFactory())
    assert second.get(reverse("approvals:list")).context["page"].rows == [approval]
    assert len(second.get(reverse("approvals:list"), {"state": ""}).context["page"].rows) == 2


@pytest.mark.parametrize(("name", "whose"), [("proposer", "mine"), ("second", "to_decide")])
def test_the_list_is_narrowed_to_the_reader(client: Client, name: str, whose: str) -> None:
    approval = proposed(acts.VOID, SourceFactory())
    client.force_login(someone(name))
    assert client.get(reverse("approvals:list"), {"whose": whose}).context["page"].rows == [approval]
    other = {"mine": "to_decide", "to_decide": "mine"}[whose]
    assert client.get(reverse("approvals:list"), {"whose": other}).context["page"].rows == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_rows(second, django_assert_num_queries, rows: int) -> None:
    for _ in range(rows):
        proposed(acts.VOID, SourceFactory())
    second.get(reverse("approvals:list"))
    with django_assert_num_queries(8):
        second.get(reverse("approvals:list"))


def test_today_tells_the_second_person_only() -> None:
    proposed(acts.VOID, SourceFactory())
    with noting(Notes()):
        waits = {name: sum(each.count for each in waiting(someone(name))) for name in ("proposer", "second")}
    assert waits == {"proposer": 0, "second": 1}


def test_who_may_not_see_the_record_finds_no_approval(client: Client) -> None:
    approval = proposed(acts.VOID, PersonFactory())
    client.force_login(user_with(Role.ADMINISTRATOR))
    assert client.get(approval.get_absolute_url()).status_code == 404
    assert client.get(reverse("approvals:list")).context["page"].rows == []


def test_two_administrators_give_a_role(client: Client) -> None:
    user, first = UserFactory(), user_with(Role.ADMINISTRATOR)
    second = user_with(Role.ADMINISTRATOR, language="en")
    approval = proposed(acts.GRANT_ROLE, user, by=first, role=Role.ANALYST)
    client.force_login(second)
    assert "analyst" in client.get(approval.get_absolute_url()).content.decode()
    decide(client, approval, "approve", subject_version=user.version)
    assert User.objects.get(pk=user.pk).roles == {Role.ANALYST}


def test_the_history_names_both(second) -> None:
    source = by_two(acts.VOID, SourceFactory(), why="it never was")
    page = second.get(source.get_absolute_url()).content.decode()
    assert "proposed what takes two people" in page
    assert "it never was" in page


def test_a_person_shows_what_waits_about_a_captivity(second) -> None:
    proposed(acts.VOID, person := PersonFactory(), why="typed twice")
    revise_person(person=person, by=User.objects.system(), birth_place="Synthetic")
    assert "typed twice" in second.get(person.get_absolute_url()).content.decode()


def test_what_nobody_decided_lapses(monkeypatch) -> None:
    approval, system = proposed(acts.VOID, SourceFactory()), User.objects.system()
    assert lapse_approvals(by=system) == 0
    monkeypatch.setattr(approvals, "LAPSES_AFTER", -datetime.timedelta(days=1))
    assert lapse_approvals(by=system) == 1
    approval.refresh_from_db()
    assert approval.state == "lapsed"
