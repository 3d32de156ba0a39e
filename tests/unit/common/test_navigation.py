"""The work at the left: what is there and what the reader may do."""

import pytest
from django.contrib.auth.models import AnonymousUser

from common import navigation
from common.navigation import Entry, links_for, offer_search, register, search_url_for


class Reader:
    is_authenticated = True

    def has_perm(self, permission):
        return permission == "exchanges.view"


@pytest.fixture(autouse=True)
def only_these(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    register(Entry("Language", "accounts:language", "exchanges.view", order=20))
    register(Entry("Sign out", "accounts:sign-out", order=10))
    register(Entry("Hidden", "accounts:sign-in", "audit.view"))
    register(Entry("Not built", "no:such-url"))


def test_shows_in_order_what_exists_and_is_allowed():
    assert [link.label for link in links_for(Reader(), "/")] == ["Sign out", "Language"]


def test_marks_the_room_that_the_page_is_in():
    assert [link.current for link in links_for(Reader(), "/accounts/language/deeper/")] == [False, True]


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_nothing_before_signing_in(user):
    assert links_for(user, "/") == []


def test_marks_the_room_on_the_lists_that_are_reached_from_it(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    register(Entry("Sign out", "accounts:sign-out", covers=("accounts:language",)))
    assert [link.current for link in links_for(Reader(), "/accounts/language/")] == [True]


def test_the_search_box_is_for_those_who_may_use_it(monkeypatch):
    monkeypatch.setattr(navigation, "_search", {})
    offer_search("accounts:language", lambda user: user.has_perm("exchanges.view"))
    assert search_url_for(Reader()) == "/accounts/language/"
    offer_search("accounts:language", lambda user: user.has_perm("audit.view"))
    assert search_url_for(Reader()) == ""


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_no_search_box_before_signing_in(user):
    assert search_url_for(user) == ""
