"""Who gets in, and what she gets: nothing without a role, a scope and a token that is valid now."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.domain.tokens import revoke_token
from accounts.enums import Failure
from accounts.models import ApiToken, FailedSignIn, User
from accounts.roles import Role
from common.ids import new_id
from tests.api.client import ApiClient
from tests.factories import (
    PartyFactory,
    PersonFactory,
    PlaceFactory,
    user_with,
    voided,
)

pytestmark = pytest.mark.django_db


class TestRoles:
    def test_without_a_role_there_is_nothing(self, any_case, client_of) -> None:
        record, stranger = any_case.make(), client_of()
        for path in (any_case.path, any_case.path_of(record), f"{any_case.path_of(record)}history/"):
            assert stranger.ask("GET", path).status_code == 403

    def test_with_a_role_it_is_there(self, any_case, client_of) -> None:
        record, auditor = any_case.make(), client_of(Role.AUDITOR)
        for path in (any_case.path, any_case.path_of(record), f"{any_case.path_of(record)}history/"):
            assert auditor.ask("GET", path).status_code == 200

    def test_who_may_read_may_not_write(self, case, client_of) -> None:
        auditor, record = client_of(Role.AUDITOR), case.make()
        assert auditor.ask("POST", case.path, {"colour": "blue"}).status_code == 403
        assert auditor.ask("PATCH", case.path_of(record), {}, if_match=1).status_code == 403


class TestFieldClasses:
    """Where a place lies is known to registrars, and not to analysts."""

    @pytest.fixture
    def place(self):
        return PlaceFactory(name_en="Synthetic camp", region="Synthetic region")

    def test_a_hidden_member_is_not_there(self, place, client_of) -> None:
        seen = client_of(Role.ANALYST).read(f"/places/{place.pk}/")
        assert "kind" in seen
        assert not {"name_en", "region", "status"} & seen.keys()

    def test_for_another_reader_it_is(self, place, client_of) -> None:
        assert client_of(Role.REGISTRAR).read(f"/places/{place.pk}/")["region"] == "Synthetic region"

    @pytest.mark.parametrize("query", ["fields=region", "ordering=name_en", "q=camp", "country=UA", "status=open"])
    def test_nothing_is_asked_of_it(self, place, client_of, query) -> None:
        response = client_of(Role.ANALYST).ask("GET", f"/places/?{query}")
        assert response.status_code == 400
        assert response.json()["errors"][0]["parameter"] == query.split("=")[0]
        assert client_of(Role.REGISTRAR).ask("GET", f"/places/?{query}").status_code == 200

    def test_the_book_hides_it_too(self, place, client_of) -> None:
        def members(role: Role) -> set[str]:
            line = client_of(role).read(f"/places/{place.pk}/history/")["results"][0]
            return {change["member"] for change in line["changes"]}

        assert "region" in members(Role.REGISTRAR)
        assert "region" not in members(Role.ANALYST)
        assert "kind" in members(Role.ANALYST)

    def test_who_may_not_know_of_a_voiding_sees_no_voided_record(self, client_of) -> None:
        party = PartyFactory()
        liaison, registrar = client_of(Role.LIAISON), client_of(Role.REGISTRAR)
        assert liaison.ask("GET", f"/parties/{party.pk}/").status_code == 200
        voided(party, "logged twice")
        assert liaison.ask("GET", f"/parties/{party.pk}/").status_code == 404
        assert registrar.ask("GET", f"/parties/{party.pk}/").status_code == 200

    @pytest.fixture
    def person(self):
        return PersonFactory(father_name="Synthetic father")

    def test_it_is_not_written_either(self, person, client_of) -> None:
        machine = client_of(Role.MACHINE)
        response = machine.ask("PATCH", f"/persons/{person.pk}/", {"father_name": "Another"}, if_match=1)
        assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "unknown_member")

    def test_a_replacement_leaves_it_as_it_was(self, person, client_of) -> None:
        body = {"party": str(person.party_id), "names": [{"surname": "Вигаданий"}]}
        assert client_of(Role.MACHINE).ask("PUT", f"/persons/{person.pk}/", body, if_match=1).status_code == 200
        seen = client_of(Role.REGISTRAR).read(f"/persons/{person.pk}/")
        assert (seen["name"], seen["father_name"]) == ("Вигаданий", "Synthetic father")


class TestScopes:
    @pytest.mark.parametrize("scope", ["sources:read", "*:read"])
    def test_a_token_reads_what_its_scope_names(self, client_of, scope) -> None:
        assert client_of(Role.REGISTRAR, scopes=[scope]).ask("GET", "/sources/").status_code == 200

    @pytest.mark.parametrize("scope", ["parties:read", "sources:write"])
    def test_and_nothing_else(self, client_of, scope) -> None:
        response = client_of(Role.REGISTRAR, scopes=[scope]).ask("GET", "/sources/")
        assert (response.status_code, response.json()["code"]) == (403, "missing_scope")

    def test_reading_everything_writes_nothing(self, client_of) -> None:
        body = {"kind": "press", "title": "Synthetic"}
        assert client_of(Role.REGISTRAR, scopes=["*:read"]).ask("POST", "/sources/", body).status_code == 403
        assert client_of(Role.REGISTRAR, scopes=["sources:write"]).ask("POST", "/sources/", body).status_code == 201


class TestTokens:
    def refused(self, text: str) -> bool:
        response = ApiClient(text).ask("GET", "/sources/")
        assert response.status_code in {200, 401}
        return response.status_code == 401

    def test_a_valid_one_opens_the_door(self, token_of) -> None:
        assert not self.refused(token_of(Role.ANALYST))

    def test_an_unknown_one_does_not(self, token_of) -> None:
        assert self.refused(token_of(Role.ANALYST)[:-1])

    def test_an_expired_one_does_not(self, token_of) -> None:
        assert self.refused(token_of(Role.ANALYST, lasts=datetime.timedelta(seconds=-1)))

    def test_a_revoked_one_does_not_at_once(self, token_of) -> None:
        text = token_of(Role.ANALYST)
        assert not self.refused(text)
        revoke_token(token=ApiToken.objects.get(), by=User.objects.system(), reason="laptop stolen")
        assert self.refused(text)

    def test_that_of_somebody_who_left_does_not(self, token_of) -> None:
        assert self.refused(token_of(user=user_with(Role.ANALYST, is_active=False)))

    def test_one_that_is_bound_to_addresses_opens_it_from_there_only(self, token_of) -> None:
        text = token_of(Role.ANALYST, allowed_networks=["192.0.2.0/24", "2001:db8::/48"])
        for address, status in {
            "192.0.2.9": 200,
            "192.0.3.9": 401,
            "::ffff:192.0.2.9": 200,
            "2001:db8:1::1": 401,
        }.items():
            response = ApiClient(text).get("/api/v1/sources/", REMOTE_ADDR=address)
            assert (address, response.status_code) == (address, status)
        assert FailedSignIn.objects.get(address="192.0.3.9").failure == Failure.ELSEWHERE

    def test_one_that_is_not_opens_it_from_everywhere(self, token_of) -> None:
        assert ApiClient(token_of(Role.ANALYST)).get("/api/v1/sources/", REMOTE_ADDR="203.0.113.9").status_code == 200

    @pytest.mark.parametrize(("proxies", "status"), [(0, 401), (1, 200)])
    def test_an_address_is_believed_of_a_trusted_proxy_only(self, token_of, settings, proxies, status) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        client = ApiClient(token_of(Role.ANALYST, allowed_networks=["192.0.2.9/32"]))
        told = {"REMOTE_ADDR": "203.0.113.9", "headers": {"X-Forwarded-For": "203.0.113.200, 192.0.2.9"}}
        assert client.get("/api/v1/sources/", **told).status_code == status

    def test_another_scheme_is_refused(self) -> None:
        response = ApiClient().ask("GET", "/sources/", authorization="Basic YTpi")
        assert (response.status_code, response["WWW-Authenticate"]) == (
            401,
            'Bearer realm="obmin", error="invalid_token"',
        )

    def test_its_last_use_is_known_to_the_minute(self, token_of, django_assert_num_queries) -> None:
        client = ApiClient(token_of(Role.ANALYST))
        client.read("/sources/")
        assert timezone.now() - ApiToken.objects.get().last_used_at < datetime.timedelta(minutes=1)
        assert ApiToken.objects.get().last_used_from == "127.0.0.1"
        with django_assert_num_queries(2):  # and no write of it on the next request
            client.read("/sources/")


class TestSessions:
    def test_a_person_reads_by_her_session(self) -> None:
        client = ApiClient()
        client.force_login(user_with(Role.ANALYST))
        assert client.ask("GET", "/sources/").status_code == 200

    def test_she_writes_with_the_csrf_token_only(self) -> None:
        client = ApiClient()
        client.force_login(user_with(Role.REGISTRAR))
        client.handler.enforce_csrf_checks = True
        body = {"kind": "press", "title": "Synthetic"}
        assert client.ask("POST", "/sources/", body).status_code == 403
        client.get("/accounts/sign-in/")
        client.cookies["csrftoken"] = "x" * 32
        assert client.ask("POST", "/sources/", body, x_csrftoken="x" * 32).status_code == 201


class TestIssueToken:
    def test_it_prints_a_token_that_works(self) -> None:
        out = StringIO()
        call_command("issue_token", user_with(Role.ANALYST).username, "--scope", "sources:read", stdout=out)
        assert ApiClient(out.getvalue().strip()).ask("GET", "/sources/").status_code == 200

    @pytest.mark.parametrize("arguments", [["nobody"], ["--days", "91"], ["--scope", "everything"]])
    def test_it_says_what_is_wrong(self, arguments) -> None:
        name = [] if arguments == ["nobody"] else [user_with(Role.ANALYST).username]
        with pytest.raises(CommandError):
            call_command("issue_token", *name, *arguments)


def test_a_record_that_is_not_there_is_404(any_case, office) -> None:
    assert office.ask("GET", f"{any_case.path}{new_id()}/").status_code == 404
