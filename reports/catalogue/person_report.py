"""What all reports that count persons of the register share: whom they are about, and how they are told."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common import clock
from common.classification import FieldClass
from prisoners.models import Cohort
from prisoners.queries.held import Selection, of_reader, places_of
from reports.catalogue.parameters import HOME, PersonParameters, day_of
from reports.catalogue.report import Report
from reports.queries.codes import key_of, side_of
from units.models import Branch, Unit


class PersonReport(Report):
    """A question about persons of the register.

    Whoever may not see persons gets it told by the rules of small figures, table by table (`Table.told`), and may not
    narrow it: the difference of two answers would tell what each of them hides.
    """

    permission = Permission.PRISONERS_FIGURES
    counts_persons = True
    #: Parameters that arrange an answer and narrow nothing: they are for everybody.
    free: ClassVar[frozenset[str]] = frozenset({"side", "by"})
    #: Classes of fields that an answer gives away to those who may see them; its reader must see them too.
    gives_away: ClassVar[frozenset[FieldClass]] = frozenset()

    class Parameters(PersonParameters):
        pass

    def check(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> None:
        """Raises ValidationError where two answers, each without small figures, would tell them by their difference."""
        if self.in_full(user):
            return
        refused = _("Only those who may see persons narrow this question: the difference of answers would tell of few.")
        errors: dict[str, Any] = dict.fromkeys(self._narrowed(parameters), refused)
        if as_of != clock.today() and (as_of + datetime.timedelta(days=1)).day != 1:
            errors["as_of"] = _(
                "Choose today or the last day of a month: other days are for those who may see persons."
            )
        if errors:
            raise ValidationError(errors)

    def needs(self, user: User) -> frozenset[str]:
        """An answer in full is only for readers who may see persons, and what else it gives away."""
        seen = {f"field:{kind}" for kind in self.gives_away & user.field_classes_seen}
        return super().needs(user) | seen | ({Permission.PRISONERS_VIEW.value} if self.in_full(user) else set())

    def selection(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> Selection:
        """Whom the parameters name by codes, of those of whom the user may be told.

        A report may lack some of the parameters of PersonParameters: then it is about all.
        """
        side = parameters.get("side", HOME)
        party = side_of("" if side == HOME else side)
        unit, branch, cohort = (
            key_of(model, parameters.get(name, ""), party)
            for model, name in ((Unit, "unit"), (Branch, "branch"), (Cohort, "cohort"))
        )
        return Selection(
            party.pk,
            as_of,
            of_reader(user),
            places_of(user),
            known_on=day_of(parameters, "known_on"),
            unit=unit,
            branch=branch,
            category=parameters.get("category", ""),
            sex=parameters.get("sex", ""),
            cohort=cohort,
        )

    def _narrowed(self, parameters: dict[str, Any]) -> list[str]:
        """The parameters by which this question is narrower than the one that everybody may ask."""
        fields = self.Parameters.base_fields
        return [
            name
            for name, value in parameters.items()
            if name not in self.free and value not in (None, "", fields[name].initial)
        ]
