"""What reports about exchanges direction by direction share: which exchanges, and who may be told of the persons."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from common import clock
from reports.catalogue.parameters import KnownOnParameters, SinceParameters, day_of
from reports.catalogue.report import Report
from reports.enums import Told, Topic
from reports.queries.transfers import Period, is_there

#: What else a reader of an answer must hold where it was made for somebody who holds it.
READ_WITH = (Permission.PRISONERS_FIGURES, Permission.MANIFESTS_VIEW)


class ExchangeReport(Report):
    """A question about exchanges whose figures are public, and beside them counts of those named on manifests."""

    topic = Topic.EXCHANGES
    permission = Permission.EXCHANGES_VIEW
    counts_persons = True

    class Parameters(KnownOnParameters, SinceParameters):
        exchange = forms.IntegerField(
            label=_("Exchange"),
            required=False,
            min_value=1,
            max_value=2**31 - 1,
            help_text=_("By our own number; leave blank for all of the period"),
        )

    def check(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> None:
        """Raises ValidationError for an exchange that the user does not see."""
        number = parameters.get("exchange")
        if number and not is_there(user, number):
            raise ValidationError({"exchange": _now("There is no exchange of this number.")})

    def needs(self, user: User) -> frozenset[str]:
        """Who reads an answer that counts those named may be told of as many persons as who it was made for."""
        held = [permission for permission in READ_WITH if user.has_perm(permission)]
        seen = {f"sight:{token}" for permission in held for token in user.sight(permission).tokens}
        in_full = {Permission.PRISONERS_VIEW.value} if self.in_full(user) else set()
        return super().needs(user) | in_full | seen | {permission.value for permission in held}

    def period(self, parameters: dict[str, Any], as_of: datetime.date) -> Period:
        return Period(day_of(parameters, "since"), as_of, parameters.get("exchange"), day_of(parameters, "known_on"))

    def told(self, parameters: dict[str, Any], as_of: datetime.date) -> Told:
        """How counts of persons are told: only of all exchanges, up to today or the end of a month.

        The difference of two narrower answers would tell what each of them hides.
        """
        whole_month = (as_of + datetime.timedelta(days=1)).day == 1
        narrowed = parameters["since"] or parameters["exchange"] or parameters["known_on"]
        return Told.HIDDEN if narrowed or not (whole_month or as_of == clock.today()) else Told.PARTITION
