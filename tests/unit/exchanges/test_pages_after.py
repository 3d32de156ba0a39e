"""Pages of the dead brought home, of letters and lists, and of corrections."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.interfaces.editing import values_of
from accounts.models import User
from accounts.roles import Role
from exchanges.domain.identifications import identify_remains
from exchanges.models import Exchange, InformationTransfer, RemainsTransfer
from negotiations.models import Round
from tests.factories import (
    CaptivityFactory,
    ClaimFactory,
    InformationFactory,
    PersonFactory,
    RemainsFactory,
    SourceFactory,
    completed_exchange,
    home,
    other,
    settle,
    user_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar(client: Client) -> Client:
    client.force_login(user_with(Role.REGISTRAR, Role.NEGOTIATOR, language="en"))
    return client


def text(response: object) -> str:
    return response.content.decode()


class TestRemains:
    def test_a_transfer_is_logged_on_its_page(self, registrar: Client) -> None:
        typed = {"direction": "to_us", "from_party": other().pk, "to_party": home().pk, "received": "6 057"}
        assert registrar.post("/exchanges/remains/new/", typed).status_code == 302
        assert RemainsTransfer.objects.get().received == 6057

    def test_the_page_says_how_many_are_identified_of_those_received(self, registrar: Client) -> None:
        remains = RemainsFactory(received=8)
        ClaimFactory(remains_transfer=remains, measure="remains", number=9)
        for tag in "ab":
            identify_remains(remains_transfer=remains, tag=tag, result="other_side", by=User.objects.system())
        page = text(registrar.get(remains.get_absolute_url()))
        assert "25.0 %" in page
        assert "0 of 8 identified" in page
        assert "9" in page

    def test_who_sees_no_persons_sees_the_numbers_only(self, client: Client) -> None:
        remains = RemainsFactory()
        identify_remains(remains_transfer=remains, tag="tag-77", result="unidentified", by=User.objects.system())
        client.force_login(user_with(Role.ANALYST))
        page = text(client.get(remains.get_absolute_url()))
        assert "tag-77" not in page

    def test_a_body_is_identified_by_the_number_of_a_person(self, registrar: Client) -> None:
        held = CaptivityFactory(person=PersonFactory(identifiers=[{"scheme": "service", "value": "77-1"}]))
        remains = RemainsFactory()
        typed = {"tag": "5", "result": "identified", "fate": "in_captivity", "person": "77-1"}
        assert registrar.post(f"{remains.get_absolute_url()}bodies/new/", typed).status_code == 302
        assert "5" in text(registrar.get(held.person.get_absolute_url()))

    def test_many_are_entered_by_lines(self, registrar: Client) -> None:
        held = CaptivityFactory(person=PersonFactory(identifiers=[{"scheme": "service", "value": "77-1"}]))
        lines = "1;not ours;dna;17.06.2025\n2\n3;identified;DNA;;77-1;died in captivity"
        remains = RemainsFactory()
        registrar.post(f"{remains.get_absolute_url()}bodies/many/", {"lines": lines})
        assert dict(remains.identifications.values_list("tag", "result")) == {
            "1": "other_side",
            "2": "unidentified",
            "3": "identified",
        }
        held.refresh_from_db()
        assert held.status == "died"

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            (";identified", "number of the body"),
            ("1;x", "is none of"),
            ("1;;;32.1.2025", "no date"),
            ("1;;;;9", "Nobody"),
        ],
    )
    def test_a_wrong_line_says_so_and_is_kept(self, registrar: Client, line: str, says: str) -> None:
        remains = RemainsFactory()
        page = text(registrar.post(f"{remains.get_absolute_url()}bodies/many/", {"lines": line}))
        assert says in page
        assert line in page
        assert not remains.identifications.exists()

    def test_another_person_wants_a_reason(self, registrar: Client) -> None:
        right = CaptivityFactory().person
        wrong = CaptivityFactory().person
        fields = {"tag": "1", "result": "identified", "fate": "in_captivity", "person": wrong}
        found = identify_remains(remains_transfer=RemainsFactory(), by=User.objects.system(), **fields)
        address = f"/exchanges/remains/bodies/{found.pk}/edit/"
        typed = {key: value for key, value in registrar.get(address).context["form"].initial.items() if value}
        typed |= {"person": str(right.pk), "reason": ""}
        assert "Say why" in text(registrar.post(address, typed))
        assert registrar.post(address, typed | {"reason": "DNA says so"}).status_code == 302

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_costs_the_same_for_one_and_three(
        self, registrar: Client, number: int, django_assert_num_queries: Callable
    ) -> None:
        for _ in range(number):
            RemainsFactory()
        registrar.get("/exchanges/remains/")
        with django_assert_num_queries(9):
            registrar.get("/exchanges/remains/")


class TestInformation:
    def test_is_logged_and_listed(self, registrar: Client) -> None:
        source = SourceFactory(title="Synthetic letters")
        typed = {"kind": "letters", "direction": "", "qualifier": ">=", "count": "300", "source": source.title}
        assert registrar.post("/exchanges/information/new/", typed).status_code == 302
        assert InformationTransfer.objects.get().count == 300
        page = text(registrar.get("/exchanges/information/"))
        assert "≥ 300" in page
        assert "not stated" in page

    def test_nobody_moved(self, registrar: Client) -> None:
        page = text(registrar.get(InformationFactory().get_absolute_url()))
        assert "letters" in page.casefold()
        assert not Exchange.objects.exists()
        assert not Round.objects.exists()


class TestCorrecting:
    def typed(self, client: Client, exchange: Exchange) -> dict:
        """The form as it was given out."""
        form = client.get(f"{exchange.get_absolute_url()}correct/").context["form"]
        return {key: value for sent in values_of(form).values() for key, value in sent.items() if value}

    def test_the_form_drafts_and_the_difference_proposes(self, registrar: Client) -> None:
        exchange = completed_exchange(95, 95)
        typed = self.typed(registrar, exchange) | {"to_us_delivered": ["96"]}
        answer = registrar.post(f"{exchange.get_absolute_url()}correct/", typed)
        draft = Exchange.objects.get(supersedes=exchange)
        assert answer.url == f"/exchanges/{draft.pk}/difference/"
        rows = registrar.get(answer.url).context["rows"]
        assert [(row.was, row.now) for row in rows] == [("95", "96")]
        registrar.post(answer.url, {"reason": "one was counted twice"})
        settle()
        page = text(registrar.get(exchange.get_absolute_url()))
        assert f"Corrected by № {draft.number}" in page

    def test_a_completed_exchange_offers_the_correction_and_edits_its_notes(self, registrar: Client) -> None:
        exchange = completed_exchange(95, 95)
        page = text(registrar.get(exchange.get_absolute_url()))
        assert f"{exchange.get_absolute_url()}correct/" in page
        address = f"{exchange.get_absolute_url()}afterwards/"
        seen = registrar.get(address).context["form"].initial["seen"]
        typed = {"seen": seen, "notes": "seen", "value_0": "58"}
        assert registrar.post(address, typed).status_code == 302
        exchange.refresh_from_db()
        assert exchange.notes == "seen"
        assert exchange.ordinals.get().value == 58

    def test_who_may_not_write_is_offered_nothing(self, client: Client) -> None:
        exchange = completed_exchange(95, 95)
        client.force_login(user_with(Role.ANALYST))
        assert client.get(f"{exchange.get_absolute_url()}correct/").status_code == 403
