"""The list of exchanges: who sees it, what fits a filter, in which order, in how many queries."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from common.exporting import page_of
from common.reading import Notes, noting
from common.watermark import Watermark
from exchanges.domain.relations import set_ordinals
from exchanges.enums import CountStatus, Direction
from exchanges.models import Exchange
from tests.factories import (
    ExchangeFactory,
    PartyFactory,
    ProgrammeFactory,
    TransferFactory,
    completed_exchange,
    user_with,
)
from tests.factories.exports import fetched

pytestmark = pytest.mark.django_db
LIST = "/exchanges/"


@pytest.fixture
def registrar(client: Client) -> User:
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def shown(client: Client, query: str = "") -> list[int]:
    """Our own numbers of the rows on the page."""
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return [row.number for row in response.context["page"].rows]


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(LIST).url.startswith(reverse("accounts:sign-in"))


def test_without_the_permission_there_is_no_list(client: Client) -> None:
    completed_exchange(95, 95)
    client.force_login(user_with(Role.ADMINISTRATOR))
    assert client.get(LIST).status_code == 403


def test_with_the_permission_there_is_one(client: Client, registrar: User) -> None:
    exchange = completed_exchange(95, 95)
    assert shown(client) == [exchange.number]


def test_an_empty_list_says_how_to_begin(client: Client, registrar: User) -> None:
    content = client.get(LIST).content.decode()
    assert "No exchange is recorded yet" in content
    assert reverse("exchanges:create") in content


def test_a_numbered_exchange_is_shown_by_its_stages(client: Client, registrar: User) -> None:
    whole = ExchangeFactory()
    stage = ExchangeFactory(parent=whole, stage_no=1)
    assert shown(client) == [stage.number]


@pytest.mark.parametrize(
    ("status", "word"), [(CountStatus.WITHHELD, "withheld"), (CountStatus.NOT_STATED, "not stated")]
)
def test_an_unknown_number_is_said_in_words(client: Client, registrar: User, status: str, word: str) -> None:
    TransferFactory(direction=Direction.TO_US, count_status=status)
    response = client.get(LIST)
    assert f'<span class="unknown">{word}</span>' in response.content.decode()


def test_zero_is_a_number(client: Client, registrar: User) -> None:
    completed_exchange(5, 0)
    cells = [cell for column, cell in client.get(LIST).context["table"].rows[0].items() if column.name == "to_them"]
    assert cells == ["0"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=medic", "medical"),
        ("q=58", "ordinal"),
        ("status=draft", "draft"),
        ("kind=medical", "medical"),
        ("counted_in_format=false", "beside"),
        ("both_known=false", "draft"),
        ("day_after=2025-01-01", "late"),
        ("day_before=2023-01-01", "early"),
    ],
)
def test_a_filter_finds_what_fits(client: Client, registrar: User, query: str, found: str) -> None:
    made = {
        "draft": ExchangeFactory(formula="planned"),
        "medical": completed_exchange(5, 5, on="2024-03-01", kind="medical", formula="medical, 5 for 5"),
        "beside": completed_exchange(2, 1, on="2024-04-01", counted_in_format=False),
        "late": completed_exchange(7, 7, on="2025-02-01"),
        "early": completed_exchange(7, 7, on="2022-04-01"),
        "ordinal": completed_exchange(95, 95, on="2024-10-18"),
    }
    set_ordinals(exchange=made["ordinal"], ordinals=[(58, None, None)], by=registrar)
    assert shown(client, query) == [made[found].number]


def test_exchanges_are_found_by_mediator_and_programme(client: Client, registrar: User) -> None:
    party, programme = PartyFactory(), ProgrammeFactory()
    mediated = completed_exchange(5, 5, mediators=[(party, "broker")])
    booked, _neither = completed_exchange(5, 5, programmes=[programme]), completed_exchange(5, 5)
    assert shown(client, f"mediator={party.pk}") == [mediated.number]
    assert shown(client, f"programme={programme.pk}") == [booked.number]


def test_a_search_does_not_reach_notes_that_the_reader_may_not_see(client: Client) -> None:
    exchange = ExchangeFactory(notes="a secret word")
    client.force_login(user_with(Role.LIAISON))
    assert shown(client, "q=secret") == []
    client.force_login(user_with(Role.ANALYST))
    assert shown(client, "q=secret") == [exchange.number]


@pytest.mark.parametrize("order", ["to_us", "-to_us"])
def test_what_is_not_known_comes_last_either_way(client: Client, registrar: User, order: str) -> None:
    unknown = completed_exchange(None, 5)
    completed_exchange(9, 5)
    completed_exchange(3, 5)
    assert shown(client, f"sort={order}")[-1] == unknown.number


def test_a_date_that_does_not_exist_is_refused_in_words(client: Client, registrar: User) -> None:
    response = client.get(f"{LIST}?day_after=2024-02-31")
    assert response.status_code == 400
    assert response.context["page"].rows == []


def test_the_export_holds_the_rows_shown_and_words_for_unknown_numbers(client: Client, registrar: User) -> None:
    completed_exchange(29, None, on="2022-03-24", formula="=29 for ?")
    completed_exchange(7, 7, on="2025-02-01")
    content = fetched(client, f"{LIST}?day_before=2023-01-01").decode("utf-8-sig")
    header, row = content.splitlines()
    assert header.startswith("№,Date,Formula as reported,Returned to Ukraine,Returned to Russia,Ratio")
    assert row.split(",")[1:6] == ["2022-03-24", "'=29 for ?", "29", "not stated", ""]


def _many(number: int) -> None:
    by = User.objects.system()
    for _ in range(number):
        exchange = completed_exchange(95, 90, mediators=[(PartyFactory(), "broker")])
        set_ordinals(exchange=exchange, ordinals=[(58, None, None)], by=by)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(
    client: Client, registrar: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _many(number)
    # Session, user, roles; two filters' choices; two sides in three; count, rows and three prefetches.
    with django_assert_num_queries(15):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 3])
def test_the_export_takes_the_same_queries_for_one_row_and_for_three(
    client: Client, registrar: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _many(number)
    page = page_of(registrar, "exchanges:list", {}, "")
    mark = Watermark("synthetic", "synthetic", timezone.now(), "1")
    with noting(Notes()), django_assert_num_queries(10):
        page.written("csv", mark)[0].close()


def test_numbers_follow_each_other(registrar: User) -> None:
    first = ExchangeFactory().number
    for _ in range(3):
        ExchangeFactory()
    assert list(Exchange.objects.order_by("number").values_list("number", flat=True)) == [
        first + step for step in range(4)
    ]
