"""Lists and details, the same for every type of record."""

import pytest

from accounts.models import User
from tests.api.cases import Case
from tests.factories import SourceFactory, voided

pytestmark = pytest.mark.django_db


class TestDetail:
    def test_it_answers_the_record_with_its_version(self, any_case, office) -> None:
        record = any_case.make()
        response = office.ask("GET", any_case.path_of(record))
        assert response.status_code == 200, response.content
        assert (response.json()["id"], response.json()["version"]) == (str(record.pk), 1)
        assert response["ETag"] == '"v1"'

    def test_who_has_this_version_already_gets_304(self, any_case, office) -> None:
        response = office.ask("GET", any_case.path_of(any_case.make()), if_none_match='"v1"')
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", '"v1"')

    def test_who_has_another_gets_the_record(self, any_case, office) -> None:
        assert office.ask("GET", any_case.path_of(any_case.make()), if_none_match='"v2"').status_code == 200

    def test_fields_are_chosen(self, any_case, office) -> None:
        member, _ = any_case.change
        assert office.read(f"{any_case.path_of(any_case.make())}?fields={member}").keys() == {"id", "version", member}

    def test_it_is_for_the_reader_alone(self, any_case, office) -> None:
        response = office.ask("GET", any_case.path_of(any_case.make()))
        assert response["Cache-Control"] == "no-store"
        assert {"Authorization", "Cookie"} <= set(response["Vary"].split(", "))


class TestList:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_is_as_many_queries_for_any_number_of_rows(
        self, any_case, office, rows, django_assert_num_queries
    ) -> None:
        for _ in range(rows):
            any_case.make()
        office.read(any_case.path)  # notes the use of the token
        # An approval is seen with its record.
        assigned = bool(any_case.resource.model.scoped_by) or any_case.name == "approvals"
        # Token with user and roles, what is assigned, rows, log of reads.
        with django_assert_num_queries(3 + assigned):
            assert len(office.read(any_case.path)["results"]) >= rows

    def test_a_page_leads_to_the_next_until_there_is_none(self, any_case, office) -> None:
        made = {str(any_case.make().pk) for _ in range(3)}
        first = office.ask("GET", f"{any_case.path}?limit=2")
        assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
        found, url = [each["id"] for each in first.json()["results"]], first.json()["next"]
        while url:
            page = office.read(url.removeprefix("http://testserver/api/v1"))
            found, url = found + [each["id"] for each in page["results"]], page["next"]
        assert len(found) == len(set(found))
        assert made <= set(found)

    def test_it_counts_on_demand(self, any_case, office) -> None:
        any_case.make()
        assert "count" not in office.read(any_case.path)
        page = office.read(f"{any_case.path}?count=true")
        assert page["count"] == len(page["results"])

    def test_a_voided_record_is_not_listed_and_says_so_itself(self, case, office) -> None:
        record = _voided(case)
        assert str(record.pk) not in {each["id"] for each in office.read(case.path)["results"]}
        assert office.read(case.path_of(record))["void_reason"] == "logged twice"


def _voided(case: Case):
    record, resource = case.make(), case.resource
    if not record.voided_alone:
        return voided(record)
    return resource.doors["voided"](
        **{resource.subject: record}, by=User.objects.system(), expected_version=None, reason="logged twice"
    )


class TestParameters:
    @pytest.mark.parametrize(
        "query",
        [
            "kindd=press",
            "limit=0",
            "limit=1001",
            "limit=x",
            "count=maybe",
            "cursor=nonsense",
            "ordering=secret",
            "fields=x",
        ],
    )
    def test_one_that_is_wrong_is_named(self, any_case, office, query) -> None:
        response = office.ask("GET", f"{any_case.path}?{query}")
        assert response.status_code == 400
        assert [error["parameter"] for error in response.json()["errors"]] == [query.split("=")[0]]

    def test_a_value_that_no_filter_knows_is_named(self, office) -> None:
        response = office.ask("GET", "/sources/?kind=gossip&published_on_after=soon")
        assert {error["parameter"] for error in response.json()["errors"]} == {"kind", "published_on"}

    def test_words_are_searched(self, office) -> None:
        wanted, _ = SourceFactory(title="Handed over at Novi Yarylovychi"), SourceFactory()
        assert _ids(office.read("/sources/?q=yarylovychi handed")) == [str(wanted.pk)]

    def test_a_filter_of_the_page_filters_here_too(self, office) -> None:
        wanted, _ = SourceFactory(kind="document"), SourceFactory(kind="press")
        assert _ids(office.read("/sources/?kind=document")) == [str(wanted.pk)]

    @pytest.mark.parametrize("ordering", ["published_on", "-published_on", "title,-published_on"])
    def test_pages_keep_the_order_where_values_are_missing(self, office, ordering) -> None:
        for day in (None, "2024-05-01", "2024-05-01", None, "2023-01-01"):
            SourceFactory(published_on=day, title="Same")
        whole = _ids(office.read(f"/sources/?ordering={ordering}"))
        found, url = [], f"/sources/?ordering={ordering}&limit=1"
        while url:
            page = office.read(url.removeprefix("http://testserver/api/v1"))
            found, url = found + _ids(page), page["next"]
        assert found == whole
        assert len(found) == 5

    def test_a_cursor_holds_when_its_row_left_the_filter(self, office) -> None:
        rows = [SourceFactory(kind="press") for _ in range(3)]
        page = office.read("/sources/?kind=press&limit=1")
        body = {"kind": "document"}
        assert office.ask("PATCH", f"/sources/{rows[0].pk}/", body, if_match=1).status_code == 200
        rest = office.read(page["next"].removeprefix("http://testserver/api/v1"))
        assert _ids(rest) == [str(rows[1].pk)]


def _ids(page: dict) -> list[str]:
    return [each["id"] for each in page["results"]]
