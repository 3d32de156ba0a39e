"""Forms of a person: what was typed is kept, both versions of a stale form stand side by side, verbs speak kindly."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.interfaces.editing import values_of
from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.captivities import revise_captivity
from prisoners.domain.custody import record_detention
from prisoners.domain.persons import add_name, revise_person
from prisoners.models import Alert, Captivity, Confirmation, Detention, Person, PersonName, StatusEvent
from tests.factories import (
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    UnitFactory,
    home,
    other,
    returned,
    settle,
    user_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registrar(client: Client) -> User:
    home(), other()
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def least(**typed: str) -> dict[str, str]:
    """What a registrar has to say at least of somebody new."""
    chosen = {"sex": "unknown", "identity_status": "established", "status": "claimed", "scheme": "service"}
    sides = {"party": str(home().pk), "detaining_power": str(other().pk)}
    return {**chosen, **sides, "legal_category": "undetermined", **typed}


def register(client: Client, **typed: str) -> HttpResponse:
    return client.post(reverse("prisoners:create"), least(**typed))


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def untouched(client: Client, url: str) -> dict[str, object]:
    """What a browser would send back if the form that it was given is not touched."""
    form = client.get(url).context["form"]
    fields = {key: value for posted in values_of(form).values() for key, value in posted.items() if value}
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    return fields | hidden


def test_a_captive_is_registered_with_a_first_captivity(client: Client) -> None:
    unit = UnitFactory(code="3057")
    name = {"surname": "Згурський", "given_name": "Олексій", "patronymic": "Петрович"}
    when = {"born_on_year": "1990", "born_on_month": "5", "captured_on_day": "17", "captured_on_month": "5"}
    response = register(client, **name, **when, captured_on_year="2022", unit="3057", number="АА-12 34", rank="солдат")
    person = Person.objects.get()
    assert response.url == person.get_absolute_url()
    assert (person.name, person.born.isoformat()) == ("Згурський Олексій Петрович", "1990-05")
    assert person.identifiers.get().value_key == "аа1234"
    captivity = person.latest_captivity
    assert (captivity.unit, captivity.captured.isoformat(), captivity.status) == (unit, "2022-05-17", "claimed")


def test_somebody_unknown_is_registered_by_a_description(client: Client) -> None:
    register(client, description="unconscious man, hospital 4", identity_status="unknown")
    assert str(Person.objects.get()) == "unconscious man, hospital 4"


def test_nobody_at_all_is_refused_and_what_was_typed_is_kept(client: Client) -> None:
    response = register(client, captured_at="near the bridge")
    assert "surname" in errors(response)
    assert 'value="near the bridge"' in response.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"captured_on_day": "31", "captured_on_month": "2", "captured_on_year": "2024"}, "captured_on"),
        ({"captured_on_year": "2099"}, "captured_on"),
        ({"born_on_year": "1901"}, "born_on"),
        ({"unit": "no such unit"}, "unit"),
        ({"source": "no such source"}, "source"),
    ],
)
def test_a_wrong_field_is_named(client: Client, typed: dict[str, str], field: str) -> None:
    assert list(errors(register(client, surname="Вигаданий", **typed))) == [field]


def test_who_is_held_by_his_own_side_is_refused(client: Client) -> None:
    response = register(client, surname="Вигаданий", detaining_power=str(home().pk))
    assert "check both sides" in str(errors(response)["detaining_power"])
    assert not Person.objects.exists(), "neither the person nor the captivity"


def test_a_number_of_another_person_is_refused(client: Client) -> None:
    register(client, surname="Перший", number="АА-1")
    response = register(client, surname="Другий", number="аа 1")
    assert "Another person has this number" in response.content.decode()
    assert Person.objects.count() == 1


def test_a_stale_person_shows_both_versions_and_loses_nothing(client: Client) -> None:
    person = PersonFactory()
    url = reverse("prisoners:edit", args=[person.pk])
    typed = untouched(client, url) | {"birth_place": "typed by me"}
    revise_person(person=person, birth_place="typed by another", by=User.objects.system())
    response = client.post(url, typed)
    assert response.status_code == 409
    (difference,) = response.context["differences"]
    assert (difference.now, difference.typed, difference.both) == ("typed by another", "typed by me", True)
    assert 'value="typed by me"' in response.content.decode()
    person.refresh_from_db()
    assert person.birth_place == "typed by another"


def test_a_fresh_person_is_saved(client: Client) -> None:
    person = PersonFactory()
    url = reverse("prisoners:edit", args=[person.pk])
    client.post(url, untouched(client, url) | {"born_on_year": "1990", "father_name": "Петро"})
    person.refresh_from_db()
    assert (person.born.isoformat(), person.father_name) == ("1990", "Петро")


def test_a_captivity_is_edited_with_its_cohorts(client: Client) -> None:
    kept, left, new = CohortFactory(), CohortFactory(), CohortFactory()
    captivity = CaptivityFactory(cohorts=[kept, left], unit=UnitFactory(name_en="Old one"))
    url = reverse("prisoners:captivity-edit", args=[captivity.pk])
    client.post(url, untouched(client, url) | {"rank": "сержант", "cohorts": [str(kept.pk), str(new.pk)]})
    captivity.refresh_from_db()
    assert (captivity.rank, captivity.captured.isoformat()) == ("сержант", "2022-05-17")
    assert {row.cohort for row in captivity.memberships.standing()} == {kept, new}


def test_a_stale_captivity_comes_back(client: Client) -> None:
    captivity = CaptivityFactory()
    url = reverse("prisoners:captivity-edit", args=[captivity.pk])
    typed = untouched(client, url) | {"rank": "mine"}
    revise_captivity(captivity=captivity, rank="theirs", by=User.objects.system())
    assert client.post(url, typed).status_code == 409


def captivity_of(person: Person, **typed: str) -> dict[str, str]:
    whole = {"detaining_power": str(other().pk), "legal_category": "pow", "status": "confirmed"}
    return whole | {"captured_on_day": "9", "captured_on_month": "1", "captured_on_year": "2025"} | typed


def test_a_second_captivity_raises_the_alert_and_it_is_answered(client: Client) -> None:
    person = returned().person
    client.post(reverse("prisoners:captivity-add", args=[person.pk]), captivity_of(person))
    alert = Alert.objects.get()
    content = client.get(person.get_absolute_url()).content.decode()
    assert "captured again after a return" in content.lower()
    url = reverse("prisoners:alert-answer", args=[alert.pk])
    client.post(url, {"version": alert.version, "answer": "he was on leave"})
    alert.refresh_from_db()
    assert alert.answer == "he was on leave"


def test_a_second_open_captivity_is_refused_kindly(client: Client) -> None:
    person = CaptivityFactory().person
    response = client.post(reverse("prisoners:captivity-add", args=[person.pk]), captivity_of(person, rank="kept"))
    assert "recorded as held already" in response.content.decode()
    assert 'value="kept"' in response.content.decode()


def test_a_past_captivity_is_logged(client: Client) -> None:
    person = CaptivityFactory(captured=PartialDate.parse("2025-06-01")).person
    past = {"outcome": "exchanged", "ended_on_year": "2025", "ended_on_month": "2"}
    client.post(reverse("prisoners:captivity-past", args=[person.pk]), captivity_of(person, **past))
    assert {each.status for each in person.captivities.all()} == {"confirmed", "returned"}


def test_what_happened_is_offered_only_where_legal(client: Client) -> None:
    url = reverse("prisoners:event", args=[returned().pk])
    kinds = {value for value, _label in client.get(url).context["form"].fields["kind"].choices}
    assert kinds == {"", "transferred", "hospital", "refused", "body_returned"}


def happen(client: Client, captivity: Captivity, **typed: str) -> HttpResponse:
    whole = {"version": captivity.version, "kind": "exchanged", "occurred_on_year": "2024"} | typed
    return client.post(reverse("prisoners:event", args=[captivity.pk]), whole)


def test_what_happened_is_recorded(client: Client) -> None:
    captivity = CaptivityFactory()
    happen(client, captivity, note="as planned")
    captivity.refresh_from_db()
    assert (captivity.status, captivity.ended.isoformat()) == ("returned", "2024")


def test_an_end_before_the_capture_is_refused_under_its_field(client: Client) -> None:
    response = happen(client, CaptivityFactory(), occurred_on_year="2020", note="kept")
    assert "occurred_on" in errors(response)
    assert "kept" in response.content.decode()


def test_a_stale_event_asks_to_look_once_more(client: Client) -> None:
    captivity = CaptivityFactory()
    revise_captivity(captivity=captivity, rank="theirs", by=User.objects.system())
    response = happen(client, captivity, note="kept")
    assert response.status_code == 409
    assert "kept" in response.content.decode()
    assert not StatusEvent.objects.exists()


def test_a_status_is_corrected_with_its_reason(client: Client) -> None:
    captivity = returned()
    typed = {"version": captivity.version, "to": "confirmed", "reason": "another man came home"}
    client.post(reverse("prisoners:correct", args=[captivity.pk]), typed)
    captivity.refresh_from_db()
    assert captivity.is_open


def add(client: Client, captivity: Captivity, kind: str, **typed: str) -> HttpResponse:
    return client.post(reverse(f"prisoners:{kind}-add", args=[captivity.pk]), typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("detentions", {"place": "Camp 7", "since_year": "2023"}),
        ("custody", {"manner": "transfer", "holder_to": "OTHER"}),
        ("confirmations", {"evidence": "list", "strength": "strong", "source": "The only source"}),
        ("health", {"grade": "wounded", "findings": "a leg"}),
        ("decisions", {"basis": "a110_1", "decided_on_day": "5", "decided_on_month": "2", "decided_on_year": "2024"}),
        ("consents", {"purpose": "return", "answer": "given", "voluntariness": "coerced"}),
    ],
)
def test_particulars_are_added_edited_and_voided(client: Client, kind: str, typed: dict[str, str]) -> None:
    captivity = CaptivityFactory()
    PlaceFactory(name_en="Camp 7"), SourceFactory(title="The only source")
    typed = {key: str(other().pk) if value == "OTHER" else value for key, value in typed.items()}
    assert add(client, captivity, kind, **typed).status_code == 302
    page = client.get(captivity.person.get_absolute_url()).context["page"]
    (row,) = [row for section in page.latest.sections for row in section.rows]
    assert client.post(row.edit_url, untouched(client, row.edit_url)).status_code == 302
    version = client.get(row.void_url).context["form"]["version"].value()
    client.post(row.void_url, {"version": version, "reason": "a mistake"})
    settle()
    page = client.get(captivity.person.get_absolute_url()).context["page"]
    assert [row for section in page.latest.sections for row in section.rows] == []


def test_a_confirmation_needs_a_source(client: Client) -> None:
    response = add(client, CaptivityFactory(), "confirmations", evidence="list", strength="fair", note="kept")
    assert "source" in errors(response)
    assert "kept" in response.content.decode()
    assert not Confirmation.objects.exists()


def test_a_stale_detention_comes_back(client: Client) -> None:
    captivity = CaptivityFactory()
    detention = record_detention(captivity=captivity, place_as_reported="a cellar", by=User.objects.system())
    url = reverse("prisoners:detentions-edit", args=[detention.pk])
    typed = untouched(client, url) | {"note": "mine"}
    Detention.objects.filter(pk=detention.pk).update(note="theirs")
    assert client.post(url, typed).status_code == 409


def test_a_name_in_another_script_is_added_and_preferred(client: Client) -> None:
    person = PersonFactory(called="Згурський Олексій")
    typed = {"surname": "Zghurskyi", "given_name": "Oleksii", "kind": "listed"}
    client.post(reverse("prisoners:name-add", args=[person.pk]), typed)
    name = PersonName.objects.get(surname="Zghurskyi")
    client.post(reverse("prisoners:name-prefer", args=[name.pk]))
    person.refresh_from_db()
    assert person.name == "Zghurskyi Oleksii"
    assert person.names.filter(is_preferred=True).count() == 1


def test_the_only_name_is_not_voided_and_a_preferred_one_leaves_an_heir(client: Client) -> None:
    person = PersonFactory(called="Перший")
    first = person.names.get()
    url = reverse("prisoners:name-void", args=[first.pk])
    assert "the only one" in client.post(url, {"version": 1, "reason": "a mistake"}).content.decode()
    add_name(person=person, surname="Другий", by=User.objects.system())
    first.refresh_from_db()
    client.post(url, {"version": first.version, "reason": "a mistake"})
    person.refresh_from_db()
    assert person.name == "Другий"


@pytest.mark.parametrize("role", [Role.NEGOTIATOR, Role.ANALYST, Role.AUDITOR])
def test_who_may_not_write_gets_no_form(client: Client, role: Role) -> None:
    person = CaptivityFactory().person
    client.force_login(user_with(role))
    for name in ("edit", "name-add", "captivity-add", "void"):
        assert client.get(reverse(f"prisoners:{name}", args=[person.pk])).status_code == 403
    assert client.get(reverse("prisoners:create")).status_code == 403


def test_who_may_not_see_health_cannot_write_it(client: Client) -> None:
    captivity = CaptivityFactory()
    client.force_login(user_with(Role.MACHINE))
    assert client.get(reverse("prisoners:health-add", args=[captivity.pk])).status_code == 403
    assert client.get(reverse("prisoners:custody-add", args=[captivity.pk])).status_code == 200


def test_who_may_be_recorded_already_is_shown_before_saving(client: Client) -> None:
    known = PersonFactory(called="Згурський Олексій Петрович", born=PartialDate.parse("1990-05-17"))
    born = {"born_on_day": "17", "born_on_month": "5", "born_on_year": "1990"}
    response = register(client, surname="Zghurskyi", given_name="Oleksii", rank="kept", **born)
    content = response.content.decode()
    assert known.get_absolute_url() in content
    assert 'value="kept"' in content
    assert Person.objects.count() == 1
    register(client, surname="Zghurskyi", given_name="Oleksii", **born, anyway="1")
    assert Person.objects.count() == 2
