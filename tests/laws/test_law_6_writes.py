"""Law 6, by what is sent: a hidden id is answered as one that does not exist; no refusal tells of a hidden record."""

import pytest
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from accounts.sight import EVERYTHING
from exchanges.models import Exchange, Transfer
from places.models import Place
from prisoners.models import Person
from tests.api.client import ROOT
from tests.factories import user_with
from tests.factories.hidden import Hidden
from tests.laws.crawl import same, signed_in
from tests.laws.writes import told_apart

pytestmark = pytest.mark.django_db
ALONE = sorted(set(Role) - {Role.MACHINE})


@pytest.fixture
def staff(hidden: Hidden):
    """The browser of somebody with every role, but not the compartment."""
    hidden.shows_embargoed()
    return signed_in(user_with(*ALONE))


def known() -> Exchange:
    """The exchange that is no secret, whose venue is."""
    return Exchange.objects.get(formula="known")


def test_a_hidden_id_is_answered_as_one_that_does_not_exist(staff, hidden) -> None:
    assert told_apart(staff, hidden) == []


def test_without_the_guard_it_is_told_apart(staff, hidden, monkeypatch) -> None:
    monkeypatch.setattr(User, "sight", lambda user, permission: EVERYTHING)
    few = Hidden(keys={"api:places": hidden.keys["api:places"], "places": hidden.keys["places"]}, kinds=hidden.kinds)
    with transaction.atomic():
        found = told_apart(staff, few)
        transaction.set_rollback(True)
    assert len(found) > 10


@pytest.mark.parametrize("half", [False, True])
def test_who_is_not_signed_in_is_told_nothing(half, hidden) -> None:
    client = signed_in(user_with(*Role) if half else None, half=half)
    assert told_apart(client, hidden, of=5) == []


def test_a_hidden_number_is_no_key_of_a_conditional_creation(staff, hidden) -> None:
    number = next(word for word in hidden.canaries if word.endswith("restrictednumber"))
    answers = {
        same(staff.post(f"{ROOT}/persons/", {}, content_type="application/json", headers={"If-None-Exist": told}))
        for told in (f"service|{number}", "service|nobody")
    }
    assert len(answers) == 1


def test_the_number_of_a_hidden_exchange_is_nobodys(staff, hidden) -> None:
    number = Exchange.objects.exclude(kind="remains").get(restricted=True).number
    answers = {
        same(staff.post("/exchanges/new/", {"parent": str(each)}))[1].replace(f'value="{each}"', "")
        for each in (number, number + 5000)
    }
    assert len(answers) == 1


def test_an_id_that_a_client_mints_and_a_hidden_record_has_is_looked_at_after_the_body(staff, hidden) -> None:
    def answer(key):
        path = f"{ROOT}/places/{key}/"
        return same(staff.put(path, {}, content_type="application/json", headers={"If-None-Match": "*"}))

    assert answer(hidden.keys["api:places"][0]) == answer("01900000-0000-7000-8000-000000000000")


def test_a_number_of_a_hidden_person_is_nobodys(staff, hidden) -> None:
    person = Person.objects.get(identifiers__value="vidomyi")
    value = next(word for word in hidden.canaries if word.endswith("restrictednumber"))
    given = {"scheme": "service", "value": value}
    made = staff.post(f"/prisoners/{person.pk}/numbers/new/", given)
    assert made.status_code == 302


def test_a_hidden_place_leaves_its_name_to_others(staff, hidden) -> None:
    place = Place.objects.get(restricted=True)
    named = {"name_en": place.name_en, "name_uk": place.name_uk, "region": place.region, "kind": place.kind}
    made = staff.post(f"{ROOT}/places/", named, content_type="application/json")
    assert made.status_code == 201, made.content


def test_a_place_typed_by_its_hidden_name_is_called_by_nobody(staff, hidden) -> None:
    captivity, place = (
        Person.objects.get(identifiers__value="vidomyi").captivities.get(),
        Place.objects.get(restricted=True),
    )

    def answer(name: str) -> str:
        _status, body = same(staff.post(f"/prisoners/captivities/{captivity.pk}/detentions/new/", {"place": name}))
        return body.replace(name, "…")

    assert answer(place.name_uk) == answer("Nemaie takoho")


def test_the_form_of_an_exchange_keeps_a_venue_that_the_editor_may_not_see(staff) -> None:
    exchange = known()
    page = staff.get(f"{exchange.get_absolute_url()}edit/")
    form = page.context["form"]
    assert "venue" not in form.fields
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    typed |= {"formula": "known since", "when_year": "", "to_them_count_status": "nobody", "numbers_right": "1"}
    done = staff.post(f"{exchange.get_absolute_url()}edit/", typed)
    assert done.status_code == 302, done.context["form"].errors
    changed = Exchange.objects.get(pk=exchange.pk)
    assert (changed.formula, changed.venue_id) == ("known since", exchange.venue_id)


@pytest.mark.parametrize("name", ["exchanges", "transfers"])
def test_replacing_as_it_was_read_keeps_what_the_writer_may_not_see(staff, name) -> None:
    record, field = (known(), "venue_id") if name == "exchanges" else (Transfer.objects.get(agreed=3), "via_id")
    path = f"{ROOT}/{name}/{record.pk}/"
    read = staff.get(path)
    headers = {"If-Match": read["ETag"]}
    done = staff.put(path, read.json(), content_type="application/json", headers=headers)
    assert done.status_code == 200, done.content
    assert getattr(type(record).objects.get(pk=record.pk), field)


def test_one_who_sees_the_venue_takes_it_away(hidden) -> None:
    trusted = signed_in(user_with(*ALONE, sees=({"restricted": True},)))
    path = f"{ROOT}/exchanges/{known().pk}/"
    headers = {"If-Match": trusted.get(path)["ETag"]}
    kind = "application/merge-patch+json"
    assert trusted.patch(path, {"venue": None}, content_type=kind, headers=headers).status_code == 200
    assert known().venue is None


def test_a_duplicate_among_what_is_seen_is_told(staff) -> None:
    named = {"name_en": "Twice", "name_uk": "Двічі", "kind": "camp"}
    answers = [staff.post(f"{ROOT}/places/", named, content_type="application/json").status_code for _twice in "ab"]
    assert answers[0] == 201
    assert answers[1] in {409, 422}
