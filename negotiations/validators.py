"""Checks of what is negotiated that a model, a form and a serializer share."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from negotiations.enums import ANSWERS, ROUND_BEGUN, ROUND_OVER, ProposalKind

if TYPE_CHECKING:
    from negotiations.models import Programme, ProgrammeEvent, Proposal, Round, Stance

EARLIER = gettext_lazy("It ends before it begins.")
NOT_YET = gettext_lazy("This day has not come yet.")


def check_round(round: "Round") -> None:
    """Raises ValidationError by field: days out of order, begun in the future, over without an outcome."""
    errors = {}
    if round.ends_on and not round.starts_on:
        errors["starts_on"] = _("Give the first day too when you give the last one.")
    elif round.ends_on and round.ends_on < round.starts_on:
        errors["ends_on"] = EARLIER
    if round.status in ROUND_BEGUN and round.starts_on and round.starts_on > clock.today():
        errors["starts_on"] = _("The round has begun, so its first day is not ahead.")
    if round.status in ROUND_OVER and not round.outcome.strip():
        errors["outcome"] = _("Say what came of it.")
    if errors:
        raise ValidationError(errors)


def check_proposal(proposal: "Proposal") -> None:
    """Raises ValidationError by field: one side only, a day in the future or after the answer, or missing where a clock
    runs.
    """
    errors = {}
    official, made_on = proposal.kind == ProposalKind.OFFICIAL, proposal.made_on
    if proposal.made_by_id and proposal.made_by_id == proposal.made_to_id:
        errors["made_to"] = _("A party proposes to another one.")
    if official and not made_on:
        errors["made_on"] = _("An official request has its day: the answer is waited for from then on.")
    elif made_on and made_on > clock.today():
        errors["made_on"] = NOT_YET
    elif made_on and proposal.answered_on and proposal.answered_on < made_on:
        errors["made_on"] = _("It was answered before this day.")
    if official and proposal.status in ANSWERS and not proposal.answered_on:
        errors["kind"] = _("The answer to an official request has its day.")
    if errors:
        raise ValidationError(errors)


def check_answer(proposal: "Proposal") -> None:
    """Raises ValidationError for the day of an answer that is in the future, before the proposal, or missing."""
    official, made_on, answered_on = proposal.kind == ProposalKind.OFFICIAL, proposal.made_on, proposal.answered_on
    if answered_on is None:
        if official and proposal.status in ANSWERS:
            raise ValidationError({"answered_on": _("The answer to an official request has its day.")})
    elif answered_on > clock.today():
        raise ValidationError({"answered_on": NOT_YET})
    elif made_on and answered_on < made_on:
        raise ValidationError({"answered_on": _("It was answered before it was made.")})


def check_stance(stance: "Stance") -> None:
    """Raises ValidationError by field: about nothing or several things, or days out of order or in the future."""
    errors = {}
    about = (stance.category, stance.branch_id, stance.unit_id, stance.cohort_id, stance.group.strip())
    if sum(map(bool, about)) != 1:
        errors["category"] = _("Say about whom: a category, a branch, a unit, a cohort or another group, and one only.")
    if stance.since and stance.until and stance.until <= stance.since:
        errors["until"] = EARLIER
    if stance.since and stance.since > clock.today():
        errors["since"] = NOT_YET
    if errors:
        raise ValidationError(errors)


def check_programme(programme: "Programme") -> None:
    """Raises ValidationError by field: a target of what is open-ended, ages out of order or at no date."""
    errors = {}
    youngest, oldest = programme.age_from, programme.age_to
    if programme.open_ended and programme.target_each is not None:
        errors["target_each"] = _("It is open-ended, so it has no number of persons.")
    if youngest is not None and oldest is not None and oldest < youngest:
        errors["age_to"] = _("The upper age is below the lower one.")
    limited = youngest is not None or oldest is not None
    if limited and not programme.age_taken:
        errors["age_taken"] = _("Say on which day the age is looked at.")
    if programme.age_taken and not limited:
        errors["age_from"] = _("Give the age, or say nothing of when it is looked at.")
    if errors:
        raise ValidationError(errors)


def check_event(event: "ProgrammeEvent") -> None:
    """Raises ValidationError by field: a day in the future, or before the programme was agreed."""
    agreed_on = event.programme.agreed_on
    if event.happened_on and event.happened_on > clock.today():
        raise ValidationError({"happened_on": NOT_YET})
    if event.happened_on and agreed_on and event.happened_on < agreed_on:
        raise ValidationError({"happened_on": _("The programme was agreed later.")})
