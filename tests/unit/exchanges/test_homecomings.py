"""In which exchange people came home, as lists of names tell it: to those who may see it."""

import datetime

import pytest

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import restrict_exchange, revise_exchange
from exchanges.models import ManifestEntry
from negotiations.domain.came_home import homecomings
from tests.factories import CaptivityFactory, someone, user_with
from tests.unit.exchanges.test_completion import completed, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> ManifestEntry:
    [entry] = under_way(CaptivityFactory())
    completed(entry)
    return entry


@pytest.fixture
def reader() -> User:
    return user_with(Role.LIAISON, Role.REGISTRAR)


def test_it_is_told_in_words_and_leads_there(home, reader) -> None:
    exchange = home.transfer.exchange
    told = homecomings([home.captivity_id], reader)[home.captivity_id]
    assert (told.exchange, told.url) == (str(exchange), exchange.get_absolute_url())


def test_of_a_restricted_exchange_nothing_is_told(home, reader) -> None:
    restrict_exchange(exchange=home.transfer.exchange, reason="synthetic", by=someone("proposer"))
    assert homecomings([home.captivity_id], reader) == {}


def test_under_embargo_it_is_told_to_those_who_may_know(home, reader) -> None:
    later = datetime.date(2099, 1, 1)
    revise_exchange(exchange=home.transfer.exchange, embargo_until=later, by=someone("proposer"))
    assert homecomings([home.captivity_id], reader) != {}
    assert homecomings([home.captivity_id], user_with(Role.MACHINE)) == {}


def test_who_goes_only_is_not_home_yet(reader) -> None:
    [entry] = under_way(CaptivityFactory())
    assert homecomings([entry.captivity_id], reader) == {}


def test_it_takes_one_statement_however_many_they_are(home, reader, django_assert_num_queries) -> None:
    homecomings([home.captivity_id], reader)
    others = [each.pk for each in CaptivityFactory.create_batch(3)]
    with django_assert_num_queries(1):
        homecomings([home.captivity_id, *others], reader)
