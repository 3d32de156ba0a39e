"""Pages of identity: who sees them, what they suggest, what each role may do."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from common.partial_dates import PartialDate
from common.reading import Notes, noting
from common.today import waiting_for
from prisoners.domain.identity import judge
from prisoners.domain.merges import approve_merge, propose_merge
from prisoners.models import Judgement, Merge, Person
from tests.factories import CaptivityFactory, PersonFactory, user_with

pytestmark = pytest.mark.django_db
BORN = PartialDate.parse("1990-04-05")


def client_of(*roles: Role, user=None) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user or user_with(*roles))
    return client


@pytest.fixture
def twice() -> tuple[Person, Person]:
    first = PersonFactory(called="Шевченко Микола Іванович", born=BORN)
    return first, PersonFactory(called="Шевченко Николай Иванович", born=BORN)


@pytest.fixture
def merge(twice) -> Merge:
    return propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=user_with(Role.REGISTRAR))


@pytest.fixture
def twins() -> list[Person]:
    return [PersonFactory(called=f"Шевченко {name} Іванович", born=BORN) for name in ("Микола", "Іван")]


def compare(pair) -> str:
    return reverse("identity:compare", args=[each.pk for each in pair])


class TestWhoSees:
    @pytest.mark.parametrize(
        ("role", "queue", "merges"),
        [(Role.REGISTRAR, True, True), (Role.APPROVER, False, True), (Role.AUDITOR, False, False)],
    )
    def test_the_list_of_persons_leads_to_what_one_may_settle(self, role, queue, merges) -> None:
        page = client_of(role).get(reverse("prisoners:list")).content.decode()
        assert (f'"{reverse("identity:queue")}"' in page, f'"{reverse("identity:merges")}"' in page) == (queue, merges)

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
    def test_others_see_nothing(self, twice, merge, role) -> None:
        client = client_of(role)
        for url in (reverse("identity:queue"), reverse("identity:merges"), merge.get_absolute_url(), compare(twice)):
            assert client.get(url).status_code == 403

    def test_an_auditor_looks_and_judges_nothing(self, twice) -> None:
        auditor = client_of(Role.AUDITOR)
        assert b'name="verdict"' not in auditor.get(compare(twice)).content
        assert auditor.post(compare(twice), {"verdict": "same"}).status_code == 403


class TestQueue:
    def test_a_pair_leads_to_its_comparison(self, twice) -> None:
        assert compare(twice) in client_of(Role.REGISTRAR).get(reverse("identity:queue")).content.decode()

    def test_the_next_pair_is_opened_at_once_and_at_the_end_the_queue(self, twice) -> None:
        third = PersonFactory(called="Шевченко Микола Іванович", born=BORN)
        registrar, queue = client_of(Role.REGISTRAR), reverse("identity:queue")
        way = {"after": f"{third.pk}_{twice[1].pk}", "open": ""}
        assert registrar.get(queue, way).url == compare([twice[0], third])
        assert registrar.get(queue, way | {"after": f"{twice[1].pk}_{twice[0].pk}"}).status_code == 200

    def test_brothers_stand_apart(self, twins) -> None:
        page = client_of(Role.REGISTRAR).get(compare(twins)).content.decode()
        assert "Possible relatives" in page
        assert "probably one person" not in page
        assert "possibly one person" not in page

    def test_a_page_that_nobody_could_have_asked_for_begins_anew(self, twice) -> None:
        assert client_of(Role.REGISTRAR).get(reverse("identity:queue"), {"after": "nonsense"}).status_code == 200


class TestJudging:
    def test_a_verdict_is_kept_and_undone(self, twice) -> None:
        registrar = client_of(Role.REGISTRAR)
        registrar.post(compare(twice), {"verdict": "same", "note": "seen both"})
        judgement = Judgement.objects.standing().get()
        assert (judgement.verdict, judgement.note) == ("same", "seen both")
        registrar.post(reverse("identity:take-back", args=[judgement.pk]))
        assert not Judgement.objects.standing().exists()

    def test_what_was_typed_is_kept_when_it_is_refused(self, twice) -> None:
        judge(first=twice[0], second=twice[1], verdict="unsure", by=user_with(Role.REGISTRAR))
        response = client_of(Role.REGISTRAR).post(compare(twice), {"verdict": "same", "note": "seen both"})
        assert response.status_code == 200
        assert "judged already" in response.content.decode()

    def test_of_relatives_same_is_no_ordinary_choice(self, twins) -> None:
        response = client_of(Role.REGISTRAR).get(compare(twins))
        assert [key for key, _ in response.context["verdicts"]] == ["d", "u"]

    def test_it_wants_a_tick_and_keeps_the_note(self, twins) -> None:
        registrar, told = client_of(Role.REGISTRAR), {"verdict": "same", "note": "one fingerprint"}
        page = registrar.post(compare(twins), told).content.decode()
        assert "Tick this if you made sure" in page
        assert "one fingerprint" in page
        assert not Judgement.objects.exists()
        registrar.post(compare(twins), told | {"not_relatives": "on"})
        assert Judgement.objects.get().verdict == "same"

    def test_nor_is_a_merge_a_way_round_it(self, twins) -> None:
        url = reverse("identity:propose", args=[twins[1].pk, twins[0].pk])
        assert "may be relatives" in client_of(Role.REGISTRAR).post(url, {"note": "one man"}).content.decode()
        assert not Merge.objects.exists()


class TestMerging:
    def test_it_is_proposed_with_what_will_happen(self, twice) -> None:
        registrar, url = client_of(Role.REGISTRAR), reverse("identity:propose", args=[twice[1].pk, twice[0].pk])
        assert "leaves every count" in registrar.get(url).content.decode()
        registrar.post(url, {"note": "one man"})
        assert Merge.objects.get().status == "proposed"

    def test_what_stands_in_the_way_is_said(self, twice) -> None:
        CaptivityFactory(person=twice[1])
        registrar, url = client_of(Role.REGISTRAR), reverse("identity:propose", args=[twice[1].pk, twice[0].pk])
        page = registrar.post(url, {"note": "one man"}).content.decode()
        assert "First record this captivity" in page
        assert "one man" in page

    @pytest.mark.parametrize(("act", "status"), [("approve", "approved"), ("refuse", "refused")])
    def test_another_person_settles_it(self, merge, act, status) -> None:
        url = reverse("identity:settle", args=[merge.pk, act])
        client_of(Role.APPROVER).post(url, {"version": 1, "reason": "looked at both"})
        merge.refresh_from_db()
        assert merge.status == status

    def test_a_refusal_wants_a_reason(self, merge) -> None:
        response = client_of(Role.APPROVER).post(reverse("identity:settle", args=[merge.pk, "refuse"]), {"version": 1})
        assert "Say why" in response.content.decode()

    def test_a_registrar_settles_nothing(self, merge) -> None:
        url = reverse("identity:settle", args=[merge.pk, "approve"])
        assert client_of(Role.REGISTRAR).post(url, {"version": 1}).status_code == 403

    def test_it_is_undone(self, merge, twice) -> None:
        approver = user_with(Role.APPROVER)
        approve_merge(merge=merge, by=approver)
        url = reverse("identity:settle", args=[merge.pk, "undo"])
        client_of(user=approver).post(url, {"version": 2, "reason": "two brothers"})
        assert Person.objects.get(pk=twice[1].pk).merged_into is None


class TestToday:
    def test_it_waits_for_an_approver(self, merge) -> None:
        with noting(Notes()):
            assert [each.count for each in waiting_for(user_with(Role.APPROVER))] == [1]

    def test_not_for_who_proposed_it(self, twice) -> None:
        both = user_with(Role.REGISTRAR, Role.APPROVER)
        propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=both)
        with noting(Notes()):
            assert waiting_for(both) == []


def test_the_page_of_a_person_tells_of_it(twice) -> None:
    page = client_of(Role.REGISTRAR).get(twice[0].get_absolute_url()).content.decode()
    assert compare(twice) in page
