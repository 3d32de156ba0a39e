"""Pages for when something is wrong."""

import pytest
from django.template.loader import get_template


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_needs_neither_request_nor_database(name):
    assert "Nothing was changed" in get_template("400.html").render()
    assert "<h1>" in get_template(name).render()


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do(client):
    response = client.get("/no-such-page/", secure=True, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert b"find the record in its list" in response.content
