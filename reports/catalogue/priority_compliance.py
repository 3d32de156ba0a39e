"""Whether those who come home are those who come first."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from exchanges.enums import Direction
from prisoners.queries.held import Selection
from prisoners.queries.priority import policy_on
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.parameters import HOME, KnownOnParameters, SideParameters, SinceParameters, day_of
from reports.catalogue.person_report import PersonReport
from reports.catalogue.priority_compliance_words import TIERS, WORDS
from reports.catalogue.report import Asked, Behind, Progress
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries.as_known import as_known_on
from reports.queries.compliance import READ, Policies, Tier, came_home, policies_until, tiers_of_exchanges
from reports.queries.hand_overs import HandOver, hand_overs
from reports.queries.queue import held_by_tier, places_of_tier, taken

if TYPE_CHECKING:
    import altair

BY = [(key, WORDS[key][0]) for key in ("tiers", "exchanges", "shares")]
Counted = dict[str, Counter[Tier | None]]
LED = {"cell": Cell.COUNT, "leads_to": Leads.PERSONS}


@register
class PriorityCompliance(PersonReport):
    key = "priority-compliance"
    topic = Topic.NEGOTIATIONS
    title = _("Priority compliance")
    question = _("Are those who come home those who come first by the policy of priority?")
    definition = _(
        "Persons whom the manifests of completed exchanges name as handed over in the period, each by the tier that "
        "they had on the day of the hand-over under the policy in force on that day; beside them those held still on "
        "the day of the report. Two records that are one person are one. Exchanges of which it is not on record who "
        "came home are counted apart: unknown is not “no tier”. Whoever may not see what the rules look at, such as "
        "health, is told no tier."
    )
    words = WORDS
    gives_away = frozenset({FieldClass.STAFF, FieldClass.HEALTH, FieldClass.IDENTITY})

    class Parameters(KnownOnParameters, SinceParameters, SideParameters):
        by = forms.ChoiceField(
            label=_("First by"),
            choices=BY,
            initial="tiers",
            help_text=_("The first table is the chart and the CSV file"),
        )

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        selection, policies, exchanges, counted = self._counted(parameters, as_of, user)
        progress(len(exchanges), len(exchanges), "adding")
        policy = policy_on(as_of, selection.known_on)
        is_told = (policies.tells | policy.tells) <= user.field_classes_seen
        held = held_by_tier(selection, policy) if is_told else {}
        tables = [_tiers(counted, held, policies, is_told=is_told)]
        if is_told:
            named = [each for each in reversed(exchanges) if each.id in counted]
            tables += [_exchanges(named, counted, _way(parameters)), _shares(named, counted)]
        tables.sort(key=lambda table: table.key != parameters["by"])
        figures = _figures(exchanges, counted, _way(parameters), is_told=is_told)
        return Answer(figures, tuple(tables), {"on": as_of.isoformat(), "is_told": is_told})

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        exchanges, missing = answer.value("exchanges_in"), answer.value("exchanges_out")
        without = ngettext(
            "of %(number)s completed exchange it is not on record who came home",
            "of %(number)s completed exchanges it is not on record who came home",
            missing,
        ) % {"number": self._told(answer, "exchanges_out")}
        if not exchanges:
            if not missing:
                return _now("No exchange was completed in this period by %(day)s.") % {"day": day}
            return f"{without[0].upper()}{without[1:]}."
        parts = [
            ngettext(
                "In %(number)s exchange %(persons)s came home by name",
                "In %(number)s exchanges %(persons)s came home by name",
                exchanges,
            )
            % {"number": self._told(answer, "exchanges_in"), "persons": self._told(answer, "came_home")}
        ]
        if not answer.context["is_told"]:
            parts.append(_now("the tiers tell what you may not see of persons"))
        elif isinstance(answer.value("first_share"), float):
            told = {"first": self._told(answer, "first_share"), "all": self._told(answer, "in_tiers_share")}
            parts.append(_now("%(first)s of them were in the first tier and %(all)s in any") % told)
        return f"{'; '.join([*parts, without] if missing else parts)}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import bar_charts

        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        if not answer.context["is_told"] or not answer.value("came_home"):
            return None
        return bar_charts.bars(self, answer.table("tiers"), "share", "held_share", **words)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection, policies, exchanges, _found = self._counted(asked.parameters, asked.as_of, asked.reader)
        ids = [each.id for each in exchanges]
        direction = _way(asked.parameters)
        if key.startswith("exchanges_") or key == "unnamed":
            return super().behind(asked, key, row, column)
        if row is None:
            tiers = {"in_tiers": policies.tiers, "first_tier": [each for each in policies.tiers if each[0] == "1"]}
            return came_home(selection, policies, ids, direction, tiers.get(key))
        first = asked.answer.table(key).rows[row][0]
        if key == "tiers":
            tier = tuple(first) if first else None
            if column == "held":
                policy = policy_on(asked.as_of, selection.known_on)
                return taken(selection, policy, places_of_tier(policy, int(tier[0]) if tier else None))
            return came_home(selection, policies, ids, direction, [tier])
        return came_home(selection, policies, [first[0]], direction, _of_column(policies, column))

    def _counted(
        self, parameters: dict[str, Any], as_of: datetime.date, user: User
    ) -> tuple[Selection, Policies, list[HandOver], Counted]:
        """Whom it is about, by which policies, and by exchange who came home: of each tier how many."""
        selection = self.selection(parameters, as_of, user)
        with as_known_on(READ, selection.known_on, user):
            policies = policies_until(as_of)
            found = hand_overs(user, since=day_of(parameters, "since"), as_of=as_of)
            exchanges = [each for each in found if each.is_delivered]
        ids = [each.id for each in exchanges]
        return selection, policies, exchanges, tiers_of_exchanges(selection, policies, ids, _way(parameters))

    def _told(self, answer: Answer, key: str) -> str:
        return cells.in_words(self, answer.figure(key), answer.value(key))


def _way(parameters: dict[str, Any]) -> Direction:
    return Direction.TO_US if parameters["side"] == HOME else Direction.TO_THEM


def _of_column(policies: Policies, column: str) -> list[Tier | None] | None:
    if column == "no_tier":
        return [None]
    return (
        [each for each in policies.tiers if _column(each) == column] if column in WORDS and "tier" in column else None
    )


def _column(tier: Tier | None) -> str:
    """The column of the table of exchanges in which a tier stands."""
    if tier is None:
        return "no_tier"
    return f"tier_{tier[0]}" if int(tier[0]) <= TIERS else "later_tiers"


def _delivered(exchange: HandOver, way: Direction) -> int | None:
    return (exchange.to_us if way == Direction.TO_US else exchange.to_them).whole


def _figures(exchanges: list[HandOver], counted: Counted, way: Direction, *, is_told: bool) -> tuple[Figure, ...]:
    total = sum(counted.values(), Counter())
    persons, first = total.total(), sum(number for tier, number in total.items() if tier and tier[0] == "1")
    named = [each for each in exchanges if each.id in counted]
    unnamed = [
        max(delivered - counted[each.id].total(), 0)
        for each in named
        if (delivered := _delivered(each, way)) is not None
    ]
    led = {"told": Told.EACH, "leads_to": Leads.PERSONS}
    ids = {True: [], False: []}
    for each in exchanges:
        ids[each.id in counted].append(each.id)
    figures = [Figure("came_home", Cell.COUNT, persons, **led)]
    if is_told:
        shares = {"told": Told.EACH, "cell": Cell.PERCENT}
        figures += [
            Figure("in_tiers", Cell.COUNT, persons - total[None], **led),
            Figure(
                "in_tiers_share",
                value=percent(persons - total[None], persons),
                share=("in_tiers", "came_home"),
                **shares,
            ),
            Figure("first_tier", Cell.COUNT, first, **led),
            Figure("first_share", value=percent(first, persons), share=("first_tier", "came_home"), **shares),
        ]
    of_exchanges = {"told": Told.OPEN, "leads_to": Leads.EXCHANGES}
    figures += [
        Figure("unnamed", Cell.COUNT, sum(unnamed) if unnamed else None, told=Told.EACH),
        Figure("exchanges_in", Cell.COUNT, len(ids[True]), tuple(ids[True]), **of_exchanges),
        Figure("exchanges_out", Cell.COUNT, len(ids[False]), tuple(ids[False]), **of_exchanges),
    ]
    return tuple(figures)


def _tiers(counted: Counted, held: Mapping[Tier | None, int], policies: Policies, *, is_told: bool) -> Table:
    total = sum(counted.values(), Counter())
    columns = (
        Column("tier", Cell.NAMED),
        Column("returned", **LED),
        Column("share", Cell.PERCENT),
        Column("held", **LED),
        Column("held_share", Cell.PERCENT),
        Column("returned_share", Cell.PERCENT),
    )
    if not is_told:
        return Table("tiers", columns, [])
    returned, still = total.total(), sum(held.values())
    rows = [
        [list(tier) if tier else None, *_beside(total[tier], returned, held.get(tier), still)]
        for tier in dict.fromkeys([*policies.tiers, *held, *total, None])
        if tier is not None
    ]
    rows.append([None, *_beside(total[None], returned, held.get(None, 0), still)])
    foot = [None, *_beside(returned, returned, still, still)]
    return Table("tiers", columns, rows, foot, told=Told.PARTITION, leads_to=Leads.PERSONS, counted="returned")


def _beside(came: int, of_came: int, held: int | None, of_held: int) -> list[Any]:
    """A row of the tiers; nobody can be held still in a tier that is none any more."""
    whole = None if held is None else came + held
    return [came, percent(came, of_came), held, percent(held, of_held), percent(came, whole)]


def _tier_columns(counted: Counted) -> list[str]:
    found = {_column(tier) for tiers in counted.values() for tier in tiers} | {"no_tier"}
    return [key for key in WORDS if key in found]


def _by_column(tiers: Counter[Tier | None], keys: Iterable[str]) -> list[int]:
    return [sum(number for tier, number in tiers.items() if _column(tier) == key) for key in keys]


def _exchanges(named: list[HandOver], counted: Counted, way: Direction) -> Table:
    keys = _tier_columns(counted)
    columns = (
        Column("exchange", Cell.EXCHANGE),
        Column("date", Cell.PERIOD),
        Column("delivered", Cell.COUNT),
        Column("named", **LED),
        *(Column(key, **LED) for key in keys),
    )
    rows = [
        [each.reference, each.day, _delivered(each, way), counted[each.id].total(), *_by_column(counted[each.id], keys)]
        for each in named
    ]
    return Table("exchanges", columns, rows, told=Told.EACH, leads_to=Leads.PERSONS, counted="named")


def _shares(named: list[HandOver], counted: Counted) -> Table:
    keys = _tier_columns(counted)
    columns = (Column("exchange", Cell.EXCHANGE), Column("date", Cell.PERIOD), Column("named", **LED))
    rows = []
    for each in named:
        whole = counted[each.id].total()
        shares = [percent(number, whole) for number in _by_column(counted[each.id], keys)]
        rows.append([each.reference, each.day, whole, *shares])
    return Table("shares", (*columns, *(Column(key, Cell.PERCENT) for key in keys)), rows)
