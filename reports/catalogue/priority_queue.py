"""Who comes first by the policy of priority, and why."""

import datetime
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.record import name_for
from common.classification import FieldClass
from prisoners.models import Captivity
from prisoners.queries.held import held
from prisoners.queries.priority import NO_TIER, Policy, policy_on
from prisoners.rules import sees_order
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.backlog_tables import percentile
from reports.catalogue.parameters import PersonParameters
from reports.catalogue.person_report import PersonReport
from reports.catalogue.priority_queue_words import WORDS
from reports.catalogue.report import Asked, Behind, Progress
from reports.enums import Leads, Told, Topic
from reports.queries.persons_behind import policy_of
from reports.queries.queue import (
    Taken,
    first_in_order,
    places_of_tier,
    rule_name,
    taken,
    taken_by_rule,
    tier_name,
)

if TYPE_CHECKING:
    import altair

FIRST, MOST = 50, 500
AGES = (Column("median_days", Cell.DAYS), Column("longest_days", Cell.DAYS))
PERSONS = Column("persons", Cell.COUNT, leads_to=Leads.PERSONS)
QUEUE = (
    Column("place", Cell.ORDINAL),
    Column("rule", Cell.NAMED),
    Column("captured", Cell.PERIOD),
    Column("days", Cell.DAYS),
)
NAMES = (QUEUE[0], Column("person", Cell.TEXT), *QUEUE[1:])


@register
class PriorityQueue(PersonReport):
    key = "priority-queue"
    topic = Topic.NEGOTIATIONS
    title = _("Priority queue")
    question = _("Who comes first by the policy of priority, and why?")
    definition = _(
        "Everybody held on the day, in the order of the policy of priority that is in force on it: the best tier wins, "
        "inside a tier those held longest come first, and those of whom no day of capture is known come last. Each "
        "stands with the first rule that takes them. What a rule looks at is taken as of the day: health by the latest "
        "assessment, age and time held by that day, units by the tree of that day. Whoever may not see what the rules "
        "look at, such as health, is told the whole and no tier."
    )
    words = WORDS
    gives_away = frozenset({FieldClass.STAFF, FieldClass.HEALTH, FieldClass.IDENTITY})

    class Parameters(PersonParameters):
        first = forms.IntegerField(
            label=_("How many of the queue"),
            initial=FIRST,
            min_value=1,
            max_value=MOST,
            help_text=_("So many are listed one by one, for those who may see persons"),
        )

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        selection = self.selection(parameters, as_of, user)
        policy = policy_on(as_of, selection.known_on)
        found = taken_by_rule(selection, policy)
        is_told = policy.tells <= user.field_classes_seen
        tables = [_tiers(found, policy, as_of), _rules(found, policy)] if is_told else [_tiers({}, Policy(None), as_of)]
        if sees_order(user, policy.tells):
            first = first_in_order(user, selection, policy, parameters["first"])
            tables.append(Table("queue", QUEUE, [_place(policy, as_of, *each) for each in first]))
        persons = sum(each.persons for each in found.values())
        progress(persons, persons, "adding")
        context = {"on": as_of.isoformat(), "policy": str(policy.policy.pk) if policy.policy else None}
        context |= {"name": policy.policy.name if policy.policy else "", "is_told": is_told}
        if is_told and policy.tiers:
            context["first"] = tier_name(policy, policy.tiers[0])
        return Answer(_figures(found, policy, as_of, is_told=is_told), tuple(tables), context)

    def appendix(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> tuple[Table, ...]:
        selection = self.selection(parameters, as_of, user)
        policy = policy_on(as_of, selection.known_on)
        if not sees_order(user, policy.tells | {FieldClass.IDENTITY}):
            return ()
        rows = []
        for number, rule, captivity in first_in_order(user, selection, policy, parameters["first"]):
            place, *rest = _place(policy, as_of, number, rule, captivity)
            rows.append([place, name_for(captivity.person, user), *rest])
        return (Table("names", NAMES, rows),)

    def persons(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> list[uuid.UUID]:
        selection = self.selection(parameters, as_of, user)
        policy = policy_on(as_of, selection.known_on)
        if not sees_order(user, policy.tells | {FieldClass.IDENTITY}):
            return []
        found = first_in_order(user, selection, policy, parameters["first"])
        return [captivity.person_id for _place, _rule, captivity in found]

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        whole = _now("Held on %(day)s: %(held)s") % {"day": day, "held": self._told(answer, "held")}
        if not answer.context["is_told"]:
            return _now("%(whole)s. The tiers tell what you may not see of persons.") % {"whole": whole}
        if not answer.context["policy"]:
            return _now("%(whole)s; no policy of priority is in force on this day.") % {"whole": whole}
        first, longest = answer.value("first_tier"), answer.value("first_longest")
        if not first:
            return _now("%(whole)s; nobody is in the first tier.") % {"whole": whole}
        tier = answer.context["first"][2 if (get_language() or "").startswith("en") else 1]
        parts = [
            whole,
            _now("in the first tier (%(tier)s): %(number)s")
            % {"number": self._told(answer, "first_tier"), "tier": tier},
        ]
        if isinstance(longest, int):
            parts.append(
                ngettext(
                    "the longest of them waits for %(days)s day", "the longest of them waits for %(days)s days", longest
                )
                % {"days": number_format(longest, force_grouping=True)}
            )
        return f"{'; '.join(parts)}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import bar_charts

        words = {"title": str(self.question), "subtitle": self.sentence(answer)}
        return bar_charts.bars(self, answer.tables[0], "persons", **words)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        policy = policy_of(asked.context["policy"])
        if key == "held":
            return held(selection)
        everything = range(len(policy.rules))
        if row is None:
            places = {"in_tiers": everything, "no_tier": [NO_TIER]}.get(key)
            return taken(selection, policy, places or places_of_tier(policy, policy.tiers[0]))
        named = asked.answer.table(key).rows[row][0]
        if named is None:
            return taken(selection, policy, [NO_TIER])
        number = int(named[0])
        return taken(selection, policy, places_of_tier(policy, number) if key == "tiers" else [number])

    def _told(self, answer: Answer, key: str) -> str:
        return cells.in_words(self, answer.figure(key), answer.value(key))


def _together(found: dict[int, Taken], places: list[int]) -> Taken:
    return Taken(sum((found[place].days for place in places if place in found), Counter()))


def _figures(found: dict[int, Taken], policy: Policy, on: datetime.date, *, is_told: bool) -> tuple[Figure, ...]:
    everybody = sum(each.persons for each in found.values())
    led = {"told": Told.EACH, "leads_to": Leads.PERSONS}
    figures = [Figure("held", Cell.COUNT, everybody, **led)]
    if is_told:
        nobody = found[NO_TIER].persons if NO_TIER in found else 0
        first = _together(found, places_of_tier(policy, policy.tiers[0])) if policy.tiers else Taken()
        figures += [
            Figure("in_tiers", Cell.COUNT, everybody - nobody, **led),
            Figure("no_tier", Cell.COUNT, nobody, **led),
            Figure("first_tier", Cell.COUNT, first.persons if policy.tiers else None, **led),
            Figure("first_longest", Cell.DAYS, max(first.ages(on), default=None)),
        ]
    return tuple(figures)


def _tiers(found: dict[int, Taken], policy: Policy, on: datetime.date) -> Table:
    parts = [(tier_name(policy, tier), _together(found, places_of_tier(policy, tier))) for tier in policy.tiers]
    if found:
        parts.append((None, found.get(NO_TIER, Taken())))
    columns = (Column("tier", Cell.NAMED), PERSONS, Column("unknown_start", Cell.COUNT), *AGES)
    rows = [[name, each.persons, each.days[None], *_ages(each, on)] for name, each in parts]
    whole = _together(found, list(found))
    foot = [None, whole.persons, whole.days[None], *_ages(whole, on)]
    return Table("tiers", columns, rows, foot, told=Told.PARTITION, leads_to=Leads.PERSONS, counted="persons")


def _ages(each: Taken, on: datetime.date) -> list[int | None]:
    ages = each.ages(on)
    return [percentile(ages, 0.5), max(ages, default=None)]


def _rules(found: dict[int, Taken], policy: Policy) -> Table:
    rows: list[list[Any]] = [
        [rule_name(policy, place), found[place].persons if place in found else 0] for place in range(len(policy.rules))
    ]
    if NO_TIER in found:
        rows.append([None, found[NO_TIER].persons])
    foot = [None, sum(row[1] for row in rows)]
    return Table(
        "rules", (Column("rule", Cell.NAMED), PERSONS), rows, foot, told=Told.PARTITION, leads_to=Leads.PERSONS
    )


def _place(policy: Policy, on: datetime.date, number: int, rule: int, captivity: Captivity) -> list[Any]:
    """A row of the queue."""
    captured = captivity.captured
    days = (on - captured.date).days if captured.date else None
    return [number, None if rule == NO_TIER else rule_name(policy, rule), captured.isoformat() or None, days]
