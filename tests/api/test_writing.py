"""Creating, replacing, patching: with the version that the writer has read, or not at all."""

import json

import pytest

from accounts.roles import Role
from common.ids import new_id
from tests.factories import PartyFactory, SourceFactory, user_with

pytestmark = pytest.mark.django_db


class TestPutCreates:
    def test_under_the_id_of_the_client(self, case, office) -> None:
        key = str(new_id())
        response = office.ask("PUT", f"{case.path}{key}/", case.body(), if_none_match="*")
        assert response.status_code == 201, response.content
        assert (response.json()["id"], response["ETag"]) == (key, '"v1"')
        assert response["Location"].endswith(f"/api/v1{case.path}{key}/")

    def test_not_where_there_is_one(self, case, office) -> None:
        record = case.make()
        response = office.ask("PUT", case.path_of(record), case.body(), if_none_match="*")
        assert (response.status_code, response.json()["code"]) == (412, "exists")

    def test_not_without_saying_so(self, case, office) -> None:
        response = office.ask("PUT", f"{case.path}{new_id()}/", case.body())
        assert (response.status_code, response.json()["code"]) == (428, "precondition_required")


class TestPutReplaces:
    def test_what_was_read_with_a_change(self, case, office) -> None:
        record = case.make()
        body, (member, value) = office.read(case.path_of(record)), case.change
        response = office.ask("PUT", case.path_of(record), body | {member: value}, if_match=1)
        assert response.status_code == 200, response.content
        assert (response.json()[member], response["ETag"]) == (value, '"v2"')

    def test_the_same_content_again_is_no_new_version(self, case, office) -> None:
        record = case.make()
        response = office.ask("PUT", case.path_of(record), office.read(case.path_of(record)), if_match=1)
        assert (response.status_code, response["ETag"]) == (200, '"v1"')

    def test_not_without_a_version(self, case, office) -> None:
        assert office.ask("PUT", case.path_of(case.make()), case.body()).status_code == 428

    def test_not_from_a_version_that_is_gone(self, case, office) -> None:
        record, (member, value) = case.make(), case.change
        body = office.read(case.path_of(record))
        office.ask("PATCH", case.path_of(record), {member: value}, if_match=1)
        response = office.ask("PUT", case.path_of(record), body, if_match=1)
        problem = response.json()
        assert (response.status_code, problem["code"]) == (412, "stale")
        assert (problem["current_version"], problem["changed_fields"]) == (2, [member])

    def test_what_is_left_out_is_emptied(self, office) -> None:
        source = SourceFactory(publisher="Synthetic agency", quote="They are home.")
        office.ask("PUT", f"/sources/{source.pk}/", {"kind": "press", "title": "Synthetic"}, if_match=1)
        after = office.read(f"/sources/{source.pk}/")
        assert (after["publisher"], after["quote"], after["url"]) == ("", "", "")

    def test_nothing_where_there_is_none(self, case, office) -> None:
        assert office.ask("PUT", f"{case.path}{new_id()}/", case.body(), if_match=1).status_code == 404


class TestPatch:
    @pytest.mark.parametrize("media_type", ["application/json", "application/merge-patch+json"])
    def test_it_changes_what_it_names(self, case, office, media_type) -> None:
        record, (member, value) = case.make(), case.change
        before = office.read(case.path_of(record))
        response = office.ask("PATCH", case.path_of(record), {member: value}, if_match=1, content_type=media_type)
        assert response.json() == before | {member: value, "version": 2}

    def test_null_empties(self, office) -> None:
        source = SourceFactory(publisher="Synthetic agency", published_on="2024-10-18")
        response = office.ask("PATCH", f"/sources/{source.pk}/", {"publisher": None, "published_on": None}, if_match=1)
        assert (response.json()["publisher"], response.json()["published_on"]) == ("", None)

    def test_not_without_a_version(self, case, office) -> None:
        member, value = case.change
        assert office.ask("PATCH", case.path_of(case.make()), {member: value}).status_code == 428

    def test_the_merge_patch_type_is_for_patch_only(self, case, office) -> None:
        response = office.ask("POST", case.path, case.body(), content_type="application/merge-patch+json")
        assert response.status_code == 415


class TestPost:
    def test_it_creates_under_an_id_of_ours(self, case, office) -> None:
        response = office.ask("POST", case.path, case.body())
        assert response.status_code == 201, response.content
        assert office.read(response["Location"].removeprefix("http://testserver/api/v1")) == response.json()

    def test_who_did_it_is_in_the_book(self, case, client_of) -> None:
        user = user_with(Role.REGISTRAR, Role.NEGOTIATOR)
        client = client_of(user=user)
        made = client.ask("POST", case.path, case.body(), x_request_id="synthetic-request").json()
        line = client.read(f"{case.path}{made['id']}/history/")["results"][-1]
        assert (line["actor"], line["request_id"], line["version"]) == (str(user.pk), "synthetic-request", 1)


class TestIfNoneExist:
    def test_none_there_is_created(self, office) -> None:
        body = {"code": "XX", "name_uk": "Вигадана", "name_en": "Synthetic"}
        assert office.ask("POST", "/parties/", body, if_none_exist="code|XX").status_code == 201

    def test_one_there_is_answered(self, office) -> None:
        party = PartyFactory(code="XX")
        response = office.ask("POST", "/parties/", {}, if_none_exist="code|XX")
        assert (response.status_code, response.json()["id"]) == (200, str(party.pk))

    def test_a_scheme_that_is_none_is_refused(self, office) -> None:
        response = office.ask("POST", "/parties/", {}, if_none_exist="colour|blue")
        assert (response.status_code, response.json()["code"]) == (400, "invalid_header")


class TestBodies:
    def test_members_that_are_not_known_are_named(self, case, office) -> None:
        response = office.ask("POST", case.path, case.body() | {"colour": "blue"})
        assert response.status_code == 422
        assert [(e["pointer"], e["code"]) for e in response.json()["errors"]] == [("/colour", "unknown_member")]

    def test_members_that_are_missing_are_named(self, case, office) -> None:
        if not case.required:
            pytest.skip("nothing is required of an exchange but that it was")
        body = {name: value for name, value in case.body().items() if name != case.required}
        errors = office.ask("POST", case.path, body).json()["errors"]
        assert (f"/{case.required}", "required") in [(error["pointer"], error["code"]) for error in errors]

    def test_members_of_another_type_are_named(self, case, office) -> None:
        member, _ = case.change
        response = office.ask("POST", case.path, case.body() | {member: 5})
        assert response.status_code == 422
        assert response.json()["errors"][0]["pointer"] == f"/{member}"

    def test_a_version_is_not_written(self, case, office) -> None:
        response = office.ask("PATCH", case.path_of(case.make()), {"version": 9}, if_match=1)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/version")

    def test_an_error_never_repeats_what_was_sent(self, office) -> None:
        response = office.ask("POST", "/sources/", {"kind": "Petrenko", "title": "x", "same_statement_as": "Petrenko"})
        assert response.status_code == 422
        assert "Petrenko" not in response.content.decode()

    def test_a_code_that_is_taken_is_said(self, office) -> None:
        PartyFactory(code="XX")
        body = {"code": "XX", "name_uk": "Вигадана", "name_en": "Synthetic"}
        response = office.ask("POST", "/parties/", body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (409, "")


def test_depth_does_not_break_it(office) -> None:
    response = office.ask("POST", "/sources/", "[" * 100_000)
    assert (response.status_code, json.loads(response.content)["code"]) == (400, "malformed")


def test_an_address_that_is_taken_is_a_duplicate(office) -> None:
    body = {"kind": "press", "title": "Synthetic", "url": "https://example.org/taken"}
    assert office.ask("POST", "/sources/", body).status_code == 201
    again = office.ask("POST", "/sources/", body)
    assert (again.status_code, again.json()["code"]) == (409, "duplicate")
