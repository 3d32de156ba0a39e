"""Checks of a person and of a captivity that a model, a form, an import and a serializer share."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import clock
from common.partial_dates import PartialDate, Precision
from prisoners.enums import Criterion, HealthGrade, LegalCategory, ServiceBasis, Sex

if TYPE_CHECKING:
    from prisoners.models import Captivity, Person, PostReturnReport, PriorityRule

#: Older than this nobody is: a birth date further back is an error of typing. Years.
OLDEST = 110


def check_person(person: "Person") -> None:
    """Raises ValidationError by field: a birth in the future or too long ago, data withheld without saying why."""
    errors = {}
    if person.born and in_future(person.born):
        errors["born_on"] = _("This day has not come yet.")
    elif person.born and person.born.date.year < clock.today().year - OLDEST:
        errors["born_on"] = _("This is more than %(years)d years ago.") % {"years": OLDEST}
    if person.transmission != "free" and not person.transmission_reason.strip():
        errors["transmission_reason"] = _("Say why it is not sent on.")
    if errors:
        raise ValidationError(errors)


def check_captivity(captivity: "Captivity") -> None:
    """Raises ValidationError by field: dates in the future, an end before the start, somebody who holds their own."""
    errors = {}
    if in_future(captivity.captured):
        errors["captured_on"] = _("This day has not come yet.")
    if in_future(captivity.ended):
        errors["ended_on"] = _("This day has not come yet.")
    elif captivity.ended.is_before(captivity.captured):
        errors["ended_on"] = _("The end is before the capture.")
    if captivity.person_id and captivity.detaining_power_id == captivity.person.party_id:
        errors["detaining_power"] = _("A Power does not hold its own as captives: check both sides.")
    if captivity.unit_id and captivity.unit.party_id != captivity.person.party_id:
        errors["unit"] = _("This unit belongs to another side than the person.")
    if errors:
        raise ValidationError(errors)


def in_future(date: PartialDate) -> bool:
    """True when the whole of what is known of a date lies ahead."""
    return PartialDate(clock.today(), Precision.DAY).is_before(date)


def check_period(began: PartialDate, ended: PartialDate, *, field: str) -> None:
    """Raises ValidationError for an end that lies before its beginning, or ahead."""
    if ended.is_before(began):
        raise ValidationError({field: _("The end is before the beginning.")})
    if in_future(began) or in_future(ended):
        raise ValidationError({field: _("This day has not come yet.")})


#: The codes that a rule may take, by what it looks at; cohorts and units are records and are checked by the verb.
RULE_CODES = {
    Criterion.HEALTH: HealthGrade,
    Criterion.SEX: Sex,
    Criterion.CATEGORY: LegalCategory,
    Criterion.SERVICE_BASIS: ServiceBasis,
}
#: The most that a rule of one number may ask for, in its unit: days, years.
RULE_LIMITS = {Criterion.DAYS_HELD: 36_525, Criterion.UNDER_AGE: 120}


def check_rule(rule: "PriorityRule") -> None:
    """Raises ValidationError for values that the rule's criterion does not know."""
    if codes := RULE_CODES.get(rule.criterion):
        if unknown := sorted(set(rule.values) - set(codes.values)):
            raise ValidationError({"values": _("Not known here: %(values)s") % {"values": ", ".join(unknown)}})
    elif limit := RULE_LIMITS.get(rule.criterion):
        number = rule.values[0] if len(rule.values) == 1 else ""
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= limit):
            raise ValidationError({"values": _("Enter one whole number from 1 to %(limit)s.") % {"limit": limit}})


def check_report(report: "PostReturnReport") -> None:
    """Raises ValidationError by field: a report of a day that has not come yet, or of one before the return."""
    if in_future(report.reported):
        raise ValidationError({"reported_on": _("This day has not come yet.")})
    if report.captivity_id and report.reported.is_before(report.captivity.ended):
        raise ValidationError({"reported_on": _("This is before the return.")})
