"""Any order of legal and illegal moves by several people keeps what is always true, and ends in no raw error."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import User
from accounts.roles import Role
from audit.verbs import acting
from common.errors import Conflict, IllegalMove, Stale
from common.partial_dates import PartialDate
from exchanges.domain.attempts import try_again
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.manifest.approving import content_of, going, hash_of
from exchanges.domain.manifest.changing import veto, withdraw
from exchanges.domain.manifest.locking import become, lock_entries, lock_open
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.domain.manifest.substituting import substitute
from exchanges.domain.transfers import revise_transfer
from exchanges.enums import COMPLETE, CountStatus, Direction, ExchangeStatus, Rest
from exchanges.manifest_enums import APPROVE_MANIFEST, EntryOrigin, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from prisoners.domain.captivities import open_captivity, record_event
from prisoners.enums import EventKind
from prisoners.models import Captivity
from tests.factories import CaptivityFactory, TransferFactory, by_two, other, someone, user_with, voided
from tests.factories.settled import broken

pytestmark = pytest.mark.django_db
REFUSED = (ValidationError, IllegalMove, Conflict, Stale, PermissionDenied)
DAY = datetime.date(2024, 10, 18)
SMALL = settings(max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
LARGE = settings(SMALL, max_examples=150, stateful_step_count=60)
WHICH = st.integers(0, 7)
WHO = st.sampled_from(["proposer", "second", "analyst"])


class Manifests(RuleBasedStateMachine):
    """Several people work on three exchanges and six persons; each run is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.done = 0
        self.run = transaction.atomic()
        self.run.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    def attempt(self, act: Any, *args: Any, **kwargs: Any) -> None:
        """Do it; what is refused in words is no fault, whatever else is raised is one."""
        try:
            with transaction.atomic():
                act(*args, **kwargs)
            self.done += 1
        except REFUSED:
            pass

    def pick(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def exchange(self, number: int) -> Exchange:
        return self.pick(Exchange.objects.standing(), number)

    def transfer(self, number: int) -> Transfer | None:
        return self.pick(Transfer.objects.standing().select_related("exchange"), number)

    def captivity(self, number: int) -> Captivity:
        return self.pick(Captivity.objects.standing().select_related("person"), number)

    def entry(self, number: int) -> ManifestEntry | None:
        return self.pick(ManifestEntry.objects.standing().select_related("transfer__exchange"), number)

    @rule(which=WHICH, people=st.lists(WHICH, min_size=1, max_size=4), who=WHO, late=st.booleans())
    def nominate(self, which: int, people: list[int], who: str, late: bool) -> None:
        chosen = [Nominee(self.captivity(each).pk) for each in people]
        origin = EntryOrigin.HAND_OVER if late else EntryOrigin.SEARCH
        if transfer := self.transfer(which):
            self.attempt(nominate, transfer=transfer, people=chosen, by=someone(who), origin=origin)

    @rule(which=WHICH, act=st.sampled_from([veto, withdraw]), who=WHO)
    def take_off(self, which: int, act: Any, who: str) -> None:
        if entry := self.entry(which):
            self.attempt(act, exchange=entry.transfer.exchange, entries=[entry], by=someone(who), reason="demanded")

    @rule(which=WHICH, instead=WHICH, who=WHO)
    def substitute(self, which: int, instead: int, who: str) -> None:
        if entry := self.entry(which):
            captivity = self.captivity(instead)
            self.attempt(substitute, manifest_entry=entry, captivity=captivity, by=someone(who), reason="demanded")

    @rule(which=WHICH, to=st.sampled_from(EntryStatus))
    def mark(self, which: int, to: EntryStatus) -> None:
        if entry := self.entry(which):
            self.attempt(self._marked, entry, to)

    @staticmethod
    def _marked(entry: ManifestEntry, to: EntryStatus) -> None:
        """As at the bus; what the screen there never does is left to the other rules."""
        if to in (EntryStatus.NOMINATED, EntryStatus.APPROVED, EntryStatus.VETOED, EntryStatus.WITHDRAWN):
            raise IllegalMove
        if to == EntryStatus.SUBSTITUTED or not (entry.frozen_in_id or entry.origin == EntryOrigin.HAND_OVER):
            raise IllegalMove
        with acting(by=someone("proposer"), verb_name="synthetic.mark"):
            locked = lock_entries(lock_open(entry.transfer.exchange), [entry])
            become(locked, to, delivered_on=DAY if to == EntryStatus.DELIVERED else None)

    @rule(which=WHICH)
    def approve(self, which: int) -> None:
        exchange = self.exchange(which)
        self.attempt(by_two, APPROVE_MANIFEST, exchange, sha256=hash_of(content_of(going(exchange))))

    @rule(which=WHICH, to=st.sampled_from(ExchangeStatus), who=WHO)
    def move(self, which: int, to: ExchangeStatus, who: str) -> None:
        if to not in (ExchangeStatus.COMPLETED, ExchangeStatus.PARTLY_COMPLETED):
            exchange = self.exchange(which)
            self.attempt(move_exchange, exchange=exchange, to=to, by=someone(who), reason="as agreed")

    @rule(which=WHICH)
    def go_on(self, which: int) -> None:
        """The next state that leads to a hand-over, so that runs come to an end."""
        exchange = self.exchange(which)
        for step in (each for each in exchange.moves if each in ON_THE_WAY):
            self.attempt(move_exchange, exchange=exchange, to=step, by=someone("second"))
            break

    @rule(which=WHICH, to=st.sampled_from(["completed", "partly_completed"]), rest=st.sampled_from(["", *Rest.values]))
    def complete(self, which: int, to: str, rest: str) -> None:
        self.attempt(by_two, COMPLETE, self.exchange(which), to=to, rest=rest)

    @rule(which=WHICH, number=st.one_of(st.none(), st.integers(0, 5)))
    def count(self, which: int, number: int | None) -> None:
        status = CountStatus.WITHHELD if number is None else CountStatus.KNOWN
        if transfer := self.transfer(which):
            told = {"delivered": number, "count_status": status}
            self.attempt(revise_transfer, transfer=transfer, by=someone("proposer"), **told)

    @rule(which=WHICH)
    def again(self, which: int) -> None:
        self.attempt(try_again, exchange=self.exchange(which), by=someone("proposer"))

    @rule(which=WHICH)
    def void(self, which: int) -> None:
        if Exchange.objects.standing().count() > 1:
            self.attempt(voided, self.exchange(which), "it never was")

    @rule(which=WHICH, kind=st.sampled_from([EventKind.ESCAPED, EventKind.DIED, EventKind.CONFIRMED]))
    def happen(self, which: int, kind: EventKind) -> None:
        on = PartialDate.parse("2024-11-01")
        self.attempt(record_event, captivity=self.captivity(which), kind=kind, occurred=on, by=someone("proposer"))

    @rule(which=WHICH)
    def recapture(self, which: int) -> None:
        again = {"detaining_power": other(), "captured": PartialDate.parse("2025-03-01")}
        self.attempt(open_captivity, person=self.captivity(which).person, by=someone("proposer"), **again)

    @invariant()
    def all_is_well(self) -> None:
        assert broken() == []


ON_THE_WAY = (
    ExchangeStatus.PROPOSED,
    ExchangeStatus.AGREED,
    ExchangeStatus.LISTS_VERIFIED,
    ExchangeStatus.SCHEDULED,
    ExchangeStatus.UNDER_WAY,
)


@pytest.fixture
def cast() -> None:
    """Three exchanges, six persons held, and those who act: one of them may nothing of it."""
    User.objects.system(), someone("proposer"), someone("second")
    user_with(Role.ANALYST, username="analyst", language="en")
    for _each in range(3):
        made = TransferFactory(exchange__when=PartialDate.parse("2024-10-18"), count_status="not_stated")
        assert made.direction == Direction.TO_US
    CaptivityFactory.create_batch(6)


def test_whatever_people_do_all_stays_well(cast) -> None:
    run_state_machine_as_test(Manifests, settings=SMALL)


@pytest.mark.proving
@pytest.mark.timeout(3600)
def test_whatever_people_do_for_long_all_stays_well(cast) -> None:
    run_state_machine_as_test(Manifests, settings=LARGE)


def test_control_what_is_not_well_is_found(cast) -> None:
    """Past the triggers, which the owner may switch off, the statements find what must not be."""
    captivity = CaptivityFactory()
    Captivity.objects.filter(pk=captivity.pk).update(status="listed")
    assert broken() == ["whoever is listed stands approved on a manifest: 1"]
