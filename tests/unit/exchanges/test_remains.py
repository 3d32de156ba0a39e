"""The dead brought home: counted apart from the living, and named where an examination says who they are."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from accounts.acts import VOID
from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.domain.identifications import correct_identification, identify_many, identify_remains
from exchanges.models import Claim, Exchange, RemainsIdentification, RemainsTransfer, Transfer
from prisoners.enums import EventKind
from prisoners.models import Captivity
from tests.factories import (
    CaptivityFactory,
    ClaimFactory,
    ExchangeFactory,
    PersonFactory,
    RemainsFactory,
    TransferFactory,
    by_two,
    completed_exchange,
    returned,
)

pytestmark = pytest.mark.django_db


def identified(captivity: Captivity, remains: RemainsTransfer | None = None, **fields: object) -> RemainsIdentification:
    """A body identified as the person of a captivity."""
    fields = {"tag": "0-1", "result": "identified", "fate": "in_captivity", "person": captivity.person} | fields
    return identify_remains(remains_transfer=remains or RemainsFactory(), by=User.objects.system(), **fields)


def kinds(captivity: Captivity) -> list[str]:
    captivity.refresh_from_db()
    return list(captivity.events.order_by("id").values_list("kind", flat=True))


class TestApart:
    def test_a_return_of_remains_takes_no_living(self) -> None:
        exchange = ExchangeFactory(kind="remains")
        with pytest.raises(ValidationError, match="nobody living"):
            TransferFactory(exchange=exchange)
        assert RemainsFactory(exchange=exchange).exchange == exchange

    def test_an_exchange_of_the_living_takes_no_remains(self) -> None:
        with pytest.raises(ValidationError, match="the living move"):
            RemainsFactory(exchange=ExchangeFactory())

    def test_sql_mixes_them_neither(self) -> None:
        dead, living = RemainsFactory(exchange=ExchangeFactory(kind="remains")), TransferFactory()
        attempts = [
            lambda: Transfer.objects.filter(pk=living.pk).update(exchange=dead.exchange),
            lambda: RemainsTransfer.objects.filter(pk=dead.pk).update(exchange=living.exchange),
            lambda: Exchange.objects.filter(pk=living.exchange_id).update(kind="remains"),
            lambda: Exchange.objects.filter(pk=dead.exchange_id).update(kind="medical"),
        ]
        for attempt in attempts:
            with pytest.raises(InternalError, match="living"), transaction.atomic():
                attempt()

    def test_claims_of_the_dead_are_of_nothing_else(self) -> None:
        assert ClaimFactory(remains_transfer=RemainsFactory(), measure="remains").pk
        with pytest.raises(ValidationError, match="The dead are claimed"):
            ClaimFactory(transfer=TransferFactory(), measure="remains")
        claim = ClaimFactory(remains_transfer=RemainsFactory(), measure="remains")
        with pytest.raises(IntegrityError, match="claim_of_the_dead_apart"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(measure="delivered")

    def test_it_is_completed_without_a_transfer_of_persons(self) -> None:
        assert completed_exchange(1200, 27, kind="remains").status == "completed"


class TestIdentified:
    def test_an_open_captivity_ends_and_the_remains_are_home(self) -> None:
        held = CaptivityFactory()
        identified(held)
        assert kinds(held) == [EventKind.DIED, EventKind.BODY_RETURNED]
        assert held.status == "died"

    def test_somebody_who_fell_was_never_held(self) -> None:
        missing = CaptivityFactory(status="missing")
        identified(missing, fate="never_held")
        assert kinds(missing) == [EventKind.NOT_CAPTIVE, EventKind.BODY_RETURNED]

    def test_of_somebody_known_dead_only_the_return_is_told(self) -> None:
        held = CaptivityFactory()
        identified(held)
        other = by_two(VOID, RemainsIdentification.objects.get())
        assert other.is_voided
        assert kinds(held)[-1] == EventKind.REVISED

    def test_somebody_home_alive_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="home alive"):
            identified(returned())

    def test_a_person_without_a_captivity_is_only_named(self) -> None:
        person = PersonFactory()
        fields = {"tag": "0-1", "result": "identified", "fate": "never_held", "person": person}
        found = identify_remains(remains_transfer=RemainsFactory(), by=User.objects.system(), **fields)
        assert found.captivity is None

    def test_nobody_is_two_bodies(self) -> None:
        held = CaptivityFactory()
        identified(held)
        with pytest.raises(ValidationError, match="Another body"):
            identified(held, tag="0-2")

    def test_more_than_received_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="too many"):
            identified(CaptivityFactory(), RemainsFactory(received=0))


class TestCorrected:
    def test_the_captivity_is_open_again_and_the_right_one_ends(self) -> None:
        wrong, right = CaptivityFactory(), CaptivityFactory()
        found = identified(wrong)
        correct_identification(
            remains_identification=found, person=right.person, reason="DNA", by=User.objects.system()
        )
        wrong.refresh_from_db()
        right.refresh_from_db()
        assert (wrong.status, right.status) == ("confirmed", "died")
        assert wrong.events.order_by("id").last().note == "DNA"

    def test_it_wants_a_reason(self) -> None:
        found = identified(CaptivityFactory())
        with pytest.raises(ValidationError, match="Say why"):
            correct_identification(
                remains_identification=found,
                result="other_side",
                person=None,
                fate="",
                by=User.objects.system(),
            )

    def test_another_method_moves_nobody(self) -> None:
        held = CaptivityFactory()
        correct_identification(remains_identification=identified(held), method="dna", by=User.objects.system())
        assert held.events.count() == 2


class TestMany:
    def rows(self, *tags: str, **fields: object) -> list[dict]:
        return [{"tag": tag, "result": "unidentified"} | fields for tag in tags]

    def test_are_recorded_in_few_queries(self, django_assert_max_num_queries) -> None:
        remains, people = RemainsFactory(received=50), [CaptivityFactory().person for _ in range(3)]
        named = [
            {"tag": f"n{number}", "result": "identified", "fate": "in_captivity", "person": person}
            for number, person in enumerate(people)
        ]
        rows = self.rows(*map(str, range(20))) + named
        with django_assert_max_num_queries(40):
            identify_many(remains_transfer=remains, rows=rows, by=User.objects.system())
        assert set(Captivity.objects.values_list("status", flat=True)) == {"died"}

    @pytest.mark.parametrize("tags", [("1", "1"), ("0-1",)])
    def test_a_number_twice_is_refused_with_its_line(self, tags: tuple[str, ...]) -> None:
        remains = RemainsFactory()
        identify_remains(remains_transfer=remains, tag="0-1", result="unidentified", by=User.objects.system())
        with pytest.raises(ValidationError, match=rf"{len(tags)}: there is a result"):
            identify_many(remains_transfer=remains, rows=self.rows(*tags), by=User.objects.system())
        assert remains.identifications.count() == 1


def test_progress_counts_what_was_found() -> None:
    remains = RemainsFactory()
    identified(CaptivityFactory(), remains)
    for tag, result in (("2", "other_side"), ("3", "unidentified"), ("4", "unidentified")):
        identify_remains(remains_transfer=remains, tag=tag, result=result, by=User.objects.system())
    told = RemainsTransfer.objects.with_progress().get()
    assert (told.identified, told.other_side, told.unidentified) == (1, 1, 2)


def test_voiding_the_transfer_takes_everything_back() -> None:
    held = CaptivityFactory()
    remains = identified(held).remains_transfer
    by_two(VOID, remains)
    held.refresh_from_db()
    assert (held.status, remains.identifications.standing().exists()) == ("confirmed", False)


def test_a_result_before_the_hand_over_is_refused() -> None:
    remains = RemainsFactory()
    with pytest.raises(ValidationError, match="before the hand-over"):
        identify_remains(
            remains_transfer=remains,
            tag="1",
            result="unidentified",
            decided=PartialDate.parse("2024"),
            by=User.objects.system(),
        )
