"""Persons as PFIF: what is told, to whom, and that it comes in again as the same persons."""

from typing import Any

import pytest
from django.test import Client
from lxml import etree

from accounts.models import User
from accounts.roles import Role
from audit.models import Read
from common.partial_dates import PartialDate
from prisoners.domain.captivities import record_event
from prisoners.domain.importing.files import read_table
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.pfif import COLUMNS, NAMESPACE
from prisoners.domain.importing.pfif_rows import PfifReader
from prisoners.domain.restricting import restrict_person, withhold
from prisoners.enums import CaptivityStatus, EventKind, Transmission
from prisoners.interfaces.pfif import Writer
from prisoners.models import Person, PersonImport
from prisoners.queries.pfif import with_names
from tests.factories import CaptivityFactory, PartyFactory, PersonFactory, home, other, user_with
from tests.factories.exports import fetched

pytestmark = pytest.mark.django_db
LIST = "/prisoners/"


@pytest.fixture(autouse=True)
def at_home(settings) -> None:
    settings.SITE_URL = "https://obmin.example"


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    return client


def told(content: bytes) -> list[dict[str, str]]:
    """The persons of a file: their fields, those of the note with `note.` before them."""
    root = etree.fromstring(content)
    return [
        {etree.QName(each).localname: each.text for each in person if len(each) == 0}
        | {f"note.{etree.QName(each).localname}": each.text for note in person if len(note) for each in note}
        for person in root.iter(f"{{{NAMESPACE}}}person")
    ]


def read_again(content: bytes) -> list[dict[str, Any]]:
    """What another registry understands of the file."""
    reader = PfifReader(PersonImport(party=home(), detaining_power=other()), Known())
    return [reader.read(row, len(COLUMNS)).parsed for row in read_table(content).rows]


def whole_person() -> Person:
    return PersonFactory(
        names=[
            {"surname": "Вигаданий", "given_name": "Іван", "patronymic": "Петрович"},
            {"surname": "Vyhadanyi", "given_name": "Ivan", "kind": "alias"},
        ],
        sex="male",
        born=PartialDate.parse("1990-05"),
        last_residence="Полтава & район",
        distinguishing_marks="Шрам\n<на руці>",
        mother_maiden_name="Kanarenko",
        identifiers=[{"scheme": "tax", "value": "7788990011"}],
    )


class TestWhatIsTold:
    def test_a_person_whole(self, browser) -> None:
        person = whole_person()
        captivity = CaptivityFactory(person=person)
        (found,) = told(fetched(browser, LIST, "pfif"))
        expected = {
            "person_record_id": f"obmin.example/{person.pk}",
            "source_url": f"https://obmin.example/prisoners/{person.pk}/",
            "full_name": "Вигаданий Іван Петрович",
            "given_name": "Іван Петрович",
            "family_name": "Вигаданий",
            "alternate_names": "Vyhadanyi Ivan",
            "date_of_birth": "1990-05",
            "note.note_record_id": f"obmin.example/{captivity.pk}",
            "note.status": "believed_alive",
            "note.text": "confirmed as held",
        }
        assert expected.items() <= found.items()

    def test_neither_numbers_nor_families(self, browser) -> None:
        CaptivityFactory(person=whole_person(), captured_at="Kanarivka")
        content = fetched(browser, LIST, "pfif").decode()
        assert "Полтава" in content
        assert not any(word in content for word in ("Kanarenko", "7788990011", "Kanarivka"))

    def test_signs_that_xml_cannot_hold_are_left_out(self, browser) -> None:
        PersonFactory(distinguishing_marks="a\x0bb\ufffec")
        assert told(fetched(browser, LIST, "pfif"))[0]["description"] == "abc"

    def test_it_says_who_took_it(self, browser) -> None:
        PersonFactory()
        content = fetched(browser, LIST, "pfif").decode()
        assert "<!-- Taken by " in content
        assert "for internal use" in content

    def test_whoever_is_in_it_stands_in_the_log(self, browser) -> None:
        person = PersonFactory()
        fetched(browser, LIST, "pfif")
        assert person.pk in Read.objects.filter(kind="prisoners.person", surface="export").get().ids


class TestToWhom:
    def keys(self, content: bytes) -> set[str]:
        return {each["person_record_id"].partition("/")[2] for each in told(content)}

    def test_who_sees_no_names_tells_none(self) -> None:
        PersonFactory(distinguishing_marks="Kanarenko", last_residence="Kanarivka")
        analyst = Writer(user_with(Role.ANALYST))
        found = b"".join(analyst.lines(with_names(Person.objects.all()))).decode()
        assert "full_name>Person " in found
        assert not any(name in found for name in ("family_name", "description", "home_city", "Kanar", "Вигадан"))

    def test_who_sees_no_status_tells_none(self, client) -> None:
        CaptivityFactory(person__sex="male")
        client.force_login(user_with(Role.LIAISON, language="en"))
        (found,) = told(fetched(client, LIST, "pfif"))
        assert "family_name" in found
        assert not {"sex", "note.status", "note.text"} & found.keys()

    def test_who_is_withheld_from_anybody_is_told_to_nobody_in_particular(self, browser) -> None:
        free = PersonFactory()
        PersonFactory(transmission=Transmission.AGENCY_ONLY, transmission_reason="synthetic")
        withhold(person=PersonFactory(), party=PartyFactory(), reason="synthetic", by=User.objects.system())
        assert self.keys(fetched(browser, LIST, "pfif")) == {str(free.pk)}

    def test_a_recipient_is_told_of_all_but_those_withheld_from_it(self, browser) -> None:
        party, free, kept = PartyFactory(), PersonFactory(), PersonFactory()
        withhold(person=kept, party=party, reason="synthetic", by=User.objects.system())
        apart = PersonFactory()
        withhold(person=apart, party=PartyFactory(), reason="synthetic", by=User.objects.system())
        found = self.keys(fetched(browser, f"{LIST}?recipient={party.pk}", "pfif"))
        assert found == {str(free.pk), str(apart.pk)}

    def test_who_is_restricted_is_not_there(self, browser) -> None:
        person = PersonFactory()
        assert self.keys(fetched(browser, LIST, "pfif")) == {str(person.pk)}
        restrict_person(person=person, by=User.objects.system(), reason="synthetic")
        assert not self.keys(fetched(browser, LIST, "pfif"))


class TestInAgain:
    @pytest.fixture(autouse=True)
    def elsewhere(self, settings, browser) -> None:
        self.content = lambda: fetched(browser, LIST, "pfif")

    def test_the_same_person(self, settings) -> None:
        person = whole_person()
        CaptivityFactory(person=person)
        (said,) = read_again(self.content())
        names = [[name[part] for part in ("surname", "given_name", "patronymic")] for name in said["names"]]
        assert names == [["Вигаданий", "Іван", "Петрович"], ["Vyhadanyi", "Ivan", ""]]
        assert [each["value"] for each in said["identifiers"]] == [f"obmin.example/{person.pk}"]
        same = ("sex", "born_on_precision", "last_residence", "distinguishing_marks", "description")
        assert {name: said["person"][name] for name in same} == {name: getattr(person, name) for name in same}
        assert said["person"]["born_on"] == "1990-05-01"

    @pytest.mark.parametrize("status", ["missing", "claimed", "confirmed", "listed"])
    def test_the_same_status(self, status) -> None:
        CaptivityFactory(status=status, captured_at="Vyhadane", person__called="Вигаданий Іван")
        held = read_again(self.content())[0]["captivity"]
        assert (held["status"], held.get("captured_at", "")) == (status, "Vyhadane" if status == "missing" else "")

    def test_of_an_end_no_captivity_is_made(self) -> None:
        held = CaptivityFactory(person__called="Вигаданий Іван")
        record_event(captivity=held, kind=EventKind.DIED, by=User.objects.system())
        assert Person.objects.get().latest_captivity.status == CaptivityStatus.DIED
        content = self.content()
        assert told(content)[0]["note.status"] == "believed_dead"
        assert read_again(content)[0]["captivity"] is None

    def test_the_same_description(self) -> None:
        PersonFactory(names=[], description="Man, hospital 4", distinguishing_marks="A scar\nTwo lines")
        said = read_again(self.content())[0]["person"]
        assert (said["description"], said["distinguishing_marks"]) == ("Man, hospital 4", "A scar\nTwo lines")
