"""The page of a list: filters, sorting, export, and what a reader may not see."""

import csv
import io

import django_filters
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils import timezone, translation

from accounts.roles import PERMISSIONS, Role
from common.exporting import page_of
from common.lists import Column, FilterSet, ListPage, NumberColumn, RecordColumn, Table, YesColumn
from common.reading import Notes, noting
from common.watermark import Watermark
from places.enums import PlaceKind
from places.models import Place
from tests.factories import PlaceFactory, user_with


class PlaceTable(Table):
    name_en = RecordColumn(verbose_name="Name", linkify=False)
    region = Column(verbose_name="Region")
    kind = Column(verbose_name="Kind")
    declared = YesColumn(verbose_name="Declared")
    version = NumberColumn(verbose_name="Version")
    described = Column(verbose_name="Described", accessor="name", shows="name_uk", orderable=False)

    class Meta(Table.Meta):
        order_by = "name_en"


class PlaceFilter(FilterSet):
    region = django_filters.CharFilter(label="Region")
    kind = django_filters.ChoiceFilter(label="Kind", choices=PlaceKind)
    version = django_filters.NumberFilter(label="Version")


class PlaceList(ListPage):
    model = Place
    filterset_class, table_class = PlaceFilter, PlaceTable
    permission_required = "places.view"
    title, empty_text = "Places", "No place is recorded yet."
    export_name = "places"
    page_size = 3


class BareList(PlaceList):
    permission_required = None


urlpatterns = [path("places/", PlaceList.as_view(), name="places"), path("bare/", BareList.as_view())]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def get(client, settings):
    """Asks for the list as somebody with a role; gives the answer."""
    settings.SECURE_SSL_REDIRECT = False
    settings.LOGIN_URL = "/sign-in/"

    def ask(query="", role=Role.REGISTRAR, url="/places/"):
        if role:
            client.force_login(user_with(role, language="en"))
        return client.get(f"{url}{query}")

    return ask


@pytest.fixture
def places():
    names = [("Alpha", "North"), ("Beta", "South"), ("Gamma", "=1+1"), ("Delta", "North")]
    return [PlaceFactory(name_en=name, region=region) for name, region in names]


def written(query="", kind="csv", role=Role.REGISTRAR):
    """The file of the list as somebody with a role gets it."""
    mark = Watermark("synthetic", "synthetic", timezone.now(), "1")
    with noting(Notes()), translation.override("en"):
        file, _rows = page_of(user_with(role), "places", {}, query).written(kind, mark)
    with file:
        return io.BytesIO(file.read())


def rows(query="", role=Role.REGISTRAR):
    """The same as CSV, read."""
    return list(csv.reader(io.StringIO(written(query, role=role).read().decode("utf-8-sig"), newline="")))


def test_shows_the_rows_and_how_many_there_are(get, places):
    html = get().text
    assert "Alpha" in html
    assert "1–3 of 4" in html


def test_without_the_permission_it_is_refused(get, places):
    assert get(role=Role.LIAISON).status_code == 403
    with pytest.raises(PermissionDenied):
        written(role=Role.LIAISON)


def test_without_signing_in_it_leads_to_the_sign_in_page(get, places):
    response = get(role=None)
    assert (response.status_code, response.url) == (302, "/sign-in/?next=/places/")


def test_a_list_that_names_no_permission_opens_for_nobody(get):
    with pytest.raises(Exception, match="permission_required"):
        get(url="/bare/")


def test_a_filter_narrows_the_list_and_shows_as_a_chip(get, places):
    html = get("?region=North&sort=-name_en").text
    assert "1–2 of 2" in html
    assert '<a href="?sort=-name_en"><span>Region: <b>North</b></span>' in html


def test_a_choice_is_named_in_words_on_its_chip(get, places):
    assert f"Kind: <b>{PlaceKind.CROSSING.label}</b>" in get("?kind=crossing").text


def test_a_wrong_filter_says_so_and_shows_nothing(get, places):
    response = get("?version=abc")
    assert response.status_code == 400
    assert "Enter a number." in response.text
    assert "Alpha" not in response.text


def test_sorts_by_header(get, places):
    shown = get("?sort=-name_en").context["table"].rows
    assert [row.record.name_en for row in shown] == ["Gamma", "Delta", "Beta"]


def test_says_which_column_sorts(get, places):
    assert 'aria-sort="descending"' in get("?sort=-name_en").text


def test_an_empty_list_says_what_would_be_here(get):
    assert "No place is recorded yet." in get().text


def test_nothing_that_fits_is_not_nothing_at_all(get, places):
    assert "Nothing fits these filters." in get("?region=West").text


def test_csv_holds_all_rows_that_fit_sorted_as_shown(places):
    assert [row[0] for row in rows("region=North&sort=-name_en")] == ["Name", "Delta", "Alpha"]


def test_an_export_is_not_cut_to_a_page(places):
    assert len(rows()) == 5


def test_an_export_disarms_formulas(places):
    assert "'=1+1" in [row[1] for row in rows()]


def test_who_may_take_no_file_is_given_none(places, monkeypatch):
    monkeypatch.setitem(PERMISSIONS, Role.REGISTRAR, PERMISSIONS[Role.REGISTRAR] - {"records.export"})
    with pytest.raises(PermissionDenied):
        written()


def test_xlsx_holds_the_same_rows_with_real_numbers(places):
    book = openpyxl.load_workbook(written(kind="xlsx"))
    names = [row[0].value for row in book.active.iter_rows(min_row=2)]
    assert names == ["Alpha", "Beta", "Delta", "Gamma"]
    assert isinstance(book.active["E2"].value, int | float)


def test_a_field_that_the_reader_may_not_see_is_not_there(get, places):
    response = get(role=Role.ANALYST)
    assert list(response.context["table"].columns.names()) == ["kind", "version"]
    assert list(response.context["filterset"].filters) == ["kind", "version"]
    assert "Alpha" not in response.text


def test_a_hidden_field_neither_filters_nor_sorts_nor_is_exported(places):
    assert [len(row) for row in rows("region=North&sort=-region", Role.ANALYST)] == [2] * 5


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_queries_whatever_the_number_of_rows(get, client, count, django_assert_num_queries):
    PlaceFactory.create_batch(count)
    get()
    with django_assert_num_queries(7):  # session, user, roles, assignments, count, rows, log of reads
        client.get("/places/")


def test_a_phone_offers_the_orders_that_headers_offer(get, places):
    html = get("?sort=-region").text
    assert '<option value="-region" selected>Region ↓</option>' in html
    assert 'value="described"' not in html


@pytest.mark.parametrize(("query", "opened"), [("", False), ("?region=North", False), ("?version=1", True)])
def test_filters_that_fold_away_are_open_when_in_force(get, monkeypatch, query, opened):
    monkeypatch.setattr(PlaceFilter, "primary", ("region",))
    assert ('<details class="more-filters" open>' in get(query).text) is opened


@pytest.mark.parametrize("sort", ["", "described", "no-such-column", "-"])
def test_an_order_that_is_not_offered_leaves_the_usual_one(get, places, sort):
    shown = get(f"?sort={sort}").context["table"].rows
    assert [row.record.name_en for row in shown] == ["Alpha", "Beta", "Delta"]
