"""Tables and filters of plans and of whom they propose."""

from typing import Any

import django_filters as filters
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models.record import name_for
from common.columns import ChipColumn, Column, DayColumn, NumberColumn, RecordColumn
from common.filters import FilterSet
from common.lists import Table
from exchanges.interfaces.plan_words import RuleWords, choice_chip, plan_chip, why
from exchanges.models import Plan, PlanChoice
from exchanges.plan_enums import ChoiceKind, PlanStatus
from negotiations.enums import Direction


class PlanTable(Table):
    """The list of plans."""

    title = RecordColumn(verbose_name=_("Plan"), empty_values=(), order_by="id")
    other_side = Column(verbose_name=_("With whom"))
    programme = Column(verbose_name=_("Programme"), unknown="–", orderable=False)
    hand_over_on = DayColumn(verbose_name=_("Hand-over on"))
    asked_by = Column(verbose_name=_("Asked by"), orderable=False)
    status = ChipColumn(chip=plan_chip, verbose_name=_("Status"))

    class Meta(Table.Meta):
        order_by = "-title"

    def render_title(self, record: Plan) -> str:
        return str(record)

    def value_title(self, record: Plan) -> str:
        return str(record)


class PlanFilter(FilterSet):
    """Plans by how far they are."""

    status = filters.ChoiceFilter(label=_("Status"), choices=PlanStatus)

    class Meta:
        model = Plan
        fields = ()


class PersonColumn(RecordColumn):
    """The person of a choice, by name as far as the reader may see it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accessor="captivity__person", linkify=True, orderable=False, **kwargs)

    def render(self, value: Any, table: Table) -> str:
        name = name_for(value, table.request.user)
        return (
            format_html("{} <small>{}</small>", name, _("restricted: takes two people")) if value.restricted else name
        )

    def value(self, value: Any, table: Table) -> str:
        return name_for(value, table.request.user)


class WhyColumn(Column):
    """Why somebody goes, or what would have to change."""

    def render(self, record: PlanChoice, table: "ChoiceTable") -> str:
        return why(record, table.rules)

    value = render


class ChoiceTable(Table):
    """Who goes, who is next in line, who goes home beside."""

    rules = RuleWords([])

    person = PersonColumn(verbose_name=_("Person"), shows="captivity__person__sex")
    direction = Column(verbose_name=_("Direction"), orderable=False)
    kind = ChipColumn(chip=choice_chip, verbose_name=_("Proposed"), orderable=False)
    place = NumberColumn(verbose_name=_("Place"), orderable=False)
    tier = NumberColumn(verbose_name=_("Tier"), unknown="–")
    days = NumberColumn(verbose_name=_("Days waited"))
    unit = Column(verbose_name=_("Unit"), accessor="captivity__unit", orderable=False, unknown="–")
    why = WhyColumn(verbose_name=_("Why, or what would have to change"), shows="tier", empty_values=(), orderable=False)

    class Meta(Table.Meta):
        pass


class ChoiceFilter(FilterSet):
    """By what is proposed of somebody, and which way."""

    kind = filters.ChoiceFilter(label=_("Proposed"), choices=ChoiceKind)
    direction = filters.ChoiceFilter(label=_("Direction"), choices=Direction)

    class Meta:
        model = PlanChoice
        fields = ()
