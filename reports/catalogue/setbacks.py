"""How often exchanges fail or are put off, why, how many attempts one takes, and how long nobody came home."""

import datetime
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from exchanges.enums import DELIVERED, ExchangeStatus
from prisoners.queries.held import generous
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.gaps import gap_figures, gap_table
from reports.catalogue.parameters import KnownOnParameters, SinceParameters, day_of
from reports.catalogue.report import Progress, Report
from reports.catalogue.setbacks_words import WORDS
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries.as_known import as_known_on
from reports.queries.counting import gaps
from reports.queries.hand_overs import HandOver, hand_overs
from reports.queries.setbacks import FAILED, Course, attempts, courses, failures, reasons
from reports.queries.transfers import TABLES

if TYPE_CHECKING:
    import altair

S = ExchangeStatus
ENDED = DELIVERED | set(FAILED)
COUNTED = (
    Column("derailed", Cell.COUNT),
    Column("cancelled", Cell.COUNT),
    Column("postponed", Cell.COUNT),
    Column("together", Cell.COUNT),
)


@register
class Setbacks(Report):
    key = "setbacks"
    topic = Topic.EXCHANGES
    title = _("Derailed and postponed exchanges")
    question = _("How often do exchanges derail or get postponed, and why?")
    definition = _(
        "Hand-overs planned or carried out in the period. One that was derailed or cancelled ended without anybody "
        "handed over and counts in the rate; one that was postponed counts as postponed even if it was carried out "
        "later, because the book of changes still tells it. The rate is of those that ended. An exchange carried out "
        "took as many attempts as there are failed ones linked right before it, and itself."
    )
    words = WORDS

    class Parameters(KnownOnParameters, SinceParameters):
        pass

    def needs(self, user: User) -> frozenset[str]:
        return super().needs(user) | ({f"field:{FieldClass.STAFF}"} if _sees_why(user) else set())

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        known_on = day_of(parameters, "known_on")
        progress(0, None, "reading")
        with generous(), as_known_on(TABLES, known_on, user):
            exchanges = hand_overs(user, since=day_of(parameters, "since"), as_of=as_of, counted=False)
            found = courses(user, exchanges, known_on) if _sees_why(user) else failures(exchanges)
            named = reasons()
        progress(len(exchanges), len(exchanges), "adding")
        tried, longest = attempts(exchanges, found), gaps(exchanges)
        return Answer(
            figures=(*_figures(exchanges, found, tried), *gap_figures(longest, exchanges, as_of)),
            tables=(
                _reasons(found, named),
                _years(exchanges, found, tried),
                _attempts(tried),
                _each(found, named),
                gap_table(longest),
            ),
        )

    def sentence(self, answer: Answer) -> str:
        ended = answer.value("ended")
        if not ended:
            return _now("No exchange of this period has ended yet, so nothing can be said of setbacks.")
        failed, rate_of = answer.value("derailed") + answer.value("cancelled"), answer.figure("failure_rate")
        rate = ngettext(
            "Derailed or cancelled: %(failed)s of %(number)s exchange that ended (%(rate)s)",
            "Derailed or cancelled: %(failed)s of %(number)s exchanges that ended (%(rate)s)",
            ended,
        ) % {"failed": failed, "number": _number(ended), "rate": cells.in_words(self, rate_of, rate_of.value)}
        postponed = answer.value("postponed")
        put_off = ngettext(
            "%(number)s was postponed at least once", "%(number)s were postponed at least once", postponed
        ) % {"number": _number(postponed)}
        if not answer.value("completed"):
            return f"{rate}; {put_off}."
        tries = _now("one that was carried out took %(number)s attempts on average") % {
            "number": number_format(answer.value("attempts_per_completed"), 2)
        }
        return f"{rate}; {put_off}; {tries}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import exchange_charts

        rows = answer.table("reasons").rows
        if not rows:
            return None
        return exchange_charts.setbacks(self, rows, title=str(self.question), subtitle=self.sentence(answer))


def _sees_why(user: User) -> bool:
    """Attempts and reasons are for the staff."""
    return FieldClass.STAFF in user.field_classes_seen


def _figures(exchanges: list[HandOver], found: dict[str, Course], tried: dict[str, int]) -> tuple[Figure, ...]:
    of: dict[str, list[str]] = defaultdict(list)
    for each in exchanges:
        of[each.status].append(each.id)
    failed, ended = ([each.id for each in exchanges if each.status in states] for states in (FAILED, ENDED))
    postponed = [key for key, course in found.items() if course.postponed_for]
    mean = round(sum(tried.values()) / len(tried), 2) if tried else None
    return (
        Figure("failure_rate", Cell.PERCENT, percent(len(failed), len(ended)), tuple(failed), Told.OPEN),
        _count("ended", ended),
        _count("completed", [*tried]),
        _count("derailed", of[S.DERAILED]),
        _count("cancelled", of[S.CANCELLED]),
        _count("postponed", postponed),
        _count("waiting", of[S.POSTPONED]),
        Figure("attempts_per_completed", Cell.DECIMAL, mean, tuple(tried), Told.OPEN),
    )


def _count(key: str, members: list[str]) -> Figure:
    return Figure(key, Cell.COUNT, len(members), tuple(members), told=Told.OPEN, leads_to=Leads.EXCHANGES)


def _reasons(found: dict[str, Course], named: dict[str, list[Any]]) -> Table:
    """By reason the exchanges that failed or were postponed for it; whichever was postponed for two counts in both."""
    groups: dict[str | None, dict[str, dict[str, Course]]] = defaultdict(lambda: defaultdict(dict))
    for course in found.values():
        if course.has_failed:
            groups[course.failed_for][course.hand_over.status][course.hand_over.id] = course
        for reason in course.postponed_for:
            groups[reason][S.POSTPONED][course.hand_over.id] = course
    members = {reason: {key for group in by.values() for key in group} for reason, by in groups.items()}
    order = sorted(groups, key=lambda reason: (-len(members[reason]), reason is None, named.get(reason, [""])[0]))
    columns = (Column("setback_reason", Cell.NAMED), *COUNTED)
    states = (*FAILED, S.POSTPONED)
    rows = [
        [named.get(reason), *(len(groups[reason][state]) for state in states), len(members[reason])] for reason in order
    ]
    foot = [None, *(len({key for by in groups.values() for key in by[state]}) for state in states)]
    foot.append(len(set().union(*members.values())))
    behind = [tuple(dict.fromkeys(key for state in states for key in groups[reason][state])) for reason in order]
    leads = {"leads_to": Leads.EXCHANGES, "counted": "together"}
    return Table("reasons", columns, rows, foot if rows else None, behind, told=Told.OPEN, **leads)


def _years(exchanges: list[HandOver], found: dict[str, Course], tried: dict[str, int]) -> Table:
    groups: dict[str, list[HandOver]] = defaultdict(list)
    for each in exchanges:
        groups[each.day[:4]].append(each)
    columns = (
        Column("year", Cell.PERIOD),
        Column("ended", Cell.COUNT),
        Column("completed", Cell.COUNT),
        Column("derailed", Cell.COUNT),
        Column("cancelled", Cell.COUNT),
        Column("failure_rate", Cell.PERCENT),
        Column("postponed", Cell.COUNT),
        Column("attempts_per_completed", Cell.DECIMAL),
    )
    postponed = {key for key, course in found.items() if course.postponed_for}
    rows = [[year, *_year(members, postponed, tried)] for year, members in sorted(groups.items())]
    foot = [None, *_year(exchanges, postponed, tried)] if rows else None
    behind = [tuple(each.id for each in groups[row[0]]) for row in rows]
    return Table("years", columns, rows, foot, behind, told=Told.OPEN)


def _year(members: list[HandOver], postponed: set[str], tried: dict[str, int]) -> list[Any]:
    states = Counter(each.status for each in members)
    completed = [tried[each.id] for each in members if each.id in tried]
    failed = states[S.DERAILED] + states[S.CANCELLED]
    ended = len(completed) + failed
    mean = round(sum(completed) / len(completed), 2) if completed else None
    return [
        ended,
        len(completed),
        states[S.DERAILED],
        states[S.CANCELLED],
        percent(failed, ended),
        sum(each.id in postponed for each in members),
        mean,
    ]


def _attempts(tried: dict[str, int]) -> Table:
    groups: dict[int, list[str]] = defaultdict(list)
    for key, number in tried.items():
        groups[number].append(key)
    columns = (Column("tries", Cell.COUNT), Column("completed", Cell.COUNT))
    rows = [[number, len(keys)] for number, keys in sorted(groups.items())]
    behind = [tuple(groups[row[0]]) for row in rows]
    return Table("attempts", columns, rows, behind=behind, told=Told.OPEN, leads_to=Leads.EXCHANGES)


def _each(found: dict[str, Course], named: dict[str, list[Any]]) -> Table:
    """Every exchange that was set back, and what came of it."""
    following = {course.previous: course.hand_over for course in found.values() if course.previous}
    columns = (
        Column("date", Cell.PERIOD),
        Column("exchange", Cell.EXCHANGE),
        Column("status", Cell.CHOICE),
        Column("setback_reason", Cell.NAMED),
        Column("times_postponed", Cell.COUNT),
        Column("next", Cell.EXCHANGE),
        Column("came_of_it", Cell.CHOICE),
    )
    rows = [
        [
            course.hand_over.day,
            course.hand_over.reference,
            course.hand_over.status,
            named.get(course.failed_for or (course.postponed_for[-1] if course.postponed_for else None)),
            len(course.postponed_for),
            _reference(following.get(course.hand_over.id)),
            _came_of(course, following),
        ]
        for course in found.values()
        if course.has_failed or course.postponed_for
    ]
    return Table("setbacks", columns, rows, told=Told.OPEN)


def _came_of(course: Course, following: dict[str | None, HandOver]) -> str:
    """Whether anybody came home in the end, in it or in an attempt after it."""
    current, seen = course.hand_over, set()
    while current and current.id not in seen:
        if current.is_delivered:
            return "carried_out"
        seen.add(current.id)
        last, current = current, following.get(current.id)
    return "nothing" if last.status in FAILED else "waits"


def _reference(hand_over: HandOver | None) -> list[Any] | None:
    return hand_over.reference if hand_over else None


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
