"""The pages of priority policies and of the order: who sees what, and what a draft's page does."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from prisoners.domain.policies import rules_of
from prisoners.models import PriorityPolicy
from tests.factories import CaptivityFactory, CohortFactory, PersonFactory, UnitFactory, home, user_with
from tests.factories.exports import fetched
from tests.factories.policies import CIVILIANS, GRAVE, WOMEN, draft, in_force, proposed

pytestmark = pytest.mark.django_db
NAME = "Вигаданенко"


def client_of(*roles: Role) -> Client:
    client = Client()
    client.force_login(user_with(*roles, language="en"), backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def negotiator(db) -> Client:
    return client_of(Role.NEGOTIATOR)


@pytest.fixture
def captive(db):
    person = PersonFactory(called=f"{NAME} Ірина", sex="female")
    return CaptivityFactory(person=person, captured=PartialDate.parse("2024-01-01"))


def said(policy: PriorityPolicy) -> list[tuple[int, str]]:
    return [(rule.tier, rule.criterion) for rule in rules_of(policy)]


def change(client: Client, policy: PriorityPolicy, number: int, what: str, seen: str | None = None):
    rules = rules_of(policy)
    url = reverse("priorities:rule-change", args=[policy.pk, rules[number].pk, what])
    return client.post(url, {"seen": " ".join(str(rule.pk) for rule in rules) if seen is None else seen}, follow=True)


def test_the_list_shows_the_rules_in_force_in_plain_words(negotiator) -> None:
    CohortFactory(code="azovstal", name_en="Azovstal")
    in_force(GRAVE, ("cohort", ["azovstal"]), ("days_held", ["1095"]))
    page = negotiator.get(reverse("priorities:list")).content.decode()
    for words in ("gravely sick or seriously wounded", "cohort: Azovstal", "held for at least 1095 days"):
        assert words in page


@pytest.mark.parametrize("role", [Role.LIAISON, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["list", "order", "order-file", "create"])
def test_who_sees_no_figures_sees_no_policy(role, name) -> None:
    assert client_of(role).get(reverse(f"priorities:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["order", "order-file", "create"])
def test_an_analyst_reads_policies_and_sees_nobody(captive, name) -> None:
    in_force(WOMEN)
    analyst = client_of(Role.ANALYST)
    assert analyst.get(reverse("priorities:list")).status_code == 200
    assert analyst.get(reverse(f"priorities:{name}")).status_code == 403
    assert analyst.get(reverse("priorities:place", args=[captive.pk])).status_code == 403
    assert analyst.get(reverse("priorities:preview", args=[PriorityPolicy.objects.get().pk])).status_code == 403


def test_who_may_not_see_health_does_not_see_who_is_in_its_tier(captive) -> None:
    in_force(GRAVE)
    assert client_of(Role.MACHINE).get(reverse("priorities:order")).status_code == 403
    assert client_of(Role.NEGOTIATOR).get(reverse("priorities:order")).status_code == 200


def test_a_draft_is_copied_from_another_policy(negotiator) -> None:
    old = in_force(WOMEN, CIVILIANS)
    day = {"effective_from_day": "1", "effective_from_month": "2", "effective_from_year": "2025"}
    typed = {"name": "New", "copied_from": old.pk} | day
    response = negotiator.post(reverse("priorities:create"), typed)
    policy = PriorityPolicy.objects.get(name="New")
    assert (response.url, said(policy)) == (policy.get_absolute_url(), [(1, "sex"), (2, "category")])


@pytest.mark.parametrize(
    ("criterion", "values", "kept"),
    [
        ("sex", ["female"], ["female"]),
        ("cohort", ["azovstal"], ["azovstal"]),
        ("days_held", "365", ["365"]),
        ("under_age", "25", ["25"]),
    ],
)
def test_a_rule_is_added_about_any_criterion(negotiator, criterion, values, kept) -> None:
    CohortFactory(code="azovstal")
    policy = draft()
    words = {"tier": "last", "label_uk": "Причина", "label_en": "Reason"}
    negotiator.post(reverse("priorities:rule-add", args=[policy.pk, criterion]), {"values": values} | words)
    assert [(rule.criterion, rule.values) for rule in rules_of(policy)] == [(criterion, kept)]


def test_a_rule_about_a_unit_takes_its_code(negotiator) -> None:
    unit, policy = UnitFactory(party=home(), code="3057"), draft()
    words = {"tier": "last", "label_uk": "Причина", "label_en": "Reason"}
    url = reverse("priorities:rule-add", args=[policy.pk, "unit"])
    assert "no unit of this code" in negotiator.post(url, {"values": "9999"} | words).content.decode()
    negotiator.post(url, {"values": "3057"} | words)
    assert rules_of(policy)[0].values == [str(unit.pk)]


def test_a_wrong_number_is_told_and_nothing_typed_is_lost(negotiator) -> None:
    url = reverse("priorities:rule-add", args=[draft().pk, "days_held"])
    response = negotiator.post(url, {"values": "0", "tier": "last", "label_uk": "Довго", "label_en": ""})
    assert set(response.context["form"].errors) == {"values", "label_en"}
    assert "Довго" in response.content.decode()


@pytest.mark.parametrize(
    ("number", "what", "then"),
    [
        (1, "up", [(1, "category"), (2, "sex")]),
        (0, "down", [(1, "category"), (2, "sex")]),
        (0, "up", [(1, "sex"), (2, "category")]),
        (0, "remove", [(1, "category")]),
    ],
)
def test_rules_are_moved_and_taken_out(negotiator, number, what, then) -> None:
    policy = draft(WOMEN, CIVILIANS)
    change(negotiator, policy, number, what)
    assert said(policy) == then


def test_rules_changed_by_somebody_else_are_not_changed_unseen(negotiator) -> None:
    policy = draft(WOMEN, CIVILIANS)
    page = change(negotiator, policy, 0, "remove", seen="").content.decode()
    assert "Somebody else changed the rules" in page
    assert len(rules_of(policy)) == 2


def test_only_a_second_person_with_the_right_puts_a_policy_into_force(negotiator) -> None:
    policy, approver = proposed(WOMEN), client_of(Role.APPROVER)
    url = reverse("priorities:approve", args=[policy.pk])
    assert negotiator.post(url).status_code == 403
    approver.post(url)
    policy.refresh_from_db()
    assert policy.status == "in_force"


def test_the_page_of_a_policy_tells_who_did_what(negotiator) -> None:
    page = negotiator.get(in_force(WOMEN).get_absolute_url()).content.decode()
    assert "put a priority policy into force" in page


def test_a_refusal_needs_its_reason_on_the_page() -> None:
    policy, approver = proposed(WOMEN), client_of(Role.APPROVER)
    url = reverse("priorities:refuse", args=[policy.pk])
    assert approver.post(url, {"reason": ""}).status_code == 400
    approver.post(url, {"reason": "Not agreed with the ministry"})
    policy.refresh_from_db()
    assert policy.status == "refused"


def test_today_names_what_waits_for_a_second_person() -> None:
    policy = proposed(WOMEN)
    assert policy.name in client_of(Role.APPROVER).get("/").content.decode()
    assert policy.name not in client_of(Role.NEGOTIATOR).get("/").content.decode()


def test_the_order_names_persons_with_the_reason(negotiator, captive) -> None:
    in_force(WOMEN)
    page = negotiator.get(reverse("priorities:order")).content.decode()
    assert NAME in page
    assert "sex female" in page


def test_the_file_of_the_order_disarms_formulas(negotiator) -> None:
    in_force(WOMEN)
    CaptivityFactory(person=PersonFactory(called="=CMD() Ірина", sex="female"))
    response = fetched(negotiator, reverse("priorities:order-file"))
    lines = response.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Place,Person,Tier,Reason")
    assert lines[1].startswith("1,'=CMD")


def test_a_page_of_the_order_asks_as_often_for_one_as_for_three(
    negotiator, captive, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    in_force(WOMEN)
    url = reverse("priorities:order")
    negotiator.get(url)  # the first page of a reader counts the reads before it
    with django_assert_max_num_queries(30) as first:
        negotiator.get(url)
    CaptivityFactory(), CaptivityFactory(unit=UnitFactory())
    with django_assert_num_queries(len(first)):
        negotiator.get(url)


def test_the_page_of_a_person_tells_tier_and_reason(negotiator, captive) -> None:
    in_force(WOMEN, since=clock.today().replace(year=2024).isoformat())
    page = negotiator.get(captive.person.get_absolute_url()).content.decode()
    assert "Tier 1: sex female" in page
    place = negotiator.get(reverse("priorities:place", args=[captive.pk])).content.decode()
    assert "Place 1 today" in place


def test_a_preview_shows_both_places(negotiator, captive) -> None:
    in_force(CIVILIANS)
    CaptivityFactory(legal_category="civilian")
    response = negotiator.get(reverse("priorities:preview", args=[draft(WOMEN, since="2025-01-01").pk]))
    assert [(row.place, row.old_place) for row in response.context["people"]] == [(1, 2), (2, 1)]
    assert (response.context["changes"]["up"], response.context["changes"]["down"]) == (1, 1)
