"""The page of a person: one screen for each reader, nothing that is hidden from them, a fixed number of queries."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.captivities import log_past_captivity, open_captivity
from prisoners.domain.custody import change_custody, record_detention
from prisoners.domain.evidence import record_confirmation, record_consent
from prisoners.domain.health import record_commission_decision, record_health_assessment
from prisoners.domain.persons import add_identifier, add_name
from prisoners.enums import EventKind
from prisoners.interfaces.presenters import PersonPage
from prisoners.models import Captivity, Person
from tests.factories import (
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    UnitFactory,
    merged,
    other,
    returned,
    user_with,
    voided,
)

pytestmark = pytest.mark.django_db
DAY = PartialDate.parse("2024-02-05")

#: Real-looking secrets by the class of their field.
FAMILY = {
    "father_name": "Зосим-секретний",
    "mother_maiden_name": "Таємниченко",
    "person_to_inform": "Марта Прихована, вул. Схована 5",
    "correspondence_address": "PO box 00-SECRET",
}
HEALTH = "gangrene of the left foot, secret"
PLACE = "Colony 99 Hidden"


def system() -> User:
    return User.objects.system()


def secret_person() -> Person:
    """A person with something in every field that not everybody may see."""
    person = PersonFactory(called="Прихований Іван Петрович", is_synthetic=False, **FAMILY)
    captivity = CaptivityFactory(person=person, captured_at="a hidden field")
    record_health_assessment(captivity=captivity, grade="gravely_sick", findings=HEALTH, by=system())
    record_commission_decision(captivity=captivity, basis="a110_1", decided_on="2024-02-05", by=system())
    record_detention(captivity=captivity, place=PlaceFactory(name_en=PLACE), by=system())
    add_identifier(person=person, scheme="tax", value="3141592653", by=system())
    return person


def visit(client: Client, person: Person, *roles: Role) -> PersonPage:
    client.force_login(user_with(*roles, language="en"))
    response = client.get(person.get_absolute_url())
    assert response.status_code == 200
    return response.context["page"]


def html(client: Client, person: Person, *roles: Role) -> str:
    client.force_login(user_with(*roles, language="en"))
    return client.get(person.get_absolute_url()).content.decode()


def facts(page: PersonPage) -> dict[str, str]:
    return {str(label): str(value) for label, value in [*page.facts, *page.family, *page.lead]}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_who_may_not_see_persons_finds_none(client: Client, role: Role) -> None:
    person = secret_person()
    client.force_login(user_with(role))
    assert client.get(person.get_absolute_url()).status_code == 404


def test_the_registrar_sees_everything(client: Client) -> None:
    content = html(client, secret_person(), Role.REGISTRAR)
    assert all(secret in content for secret in (*FAMILY.values(), HEALTH, PLACE, "a hidden field", "3141592653"))


def test_relatives_are_not_there_for_the_negotiator(client: Client) -> None:
    content = html(client, secret_person(), Role.NEGOTIATOR)
    assert HEALTH in content
    assert not [secret for secret in FAMILY.values() if secret in content]
    assert "Family" not in content


def test_neither_health_nor_relatives_are_there_for_a_machine_role(client: Client) -> None:
    content = html(client, secret_person(), Role.MACHINE)
    assert PLACE in content
    assert not [secret for secret in (*FAMILY.values(), HEALTH) if secret in content]
    assert "gravely sick" not in content
    assert "health assessment" not in content, "not even that there is one"


def test_what_is_not_known_says_so(client: Client) -> None:
    page = visit(client, PersonFactory(), Role.REGISTRAR)
    assert (facts(page)["Born on"], facts(page)["Father's first name"]) == ("not known", "")
    assert '<span class="unknown">not known</span>' in html(client, page.person, Role.REGISTRAR)


def test_the_first_screen_says_state_since_when_where_and_by_whom(client: Client) -> None:
    person = PersonFactory()
    captivity = CaptivityFactory(person=person, unit=UnitFactory(name_en="Synthetic brigade"))
    record_detention(captivity=captivity, place=PlaceFactory(name_en="Camp 1"), by=system())
    page = visit(client, person, Role.REGISTRAR)
    told = facts(page)
    assert str(page.chip) == "confirmed as held"
    assert (told["Since"], told["Where held, as last known"]) == ("17 May 2022", "Camp 1")
    assert told["By whom held"] == str(other())
    assert "Synthetic brigade" in told["Unit"]


@pytest.mark.parametrize(
    ("make", "label"),
    [
        (PersonFactory, "Record a captivity"),
        (lambda: CaptivityFactory().person, "Record what happened"),
        (lambda: returned().person, "Captured again"),
    ],
)
def test_the_next_action_is_one_and_the_usual_one(client: Client, make, label: str) -> None:
    assert visit(client, make(), Role.REGISTRAR).next_action.label == label


def test_who_may_only_read_is_offered_nothing(client: Client) -> None:
    page = visit(client, CaptivityFactory().person, Role.AUDITOR)
    assert (page.next_action, page.edit_url, page.latest.actions) == (None, "", [])
    assert [action.label for action in page.more_actions] == ["Who was shown this person"]
    assert not any(section.add_url for section in page.latest.sections)


def test_two_captivities_stand_with_the_latest_first(client: Client) -> None:
    person = returned(captured=PartialDate.parse("2022-05-17")).person
    open_captivity(person=person, detaining_power=other(), captured=PartialDate.parse("2025-01-09"), by=system())
    page = visit(client, person, Role.REGISTRAR)
    assert [(chapter.number, str(chapter.chip)) for chapter in page.chapters] == [
        (2, "said to be held"),
        (1, "returned"),
    ]


def test_reprints_of_one_statement_count_once(client: Client) -> None:
    captivity, first = CaptivityFactory(), SourceFactory()
    for source in (first, SourceFactory(same_statement_as=first), SourceFactory()):
        record_confirmation(captivity=captivity, source=source, evidence="list", by=system())
    (note,) = [
        section.note for section in visit(client, captivity.person, Role.REGISTRAR).latest.sections if section.note
    ]
    assert note.startswith("2 independent confirmations")


def test_a_coerced_consent_is_no_consent(client: Client) -> None:
    captivity = CaptivityFactory()
    record_consent(captivity=captivity, answer="given", voluntariness="coerced", by=system())
    assert "No consent: coerced" in html(client, captivity.person, Role.REGISTRAR)


def test_a_decision_says_by_when_it_is_due(client: Client) -> None:
    captivity = CaptivityFactory()
    record_commission_decision(captivity=captivity, basis="a110_1", decided_on="2024-02-05", by=system())
    assert "Overdue since 5 May 2024" in html(client, captivity.person, Role.REGISTRAR)


def test_an_alert_is_shown_at_once(client: Client) -> None:
    person = returned().person
    open_captivity(person=person, detaining_power=other(), captured=PartialDate.parse("2025-01-09"), by=system())
    page = visit(client, person, Role.REGISTRAR)
    assert page.next_action.label == "Answer the alert"
    assert len(page.open_alerts) == 1


def test_the_timeline_puts_happened_beside_recorded(client: Client) -> None:
    captivity = returned(on="2024-10-18")
    page = visit(client, captivity.person, Role.REGISTRAR)
    assert [event.title for event in page.timeline] == ["Captured", "Returned by exchange"]
    assert [event.when.isoformat() for event in page.timeline] == ["2022-05-17", "2024-10-18"]
    assert all(event.who.startswith("recorded ") for event in page.timeline)


def test_the_history_tells_verbs_in_words(client: Client) -> None:
    page = visit(client, CaptivityFactory().person, Role.REGISTRAR)
    assert {entry.did for entry in page.history} == {"registered a person", "recorded a captivity"} or (
        page.history[0].did == "registered a person, recorded a captivity"
    )


def test_a_voided_person_says_so_and_offers_nothing(client: Client) -> None:
    person = PersonFactory()
    voided(person, "entered twice")
    page = visit(client, person, Role.REGISTRAR)
    assert (str(page.chip), page.next_action, page.more_actions) == ("voided", None, [])
    assert len(page.names) == 1
    assert "entered twice" in html(client, person, Role.REGISTRAR)


def test_a_merged_record_leads_to_the_one_that_stays(client: Client) -> None:
    stays, duplicate = PersonFactory(), PersonFactory()
    merged(duplicate, into=stays)
    page = visit(client, duplicate, Role.REGISTRAR)
    assert stays.get_absolute_url() in str(page.merged_into)
    assert (str(page.chip), page.next_action) == ("merged", None)
    assert duplicate.get_absolute_url() in str(visit(client, stays, Role.REGISTRAR).duplicates)


def crowd(number: int) -> Person:
    """A person with so many of everything."""
    person, by = PersonFactory(), system()
    for each in range(number):
        past = {"outcome": EventKind.EXCHANGED, "ended": PartialDate.parse(f"20{10 + each}-06-01")}
        begun = PartialDate.parse(f"20{10 + each}-01-01")
        captivity = log_past_captivity(
            person=person,
            detaining_power=other(),
            captured=begun,
            unit=UnitFactory(),
            source=SourceFactory(),
            cohorts=[CohortFactory()],
            by=by,
            **past,
        )
        particulars(captivity, by)
        add_name(person=person, surname=f"Vyhadanyi {each}", source=SourceFactory(), by=by)
        add_identifier(person=person, scheme="tax", value=f"{person.pk}-{each}", by=by)
    return person


def particulars(captivity: Captivity, by: User) -> None:
    sourced = {"captivity": captivity, "source": SourceFactory(), "by": by}
    record_detention(place=PlaceFactory(), **sourced)
    change_custody(holder_to=other(), **sourced)
    record_confirmation(evidence="list", **sourced)
    record_health_assessment(grade="wounded", **sourced)
    record_commission_decision(basis="a110_1", decided_on="2010-02-05", **sourced)
    record_consent(answer="given", **sourced)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_of_everything(
    client: Client, number: int, django_assert_num_queries
) -> None:
    person = crowd(number)
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    client.get(reverse("prisoners:list"))
    with django_assert_num_queries(47):
        assert client.get(person.get_absolute_url()).status_code == 200


def test_a_voided_captivity_is_not_there(client: Client) -> None:
    captivity = CaptivityFactory()
    voided(captivity, "another man")
    page = visit(client, captivity.person, Role.REGISTRAR)
    assert (page.chapters, page.next_action.label) == ([], "Record a captivity")
