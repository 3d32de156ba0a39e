"""Pages of a small list are numbered; a large one goes by keyset and misses no row."""

import pytest
from django.db.models import F
from django.http import QueryDict

from common import pagination
from common.ids import new_id
from common.pagination import after, paginate, total_order
from places.models import Place
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    PlaceFactory.create_batch(7)
    for place in PlaceFactory.create_batch(4):
        Place.objects.filter(pk=place.pk).update(declared=True)
    return Place.objects.all()


@pytest.fixture
def large(monkeypatch):
    """Any list counts as a large one."""
    monkeypatch.setattr(pagination, "COUNTED", 0)


def test_a_small_list_says_how_many_there_are(places):
    page = paginate(places.order_by("name_en"), QueryDict("page=2"), 5)
    assert (page.first, page.last, page.total, page.number, page.pages) == (6, 10, 11, 2, 3)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "", "99999999999", "٣"])
def test_a_page_that_is_not_there_gives_the_first_or_last(places, asked):
    assert len(paginate(places.order_by("name_en"), QueryDict(f"page={asked}"), 5).rows) in {1, 5}


def test_going_on_keeps_filters_and_sorting(places):
    page = paginate(places.order_by("name_en"), QueryDict("q=x&sort=-name&page=2"), 5)
    assert (page.previous, page.next) == ("?q=x&sort=-name", "?q=x&sort=-name&page=3")


@pytest.mark.parametrize(
    "order", [["name_en"], ["-name_en"], ["declared"], ["-declared"], ["-declared", "name_en"], []]
)
def test_keyset_pages_hold_each_row_once_and_in_order(places, large, order):
    query, seen = "", []
    while True:
        page = paginate(places.order_by(*order), QueryDict(query.removeprefix("?")), 3)
        seen += page.rows
        if not page.next:
            break
        query = page.next
    assert seen == list(places.order_by(*order, "-pk" if order and order[-1].startswith("-") else "pk"))
    assert page.total is None


@pytest.mark.parametrize(
    "order", [F("declared").asc(nulls_first=True), F("declared").desc(nulls_last=True), F("declared").desc()]
)
def test_keyset_pages_keep_to_where_the_list_puts_what_is_not_known(places, large, order):
    query, seen = "", []
    while query is not None:
        page = paginate(places.order_by(order), QueryDict(query), 2)
        seen += page.rows
        query = page.next.removeprefix("?") or None
    assert seen == list(places.order_by(order, "-pk" if order.descending else "pk"))


def test_a_large_list_costs_four_queries_however_large(places, large, django_assert_num_queries):
    first = paginate(places.order_by("name_en"), QueryDict(), 3)
    with django_assert_num_queries(4):
        paginate(places.order_by("name_en"), QueryDict(first.next.removeprefix("?")), 3)


@pytest.mark.parametrize("after", ["no-key", "018f0000-0000-7000-8000-000000000000"])
def test_a_key_that_is_no_row_of_the_list_gives_its_start(places, large, after):
    page = paginate(places.order_by("name_en"), QueryDict(f"after={after}"), 3)
    assert page.rows == list(places.order_by("name_en")[:3])


def test_the_way_on_names_a_key_and_no_value_of_a_row(places, large):
    page = paginate(places.order_by("name_en"), QueryDict(), 3)
    assert page.next == f"?after={page.rows[-1].pk}"


def test_behind_a_key_an_index_leads_the_way() -> None:
    rows = Place.objects.order_by("pk")
    sql = str(rows.filter(after(Place, total_order(rows), [new_id()])).query)
    # Without it every row from the first one on would be read: a key may be NULL as far as the rest tells.
    assert '"places_place"."id" >= ' in sql
