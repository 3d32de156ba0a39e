"""What is kept of a proposal: how it was made, its terms by direction and category, and a clock for official ones."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from common import clock
from negotiations.domain.proposals import move_proposal, revise_proposal
from negotiations.models import Proposal, ProposalTerm
from tests.factories import ProposalFactory, home, voided
from tests.factories.negotiations import DAY, terms, whole_proposal

pytestmark = pytest.mark.django_db
TERM = {"direction": "to_us", "category": "women", "number": 5}


def revise(proposal: Proposal, **changes: object) -> Proposal:
    return revise_proposal(proposal=proposal, by=User.objects.system(), **changes)


def test_the_clock_of_an_official_request_runs() -> None:
    made_on = clock.today() - datetime.timedelta(days=9)
    assert ProposalFactory(made_on=made_on).days_waiting == 9


@pytest.mark.parametrize("kind", ["public", "reported"])
def test_no_clock_runs_for_other_words(kind) -> None:
    assert ProposalFactory(kind=kind).days_waiting is None


def test_the_clock_stops_with_the_answer() -> None:
    proposal, day = ProposalFactory(), DAY + datetime.timedelta(days=3)
    answered = move_proposal(proposal=proposal, to="refused", answered_on=day, by=User.objects.system())
    assert answered.days_waiting == 3


def test_only_official_requests_without_an_answer_wait() -> None:
    waiting = ProposalFactory()
    ProposalFactory(kind="public")
    move_proposal(proposal=ProposalFactory(), to="ignored", by=User.objects.system())
    assert list(Proposal.objects.waiting()) == [waiting]


def test_an_official_request_has_its_day() -> None:
    with pytest.raises(ValidationError) as refused:
        ProposalFactory(made_on=None)
    assert refused.value.message_dict.keys() == {"made_on"}
    assert ProposalFactory(made_on=None, kind="public").pk


def test_nor_does_it_lose_it_round_the_verb() -> None:
    proposal = ProposalFactory()
    with pytest.raises(IntegrityError, match="proposal_official_dated"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(made_on=None)


def test_a_party_proposes_to_another_one() -> None:
    with pytest.raises(ValidationError, match="another one"):
        ProposalFactory(made_by=home(), made_to=home())


def test_terms_stand_by_direction_and_category_and_no_number_is_no_zero() -> None:
    proposal = ProposalFactory(terms=terms(to_us=95, to_them=None))
    told = set(proposal.terms.values_list("direction", "number"))
    assert told == {("to_us", 95), ("to_them", None)}


def test_a_changed_term_takes_the_place_of_the_old_one() -> None:
    proposal = ProposalFactory(terms=[TERM])
    assert revise(proposal, terms=[TERM | {"number": 6}]).version == 2
    assert ProposalTerm.objects.standing().get().number == 6


def test_a_category_is_named_once_a_direction() -> None:
    with pytest.raises(ValidationError, match="named twice"):
        ProposalFactory(terms=[TERM, TERM | {"number": 6}])


def test_a_term_that_is_wrong_is_told_with_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        ProposalFactory(terms=[TERM | {"category": "nobody"}])
    assert refused.value.message_dict["terms"][0].startswith("Category:")


def test_an_answered_public_statement_is_not_made_official_without_the_day() -> None:
    proposal = move_proposal(proposal=ProposalFactory(kind="public"), to="refused", by=User.objects.system())
    with pytest.raises(ValidationError) as refused:
        revise(proposal, kind="official")
    assert refused.value.message_dict.keys() == {"kind"}


def test_terms_are_voided_with_it() -> None:
    voided(whole_proposal())
    assert not ProposalTerm.objects.standing().exists()
