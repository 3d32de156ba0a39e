"""A person is withheld from a recipient (GC IV art. 137): on the pages, and in whatever is made for that recipient."""

import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from common import clock
from prisoners.domain.restricting import end_withholding, withhold
from prisoners.interfaces.recipients import RecipientFilter
from prisoners.models import Person, Withholding
from tests.factories import CaptivityFactory, PartyFactory, PersonFactory, merged, user_with
from tests.factories.exports import asked, made
from units.enums import PartyKind

pytestmark = pytest.mark.django_db


def withheld(person: Person | None = None, **fields) -> Withholding:
    """A withholding from a party, unless the test names a client."""
    whom = fields or {"party": PartyFactory()}
    return withhold(person=person or PersonFactory(), reason="family", by=the_system(), **whom)


def bureau(**sight) -> User:
    return user_with(Role.MACHINE, kind="machine", password=None, sees=(sight,))


@pytest.fixture
def approver(client: Client) -> Client:
    client.force_login(user_with(Role.APPROVER, language="en"))
    return client


class TestPages:
    def form(self, **fields) -> dict:
        today = clock.today()
        since = {"since_day": today.day, "since_month": today.month, "since_year": today.year}
        return {"reason": "it would harm the family", "since": today.isoformat(), **since, **fields}

    def test_it_is_listed_on_the_page_of_the_person(self, approver) -> None:
        person, party = PersonFactory(), PartyFactory(name_en="Synthetic Bureau")
        url = reverse("prisoners:withhold", args=[person.pk])
        page = approver.post(url, self.form(party=party.pk), follow=True).text
        assert "Withheld from 1 recipient" in page
        assert "Synthetic Bureau" in page
        assert "it would harm the family" in page

    def test_one_recipient_is_chosen(self, approver) -> None:
        page = approver.post(reverse("prisoners:withhold", args=[PersonFactory().pk]), self.form()).text
        assert "Choose one recipient" in page
        assert "it would harm the family" in page

    def test_the_agency_is_not_offered(self, approver) -> None:
        agency = PartyFactory(kind=PartyKind.AGENCY)
        page = approver.get(reverse("prisoners:withhold", args=[PersonFactory().pk])).text
        assert str(agency.pk) not in page

    def test_it_is_ended_with_a_reason(self, approver) -> None:
        held = withheld()
        url = reverse("prisoners:withholding-end", args=[held.pk])
        page = approver.post(url, {"reason": "they are safe", "version": held.version}, follow=True).text
        assert "Withheld from 1" not in page
        held.refresh_from_db()
        assert held.is_voided

    def test_a_registrar_withholds_and_does_not_end_it(self, client: Client) -> None:
        client.force_login(user_with(Role.REGISTRAR))
        held = withheld()
        assert client.get(reverse("prisoners:withhold", args=[held.person_id])).status_code == 200
        assert client.get(reverse("prisoners:withholding-end", args=[held.pk])).status_code == 403

    def test_a_negotiator_sees_it_and_changes_nothing(self, client: Client) -> None:
        client.force_login(user_with(Role.NEGOTIATOR, language="en"))
        held = withheld()
        assert "Withheld from 1 recipient" in client.get(held.person.get_absolute_url()).text
        assert client.get(reverse("prisoners:withhold", args=[held.person_id])).status_code == 403


class TestVerbs:
    def test_twice_from_the_same_is_refused(self) -> None:
        held = withheld()
        with pytest.raises(ValidationError, match="already"):
            withheld(held.person, party=held.party)

    def test_after_it_ended_it_may_begin_anew(self) -> None:
        held = withheld()
        end_withholding(withholding=held, reason="safe", by=the_system())
        assert withheld(held.person, party=held.party)

    def test_a_person_is_no_client(self) -> None:
        with pytest.raises(ValidationError, match="machine client"):
            withheld(client=user_with(Role.REGISTRAR))

    def test_a_recipient_is_not_told_what_is_kept_from_others(self) -> None:
        withheld()
        assert Withholding.objects.visible_to(user_with(Role.NEGOTIATOR)).exists()
        assert not Withholding.objects.visible_to(bureau()).exists()

    def test_a_liaison_does_not_know_of_it(self) -> None:
        withheld()
        assert not Withholding.objects.visible_to(user_with(Role.LIAISON)).exists()

    @pytest.mark.parametrize("of_the_duplicate", [True, False])
    def test_a_merged_record_is_withheld_with_the_other(self, of_the_duplicate: bool) -> None:
        duplicate, into = PersonFactory(), PersonFactory()
        client = bureau()
        merged(duplicate, into=into)
        withheld(duplicate if of_the_duplicate else into, client=client)
        assert not Person.objects.visible_to(client).exists()


class TestMadeForARecipient:
    """The control of each is the same list for internal use, or for the Agency: there the person stands."""

    @pytest.fixture
    def held(self) -> Withholding:
        CaptivityFactory(person=PersonFactory(called="Vidomyi Petro"))
        return withheld(CaptivityFactory(person=PersonFactory(called="Utaiemnychenyi Ivan")).person)

    @pytest.fixture
    def registrar(self, client: Client) -> Client:
        client.force_login(user_with(Role.REGISTRAR, language="en"))
        return client

    def export(self, client: Client, party=None, kind: str = "csv"):
        made_for = made(client, f"/prisoners/?recipient={party.pk}" if party else "/prisoners/", kind)
        answer = client.get(f"{made_for.get_absolute_url()}file")
        return answer, b"".join(answer.streaming_content)

    def test_a_file_for_the_recipient_leaves_the_person_out(self, registrar, held) -> None:
        _answer, content = self.export(registrar, held.party)
        assert b"Utaiemnychenyi" not in content
        assert b"Vidomyi" in content

    def test_a_file_for_internal_use_has_everybody(self, registrar, held) -> None:
        answer, content = self.export(registrar)
        assert b"Utaiemnychenyi" in content
        assert "_internal_" in answer["Content-Disposition"]

    def test_a_file_for_the_agency_has_everybody(self, registrar, held) -> None:
        _answer, content = self.export(registrar, PartyFactory(kind=PartyKind.AGENCY))
        assert b"Utaiemnychenyi" in content

    def test_a_workbook_names_the_recipient(self, registrar, held) -> None:
        _answer, content = self.export(registrar, held.party, "xlsx")
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book["Export"]["A2"].value.endswith(f"for: {held.party}")
        assert "Utaiemnychenyi" not in str(list(book.worksheets[0].values))

    def test_without_the_filter_it_leaks(self, registrar, held, monkeypatch) -> None:
        monkeypatch.setattr(RecipientFilter, "filter", lambda self, rows, party: rows)
        assert b"Utaiemnychenyi" in self.export(registrar, held.party)[1]

    def test_a_recipient_whom_nobody_knows_gets_nothing(self, registrar, held) -> None:
        assert registrar.get("/prisoners/", {"recipient": held.pk}).status_code == 400
        assert asked(registrar, f"/prisoners/?recipient={held.pk}").status_code == 400

    @pytest.mark.parametrize("path", ["persons", "captivities"])
    def test_rest_leaves_the_person_out(self, registrar, held, path) -> None:
        told = {True: 1, False: 2}
        for named, count in told.items():
            asked = {"recipient": str(held.party.pk)} if named else {}
            assert len(registrar.get(f"/api/v1/{path}/", asked).json()["results"]) == count

    def test_what_is_made_for_another_is_not_told_what_one_may_not_know(self, held) -> None:
        reader = bureau(on_behalf_of=held.party)
        agency = RecipientFilter(field_name="id")
        assert agency.filter(Person.objects.visible_to(reader), PartyFactory(kind=PartyKind.AGENCY)).count() == 1
