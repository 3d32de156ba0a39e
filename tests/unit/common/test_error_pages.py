"""Pages for when something is wrong."""

import pytest
from django.template.loader import get_template
from django.test import Client


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_needs_neither_request_nor_database(name):
    assert "<h1>" in get_template(name).render()


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do(client):
    response = client.get("/no-such-page/", secure=True, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert b"find the record in its list" in response.content


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_where_the_words_are():
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post("/accounts/sign-in/", {"username": "a"}, secure=True)
    assert response.status_code == 403
    assert b"the browser usually still holds what you typed" in response.content


def test_a_host_that_is_not_ours_gets_the_page_that_needs_nothing(client):
    response = client.get("/", headers={"host": "elsewhere.example"}, secure=True)
    assert response.status_code == 400
