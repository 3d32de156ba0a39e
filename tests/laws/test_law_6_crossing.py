"""The whole crossing of law 6: each role alone, every address, every hidden key in every place. `make prove-sight`."""

import pytest

from accounts.roles import Role
from tests.factories import user_with
from tests.laws.crawl import SEES_EMBARGOED, everywhere, leaks, signed_in
from tests.laws.writes import told_apart

pytestmark = [pytest.mark.django_db, pytest.mark.crossing, pytest.mark.timeout(1800)]


@pytest.fixture(autouse=True)
def nobody_is_held_back(settings) -> None:
    """The crossing asks more in a minute than a client may."""
    settings.API_RATE = 10**9


@pytest.mark.parametrize("role", list(Role))
def test_each_role_alone_finds_nothing(role, hidden) -> None:
    if role in SEES_EMBARGOED:
        hidden.shows_embargoed()
    assert leaks(signed_in(user_with(role)), everywhere(hidden, crossing=True), hidden) == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_alone_is_told_nothing_by_what_it_sends(role, hidden) -> None:
    if role in SEES_EMBARGOED:
        hidden.shows_embargoed()
    assert told_apart(signed_in(user_with(role)), hidden, crossing=True) == []
