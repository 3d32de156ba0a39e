"""The pages of plans: the form says what was assumed, the answer who goes and why, and people nominate."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from common import clock
from exchanges.models import ManifestEntry, Plan
from tests.factories import (
    ExchangeFactory,
    PartyFactory,
    ProgrammeFactory,
    SourceFactory,
    StanceFactory,
    TransferFactory,
    home,
    other,
    user_with,
)
from tests.factories.plans import limit, ours, planned, reckoned, theirs

pytestmark = pytest.mark.django_db
NEW = "/exchanges/plans/new/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def negotiator() -> Client:
    home(), other()
    return signed_in(user_with(Role.NEGOTIATOR, language="en"))


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def filled(client: Client, address: str = NEW, **changed: str) -> dict[str, str]:
    """The form as it comes, with what somebody changed."""
    form = client.get(address).context["form"]
    values = {field.html_name: field.value() for field in form}
    day = clock.today()
    values |= {"hand_over_on_day": day.day, "hand_over_on_month": day.month, "hand_over_on_year": day.year}
    return {name: value for name, value in (values | changed).items() if value not in (None, False)}


def test_the_form_is_filled_in_from_the_stances_with_their_source(negotiator):
    StanceFactory(
        party=other(), category="conscripts", group="", position="refuses", source=SourceFactory(title="Said so")
    )
    form = negotiator.get(NEW).context["form"]
    (name,) = [name for name in form.fields if name.startswith("stance_") and name.endswith("_most")]
    assert form.fields[name].initial == 0
    assert "Said so" in page(negotiator, NEW)


def test_a_stance_that_the_register_does_not_tell_assumes_nothing(negotiator):
    StanceFactory(party=other(), category="chechens", group="", position="wants")
    assert "Nothing is assumed" in page(negotiator, NEW)


def test_the_form_is_filled_in_from_the_programme(negotiator):
    programme = ProgrammeFactory(target_each=1_000)
    form = negotiator.get(NEW, {"programme": programme.pk}).context["form"]
    assert [form.fields[name].initial for name in ("ratio_to_us", "ratio_to_them", "most_to_us")] == [1, 1, 1_000]


def test_the_form_is_filled_in_from_what_the_exchange_agreed(negotiator):
    PartyFactory(code="AA", is_home=False)
    transfer = TransferFactory(exchange=ExchangeFactory(planned_on=clock.today()), direction="to_us", agreed=40)
    context = negotiator.get(NEW, {"exchange": transfer.exchange_id}).context
    assert context["form"].fields["most_to_us"].initial == 40
    assert context["side"] == transfer.from_party


def test_who_asks_comes_to_the_plan(negotiator):
    answer = negotiator.post(
        NEW, filled(negotiator, most_to_us="40", most_to_them="150", ratio_to_us="40", ratio_to_them="150")
    )
    plan = Plan.objects.get()
    assert (answer.url, plan.terms["ratio"]) == (plan.get_absolute_url(), [40, 150])


def test_nothing_typed_is_lost(negotiator):
    answer = negotiator.post(NEW, filled(negotiator, title="Synthetic", least_to_us="9", most_to_us="4"))
    assert answer.status_code == 422
    assert "at least no more than at most" in (text := answer.content.decode())
    assert 'value="Synthetic"' in text


def test_a_plan_that_waits_shows_its_progress(negotiator):
    plan = planned()
    assert "Waiting for a worker" in page(negotiator, plan.get_absolute_url())
    assert negotiator.get(reverse("exchanges:plan-status", args=[plan.pk])).json()["finished"] is False


def test_the_answer_says_who_and_why_and_what_it_costs(negotiator):
    person = ours(service_basis="conscript").person
    plan = reckoned(limits=[limit("category:conscripts")])
    text = page(negotiator, plan.get_absolute_url())
    for words in (person.called, "would go without “to us: nobody of “conscripts””", "1 not served", "not currency"):
        assert words in text


def test_what_cannot_be_kept_is_said_kindly(negotiator):
    text = page(negotiator, reckoned(limits=[limit("category:women", least=3)]).get_absolute_url())
    assert "cannot be kept together" in text
    assert "to us: at least 3 of “women”” becomes 0" in text


@pytest.mark.parametrize("persons", [1, 3])
def test_the_page_takes_the_same_statements_for_any_number(negotiator, persons, django_assert_num_queries):
    for _person in range(persons):
        ours()
    plan = reckoned(to_us=3)
    negotiator.get(plan.get_absolute_url())
    with django_assert_num_queries(PAGE):
        negotiator.get(plan.get_absolute_url())


PAGE = 10


def test_a_person_nominates_those_who_go(negotiator):
    going, freed = ours(), ours(legal_category="civilian")
    theirs_going = theirs()
    exchange = ExchangeFactory(planned_on=clock.today() + datetime.timedelta(days=9))
    for way, sides in (("to_us", (other(), home())), ("to_them", (home(), other()))):
        TransferFactory(exchange=exchange, direction=way, from_party=sides[0], to_party=sides[1])
    plan = reckoned()
    address = reverse("exchanges:plan-nominate", args=[plan.pk, "asked"])
    negotiator.post(address, {"exchange": exchange.pk, "beside": "on"})
    told = {(entry.captivity_id, entry.category, entry.origin) for entry in ManifestEntry.objects.all()}
    assert told == {
        (going.pk, "military", "plan"),
        (theirs_going.pk, "military", "plan"),
        (freed.pk, "civilian", "plan"),
    }


def test_an_exchange_without_a_transfer_takes_nobody(negotiator):
    ours()
    plan, exchange = reckoned(), ExchangeFactory(planned_on=clock.today())
    address = reverse("exchanges:plan-nominate", args=[plan.pk, "asked"])
    answer = negotiator.post(address, {"exchange": exchange.pk}, follow=True)
    assert "has no transfer" in answer.content.decode()
    assert not ManifestEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_see_no_plan(role):
    plan, client = reckoned(), signed_in(user_with(role))
    assert [client.get(each).status_code for each in ("/exchanges/plans/", NEW, plan.get_absolute_url())] == [403] * 3
