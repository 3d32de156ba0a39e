"""Every answer that is no success is a problem, whatever went wrong."""

import json
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings

from accounts.roles import Role
from api import problems
from common.errors import Conflict
from tests.api.client import ApiClient
from tests.factories import SourceFactory, user_with

pytestmark = pytest.mark.django_db

NOWHERE = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}}
NOBODY = "/sources/00000000-0000-7000-8000-000000000000/"
MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id", "errors"}


def problem(response: HttpResponse, status: int, code: str) -> dict:
    """The problem of an answer, after a look at what every problem has."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    content = json.loads(response.content)
    assert content.keys() >= MEMBERS
    assert (content["status"], content["code"], content["type"]) == (status, code, f"urn:obmin:problem:{code}")
    assert content["request_id"] == response["X-Request-ID"]
    return content


def _details(response: HttpResponse) -> list[str]:
    return [each["detail"] for each in response.json()["errors"]]


@pytest.mark.parametrize("status", problems.TITLES)
def test_every_status_has_a_code_of_its_own_and_a_title(rf, status) -> None:
    answer = problems.handle(problems.Problem(status, "synthetic"), {"request": rf.get("/api/v1/")})
    assert (answer.status_code, answer.data["code"]) == (status, problems.CODES[status])
    assert answer.data["title"] == problems.TITLES[status]
    assert answer.data.keys() == MEMBERS


class TestClientErrors:
    @pytest.mark.parametrize("body", ["{", "{'a': 1}", '{"a": NaN}', '"\\ud800"', b"\xff\xfe"])
    def test_400_for_what_is_no_json(self, office, body) -> None:
        problem(office.ask("POST", "/sources/", body), 400, "malformed")

    @pytest.mark.parametrize("body", ["[]", "5", '"text"', "null"])
    def test_422_for_json_that_is_no_object(self, office, body) -> None:
        problem(office.ask("POST", "/sources/", body), 422, "not_an_object")

    def test_401_says_how_to_sign_in(self) -> None:
        response = ApiClient().ask("GET", "/sources/")
        problem(response, 401, "not_authenticated")
        assert response["WWW-Authenticate"] == 'Bearer realm="obmin"'

    @pytest.mark.parametrize(
        "path", ["/nothing/", "/sources", "/sources/00000000-0000-7000-8000-000000000000/", "/sources/x/", "/"]
    )
    @pytest.mark.parametrize("method", ["GET", "PUT"])
    def test_404_where_there_is_nothing(self, office, method, path) -> None:
        problem(office.ask(method, path, {}, if_match=1), 404, "not_found")

    def test_404_beside_the_versions_of_the_api(self, office) -> None:
        problem(office.get("/api/v9/"), 404, "not_found")

    @pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/../../etc/", "/api/%ff/"])
    def test_404_at_the_edges_of_the_api(self, office, path) -> None:
        problem(office.get(path), 404, "not_found")

    def test_405_for_deleting(self, case, office) -> None:
        response = office.ask("DELETE", case.path_of(case.make()))
        problem(response, 405, "method_not_allowed")
        assert {"GET", "PUT", "PATCH"} <= set(response["Allow"].split(", "))

    def test_406_for_another_format(self, office) -> None:
        problem(office.ask("GET", "/sources/", accept="text/html"), 406, "not_acceptable")

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
    def test_413_for_a_body_above_the_limit(self, office) -> None:
        content = problem(office.ask("POST", "/sources/", {"title": "x" * 1000}), 413, "too_large")
        assert content["limit"] == 1000

    def test_411_for_a_body_of_unknown_length(self, office) -> None:
        response = office.get("/api/v1/sources/", headers={"Transfer-Encoding": "chunked"})
        problem(response, 411, "length_required")

    def test_403_without_tls_and_no_way_to_it(self, token_of) -> None:
        with override_settings(SECURE_SSL_REDIRECT=True):
            response = ApiClient(token_of(Role.AUDITOR)).get("/api/v1/sources/", secure=False)
        problem(response, 403, "https_required")

    def test_415_for_another_type_of_body(self, office) -> None:
        problem(office.ask("POST", "/sources/", "a=1", content_type="text/plain"), 415, "unsupported_media_type")

    @override_settings(API_RATE=2)
    def test_429_says_when_to_come_back(self, office) -> None:
        answers = [office.ask("GET", "/sources/") for _ in range(3)]
        if all(answer.status_code == 200 for answer in answers):  # a new minute began in between
            answers = [office.ask("GET", "/sources/") for _ in range(3)]
        problem(answers[-1], 429, "throttled")
        assert 1 <= int(answers[-1]["Retry-After"]) <= 60

    def test_400_for_a_host_that_is_not_ours(self, office) -> None:
        problem(office.get("/api/v1/sources/", headers={"Host": "evil.example"}), 400, "malformed")

    @pytest.mark.parametrize("value", ["7", '"7"', 'W/"v7"', '"v7", "v8"', "*", '"v0"'])
    def test_400_for_a_version_that_cannot_be_read(self, office, value) -> None:
        response = office.ask("PATCH", f"/sources/{SourceFactory().pk}/", {}, if_match=value)
        problem(response, 400, "invalid_header")

    @pytest.mark.parametrize(
        "query", ["cursor=%00", "ordering=%00", "fields=%00", "kind=%00", "q=%00", "%ff=%fe", "&" * 2000]
    )
    def test_400_for_parameters_that_cannot_be_read(self, office, query) -> None:
        response = office.get(f"/api/v1/sources/?{query}")
        assert response.status_code == 200 or problem(response, 400, response.json()["code"])

    def test_nothing_that_was_sent_is_repeated(self, any_case, office) -> None:
        sent = dict.fromkeys(any_case.resource.field_names, "Kanarenko-7788")
        for body in (sent, {"Kanarenko-7788": 1}, "Kanarenko-7788"):
            response = office.ask("POST", any_case.path, body)
            assert response.status_code >= 400
            assert "Kanarenko" not in json.dumps(response.json().get("detail")) + json.dumps(_details(response))

    def test_it_speaks_the_language_of_the_client(self, office) -> None:
        assert office.ask("GET", "/nothing/").json()["title"] == "Not found"


class TestFaultsOfOurs:
    def test_500_tells_nothing_but_the_request(self, office) -> None:
        with mock.patch("api.views.records.rows.readable", side_effect=RuntimeError("Petrenko")):
            response = office.ask("GET", "/sources/")
        problem(response, 500, "internal_error")
        assert "Petrenko" not in response.content.decode()

    def test_nobody_is_held_back_without_redis(self, office) -> None:
        with override_settings(API_RATE=0, CACHES=NOWHERE):
            assert office.ask("GET", "/sources/").status_code == 200

    def test_the_rate_holds_with_it(self, office) -> None:
        with override_settings(API_RATE=0):
            problem(office.ask("GET", "/sources/"), 429, "throttled")


@pytest.mark.django_db(transaction=True)
class TestPostgresAway:
    """The real thing: the connection is closed, and its port leads nowhere."""

    @pytest.fixture
    def away(self) -> Iterator[None]:
        port = connection.settings_dict["PORT"]
        connection.close()
        connection.settings_dict["PORT"] = "1"
        yield
        connection.settings_dict["PORT"] = port

    def test_503_for_a_machine(self, office, away) -> None:
        response = office.ask("GET", "/sources/")
        problem(response, 503, "unavailable")
        assert response["Retry-After"] == "5"

    def test_503_for_a_session_that_cannot_be_read(self, away) -> None:
        client = ApiClient()
        client.cookies["sessionid"] = "synthetic-session-of-nobody"
        problem(client.ask("GET", "/sources/"), 503, "unavailable")

    def test_the_same_requests_pass_when_it_is_there(self, office) -> None:
        assert office.ask("GET", "/sources/").status_code == 200


def test_409_for_a_record_that_another_write_made_first(office) -> None:
    with mock.patch("api.writing.create", side_effect=Conflict("There is already such a record.")):
        body = {"code": "XX", "name_uk": "Вигадана", "name_en": "Synthetic"}
        problem(office.ask("POST", "/parties/", body), 409, "conflict")


def test_403_for_a_session_without_csrf() -> None:
    client = ApiClient()
    client.handler.enforce_csrf_checks = True
    client.force_login(user_with(Role.REGISTRAR))
    problem(client.ask("POST", "/sources/", {}), 403, "permission_denied")
