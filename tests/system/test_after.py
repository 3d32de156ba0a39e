"""The pages of what goes beside and after exchanges: on a large and a small screen, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from exchanges.domain.correcting import draft_correction
from exchanges.domain.identifications import identify_remains
from exchanges.models import Exchange
from prisoners.domain.after_return import report_after_return
from tests.factories import (
    CaptivityFactory,
    ClaimFactory,
    InformationFactory,
    PartyFactory,
    RemainsFactory,
    SourceFactory,
    completed_exchange,
    other,
    returned,
    user_with,
)
from tests.system.steps import faults, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR, Role.NEGOTIATOR, language="en")


def corrected() -> Exchange:
    """The draft of a correction of an exchange."""
    exchange = completed_exchange(157, 157, formula="157 for 157")
    said = {
        each.direction: {name: getattr(each, name) for name in ("from_party", "to_party", "count_status", "delivered")}
        for each in exchange.transfers.all()
    }
    said["to_us"]["delivered"] = 158
    return draft_correction(exchange=exchange, transfers=said, when=exchange.when, by=User.objects.system())


def addresses() -> Iterator[str]:
    """The address of each page, with something on it."""
    system, source = User.objects.system(), SourceFactory(reliability="B", credibility=2)
    remains = RemainsFactory(received=6057, source=source, notes="Several hand-overs together.")
    for party in (None, other()):
        ClaimFactory(remains_transfer=remains, measure="remains", number=6057, claimed_by=party)
    identify_remains(
        remains_transfer=remains,
        tag="UA-0001",
        result="identified",
        fate="in_captivity",
        method="dna",
        person=CaptivityFactory().person,
        by=system,
    )
    identify_remains(remains_transfer=remains, tag="UA-0002", result="other_side", by=system)
    InformationFactory(count=300, mediator=PartyFactory(name_en="Qatar", name_uk="Катар"), source=source)
    report_after_return(captivity=returned(), kind="front", source=source, by=system)
    again = returned()
    CaptivityFactory(person=again.person, captured=PartialDate.parse("2025-01-02"))
    draft = corrected()
    yield from ("/exchanges/remains/", remains.get_absolute_url(), f"{remains.get_absolute_url()}bodies/many/")
    yield from ("/exchanges/information/", "/prisoners/article-117/")
    yield from (f"/exchanges/{draft.pk}/difference/", draft.supersedes.get_absolute_url())


def test_every_page_breaks_no_accessibility_rule_and_fits_the_screen(page: Page, registrar: User) -> None:
    sign_in(page, registrar)
    assert faults(page, addresses()) == []
