"""What moves out of a client's sight is taken back with all that stands on it; what moves in comes whole.

The measure is the snapshot: whatever happens, a copy kept by the feed is the copy that a new client would get.
"""

import datetime
import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from accounts import acts
from accounts.models import Restrictable, User
from accounts.roles import Role
from accounts.sight import Recipient, Sight
from api.queries import copies
from api.sync import changes, ways
from api.sync.scope import SYNCED
from audit.verbs import acting
from common import clock
from exchanges.domain.exchanges import move_exchange, restrict_exchange, revise_exchange
from negotiations.domain.lists import restrict_list
from negotiations.domain.rounds import restrict_round
from places.domain.places import restrict_place
from prisoners.domain.captivities import revise_captivity
from prisoners.domain.persons import revise_person
from prisoners.domain.restricting import end_withholding, restrict_person, withhold
from tests.api.follower import Follower, as_text, bureau, told
from tests.factories import (
    CaptivityFactory,
    ExchangeFactory,
    ManifestEntryFactory,
    PersonFactory,
    PlaceFactory,
    TransferFactory,
    UnitFactory,
    by_two,
    merged,
    someone,
)
from tests.factories.hidden import Hidden, _touch, hide_exchange, hide_person, hide_round
from tests.factories.lists import decision_of, entered
from units.models import Assignment

pytestmark = pytest.mark.django_db
Hide = Callable[[], Any]
SYSTEM = User.objects.system


@pytest.fixture
def follower(db) -> Follower:
    return Follower()


def a_person(hidden: Hidden) -> Hide:
    person, _held = hide_person(hidden, "person")
    return lambda: restrict_person(person=person, reason="synthetic", by=SYSTEM())


def a_place(hidden: Hidden) -> Hide:
    place = PlaceFactory(name_uk=hidden.word("placeuk"), name_en=hidden.word("placeen"))
    _touch(hidden, place)
    hidden.add("api:places", place)
    return lambda: restrict_place(place=place, reason="synthetic", by=SYSTEM())


def an_exchange(hidden: Hidden) -> Hide:
    exchange = hide_exchange(hidden, "exchange", 8642097)
    stage = hide_exchange(hidden, "stage", 8642098, parent=exchange)
    hidden.add("api:manifest-entries", ManifestEntryFactory(transfer=stage.transfers.first()))
    return lambda: restrict_exchange(exchange=exchange, reason="synthetic", by=SYSTEM())


def an_embargo(hidden: Hidden) -> Hide:
    exchange = hide_exchange(hidden, "embargoed", 8642097)
    later = clock.today() + datetime.timedelta(days=3)
    return lambda: revise_exchange(exchange=exchange, embargo_until=later, by=SYSTEM())


def a_round(hidden: Hidden) -> Hide:
    held = hide_round(hidden)
    return lambda: restrict_round(round=held, reason="synthetic", by=SYSTEM())


def a_list(hidden: Hidden) -> Hide:
    entry = entered(f"{hidden.word('entry')} Ivan")
    hidden.add("api:list-entries", entry)
    hidden.add("api:name-lists", entry.name_list)
    hidden.add("api:decisions", decision_of(entry, note=hidden.word("decision")))
    return lambda: restrict_list(name_list=entry.name_list, reason="synthetic", by=SYSTEM())


HIDE = [a_person, a_place, an_exchange, an_embargo, a_round, a_list]


def snapshot_of(follower: Follower) -> dict[str, Any]:
    return Follower(follower.user).begin().copy


class TestMovingOut:
    @pytest.mark.parametrize("make", HIDE)
    def test_it_is_taken_back_with_all_that_stands_on_it(self, make, follower) -> None:
        hide = make(hidden := Hidden())
        copied = follower.begin().copy.keys() & hidden.secret_keys
        hide()
        entries = follower.follow()
        taken = {each["id"]: each for each in entries if each["op"] == "removed"}
        assert set() < copied <= taken.keys()
        assert {(each["reason"], each["data"], each["version"]) for each in taken.values()} == {
            ("out_of_scope", None, None)
        }
        assert follower.copy == snapshot_of(follower)
        assert not any(word in as_text(entries) for word in hidden.canaries)

    @pytest.mark.parametrize("make", HIDE)
    def test_what_stands_on_it_would_stay_else(self, make, follower, monkeypatch) -> None:
        """The control: told by the changed record alone, the copy keeps the rest."""
        monkeypatch.setattr(changes, "_moved", lambda *_: ([], None))
        hide = make(Hidden())
        follower.begin()
        hide()
        follower.follow()
        assert follower.copy != snapshot_of(follower)

    @pytest.mark.parametrize("make", HIDE)
    def test_who_never_had_it_is_told_nothing(self, make, follower) -> None:
        make(hidden := Hidden())()
        assert not hidden.secret_keys & {each["id"] for each in follower.follow()}

    def test_who_never_had_it_would_be_told_else(self, follower, monkeypatch) -> None:
        """The control: without the question what this client was given, a hidden record is told of."""
        everything = lambda _user, ids: {(each.model._meta.label_lower, key) for each in SYNCED for key in ids}  # noqa: E731
        monkeypatch.setattr(changes, "given", everything)
        a_person(hidden := Hidden())()
        assert hidden.secret_keys & {each["id"] for each in follower.follow()}

    def test_what_becomes_of_it_afterwards_is_not_told(self, follower) -> None:
        person = PersonFactory()
        follower.begin()
        restrict_person(person=person, reason="synthetic", by=SYSTEM())
        follower.follow()
        revise_person(person=person, notes="secret", by=SYSTEM())
        assert follower.follow() == []

    def test_a_record_that_names_it_comes_again_without_the_name(self, follower) -> None:
        place = PlaceFactory()
        exchange = ExchangeFactory(venue=place)
        assert follower.begin().copy[str(exchange.pk)]["venue"] == str(place.pk)
        restrict_place(place=place, reason="synthetic", by=SYSTEM())
        follower.follow()
        assert follower.copy[str(exchange.pk)]["venue"] is None

    def test_pages_shorter_than_what_stands_on_it_take_all_back(self, follower) -> None:
        hide = a_person(hidden := Hidden())
        follower.begin()
        hide()
        assert len(follower.follow(limit=2)) > 8
        assert not hidden.secret_keys & follower.copy.keys()

    def test_each_copy_of_one_client_is_told(self, follower) -> None:
        hide = a_person(Hidden())
        second = Follower(follower.begin().user).begin()
        hide()
        follower.follow()
        second.follow()
        assert second.copy == follower.copy


class TestMovingIn:
    def test_a_restriction_that_is_lifted(self, follower) -> None:
        person = restrict_person(person=CaptivityFactory().person, reason="synthetic", by=SYSTEM())
        assert str(person.pk) not in follower.begin().copy
        by_two(acts.LIFT, person, why="over")
        follower.follow()
        assert {str(person.pk), str(person.latest_captivity_id)} <= follower.copy.keys()
        assert follower.copy == snapshot_of(follower)

    def test_an_exchange_that_is_over(self, follower) -> None:
        transfer = TransferFactory(exchange=ExchangeFactory(embargo_until=None))
        assert str(transfer.pk) not in follower.begin().copy
        move_exchange(exchange=transfer.exchange, to="cancelled", reason="synthetic", by=SYSTEM())
        follower.follow()
        assert {str(transfer.pk), str(transfer.exchange_id)} <= follower.copy.keys()

    def test_an_embargo_that_ends_by_its_day(self, follower, monkeypatch) -> None:
        tomorrow = clock.today() + datetime.timedelta(days=1)
        transfer = TransferFactory(exchange=ExchangeFactory(embargo_until=tomorrow))
        follower.begin()
        assert follower.follow() == []
        monkeypatch.setattr(clock, "today", lambda: tomorrow)
        assert told(follower.follow(), transfer, transfer.exchange) == [("upsert", None)] * 2
        assert follower.follow() == []

    def test_it_would_not_appear_else(self, follower, monkeypatch) -> None:
        """The control: no change is published on that day."""
        tomorrow = clock.today() + datetime.timedelta(days=1)
        TransferFactory(exchange=ExchangeFactory(embargo_until=tomorrow))
        follower.begin()
        monkeypatch.setattr(copies, "by_date", lambda *_: {})
        monkeypatch.setattr(clock, "today", lambda: tomorrow)
        assert follower.follow() == []


class TestWithheld:
    def test_it_comes_and_goes(self, follower) -> None:
        captivity = CaptivityFactory()
        follower.begin()
        kept = withhold(person=captivity.person, client=follower.user, reason="family", by=SYSTEM())
        assert told(follower.follow(), captivity, captivity.person, kept) == [("removed", "out_of_scope")] * 2
        end_withholding(withholding=kept, reason="safe", by=SYSTEM())
        assert told(follower.follow(), captivity, captivity.person, kept) == [("upsert", None)] * 2

    def test_it_ends_by_its_day(self, follower, monkeypatch) -> None:
        captivity, tomorrow = CaptivityFactory(), clock.today() + datetime.timedelta(days=1)
        withhold(person=captivity.person, client=follower.user, until=tomorrow, reason="family", by=SYSTEM())
        assert str(captivity.pk) not in follower.begin().copy
        monkeypatch.setattr(clock, "today", lambda: tomorrow)
        assert told(follower.follow(), captivity, captivity.person) == [("upsert", None)] * 2

    def test_another_client_is_told_as_before(self, follower) -> None:
        person = PersonFactory()
        follower.begin()
        withhold(person=person, client=bureau(), reason="family", by=SYSTEM())
        assert told(follower.follow(), person) in ([], [("upsert", None)])


class TestUnits:
    def test_a_captivity_that_moves_from_one_unit_to_another(self) -> None:
        ours, theirs = UnitFactory(), UnitFactory()
        captivity = CaptivityFactory(unit=ours)
        us, them = (Follower(bureau(sees=({"unit": each},))).begin() for each in (ours, theirs))
        revise_captivity(captivity=captivity, unit=theirs, by=SYSTEM())
        told_us, told_them = us.follow(), them.follow()
        assert told(told_us, captivity, captivity.person) == [("removed", "out_of_scope")] * 2
        assert told(told_them, captivity, captivity.person) == [("upsert", None)] * 2
        assert str(theirs.pk) not in as_text([each for each in told_us if each["type"] == "captivities"])

    def test_a_new_unit_under_ours_asks_for_the_snapshot(self) -> None:
        ours = UnitFactory()
        follower = Follower(bureau(sees=({"unit": ours},))).begin()
        UnitFactory(parent=ours)
        assert follower.asked("changes").status_code == 410


class TestGrants:
    def reset(self, follower: Follower) -> bool:
        answer = follower.asked("changes")
        if answer.status_code == 410:
            problem = answer.json()
            assert (problem["code"], problem["type"]) == ("cursor-reset", "urn:obmin:problem:cursor-reset")
            assert problem["snapshot_url"].endswith("/api/v1/sync/snapshot/")
        return answer.status_code == 410

    def test_an_assignment_that_is_added_or_taken_back(self) -> None:
        follower = Follower(bureau(sees=())).begin()
        assert not self.reset(follower)
        with acting(by=SYSTEM(), verb_name="units.assign"):
            Assignment.objects.create(user=follower.user, role=Role.MACHINE)
        assert self.reset(follower)
        assert not self.reset(follower.begin())

    def test_a_token_with_other_types(self) -> None:
        follower = Follower(scopes=("sync:read", "persons:read"))
        other = Follower(follower.user, scopes=("sync:read", "persons:read", "places:read"))
        other.cursor = follower.begin().cursor
        assert (self.reset(follower), self.reset(other)) == (False, True)


def test_ways_are_found_for_whatever_can_be_hidden() -> None:
    """Each kind that can be hidden by itself leads somewhere, and each column that sight asks about is followed."""
    assert {way.root for way in ways.ways()} == {each.model for each in SYNCED if issubclass(each.model, Restrictable)}
    followed = ways.moving([Sight(recipient=Recipient())])
    for sight in SIGHTS:
        for table, column in asked_by(sight):
            model = next(each for each in followed if each._meta.db_table == table)
            assert column in followed[model] | NEVER_CHANGE, (table, column)


#: Keys, and whose they are, which no verb changes.
NEVER_CHANGE = {"id", "person_id", "party_id", "client_id"}
SIGHTS = [
    Sight(None),
    Sight(frozenset({uuid.uuid4()})),
    Sight(frozenset({uuid.uuid4()}), frozenset({uuid.uuid4()})),
    Sight(None, None, recipient=Recipient(uuid.uuid4(), frozenset({uuid.uuid4()}))),
]


def asked_by(sight: Sight) -> set[tuple[str, str]]:
    """The columns, each with its table, that decide what a sight shows of the kinds that can be hidden."""
    found = set()
    for model in {way.root for way in ways.ways()}:
        where = model._base_manager.filter(model.within(sight)).query.where
        todo = [where]
        while todo:
            node = todo.pop()
            todo += [each for each in getattr(node, "children", ()) if not isinstance(each, bool)]
            for side in (getattr(node, "lhs", None), getattr(node, "rhs", None)):
                if hasattr(side, "target"):
                    found.add((side.target.model._meta.db_table, side.target.column))
                elif hasattr(side, "where"):
                    todo.append(side.where)
    return found


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.proving) for each in range(1, 20))])
def test_a_copy_is_the_snapshot_whatever_happens(seed) -> None:
    """Twenty acts at random, the feed read in between by pages of random length, by clients of every kind of sight."""
    chance, units = random.Random(seed), [UnitFactory(), UnitFactory()]  # noqa: S311
    held = [CaptivityFactory(unit=chance.choice(units)) for _ in range(4)]
    exchanges = [TransferFactory(exchange=ExchangeFactory(venue=PlaceFactory())).exchange for _ in range(2)]
    sights = [({},), ({"restricted": True},), ({"unit": units[0]},), ()]
    followers = [Follower(bureau(sees=each)).begin() for each in sights]
    for _ in range(20):
        chance.choice(ACTS)(chance, held, exchanges, units, followers)
        if chance.random() < 0.3:
            chance.choice(followers).follow(limit=chance.choice([1, 3, 500]))
    for follower in followers:
        follower.follow(limit=chance.choice([1, 3, 500]))
        assert follower.copy == snapshot_of(follower)


def _restrict(chance: random.Random, held: list, *_: Any) -> None:
    person = chance.choice(held).person
    person.refresh_from_db()
    if person.restricted:
        by_two(acts.LIFT, person, why="over", by=someone("second"))
    elif not person.merged_into_id:
        restrict_person(person=person, reason="synthetic", by=SYSTEM())


def _move(chance: random.Random, held: list, _exchanges: list, units: list, *_: Any) -> None:
    revise_captivity(captivity=chance.choice(held), unit=chance.choice(units), by=SYSTEM())


def _withhold(chance: random.Random, held: list, _exchanges: list, _units: list, followers: list) -> None:
    person, user = chance.choice(held).person, chance.choice(followers).user
    if kept := person.withholdings.standing().filter(client=user).first():
        end_withholding(withholding=kept, reason="safe", by=SYSTEM())
    else:
        withhold(person=person, client=user, reason="family", by=SYSTEM())


def _embargo(chance: random.Random, _held: list, exchanges: list, *_: Any) -> None:
    day = clock.today() + datetime.timedelta(days=chance.choice([-3, 3]))
    revise_exchange(exchange=chance.choice(exchanges), embargo_until=day, by=SYSTEM())


def _hide_place(chance: random.Random, _held: list, exchanges: list, *_: Any) -> None:
    place = chance.choice(exchanges).venue
    place.refresh_from_db()
    if place.restricted:
        by_two(acts.LIFT, place, why="over", by=someone("second"))
    else:
        restrict_place(place=place, reason="synthetic", by=SYSTEM())


def _again(_chance: random.Random, held: list, *_: Any) -> None:
    held.append(CaptivityFactory())


def _merge(chance: random.Random, held: list, *_: Any) -> None:
    merged(CaptivityFactory().person, into=held[-1].person) if chance.random() < 0.3 else None


ACTS = [_restrict, _move, _withhold, _embargo, _hide_place, _again, _merge]
