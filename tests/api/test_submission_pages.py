"""A parked submission: three versions in words, settled by a person, member by member, with a reason."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from api.enums import SubmissionState
from api.models import Submission
from api.resources import Resource
from audit.models import Change, Read
from common.ids import new_id
from prisoners.domain.persons import revise_person
from prisoners.models import Person
from tests.api.client import ApiClient
from tests.factories import CaptivityFactory, PartyFactory, PersonFactory, user_with
from tests.factories.accounts import token_for

pytestmark = pytest.mark.django_db

PAGES = "/submissions/"


@pytest.fixture(autouse=True)
def english_site(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def clerk() -> Client:
    client = Client()
    client.force_login(user_with(Role.REGISTRAR))
    return client


@pytest.fixture
def person() -> Person:
    return PersonFactory(called="Vyhadanyi Ivan", sex="male", birth_place="Odesa", notes="tall")


@pytest.fixture
def office() -> User:
    return user_with(Role.MACHINE, username="office-3", kind="machine")


def park(office: User, person: Person, content: dict, method: str = "PATCH", base: int = 0) -> Submission:
    told = {"type": "persons", "record": person.pk, "method": method, "content": content}
    return Submission.objects.create(
        op_id=new_id(), sent_by=office, base_version=base or Person.objects.get(pk=person.pk).version, **told
    )


def meanwhile(person: Person, **changes: object) -> Person:
    return revise_person(person=person, by=User.objects.system(), **changes)


def settle(clerk: Client, submission: Submission, act: str = "write", **typed: str):
    version = Person.objects.get(pk=submission.record).version
    told = {"record_version": version, "reason": "asked by telephone", "act": act}
    chosen = {f"member-{name}": value for name, value in typed.items() if name not in {"record_version", "reason"}}
    told |= {name: value for name, value in typed.items() if name in {"record_version", "reason"}}
    return clerk.post(f"{PAGES}{submission.pk}/", told | chosen, secure=True)


def rows(clerk: Client, submission: Submission) -> dict[str, tuple[str, str, str, bool]]:
    found = clerk.get(f"{PAGES}{submission.pk}/", secure=True).context["comparison"].rows
    return {row.member: (row.was, row.now, row.sent, row.is_conflict) for row in found}


def test_three_versions_stand_side_by_side_in_words(clerk, office, person) -> None:
    party = PartyFactory(name_en="Synthetic side", name_uk="Synthetic side")
    content = {"birth_place": "Kherson", "sex": "female", "notes": "tall", "party": str(party.pk)}
    submission = park(office, person, content)
    meanwhile(person, birth_place="Kharkiv", notes="short")
    found = rows(clerk, submission)
    assert found["birth_place"] == ("Odesa", "Kharkiv", "Kherson", True)
    assert found["notes"] == ("tall", "short", "tall", False)
    assert found["sex"][2:] == ("female", False)
    assert "Synthetic side" in found["party"][2]


def test_names_and_numbers_are_told_as_they_were(clerk, office) -> None:
    person = PersonFactory(called="Vyhadanyi Ivan", identifiers=[{"scheme": "service", "value": "0-1"}])
    submission = park(office, person, {"identifiers": [{"scheme": "service", "value": "0-3"}]})
    meanwhile(person, identifiers=[{"scheme": "service", "value": "0-2"}])
    was, now, sent, both = rows(clerk, submission)["identifiers"]
    assert ("0-1" in was, "0-2" in now, "0-3" in sent, both) == (True, True, True, True)


def test_a_list_that_nobody_changed_is_as_it_was(clerk, office, person) -> None:
    submission = park(office, person, {"notes": "gaunt"})
    assert rows(clerk, submission).keys() == {"notes"}
    meanwhile(person, birth_place="Kharkiv")
    assert rows(clerk, submission).keys() == {"notes", "birth_place"}


def test_what_is_chosen_is_written_and_the_book_says_who_and_why(clerk, office, person) -> None:
    submission = park(office, person, {"birth_place": "Kherson", "notes": "gaunt"})
    meanwhile(person, birth_place="Kharkiv")
    assert settle(clerk, submission, birth_place="now", notes="sent").status_code == 302
    person.refresh_from_db()
    submission.refresh_from_db()
    assert (person.birth_place, person.notes) == ("Kharkiv", "gaunt")
    assert (submission.state, submission.settled_why) == (SubmissionState.APPLIED, "asked by telephone")
    assert "asked by telephone" in Change.objects.of(person).first().reason


def test_a_whole_record_is_written_with_what_stands_where_that_was_chosen(clerk, office, person) -> None:
    body = ApiClient(token_for(office, ["*:read"])).read(f"/persons/{person.pk}/")
    submission = park(office, person, body | {"birth_place": "Kherson"}, method="PUT")
    meanwhile(person, notes="short")
    assert settle(clerk, submission, birth_place="sent", notes="now").status_code == 302
    person.refresh_from_db()
    assert (person.birth_place, person.notes) == ("Kherson", "short")


def test_a_change_of_state_is_done_as_it_was_sent(clerk, office, person) -> None:
    held = CaptivityFactory(person=person)
    body = {"to": "listed", "reason": "seen by the delegates"}
    told = {"type": "captivities", "record": held.pk, "method": "POST", "content": body}
    submission = Submission.objects.create(op_id=new_id(), sent_by=office, base_version=held.version, **told)
    page = clerk.get(f"{PAGES}{submission.pk}/", secure=True)
    assert "seen by the delegates" in page.text
    version = page.context["form"]["record_version"].value()
    typed = {"record_version": version, "reason": "asked by telephone", "act": "write"}
    assert clerk.post(f"{PAGES}{submission.pk}/", typed, secure=True).status_code == 302
    held.refresh_from_db()
    assert held.status == "listed"


def test_dismissed_it_changes_nothing_and_stays_to_be_read(clerk, office, person) -> None:
    submission = park(office, person, {"birth_place": "Kherson"})
    settle(clerk, submission, "dismiss")
    person.refresh_from_db()
    submission.refresh_from_db()
    assert (person.birth_place, submission.state) == ("Odesa", SubmissionState.DISMISSED)
    page = clerk.get(f"{PAGES}{submission.pk}/", secure=True).text
    assert "Kherson" in page
    assert "Write what is chosen" not in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"birth_place": "", "reason": "known"}, "Choose which version"),
        ({"birth_place": "now"}, "Nothing that was sent is chosen"),
        ({"birth_place": "sent", "reason": ""}, "why"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_is_kept(clerk, office, person, typed, told) -> None:
    submission = park(office, person, {"birth_place": "Kherson"})
    response = settle(clerk, submission, **typed)
    assert response.status_code == 422
    assert told in str(response.context["form"].errors)
    assert typed.get("reason", "asked by telephone") in response.text


def test_changed_again_it_shows_the_new_state_and_keeps_what_was_typed(clerk, office, person) -> None:
    submission, seen = park(office, person, {"birth_place": "Kherson"}), person.version
    meanwhile(person, birth_place="Kharkiv")
    response = settle(clerk, submission, birth_place="sent", record_version=str(seen))
    assert response.status_code == 409
    assert "changed again" in response.text
    assert "Kharkiv" in response.text
    assert "asked by telephone" in response.text
    assert settle(clerk, submission, birth_place="sent").status_code == 302


def test_what_the_record_does_not_take_is_told_under_its_member(clerk, office, person) -> None:
    submission = park(office, person, {"sex": "neither", "colour": "blue", "born_on": ["x"]})
    response = settle(clerk, submission, sex="sent", born_on="now")
    assert "none of the words allowed" in str(response.context["form"].errors["member-sex"])
    assert "colour" in response.text


def test_whoever_does_not_see_all_of_it_cannot_settle_it(clerk, office, person, monkeypatch) -> None:
    submission = park(office, person, {"birth_place": "Kherson", "notes": "gaunt"})
    members = Resource.members
    monkeypatch.setattr(
        Resource, "members", lambda self, user: [each for each in members(self, user) if each != "notes"]
    )
    page = clerk.get(f"{PAGES}{submission.pk}/", secure=True).text
    assert "gaunt" not in page
    assert "not shown to you" in page
    settle(clerk, submission, birth_place="sent")
    submission.refresh_from_db()
    assert submission.state == SubmissionState.WAITING


def test_the_list_names_what_waits_and_logs_that(clerk, office, person) -> None:
    for _each in range(3):
        park(office, PersonFactory(), {"notes": "gaunt"})
    park(office, person, {"notes": "gaunt"})
    page = clerk.get(PAGES, secure=True)
    assert "Vyhadanyi" in page.text
    assert "office-3" in page.text
    logged = {key for ids in Read.objects.filter(kind="prisoners.person").values_list("ids", flat=True) for key in ids}
    assert person.pk in logged
    assert "to settle" in clerk.get("/", secure=True).text
    assert "Vyhadanyi" not in clerk.get(f"{PAGES}?state=applied", secure=True).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_and_the_answer_cost_the_same_for_many(clerk, office, number, django_assert_num_queries) -> None:
    for _each in range(number):
        park(office, PersonFactory(), {"notes": "gaunt"})
    clerk.get(PAGES, secure=True)
    with django_assert_num_queries(10):
        clerk.get(PAGES, secure=True)
    client = ApiClient(token_for(office, ["*:read"]))
    client.read("/submissions/")
    with django_assert_num_queries(5):
        client.read("/submissions/")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.REGISTRAR, Role.MACHINE}])
def test_nobody_else_opens_them(client, office, person, role) -> None:
    client.force_login(user_with(role))
    for path in (PAGES, f"{PAGES}{park(office, person, {}).pk}/"):
        assert client.get(path, secure=True).status_code == 403


class TestRest:
    @pytest.fixture
    def submission(self, office, person) -> Submission:
        return park(office, person, {"birth_place": "Kherson"})

    def client_of(self, user: User) -> ApiClient:
        return ApiClient(token_for(user, ["*:read", "submissions:write"]))

    def test_its_sender_follows_what_becomes_of_it(self, office, submission) -> None:
        client = self.client_of(office)
        assert client.read("/submissions/?state=waiting&count=true")["count"] == 1
        found = client.ask("GET", f"/submissions/{submission.pk}/")
        assert (found.json()["content"], found["ETag"]) == ({"birth_place": "Kherson"}, '"v1"')
        other = self.client_of(user_with(Role.MACHINE))
        assert other.ask("GET", f"/submissions/{submission.pk}/").status_code == 404

    def test_its_sender_does_not_settle_it(self, office, submission) -> None:
        body = {"to": "applied", "reason": "mine"}
        path = f"/submissions/{submission.pk}/transitions/"
        assert self.client_of(office).ask("POST", path, body, if_match=1).status_code == 403

    def test_a_registrar_settles_it_once(self, submission, person) -> None:
        client, path = self.client_of(user_with(Role.REGISTRAR)), f"/submissions/{submission.pk}/transitions/"
        body = {"to": "applied", "reason": "asked by telephone"}
        assert client.ask("POST", path, body).status_code == 428
        assert client.ask("POST", path, {"to": "applied"}, if_match=1).status_code == 422
        assert client.ask("POST", path, body | {"record_version": 99}, if_match=1).status_code == 412
        assert client.ask("POST", path, body, if_match=1).json()["state"] == "applied"
        assert client.ask("POST", path, body, if_match=1).status_code == 412
        person.refresh_from_db()
        assert person.birth_place == "Kherson"

    @pytest.mark.parametrize("query", ["state=lost", "colour=blue"])
    def test_a_filter_that_is_wrong_is_told(self, office, query) -> None:
        assert self.client_of(office).ask("GET", f"/submissions/?{query}").status_code == 400
