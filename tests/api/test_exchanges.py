"""Exchanges with what belongs to them, their states, transfers and claims."""

import pytest

from accounts.models import Approval, User
from common.ids import new_id
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import move_exchange
from exchanges.enums import Direction
from exchanges.models import Exchange, SetbackReason
from tests.api.test_doors import move
from tests.factories import (
    CaptivityFactory,
    ClaimFactory,
    ExchangeFactory,
    PartyFactory,
    ProgrammeFactory,
    SourceFactory,
    TransferFactory,
)
from tests.unit.exchanges.test_completion import under_way

pytestmark = pytest.mark.django_db


class TestParts:
    def body(self) -> dict:
        return {
            "formula": "5 for 5",
            "date": "2024-10",
            "mediations": [{"mediator": str(PartyFactory().pk), "role": "host"}],
            "ordinals": [{"value": 58, "source": str(SourceFactory().pk), "counted_by": None}],
            "bookings": [{"programme": str(ProgrammeFactory().pk)}],
        }

    def test_they_are_written_and_read_with_their_exchange(self, office) -> None:
        body = self.body()
        made = office.ask("POST", "/exchanges/", body).json()
        assert {name: made[name] for name in body} == body

    def test_a_change_of_theirs_is_a_new_version_of_the_exchange(self, office) -> None:
        exchange = ExchangeFactory()
        body = {"ordinals": [{"value": 58}]}
        response = office.ask("PATCH", f"/exchanges/{exchange.pk}/", body, if_match=1)
        assert (response["ETag"], response.json()["ordinals"][0]["value"]) == ('"v2"', 58)
        stale = office.ask("PATCH", f"/exchanges/{exchange.pk}/", body, if_match=1)
        assert set(stale.json()["changed_fields"]) == {"mediations", "ordinals", "bookings"}

    def test_the_same_list_again_is_no_new_version(self, office) -> None:
        made = office.ask("POST", "/exchanges/", self.body())
        path = f"/exchanges/{made.json()['id']}/"
        response = office.ask("PUT", path, made.json(), if_match=made["ETag"])
        assert (response.status_code, response["ETag"]) == (200, made["ETag"])

    def test_what_left_the_list_is_in_the_history(self, office) -> None:
        made = office.ask("POST", "/exchanges/", self.body())
        path = f"/exchanges/{made.json()['id']}/"
        assert office.ask("PATCH", path, {"ordinals": []}, if_match=made["ETag"]).json()["ordinals"] == []
        lines = office.read(f"{path}history/")["results"]
        assert "ordinals" in {line["part"] for line in lines if line["version"] == 2}

    def test_an_error_in_an_item_is_pointed_at(self, office) -> None:
        body = {"mediations": [{"mediator": str(PartyFactory().pk)}, {"mediator": str(new_id()), "colour": "blue"}]}
        response = office.ask("POST", "/exchanges/", body)
        assert {error["pointer"] for error in response.json()["errors"]} == {
            "/mediations/1/mediator",
            "/mediations/1/colour",
        }

    def test_nothing_is_written_when_a_part_is_refused(self, office) -> None:
        twice = [{"value": 58}, {"value": 58}]
        assert office.ask("POST", "/exchanges/", {"ordinals": twice}).status_code in {409, 422}
        assert office.read("/exchanges/")["results"] == []


def test_a_transfer_stays_in_its_exchange(office) -> None:
    transfer, elsewhere = TransferFactory(), ExchangeFactory()
    response = office.ask("PATCH", f"/transfers/{transfer.pk}/", {"exchange": str(elsewhere.pk)}, if_match=1)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/exchange")


def test_a_status_is_not_written(office) -> None:
    exchange = ExchangeFactory()
    response = office.ask("PATCH", f"/exchanges/{exchange.pk}/", {"status": "completed"}, if_match=1)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/status"]


class TestStates:
    def test_it_moves_to_the_next_state(self, office) -> None:
        response = move(office, f"/exchanges/{ExchangeFactory().pk}/", "proposed")
        assert (response.json()["status"], response["ETag"]) == ("proposed", '"v2"')

    def test_an_illegal_move_is_refused(self, office) -> None:
        response = move(office, f"/exchanges/{ExchangeFactory().pk}/", "scheduled")
        assert (response.status_code, response.json()["code"]) == (422, "illegal_move")

    def test_a_setback_names_its_reason_by_code(self, office) -> None:
        code = SetbackReason.objects.standing().first().code
        path = f"/exchanges/{ExchangeFactory().pk}/"
        response = move(office, path, "derailed", reason="lists were changed", setback_reason=code)
        assert (response.json()["setback_reason"], response.json()["status_note"]) == (code, "lists were changed")

    def test_a_state_that_is_none_is_refused(self, office) -> None:
        response = move(office, f"/exchanges/{ExchangeFactory().pk}/", "forgotten")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/to")


def test_a_claim_is_adopted(office) -> None:
    transfer = TransferFactory(direction=Direction.TO_US)
    claim = ClaimFactory(transfer=transfer, number=95)
    response = move(office, f"/claims/{claim.pk}/", "adopted", reason="both sides say so")
    assert (response.status_code, response.json()["adopted"]) == (200, True), response.content
    assert office.read(f"/transfers/{transfer.pk}/")["delivered"] == 95


def test_a_date_tells_how_much_of_it_is_known(office) -> None:
    for text in ("2024-10-18", "2024-10", "2024"):
        exchange = ExchangeFactory(when=PartialDate.parse(text))
        assert office.read(f"/exchanges/{exchange.pk}/")["date"] == text
    assert office.read(f"/exchanges/{ExchangeFactory().pk}/")["date"] is None


class TestACompletion:
    @pytest.fixture
    def exchange(self) -> Exchange:
        """An exchange under way, of whose one person on the manifest nobody said anything yet."""
        [entry] = under_way(CaptivityFactory())
        return Exchange.objects.get(pk=entry.transfer.exchange_id)

    def move(self, client, exchange: Exchange, to: str, **more: object):
        return move(client, f"/exchanges/{exchange.pk}/", to, exchange.version, **more)

    def test_it_waits_for_a_second_person_with_who_was_handed_over(self, office, exchange) -> None:
        assert self.move(office, exchange, "completed", rest="everybody").status_code == 202
        assert Approval.objects.open().get().arguments == {"to": "completed", "rest": "everybody"}

    def test_who_was_handed_over_has_to_be_said(self, office, exchange) -> None:
        response = self.move(office, exchange, "completed")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/rest")

    def test_the_next_attempt_names_the_one_before(self, office) -> None:
        exchange = move_exchange(exchange=ExchangeFactory(), to="derailed", reason="fog", by=User.objects.system())
        assert self.move(office, exchange, "next_attempt", planned_on="2031-05-06").status_code == 200
        assert exchange.next_attempts.get().planned_on.isoformat() == "2031-05-06"
