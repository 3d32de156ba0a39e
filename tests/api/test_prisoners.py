"""Persons with their names and numbers, captivities with what happens to prisoners."""

from urllib.parse import quote

import pytest

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.health import record_health_assessment
from prisoners.enums import EventKind
from tests.api.client import ApiClient
from tests.api.test_doors import move
from tests.factories import (
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    home,
    other,
    returned,
)

pytestmark = pytest.mark.django_db


def person_body(**members: object) -> dict:
    names = [
        {
            "surname": "Вигаданий",
            "given_name": "Микола",
            "patronymic": "Іванович",
            "kind": "legal",
            "is_preferred": True,
        },
        {"surname": "Vyhadanyi", "given_name": "Nikolai", "kind": "listed"},
    ]
    return {"party": str(home().pk), "born_on": "1990-04", "names": names, **members}


class TestPerson:
    def test_names_and_numbers_are_written_and_read_with_them(self, office) -> None:
        body = person_body(identifiers=[{"scheme": "service", "value": "АА-123", "issuer": ""}])
        made = office.ask("POST", "/persons/", body).json()
        assert (made["name"], made["born_on"]) == ("Вигаданий Микола Іванович", "1990-04")
        assert [each["surname"] for each in made["names"]] == ["Вигаданий", "Vyhadanyi"]
        assert made["identifiers"] == body["identifiers"]

    def test_somebody_unknown_has_a_description(self, office) -> None:
        body = {"party": str(home().pk), "description": "unconscious man, hospital 4", "identity_status": "unknown"}
        assert office.ask("POST", "/persons/", body).status_code == 201

    def test_nobody_is_without_name_and_description(self, office) -> None:
        assert office.ask("POST", "/persons/", {"party": str(home().pk)}).status_code == 422

    def test_nor_is_left_without(self, office) -> None:
        response = office.ask("PATCH", f"/persons/{PersonFactory().pk}/", {"names": []}, if_match=1)
        assert (response.status_code, response.json()["code"]) == (422, "invalid")

    def test_who_was_unknown_is_named_in_one_step(self, office) -> None:
        unknown = PersonFactory(names=[], description="unconscious man")
        response = office.ask("PUT", f"/persons/{unknown.pk}/", person_body(), if_match=1)
        assert (response.json()["description"], response.json()["name"]) == ("", "Вигаданий Микола Іванович")
        assert response["ETag"] == '"v2"'

    def test_a_list_that_changes_is_a_new_version_with_its_name(self, office) -> None:
        person = PersonFactory()
        numbers = {"identifiers": [{"scheme": "tax", "value": "5"}]}
        assert office.ask("PATCH", f"/persons/{person.pk}/", numbers, if_match=1)["ETag"] == '"v2"'
        stale = office.ask("PATCH", f"/persons/{person.pk}/", {"birth_place": "there"}, if_match=1).json()
        assert set(stale["changed_fields"]) == {"names", "identifiers"}

    def test_a_number_of_somebody_else_is_a_duplicate(self, office) -> None:
        PersonFactory(identifiers=[{"scheme": "tax", "value": "5"}])
        response = office.ask("POST", "/persons/", person_body(identifiers=[{"scheme": "tax", "value": "5"}]))
        assert (response.status_code, response.json()["code"]) == (409, "duplicate")

    def test_names_are_not_asked_for_in_an_address(self, office) -> None:
        error = office.ask("GET", "/persons/?q=petrenko").json()["errors"][0]
        assert (error["parameter"], "/persons/search/" in error["detail"]) == ("q", True)

    def test_they_are_sorted_by_name(self, office) -> None:
        for called in ("Яременко Іван", "Ґалаґан Іван", "Гончар Іван"):
            PersonFactory(called=called)
        names = [each["name"].split()[0] for each in office.read("/persons/?ordering=name")["results"]]
        assert names == ["Гончар", "Ґалаґан", "Яременко"]


class TestIfNoneExist:
    @pytest.fixture
    def numbered(self):
        return PersonFactory(identifiers=[{"scheme": "service", "value": "АА-123"}])

    @pytest.mark.parametrize("value", [quote("АА-123"), quote("аа 123"), "АА-123".encode().decode("latin-1")])
    def test_the_person_with_the_number_is_answered(self, office, numbered, value) -> None:
        response = office.ask("POST", "/persons/", {}, if_none_exist=f"service|{value}")
        assert (response.status_code, response.json()["id"]) == (200, str(numbered.pk))

    def test_a_number_of_another_scheme_is_another(self, office, numbered) -> None:
        response = office.ask("POST", "/persons/", person_body(), if_none_exist=f"tax|{quote('АА-123')}")
        assert response.status_code == 201


class TestCaptivity:
    def body(self, person) -> dict:
        return {"person": str(person.pk), "detaining_power": str(other().pk), "captured_on": "2022-05"}

    def test_it_begins_as_said_to_be_held(self, office) -> None:
        made = office.ask("POST", "/captivities/", self.body(PersonFactory())).json()
        assert (made["status"], made["captured_on"], made["ended_on"]) == ("claimed", "2022-05", None)

    def test_the_status_is_not_written(self, office) -> None:
        response = office.ask("POST", "/captivities/", self.body(PersonFactory()) | {"status": "returned"})
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/status")

    def test_nobody_is_held_twice(self, office) -> None:
        person = CaptivityFactory().person
        response = office.ask("POST", "/captivities/", self.body(person))
        assert (response.status_code, response.json()["code"]) == (409, "duplicate")

    def test_nor_in_two_captivities_that_overlap(self, office) -> None:
        person = returned("2024-10-18", captured=PartialDate.parse("2022-05-17")).person
        response = office.ask("POST", "/captivities/", self.body(person) | {"captured_on": "2023-01-01"})
        assert response.status_code == 409

    def test_it_belongs_to_one_person_for_good(self, office) -> None:
        captivity = CaptivityFactory()
        body = {"person": str(PersonFactory().pk)}
        response = office.ask("PATCH", f"/captivities/{captivity.pk}/", body, if_match=1)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/person")

    def test_a_change_of_cohorts_is_a_new_version(self, office) -> None:
        captivity, cohort = CaptivityFactory(), CohortFactory()
        body = {"cohorts": [{"cohort": str(cohort.pk)}]}
        response = office.ask("PATCH", f"/captivities/{captivity.pk}/", body, if_match=1)
        assert (response["ETag"], response.json()["cohorts"]) == ('"v2"', body["cohorts"])
        assert office.ask("PATCH", f"/captivities/{captivity.pk}/", body, if_match=2)["ETag"] == '"v2"'


class TestWhatHappens:
    @pytest.fixture
    def path(self) -> str:
        return f"/captivities/{CaptivityFactory().pk}/"

    def test_an_event_moves_the_captivity(self, office, path) -> None:
        place, source = PlaceFactory(), SourceFactory()
        more = {"occurred_on": "2024-10", "place": str(place.pk), "source": str(source.pk)}
        moved = move(office, path, "exchanged", reason="seen by all", **more).json()
        assert (moved["status"], moved["outcome"], moved["ended_on"]) == ("returned", "exchanged", "2024-10")
        event = office.read(f"/status-events/?captivity={moved['id']}")["results"][0]
        assert {name: event[name] for name in more} == more
        assert event["note"] == "seen by all"

    @pytest.mark.parametrize("kind", [kind for kind in EventKind if kind != EventKind.REVISED])
    def test_every_event_is_a_door(self, office, path, kind) -> None:
        assert move(office, path, kind.value).status_code == 200

    def test_what_is_over_does_not_end_again(self, office, path) -> None:
        move(office, path, "exchanged")
        response = move(office, path, "died", 2)
        assert (response.status_code, response.json()["code"]) == (422, "illegal_move")

    def test_an_end_before_the_start_is_refused(self, office, path) -> None:
        response = move(office, path, "exchanged", occurred_on="2021")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/ended_on")

    def test_a_status_is_corrected_with_a_reason(self, office, path) -> None:
        move(office, path, "exchanged")
        moved = move(office, path, "revised", 2, status="confirmed", reason="it was his brother").json()
        assert (moved["status"], moved["outcome"]) == ("confirmed", "")

    def test_a_correction_says_to_what(self, office, path) -> None:
        response = move(office, path, "revised", reason="wrong")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/status")

    def test_what_a_door_has_no_use_for_is_refused(self, office, path) -> None:
        response = move(office, path, "voided", reason="twice", occurred_on="2024")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/occurred_on")

    def test_a_machine_corrects_nothing(self, client_of, path) -> None:
        machine = client_of(Role.MACHINE)
        assert move(machine, path, "exchanged").status_code == 200
        assert move(machine, path, "revised", 2, status="confirmed", reason="x").status_code == 403

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    def test_an_event_is_never_written(self, office, method) -> None:
        event = returned().events.get()
        assert office.ask(method, f"/status-events/{event.pk}/", {}, if_match=1).status_code == 405

    def test_nor_made_by_itself(self, office) -> None:
        assert office.ask("POST", "/status-events/", {}).status_code == 405


def test_an_alert_is_answered_with_what_was_found(office) -> None:
    person = returned().person
    CaptivityFactory(person=person, captured=PartialDate.parse("2025-01-02"))
    alert = office.read(f"/alerts/?person={person.pk}&answered=false")["results"][0]
    answered = move(office, f"/alerts/{alert['id']}/", "answered", reason="reported to the ICRC").json()
    assert answered["answer"] == "reported to the ICRC"
    assert office.read("/alerts/?answered=false")["results"] == []


class TestWhatAMachineSees:
    """Identity and places, never health or family."""

    @pytest.fixture
    def machine(self, client_of) -> ApiClient:
        return client_of(Role.MACHINE)

    def test_no_family(self, machine) -> None:
        person = PersonFactory(mother_maiden_name="Synthetic mother", person_to_inform="Synthetic wife")
        seen = machine.read(f"/persons/{person.pk}/")
        assert "born_on" in seen
        assert not {"mother_maiden_name", "father_name", "person_to_inform", "correspondence_address"} & seen.keys()

    def test_no_health(self, machine, office) -> None:
        record_health_assessment(captivity=CaptivityFactory(), grade="fit", by=User.objects.system())
        assert machine.read("/health-assessments/")["results"] == []
        assert len(office.read("/health-assessments/")["results"]) == 1

    @pytest.mark.parametrize("query", ["grade=fit", "assessed_on_after=2020-01-01", "fields=grade"])
    def test_nothing_is_asked_of_health(self, machine, query) -> None:
        assert machine.ask("GET", f"/health-assessments/?{query}").status_code == 400

    def test_nothing_of_family_is_in_the_history(self, machine) -> None:
        person = PersonFactory(person_to_inform="Synthetic wife")
        assert "Synthetic wife" not in str(machine.read(f"/persons/{person.pk}/history/"))


class TestSearch:
    @pytest.fixture
    def wanted(self):
        return PersonFactory(called="Шевченко Микола Іванович", born=PartialDate.parse("1990-04-05"))

    def test_a_person_is_found_in_another_script(self, office, wanted) -> None:
        found = office.ask("POST", "/persons/search/", {"q": "nikolai shevchenko 1990"}).json()["results"][0]
        assert (found["person"]["id"], found["person"]["born_on"]) == (str(wanted.pk), "1990-04-05")
        assert found["reasons"]

    def test_reading_is_all_that_it_needs(self, client_of, wanted) -> None:
        reader = client_of(Role.AUDITOR, scopes=["persons:read"])
        assert reader.ask("POST", "/persons/search/", {"q": "шевченко"}).status_code == 200
        stranger = client_of(Role.AUDITOR, scopes=["sources:read"])
        assert stranger.ask("POST", "/persons/search/", {"q": "шевченко"}).status_code == 403

    def test_who_sees_no_persons_finds_none(self, client_of, wanted) -> None:
        assert client_of(Role.ANALYST).ask("POST", "/persons/search/", {"q": "шевченко"}).status_code == 403

    @pytest.mark.parametrize(("body", "pointer"), [({}, "/q"), ({"q": 5}, "/q"), ({"q": "x", "limit": 0}, "/limit")])
    def test_what_is_wrong_is_named(self, office, body, pointer) -> None:
        response = office.ask("POST", "/persons/search/", body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)


class TestIdentity:
    """Judged by one person, merged by two, over REST as on the pages."""

    @pytest.fixture
    def twice(self):
        return PersonFactory(called="Шевченко Микола"), PersonFactory(called="Шевченко Николай")

    def test_a_judgement_keeps_what_it_rests_on(self, office, twice) -> None:
        body = {"first": str(twice[1].pk), "second": str(twice[0].pk), "verdict": "different", "note": "brothers"}
        made = office.ask("POST", "/judgements/", body).json()
        assert (made["first"], made["verdict"]) == (str(twice[0].pk), "different")
        assert made["features"]
        assert move(office, f"/judgements/{made['id']}/", "voided", reason="looked again").status_code == 200

    def test_a_merge_is_approved_by_somebody_else(self, office, client_of, twice) -> None:
        body = {"duplicate": str(twice[1].pk), "into": str(twice[0].pk), "note": "one man"}
        made = office.ask("POST", "/merges/", body).json()
        assert move(office, f"/merges/{made['id']}/", "approved").status_code == 403
        approver = client_of(Role.APPROVER)
        assert move(approver, f"/merges/{made['id']}/", "approved").json()["status"] == "approved"
        assert approver.read(f"/persons/{twice[1].pk}/")["merged_into"] == str(twice[0].pk)
        assert move(approver, f"/merges/{made['id']}/", "undone", 2, reason="brothers").json()["status"] == "undone"

    def test_a_machine_judges_nobody(self, client_of, twice) -> None:
        body = {"first": str(twice[0].pk), "second": str(twice[1].pk), "verdict": "same"}
        assert client_of(Role.MACHINE).ask("POST", "/judgements/", body).status_code == 403
