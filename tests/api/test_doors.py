"""State is never written: a record is moved, with its version and a reason."""

import pytest

from accounts.roles import Role
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(client_of):
    """Another person, who may do the same."""
    return client_of(Role.REGISTRAR, Role.NEGOTIATOR)


def move(client, path: str, to: str, version: int | None = 1, **more: object):
    return client.ask("POST", f"{path}transitions/", {"to": to, **more}, if_match=version)


def waiting(response) -> str:
    """The path of what was proposed."""
    return f"/approvals/{response.json()['id']}/"


class TestVoiding:
    def test_it_is_a_transition_of_every_type(self, case, office, second) -> None:
        record = case.make()
        response = move(office, case.path_of(record), "voided", reason="logged twice")
        if not record.voided_alone:
            assert response.status_code == 202, response.content
            assert move(second, waiting(response), "approved").status_code == 200
        assert office.read(case.path_of(record))["void_reason"] == "logged twice"

    def test_the_second_person_is_another_one(self, office) -> None:
        response = move(office, f"/sources/{SourceFactory().pk}/", "voided", reason="logged twice")
        assert response.json()["state"] == "proposed"
        assert move(office, waiting(response), "approved").status_code == 403
        assert move(office, waiting(response), "withdrawn").json()["state"] == "withdrawn"

    def test_the_second_person_may_refuse(self, office, second) -> None:
        response = move(office, f"/sources/{SourceFactory().pk}/", "voided", reason="logged twice")
        refused = move(second, waiting(response), "refused", reason="it is true").json()
        assert (refused["state"], refused["note"]) == ("refused", "it is true")

    def test_it_wants_a_reason(self, case, office) -> None:
        response = move(office, case.path_of(case.make()), "voided")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/reason")

    def test_it_wants_the_version(self, case, office) -> None:
        assert move(office, case.path_of(case.make()), "voided", None, reason="twice").status_code == 428

    def test_it_is_refused_from_a_version_that_is_gone(self, case, office) -> None:
        record, (member, value) = case.make(), case.change
        office.ask("PATCH", case.path_of(record), {member: value}, if_match=1)
        response = move(office, case.path_of(record), "voided", reason="twice")
        assert (response.status_code, response.json()["changed_fields"]) == (412, [member])

    def test_a_voided_record_is_written_no_more(self, case, office, second) -> None:
        record, (member, value) = case.make(), case.change
        response = move(office, case.path_of(record), "voided", reason="twice")
        if not record.voided_alone:
            move(second, waiting(response), "approved")
        assert office.ask("PATCH", case.path_of(record), {member: value}, if_match=2).status_code == 422


def test_without_the_permission_it_is_refused(client_of) -> None:
    source = SourceFactory()
    response = move(client_of(Role.ANALYST), f"/sources/{source.pk}/", "voided", reason="twice")
    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
