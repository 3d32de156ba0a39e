"""What others say of a unit: recorded with its source, shown on the unit's page, adopted nowhere."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.claims import adopt_claim
from exchanges.models import Claim
from tests.factories import ClaimFactory, ExchangeFactory, SourceFactory, UnitFactory, user_with

pytestmark = pytest.mark.django_db
THIRTY = {"measure": "returned_share", "number": None, "percent": Decimal(30)}


@pytest.fixture
def registrar(client: Client) -> Client:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    return client


def test_thirty_percent_of_a_unit_brought_back_is_a_claim() -> None:
    unit = UnitFactory(code="3057")
    claim = ClaimFactory(unit=unit, **THIRTY)
    assert (claim.subject, claim.figure) == (unit, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"measure": "returned_share", "number": 30}, "percent"),
        ({"measure": "held", "number": None, "percent": Decimal(30)}, "percent"),
    ],
)
def test_a_share_is_a_percentage_and_a_number_of_persons_is_none(fields, wrong) -> None:
    with pytest.raises(ValidationError) as refused:
        ClaimFactory(unit=UnitFactory(), **fields)
    assert wrong in refused.value.message_dict


def test_a_share_of_those_captured_is_not_said_of_an_exchange() -> None:
    with pytest.raises(ValidationError, match="of a unit or of a party"):
        ClaimFactory(exchange=ExchangeFactory(), **THIRTY)


def test_a_claim_is_not_of_a_unit_and_of_an_exchange() -> None:
    with pytest.raises(ValidationError, match="exactly one thing"):
        ClaimFactory(exchange=ExchangeFactory(), unit=UnitFactory())


def test_a_claim_about_a_unit_is_not_adopted() -> None:
    with pytest.raises(ValidationError, match="Only an exact number of a transfer"):
        adopt_claim(claim=ClaimFactory(unit=UnitFactory(), **THIRTY), reason="mine", by=User.objects.system())


def test_it_is_recorded_on_a_page_with_its_source(registrar) -> None:
    unit = UnitFactory()
    typed = {"measure": "returned_share", "qualifier": "=", "percent": "30", "quote": "30 %"}
    typed |= {"new_source_title": "An interview", "new_source_kind": "press"}
    response = registrar.post(reverse("exchanges:unit-claim-add", args=[unit.pk]), typed)
    assert response.url == f"{unit.get_absolute_url()}#claims"
    claim = Claim.objects.get()
    assert (claim.unit, claim.percent, claim.source.title) == (unit, 30, "An interview")


def test_a_claim_without_a_source_is_refused_and_kept_as_typed(registrar) -> None:
    typed = {"measure": "returned_share", "qualifier": "=", "percent": "30"}
    url = reverse("exchanges:unit-claim-add", args=[UnitFactory().pk])
    form = registrar.post(url, typed).context["form"]
    assert "source" in form.errors
    assert form["percent"].value() == "30"


def panel(client: Client, unit) -> str:
    panels = client.get(unit.get_absolute_url()).context["panels"]
    return [each for each in panels if each.anchor == "claims"]


def test_the_page_of_the_unit_shows_who_said_what(registrar) -> None:
    unit = UnitFactory()
    ClaimFactory(unit=unit, claimed_by=None, source=SourceFactory(publisher="A newspaper"), **THIRTY)
    [shown] = panel(registrar, unit)
    assert [row.label for row in shown.context["comparison"].rows] == ["brought back, of those ever captured"]
    content = registrar.get(unit.get_absolute_url()).content.decode()
    assert "A newspaper" in content
    assert "30 %" in content


@pytest.mark.parametrize(("role", "shown"), [(Role.LIAISON, 1), (Role.ADMINISTRATOR, None)])
def test_claims_are_shown_to_those_who_may_see_them(client, role, shown) -> None:
    unit = UnitFactory()
    client.force_login(user_with(role))
    response = client.get(unit.get_absolute_url())
    found = response.context and response.context.get("panels")
    assert (found and len([each for each in found if each.anchor == "claims"])) == shown


def test_a_source_is_named_to_those_only_who_may_see_sources(client) -> None:
    unit = UnitFactory()
    ClaimFactory(unit=unit, quote="in these words", source=SourceFactory(title="An interview"), **THIRTY)
    client.force_login(user_with(Role.LIAISON, language="en"))
    content = client.get(unit.get_absolute_url()).content.decode()
    assert "30 %" in content
    assert not {"An interview", "in these words"} & {
        text for text in ("An interview", "in these words") if text in content
    }


def test_a_claim_is_voided_from_the_page_of_its_unit(registrar) -> None:
    claim = ClaimFactory(unit=UnitFactory(), **THIRTY)
    asked = {"version": 1, "reason": "nobody said it"}
    response = registrar.post(reverse("exchanges:claim-void", args=[claim.pk]), asked)
    assert response.url == claim.unit.get_absolute_url()
