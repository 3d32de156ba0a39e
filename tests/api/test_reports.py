"""Reports over REST: what may be asked, a run from question to file, and small answers at once."""

import csv
import io

import pytest
from arro3.core import Table
from arro3.io import read_parquet
from django.utils import timezone

from accounts.roles import Role
from common.ids import new_id
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.models import Artefact, ReportRun
from reports.models.artefact import KEPT
from reports.tasks import run as work_on
from tests.api.client import ApiClient
from tests.factories import CaptivityFactory, completed_exchange, user_with

pytestmark = pytest.mark.django_db

SCOPES = ["*:read", "report-runs:write", "reports:read"]


@pytest.fixture
def analyst(client_of) -> ApiClient:
    return client_of(Role.ANALYST, scopes=SCOPES)


@pytest.fixture
def exchange() -> None:
    completed_exchange(95, 90)


def ask(client: ApiClient, **body: object):
    return client.ask("POST", "/report-runs/", {"report": "swap-ratio", **body})


class TestCatalogue:
    def test_it_tells_parameters_as_json_schema(self, analyst) -> None:
        (report,) = [each for each in analyst.read("/reports/")["results"] if each["key"] == "swap-ratio"]
        assert report["parameters"]["properties"]["group_by"]["default"] == "month"

    def test_only_reports_whose_records_the_reader_sees(self, client_of) -> None:
        stranger = client_of(Role.LIAISON, scopes=SCOPES)
        assert stranger.ask("GET", "/reports/").status_code == 403


class TestRun:
    def test_it_is_accepted_and_waits(self, analyst) -> None:
        response = ask(analyst, parameters={"group_by": "year"}, as_of="2026-01-31")
        assert response.status_code == 202, response.content
        told = analyst.read(response["Location"].removeprefix("http://testserver/api/v1"))
        assert (told["state"], told["progress"], told["artefacts"]) == ("queued", 0.0, [])
        assert (told["as_of"], told["parameters"]["group_by"]) == ("2026-01-31", "year")
        assert "ETag" not in analyst.ask("GET", f"/report-runs/{told['id']}/")

    @pytest.mark.django_db(transaction=True)
    def test_done_it_leads_to_its_files(self, analyst, exchange) -> None:
        key = ask(analyst).json()["id"]
        work_on(key)
        done = analyst.ask("GET", f"/report-runs/{key}/")
        told = done.json()
        assert (told["state"], told["progress"]) == ("done", 1.0)
        urls = {file["format"]: file["url"] for file in told["artefacts"]}
        assert {"csv", "xlsx", "pdf", "json", "svg"} <= urls.keys()
        file = analyst.ask("GET", urls["csv"].removeprefix("http://testserver/api/v1"))
        assert file["Content-Type"] == "text/csv; charset=utf-8"
        assert b"95" in file.content
        again = analyst.ask("GET", f"/report-runs/{key}/", if_none_match=done["ETag"])
        assert again.status_code == 304

    @pytest.mark.django_db(transaction=True)
    def test_a_file_is_gone_after_a_day(self, analyst) -> None:
        key = ask(analyst).json()["id"]
        work_on(key)
        Artefact.objects.update(made_at=timezone.now() - KEPT)
        answer = analyst.ask("GET", f"/report-runs/{key}/artefacts/csv")
        assert (answer.status_code, answer.json()["code"]) == (410, "gone")

    def test_a_file_that_is_not_there_is_404(self, analyst) -> None:
        key = ask(analyst).json()["id"]
        assert analyst.ask("GET", f"/report-runs/{key}/artefacts/csv").status_code == 404

    def test_it_is_cancelled(self, analyst) -> None:
        path = f"/report-runs/{ask(analyst).json()['id']}/"
        assert analyst.ask("POST", f"{path}transitions/", {"to": "cancelled"}).json()["state"] == "cancelled"
        again = analyst.ask("POST", f"{path}transitions/", {"to": "cancelled"})
        assert (again.status_code, again.json()["code"]) == (422, "illegal_move")

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"report": "nonsense"}, "/report"),
            ({"parameters": {"group_by": "colour"}}, "/parameters/group_by"),
            ({"parameters": {"colour": "blue"}}, "/parameters/colour"),
            ({"parameters": {"since": {"a": 1}}}, "/parameters"),
            ({"parameters": {"since": 5}}, "/parameters/since"),
            ({"parameters": []}, "/parameters"),
            ({"as_of": "2099-01-01"}, "/as_of"),
            ({"as_of": "soon"}, "/as_of"),
            ({"colour": "blue"}, "/colour"),
        ],
    )
    def test_what_is_wrong_is_pointed_at(self, analyst, body, pointer) -> None:
        response = ask(analyst, **body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)
        assert not ReportRun.objects.exists()


class TestSight:
    def test_a_run_of_somebody_else_is_not_there(self, analyst, client_of) -> None:
        path = f"/report-runs/{ask(analyst).json()['id']}/"
        other = client_of(Role.ANALYST, scopes=SCOPES)
        assert other.ask("GET", path).status_code == 404
        assert other.read("/report-runs/")["results"] == []
        assert analyst.ask("GET", path).status_code == 200

    def test_who_may_only_look_does_not_ask(self, client_of) -> None:
        auditor = client_of(Role.AUDITOR, scopes=SCOPES)
        assert auditor.ask("GET", "/report-runs/").status_code == 200
        assert ask(auditor).status_code == 403
        assert auditor.ask("GET", "/reports/swap-ratio/data.csv").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_as_many_queries_for_any_number(client_of, rows, django_assert_num_queries) -> None:
    user = user_with(Role.ANALYST)
    for _ in range(rows):
        ask_for_run(report=catalogue.find("swap-ratio"), by=user)
    client = client_of(user=user, scopes=SCOPES)
    client.read("/report-runs/")
    with django_assert_num_queries(4):  # token with user and roles, runs, files, log of reads
        assert len(client.read("/report-runs/?state=queued&report=swap-ratio")["results"]) == rows


class TestCsvAtOnce:
    def table(self, response) -> list[list[str]]:
        content = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(content)))

    def test_it_is_what_pandas_reads(self, analyst, exchange) -> None:
        response = analyst.ask("GET", "/reports/swap-ratio/data.csv?group_by=year")
        assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
        header, row, *_ = self.table(response)
        assert len(header) == len(row)
        assert row[0] == "2024"

    @pytest.mark.parametrize("query", ["group_by=colour", "colour=blue", "as_of=soon", "as_of=2099-01-01"])
    def test_a_parameter_that_is_wrong_is_named(self, analyst, query) -> None:
        response = analyst.ask("GET", f"/reports/swap-ratio/data.csv?{query}")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert response.json()["errors"][0]["parameter"] == query.split("=")[0]

    def test_an_unknown_report_is_404(self, analyst) -> None:
        assert analyst.ask("GET", "/reports/nonsense/data.csv").status_code == 404
        assert analyst.ask("GET", f"/report-runs/{new_id()}/").status_code == 404


class TestParquetAtOnce:
    def table(self, response) -> Table:
        return read_parquet(io.BytesIO(b"".join(response.streaming_content))).read_all()

    def test_it_is_the_csv_with_types_and_without_sums(self, analyst, exchange) -> None:
        response = analyst.ask("GET", "/reports/swap-ratio/data.parquet?group_by=year")
        assert (response.status_code, response["Content-Type"]) == (200, "application/vnd.apache.parquet")
        table = self.table(response)
        lines = TestCsvAtOnce().table(analyst.ask("GET", "/reports/swap-ratio/data.csv?group_by=year"))
        assert [name for name in table.column_names if not name.endswith("_told")] == lines[0]
        assert (table[lines[0][0]].to_pylist(), lines[-1][0]) == (["2024"], "total")

    def test_what_is_not_told_is_null_and_says_why(self, analyst) -> None:
        for sex in ["female", *["male"] * 12]:
            CaptivityFactory(person__sex=sex)
        table = self.table(analyst.ask("GET", "/reports/backlog/data.parquet?by=sexes"))
        found = {
            sex: (persons, why)
            for sex, persons, why in zip(*(table[n].to_pylist() for n in table.column_names), strict=True)
        }
        assert found["female"] == (None, "few")
        assert found["male"] == (10, None)

    def test_who_may_see_persons_is_told_the_number(self, client_of) -> None:
        """The control: the same question of somebody who may."""
        CaptivityFactory(person__sex="female")
        table = self.table(
            client_of(Role.REGISTRAR, scopes=SCOPES).ask("GET", "/reports/backlog/data.parquet?by=sexes")
        )
        assert 1 in table["persons"].to_pylist()
        assert "persons_told" not in table.column_names

    @pytest.mark.parametrize("query", ["group_by=colour", "as_of=soon"])
    def test_a_parameter_that_is_wrong_is_named(self, analyst, query) -> None:
        response = analyst.ask("GET", f"/reports/swap-ratio/data.parquet?{query}")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")

    def test_without_its_scope_a_token_is_refused(self, client_of) -> None:
        assert (
            client_of(Role.ANALYST, scopes=["units:read"]).ask("GET", "/reports/swap-ratio/data.parquet").status_code
            == 403
        )
