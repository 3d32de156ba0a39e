"""The page on which an entry is decided: what it shows and to whom, the next entry in the answer, two at one entry."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from negotiations.domain import bulk
from negotiations.domain.deciding import decide
from negotiations.domain.lists import restrict_list
from negotiations.domain.turns import end_turn, take_turn
from negotiations.list_enums import Band, EntryVerdict, Guard
from negotiations.models import Decision, ListEntry, NameList
from negotiations.queries.namesakes import namesakes_of
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, PersonFactory, returned, user_with
from tests.factories.decided import candidate_of, certain_list, entries, entry_of, incoming, outgoing_list

pytestmark = pytest.mark.django_db
V = EntryVerdict
PART = {"HTTP_X_FRAGMENT": "1"}


@pytest.fixture(autouse=True)
def no_turns() -> None:
    cache.clear()


@pytest.fixture
def negotiator() -> User:
    return user_with(Role.NEGOTIATOR, language="en")


@pytest.fixture
def client(client: Client, negotiator) -> Client:
    client.force_login(negotiator)
    return client


@pytest.fixture
def name_list() -> NameList:
    return certain_list(3)


def url(entry: ListEntry, name: str = "entry") -> str:
    return reverse(f"verdicts:{name}", args=[entry.name_list_id, entry.pk])


def given(entry: ListEntry, verdict: str = V.OK, **more: str) -> dict[str, str]:
    candidate = entry.candidates.filter(rank=1).first()
    return {"verdict": verdict, "person": str(candidate.person_id) if candidate else ""} | more


def test_it_shows_both_sides_and_how_they_agree(client, name_list) -> None:
    page = client.get(url(entries(name_list)[0])).text
    for words in (
        "The list says",
        "Our register says",
        "the same",
        "another form of the same name",
        "can be exchanged",
        "Certain",
    ):
        assert words in page, words


@pytest.mark.parametrize(("on", "told"), [("2024-10-18", "18 Oct 2024"), ("", "day not known")])
def test_it_says_when_and_how_somebody_came_home(client, on: str, told: str) -> None:
    name_list, there = incoming(), returned(on).person
    home, held = entry_of(name_list, 1), entry_of(name_list, 2)
    candidate_of(home, there)
    candidate_of(held, CaptivityFactory().person)
    page = client.get(url(home)).text
    assert f"returned by exchange · {told}" in page
    assert "Captivity ended" not in client.get(url(held)).text


def test_the_next_entry_is_in_the_answer(client, name_list) -> None:
    first, second, _third = entries(name_list)
    answer = client.post(url(first), given(first), **PART)
    assert answer.status_code == 200
    assert answer["X-Address"] == url(second)
    assert "Row 2" in answer.text
    assert "<html" not in answer.text
    assert "1 of 3 decided" in answer.text


def test_without_script_it_leads_to_the_next_entry(client, name_list) -> None:
    first, second, _third = entries(name_list)
    answer = client.post(url(first), given(first))
    assert answer.status_code == 302
    assert answer.url.startswith(url(second))
    assert "Row 1" in client.get(answer.url).text


def test_after_the_last_entry_comes_the_answer(client) -> None:
    entry = entries(certain_list(1))[0]
    assert client.post(url(entry), given(entry), **PART).url == reverse("verdicts:answer", args=[entry.name_list_id])


def test_a_verdict_without_a_person_says_what_is_missing_and_keeps_the_note(client) -> None:
    entry = entry_of(incoming(), 1)
    answer = client.post(url(entry), given(entry, V.OK, note="typed before"))
    assert answer.status_code == 422
    assert "choose the person" in answer.text
    assert "typed before" in answer.text


def test_the_second_of_two_sees_both_and_loses_nothing(client, name_list) -> None:
    entry = entries(name_list)[0]
    colleague = user_with(Role.NEGOTIATOR, full_name="Oksana Synthetic")
    decide(entry=entry, verdict=V.CIVILIAN, note="seen in a school", by=colleague)
    answer = client.post(url(entry), given(entry, V.OK, note="my own words"))
    assert answer.status_code == 409
    for words in ("Oksana Synthetic", "Civilian", "seen in a school", "You chose: can be exchanged", "my own words"):
        assert words in answer.text, words


def test_the_second_may_put_hers_in_its_place(client, name_list) -> None:
    entry = entries(name_list)[0]
    first = decide(entry=entry, verdict=V.CIVILIAN, by=user_with(Role.NEGOTIATOR))
    assert client.post(url(entry), given(entry, V.OK, instead_of=str(first.pk))).status_code == 302
    assert Decision.objects.standing().get(entry=entry).verdict == V.OK


def test_undo_shows_the_entry_again(client, name_list) -> None:
    entry = entries(name_list)[0]
    client.post(url(entry), given(entry))
    answer = client.post(url(entry, "undo"), **PART)
    assert "Row 1" in answer.text
    assert "0 of 3 decided" in answer.text


def test_two_people_are_given_different_entries(client, name_list, negotiator) -> None:
    first, second, _third = entries(name_list)
    other = Client()
    other.force_login(user_with(Role.NEGOTIATOR))
    next_url = reverse("verdicts:next", args=[name_list.pk])
    assert url(first) in client.get(next_url).url
    assert url(second) in other.get(next_url).url
    assert url(first) in client.get(next_url).url, "one's own turn goes on"


def test_a_turn_that_ended_is_free(negotiator) -> None:
    entry = entries(certain_list(1))[0]
    colleague = user_with(Role.NEGOTIATOR)
    assert take_turn([entry.pk], negotiator) == entry.pk
    assert take_turn([entry.pk], colleague) is None
    end_turn(entry.pk)
    assert take_turn([entry.pk], colleague) == entry.pk


def test_somebody_out_of_sight_is_not_on_the_page(client) -> None:
    entry = entry_of(incoming(), 1, "Потайний Іван")
    person = CaptivityFactory(person=PersonFactory(called="Потайний Іванко"), rank="Kanarka").person
    person.refresh_from_db()
    candidate_of(entry, person)
    restrict_person(person=person, reason="synthetic", by=User.objects.system())
    page = client.get(url(entry)).text
    assert "Іванко" not in page
    assert "Kanarka" not in page
    assert "Proposed: unknown here" in page
    assert "Іванко" not in client.get(f"{url(entry)}?person={person.pk}").text


def test_what_was_decided_of_somebody_out_of_sight_is_settled_and_no_more(client) -> None:
    entry = entry_of(incoming(), 1)
    person = CaptivityFactory(person=PersonFactory(called="Потайний Іванко")).person
    decide(entry=entry, verdict=V.CIVILIAN, person=person, note="Kanarka", by=user_with(Role.NEGOTIATOR))
    restrict_person(person=person, reason="synthetic", by=User.objects.system())
    page = client.get(url(entry)).text
    assert "This entry is settled" in page
    assert "Іванко" not in page
    assert "Kanarka" not in page
    answer = client.post(url(entry), given(entry, V.UNKNOWN), **PART)
    assert answer.status_code == 409
    assert "Іванко" not in answer.text
    assert "Kanarka" not in answer.text


def test_of_a_relative_it_warns(client) -> None:
    entry = entry_of(incoming(), 1)
    candidate_of(entry, PersonFactory(), band=Band.POSSIBLE, guard=Guard.TWIN)
    page = client.get(url(entry)).text
    assert "Careful: this may be a twin" in page
    assert "Nothing is proposed" in page


def test_what_an_earlier_list_was_decided_is_told(client) -> None:
    name, person = "Вигаданий Петро", returned().person
    earlier = entry_of(incoming(), 1, name)
    decide(entry=earlier, verdict=V.ALREADY_RETURNED, person=person, by=user_with(Role.NEGOTIATOR))
    page = client.get(url(entry_of(incoming(), 4, name))).text
    assert f"stood on list {earlier.name_list}, row 1" in page
    assert "Already returned" in page


def test_earlier_decisions_and_lists_of_ours_are_told_with_their_lists(client) -> None:
    name, person = "Вигаданий Петро", CaptivityFactory().person
    person.refresh_from_db()
    ours = outgoing_list([person.latest_captivity], title="Our request")
    earlier = entry_of(incoming(title="Before"), 1, name)
    decide(entry=earlier, verdict=V.OK, person=person, by=user_with(Role.NEGOTIATOR))
    entry = entry_of(incoming(), 4, name)
    candidate_of(entry, person, said={"earlier": "same"})
    page = client.get(url(entry)).text
    assert (
        f'<a href="/lists/{earlier.name_list_id}/" class="decide-list">{earlier.name_list}: can be exchanged</a>'
        in page
    )
    assert f'<a href="{ours.get_absolute_url()}" class="decide-list">{ours}</a>' in page
    for each in (ours, earlier.name_list):
        restrict_list(name_list=each, reason="synthetic", by=User.objects.system())
    page = client.get(url(entry)).text
    assert not any(words in page for words in ("Before", "Our request", "List of ours", "Decision on an earlier list"))


def test_namesakes_are_counted_as_far_as_they_are_seen(client) -> None:
    person, _other, hidden = (PersonFactory(called="Вигаданий Петро") for _ in range(3))
    entry = entry_of(incoming(), 1, "Вигаданий Петро")
    candidate_of(entry, person)
    assert (
        '<th scope="row">Others of this name</th>\n        <td></td>\n        <td>2</td>' in client.get(url(entry)).text
    )
    restrict_person(person=hidden, reason="synthetic", by=User.objects.system())
    assert namesakes_of(entry, [person.pk], user_with(Role.NEGOTIATOR)) == {person.pk: 1}


def test_namesakes_have_the_father_whom_the_list_tells(negotiator) -> None:
    person, *_others = (PersonFactory(called=f"Вигаданий Петро {father}") for father in ("Ілліч", "Ілліч", "Ігорович"))
    told, untold = (entry_of(incoming(), 1, f"Вигаданий Петро{father}") for father in (" Ілліч", ""))
    assert namesakes_of(told, [person.pk], negotiator) == {person.pk: 1}
    assert namesakes_of(untold, [person.pk], negotiator) == {person.pk: 2}


def test_another_person_is_found_in_place_and_compared(client, name_list) -> None:
    entry = entries(name_list)[0]
    person = CaptivityFactory(person=PersonFactory(called="Шуканий Остап")).person
    found = client.post(url(entry, "search"), {"q": "Шуканий"}).text
    link = re.search(rf'href="([^"]+person={person.pk}[^"]*)"', found)[1]
    assert "looked up by hand" in client.get(link).text.lower()


def test_the_page_of_the_certain_says_the_numbers(client, name_list, monkeypatch) -> None:
    monkeypatch.setattr(bulk, "SAMPLE", 1)
    page_url = reverse("verdicts:certain", args=[name_list.pk])
    assert "Decide 1 of the sample by hand" in client.get(page_url).text
    entry = bulk.sample_entries(name_list, User.objects.system())[0]
    client.post(url(entry), given(entry))
    assert "Accept the 2 that wait as proposed" in client.get(page_url).text
    assert "2 entries are decided" in client.post(page_url, {"expected": "2"}, follow=True).text
    key = Decision.objects.filter(bulk__isnull=False).first().bulk
    undo = reverse("verdicts:undo-bulk", args=[name_list.pk, key])
    assert "2 entries wait again" in client.post(undo, {"reason": "wrong list"}, follow=True).text


def test_a_page_costs_as_many_statements_with_one_candidate_as_with_five(
    client, name_list, django_assert_max_num_queries
) -> None:
    entry = entries(name_list)[0]
    for rank in range(2, 6):
        candidate_of(entry, PersonFactory(), rank=rank, band=Band.POSSIBLE)
    client.get(url(entry))
    with django_assert_max_num_queries(24):
        client.get(url(entry), **PART)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_decide_is_refused(client, name_list, role) -> None:
    client.force_login(user_with(role))
    assert client.get(url(entries(name_list)[0])).status_code == 403
