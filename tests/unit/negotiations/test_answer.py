"""What a list is, in numbers; who is told what of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from negotiations.domain.deciding import decide
from negotiations.interfaces.answer import missing, sentence
from negotiations.list_enums import Acceptance, EntryVerdict, RefusalReason
from negotiations.models import NameList
from negotiations.queries.answer import Return, answer_of
from prisoners.domain.health import record_health_assessment
from prisoners.domain.restricting import restrict_person, withhold
from reports import catalogue
from reports.domain.answers import answer_now
from tests.factories import CaptivityFactory, PersonFactory, ProgrammeFactory, returned, user_with
from tests.factories.decided import entry_of, incoming

pytestmark = pytest.mark.django_db
V = EntryVerdict


@pytest.fixture
def negotiator() -> User:
    return user_with(Role.NEGOTIATOR, language="en")


@pytest.fixture
def name_list(negotiator) -> NameList:
    """Two who can be exchanged, one civilian, one at home, one unknown, one not decided."""
    found = incoming(claimed_size=9)
    held = [CaptivityFactory(legal_category="pow").person for _ in range(2)]
    decided = [(V.OK, each) for each in held]
    decided += [(V.CIVILIAN, CaptivityFactory(legal_category="civilian").person)]
    decided += [(V.ALREADY_RETURNED, returned().person), (V.UNKNOWN, None)]
    for row, (verdict, person) in enumerate(decided, start=1):
        decide(entry=entry_of(found, row), verdict=verdict, person=person, by=negotiator)
    entry_of(found, 6)
    return found


def rows(name_list: NameList, user: User, audience: str = "sent") -> list[list]:
    report = catalogue.find("list-answer")
    parameters = report.clean({"list": name_list.register_number, "audience": audience})
    return answer_now(report, parameters, clock.today(), user)


def test_the_verdicts_are_counted(name_list, negotiator) -> None:
    answer = answer_of(name_list, negotiator)
    counted = {code: number for code, number in answer.verdicts.items() if number}
    assert counted == {V.OK: 2, V.CIVILIAN: 1, V.ALREADY_RETURNED: 1, V.UNKNOWN: 1}
    assert (answer.total, answer.waiting, answer.held) == (6, 1, 3)


def test_the_sentence_says_it(name_list, negotiator) -> None:
    assert sentence(answer_of(name_list, negotiator)) == (
        "Of 6 names: 2 can be exchanged, 1 is a civilian, 1 came home already, 1 is known to nobody here, "
        "1 is not decided yet."
    )


def test_it_says_who_is_missing(name_list, negotiator) -> None:
    told = " ".join(missing(answer_of(name_list, negotiator)))
    assert "no woman" in told
    assert "seriously wounded" in told
    assert "9 persons were announced" in told


def test_somebody_seriously_wounded_is_not_missing(name_list, negotiator) -> None:
    captivity = CaptivityFactory(person=PersonFactory(sex="female"))
    record_health_assessment(captivity=captivity, grade="seriously_wounded", by=User.objects.system())
    captivity.person.refresh_from_db()
    decide(entry=entry_of(name_list, 7), verdict=V.OK, person=captivity.person, by=negotiator)
    answer = answer_of(name_list, negotiator)
    assert (answer.grave, answer.women) == (1, 1)


def test_who_may_not_see_health_is_told_nothing_of_it(name_list) -> None:
    assert answer_of(name_list, user_with(Role.ANALYST)).grave is None


def test_somebody_out_of_sight_counts_under_no_verdict(name_list, negotiator) -> None:
    person = name_list.entries.get(row_number=1).decisions.get().person
    restrict_person(person=person, reason="synthetic", by=User.objects.system())
    answer = answer_of(name_list, negotiator)
    assert (answer.verdicts[V.OK], answer.out_of_sight) == (1, 1)


def test_other_lists_with_the_same_persons_are_told(name_list, negotiator) -> None:
    person = name_list.entries.get(row_number=1).decisions.get().person
    other = incoming(title="Later list")
    decide(entry=entry_of(other, 1), verdict=V.OK, person=person, by=negotiator)
    assert answer_of(other, negotiator).overlaps == [(name_list, 1)]


def test_it_is_held_against_what_was_agreed(name_list, negotiator) -> None:
    name_list.programme = ProgrammeFactory(categories=["pow", "women"])
    answer = answer_of(name_list, negotiator)
    assert (answer.agreed, answer.outside) == ([("pow", 2), ("women", 0)], 1)


def test_what_cannot_be_counted_leaves_open_who_is_outside(name_list, negotiator) -> None:
    name_list.programme = ProgrammeFactory(categories=["pow", "foreigners"])
    assert (answer_of(name_list, negotiator).agreed, answer_of(name_list, negotiator).outside) == ([("pow", 2)], None)


def test_refusals_are_told_with_their_reasons(name_list, negotiator) -> None:
    decide(
        entry=entry_of(name_list, 7),
        verdict=V.UNKNOWN,
        acceptance=Acceptance.REFUSED,
        refusal_reason=RefusalReason.REPUTATION,
        by=negotiator,
    )
    assert answer_of(name_list, negotiator).refusals == {RefusalReason.REPUTATION: 1}


def test_the_file_to_send_names_the_rows_and_keeps_none_of_it(name_list, negotiator) -> None:
    document = rows(name_list, negotiator)
    named = document.appendix[0]
    assert [row[3] for row in named.rows] == [V.OK, V.OK, V.CIVILIAN, V.ALREADY_RETURNED, V.UNKNOWN, "not_decided"]
    assert "Вигаданий" not in str(document.answer.as_json())


def test_it_says_when_and_how_they_came_home(name_list, negotiator, client: Client) -> None:
    entry = entry_of(name_list, 7)
    decide(entry=entry, verdict=V.ALREADY_RETURNED, person=returned("2025-05").person, by=negotiator)
    october, may = PartialDate.parse("2024-10-18"), PartialDate.parse("2025-05")
    assert answer_of(name_list, negotiator).returns() == [
        Return(may, "exchanged", None, 1),
        Return(october, "exchanged", None, 1),
    ]
    client.force_login(negotiator)
    page = client.get(reverse("verdicts:answer", args=[name_list.pk])).text
    assert '<th scope="row">May 2025</th><td>returned by exchange</td>' in page


def test_the_file_tells_no_more_of_a_return_than_is_known(name_list, negotiator) -> None:
    entry = entry_of(name_list, 7)
    decide(entry=entry, verdict=V.ALREADY_RETURNED, person=returned("2025-05").person, by=negotiator)
    told = [row[4:6] for row in rows(name_list, negotiator).appendix[0].rows]
    assert [told[0], told[3], told[6]] == [[None, None], ["2024-10-18", "exchanged"], ["2025-05", "exchanged"]]


def test_a_return_of_somebody_withheld_is_not_told_to_the_sender(name_list, negotiator) -> None:
    person = name_list.entries.get(row_number=4).decisions.get().person
    withhold(person=person, party=name_list.party, reason="synthetic", by=User.objects.system())
    assert rows(name_list, negotiator).appendix[0].rows[3][4:6] == [None, None]
    assert answer_of(name_list, negotiator, to_sender=True).returns() == []


def test_whoever_is_withheld_from_the_sender_is_told_as_unknown(name_list, negotiator) -> None:
    person = name_list.entries.get(row_number=3).decisions.get().person
    withhold(person=person, party=name_list.party, reason="synthetic", by=User.objects.system())
    document = rows(name_list, negotiator)
    assert document.appendix[0].rows[2][3] == V.UNKNOWN
    counted = dict(document.answer.table("verdicts").rows)
    assert (counted[V.CIVILIAN], counted[V.UNKNOWN]) == (0, 2)


def test_the_press_is_told_no_name_and_no_small_figure(name_list, negotiator) -> None:
    document = rows(name_list, negotiator, "press")
    assert document.appendix == ()
    told = [number for _code, number in document.answer.table("verdicts").rows]
    assert not [number for number in told if isinstance(number, int) and 0 < number < 5]


def test_the_run_is_asked_from_the_page(name_list, negotiator, client: Client) -> None:
    client.force_login(negotiator)
    address = reverse("verdicts:answer", args=[name_list.pk])
    assert "Of 6 names" in client.get(address).text
    assert client.post(address, {"audience": "press"}).url.startswith("/reports/runs/")


def test_an_answer_wants_the_sight_of_lists(name_list) -> None:
    with pytest.raises(PermissionDenied):
        rows(name_list, user_with(Role.LIAISON))
