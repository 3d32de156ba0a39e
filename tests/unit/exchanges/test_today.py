"""The home page: what others did, what waits, how things stand; each block for those who may see it."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from common import today
from exchanges.domain.claims import adopt_claim
from exchanges.domain.exchanges import move_exchange
from exchanges.enums import ExchangeStatus as S
from exchanges.enums import Measure
from exchanges.interfaces.waiting import waiting
from exchanges.models import Exchange
from exchanges.queries.overview import overview
from tests.factories import (
    ClaimFactory,
    ExchangeFactory,
    SourceFactory,
    TransferFactory,
    completed_exchange,
    other,
    user_with,
)
from tests.factories.imports import previewed, record_bytes, record_row

pytestmark = pytest.mark.django_db
BY = User.objects.system


def visit(client: Client, *roles: Role) -> dict:
    client.force_login(user_with(*roles, language="en"))
    response = client.get("/")
    assert response.status_code == 200
    return response.context


def waits(user: User) -> dict[str, int]:
    return {str(each.label): each.count for each in waiting(user) if each.count}


def planned(days: int, *states: S) -> Exchange:
    exchange = ExchangeFactory(planned_on=timezone.localdate() + datetime.timedelta(days=days))
    for state in states:
        reason = "a synthetic reason" if state == S.POSTPONED else ""
        exchange = move_exchange(exchange=exchange, to=state, by=BY(), reason=reason)
    return exchange


@pytest.mark.parametrize(
    ("days", "states", "label"),
    [
        (5, (), "Drafts to finish"),
        (-1, (), "The planned day has passed"),
        (5, (S.PROPOSED,), "Proposed, agreed or verified, not scheduled yet"),
        (5, (S.PROPOSED, S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED), "Scheduled"),
        (-1, (S.PROPOSED, S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED), "The planned day has passed"),
        (-1, (S.PROPOSED, S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED, S.UNDER_WAY), "Under way now"),
        (-1, (S.POSTPONED,), "Postponed without a new day"),
    ],
)
def test_an_unfinished_exchange_waits_under_one_head(days: int, states: tuple, label: str) -> None:
    planned(days, *states)
    assert waits(user_with(Role.REGISTRAR, language="en")) == {label: 1}


def test_nothing_waits_for_those_who_may_not_see_it() -> None:
    planned(-1)
    assert waits(user_with(Role.ADMINISTRATOR)) == {}


def test_figures_that_disagree_wait_until_one_is_adopted() -> None:
    exchange = completed_exchange(95, 95)
    transfer = exchange.transfers.get(direction="to_us")
    claims = [ClaimFactory(transfer=transfer, number=number) for number in (95, 96)]
    reader = user_with(Role.REGISTRAR)
    assert list(waits(reader).values()) == [1]
    adopt_claim(claim=claims[0], by=BY(), reason="the holder's own list")
    assert waits(reader) == {}


def test_an_unconfirmed_import_leads_to_its_preview(client: Client) -> None:
    batch = previewed(record_bytes(record_row()))
    groups = waiting(user_with(Role.REGISTRAR, language="en"))
    (url,) = [url for each in groups for label, url in each.items if label == str(batch)]
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    assert client.get(url).context["batch"] == batch


def test_other_rooms_put_in_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "_contributors", [])
    today.register(lambda user: [today.Waiting("late", "warning", 1), today.Waiting("nothing", "bad", 0)])
    today.register(lambda user: [today.Waiting("broken", "bad", 2)])
    assert [each.label for each in today.waiting_for(None)] == ["broken", "late"]


def test_news_tell_what_others_did(client: Client) -> None:
    oksana = user_with(Role.REGISTRAR, full_name="Oksana Synthetic")
    exchange = ExchangeFactory(by=oksana)
    (told,) = [each for each in visit(client, Role.ANALYST)["news"] if each.who == "Oksana Synthetic"]
    assert (told.did, told.records, told.items) == (
        "logged an exchange",
        1,
        [(str(exchange), exchange.get_absolute_url())],
    )


def test_news_leave_out_what_the_reader_may_not_see(client: Client) -> None:
    SourceFactory()
    assert "registered a source" in [each.did for each in visit(client, Role.ANALYST)["news"]]
    assert visit(client, Role.LIAISON)["news"] == []


def test_news_leave_out_what_the_reader_did_herself(client: Client) -> None:
    user = user_with(Role.REGISTRAR)
    ExchangeFactory(by=user)
    client.force_login(user)
    assert client.get("/").context["news"] == []


def test_reading_the_page_twice_loses_no_news(client: Client) -> None:
    ExchangeFactory()
    first = visit(client, Role.ANALYST)["news"]
    assert [each.did for each in client.get("/").context["news"]] == [each.did for each in first] != []


def test_the_next_session_begins_where_this_one_looked(client: Client) -> None:
    ExchangeFactory()
    user = user_with(Role.ANALYST)
    for news in (True, False):
        client.logout()
        client.force_login(user)
        assert bool(client.get("/").context["news"]) is news


def test_the_figures_count_what_is_known_and_say_the_gap() -> None:
    completed_exchange(10, 8, on="2024-01-01")
    completed_exchange(5, None, on="2024-01-31")
    completed_exchange(100, 100, on="2024-02-01", kind="remains")
    figures = overview(user_with(Role.ANALYST))
    assert (figures.exchanges, figures.to_us, figures.to_them) == (2, 15, 8)
    assert (figures.longest_gap.days, figures.last) == (30, datetime.date(2024, 1, 31))


def test_without_the_permission_there_are_no_figures(client: Client) -> None:
    completed_exchange(10, 8)
    assert visit(client, Role.ADMINISTRATOR)["figures"] is None
    assert visit(client, Role.LIAISON)["figures"].to_us == 10


def test_the_strip_marks_what_is_not_known(client: Client) -> None:
    completed_exchange(95, None)
    (slot,) = visit(client, Role.ANALYST)["strip"].slots
    assert (slot.ours.label, slot.ours.height, slot.theirs.label, slot.theirs.height) == ("95", 84, "?", 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_exchange_and_for_three(
    client: Client, number: int, django_assert_num_queries
) -> None:
    for _ in range(number):
        TransferFactory()
        completed_exchange(5, 5)
    user = user_with(Role.ANALYST)
    client.force_login(user)
    client.get("/")
    with django_assert_num_queries(26):
        client.get("/")


def test_an_official_total_is_news_of_its_party(client) -> None:
    ClaimFactory(party=other(), measure=Measure.RETURNED_TOTAL, number=4131)
    news = visit(client, Role.REGISTRAR)["news"]
    assert any("Russia" in str(vars(each)) for each in news)
