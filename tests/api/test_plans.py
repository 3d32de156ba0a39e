"""Plans over REST: asked, read, stopped; who has no business with them gets none."""

import pytest

from accounts.roles import Role
from tests.api.client import ApiClient
from tests.factories import home, other
from tests.factories.plans import ours, planned, reckoned

pytestmark = pytest.mark.django_db
TERMS = {"to_us": {"most": 40}, "to_them": {"most": 150}, "ratio": [40, 150]}


@pytest.fixture
def negotiator(client_of) -> ApiClient:
    home()
    return client_of(Role.NEGOTIATOR, scopes=["*:read", "plans:write"])


def test_a_plan_is_asked_for_and_waits(negotiator) -> None:
    answer = negotiator.ask("POST", "/plans/", {"other_side": str(other().pk), "terms": TERMS})
    assert answer.status_code == 202, answer.content
    told = negotiator.read(answer["Location"].removeprefix("http://testserver/api/v1"))
    assert (told["state"], told["terms"]["ratio"], len(told["rules"])) == ("queued", [40, 150], 2)


def test_terms_that_make_no_sense_are_told_by_member(negotiator) -> None:
    body = {"other_side": str(other().pk), "terms": TERMS | {"ratio": [0, 1]}}
    answer = negotiator.ask("POST", "/plans/", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/ratio")


def test_the_answer_is_read(negotiator) -> None:
    held = ours()
    plan = reckoned()
    (scenario,) = negotiator.read(f"/plans/{plan.pk}/")["scenarios"]
    (choice,) = negotiator.read(f"/plans/{plan.pk}/choices/")["results"]
    assert (scenario["to_us"], choice["captivity"], choice["kind"]) == (1, str(held.pk), "goes")


def test_it_is_listed_and_stopped_by_who_asked(negotiator) -> None:
    negotiator.ask("POST", "/plans/", {"other_side": str(other().pk), "terms": TERMS})
    (told,) = negotiator.read("/plans/")["results"]
    answer = negotiator.ask("POST", f"/plans/{told['id']}/transitions/", {"to": "cancelled"})
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MACHINE])
def test_others_get_none(client_of, role) -> None:
    plan, client = planned(), client_of(role, scopes=["*:read"])
    assert [client.ask("GET", each).status_code for each in ("/plans/", f"/plans/{plan.pk}/")] == [403, 403]
