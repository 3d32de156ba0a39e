"""Invented persons: they follow from the seed, look like life, and keep the register's own rules."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from accounts.models import User
from exchanges.domain.reference import add_reference_data
from prisoners.domain.demo.fill import drafted, fill, prepare_demo_persons
from prisoners.domain.demo.words import Pick, names
from prisoners.domain.names import with_keys
from prisoners.enums import HOME_AGAIN, OPEN, AlertKind
from prisoners.models import Alert, Captivity, Person, PersonName, StatusEvent
from tests.shared import settle, shared

pytestmark = pytest.mark.django_db
SEVERAL = 2000


@pytest.fixture
def by() -> User:
    system = User.objects.system()
    add_reference_data(by=system)
    return system


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shared(django_db_blocker):
        system = User.objects.system()
        add_reference_data(by=system)
        list(fill(target=SEVERAL, seed=1, by=system))
        settle()
        yield


def test_a_seed_gives_the_same_persons(by) -> None:
    world = prepare_demo_persons(by=by)
    assert drafted(world, 3, 0, 0, 50).rows == drafted(world, 3, 0, 0, 50).rows


def test_another_seed_gives_others(by) -> None:
    world = prepare_demo_persons(by=by)
    assert drafted(world, 3, 0, 0, 50).rows != drafted(world, 4, 0, 0, 50).rows


def test_the_rest_of_a_block_is_what_the_whole_would_be(by) -> None:
    world = prepare_demo_persons(by=by)
    assert drafted(world, 3, 0, 0, 50).rows[Person][30:] == drafted(world, 3, 0, 30, 50).rows[Person]


def test_rows_keep_the_rules_of_the_models(people) -> None:
    for model in (Person, PersonName, Captivity, StatusEvent):
        for row in model.objects.order_by("?")[:40]:
            row.full_clean(validate_unique=False, validate_constraints=False)


def test_names_have_the_keys_that_a_verb_would_give(people) -> None:
    for name in PersonName.objects.all()[:100]:
        (made,) = with_keys([{part: getattr(name, part) for part in ("surname", "given_name", "patronymic")}])
        assert {key: getattr(name, key) for key in made if key != "is_preferred"} == {
            key: value for key, value in made.items() if key != "is_preferred"
        }


def test_about_three_in_five_are_held_or_missing(people) -> None:
    assert 0.5 < Captivity.objects.filter(status__in=OPEN).count() / SEVERAL < 0.7


def test_the_latest_captivity_is_the_open_one(people) -> None:
    opened = Captivity.objects.filter(status__in=OPEN)
    assert set(opened) == set(
        Captivity.objects.filter(pk__in=Person.objects.values("latest_captivity"), status__in=OPEN)
    )


def test_who_came_home_and_is_captured_again_raises_the_alert(people) -> None:
    alerts = Alert.objects.filter(kind=AlertKind.RECAPTURED)
    assert alerts.exists()
    for alert in alerts:
        assert alert.captivity.person.captivities.filter(status__in=HOME_AGAIN).exists()


def test_events_end_in_the_status_of_their_captivity(people) -> None:
    for captivity in Captivity.objects.order_by("?")[:50]:
        assert captivity.events.order_by("id").last() is not None
        assert captivity.status in captivity.events.values_list("to_status", flat=True)


def test_nothing_befalls_anybody_in_the_future(people) -> None:
    assert not [
        each for each in Captivity.objects.all() if each.captured_on and each.captured_on > each.recorded_at.date()
    ]


def test_some_are_unknown_persons_with_a_description(people) -> None:
    assert Person.objects.filter(name="").exclude(description="").exists()


def test_surnames_repeat_as_in_life() -> None:
    chance = random.Random(1)  # noqa: S311 (no secret)
    drawn = Counter(names("ukrainian").surnames.draw(chance) for _ in range(10_000))
    assert drawn.most_common(1)[0][1] < 150
    assert len(drawn) > 2_000


def test_a_pick_follows_its_weights() -> None:
    chance = random.Random(1)  # noqa: S311 (no secret)
    assert 70 < Counter(Pick.of({"often": 3, "seldom": 1}).draw(chance) for _ in range(100))["often"] < 80


@pytest.mark.parametrize(("man", "woman"), [("Яворський", "Яворська"), ("Чорний", "Чорна"), ("Бойко", "Бойко")])
def test_a_woman_bears_her_form_of_a_surname(man: str, woman: str) -> None:
    assert names("ukrainian").of_a_woman(man) == woman
