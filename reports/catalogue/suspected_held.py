"""Where those held are said to be, how much is known of each, and what is claimed of the same places."""

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from common.small_figures import FEW, WITHHELD
from prisoners.enums import OPEN, CaptivityStatus
from prisoners.queries.held import Statement
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.parameters import day_of
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Progress
from reports.catalogue.suspected_held_words import WORDS
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries.suspected_held import (
    BOUNDS,
    Said,
    Suspected,
    held_there,
    said_of_places,
    suspected_held,
)

if TYPE_CHECKING:
    import altair

    from reports.artefacts.stacked import Bar

#: Statuses as the columns of a table; of a day gone by none may be on record.
STATUSES = (*(status.value for status in OPEN), "unrecorded")
SITES = ("declared", "undeclared", "unsaid", "nowhere")
#: Whom a cell counts, as conditions on `k` and `l`; %(region)s, %(status)s and %(site)s.
OF_REGION = "nullif(l.region, '') IS NOT DISTINCT FROM %(region)s"
OF_STATUS = "k.status IS NOT DISTINCT FROM %(status)s"
OF_SITE = {
    "declared": "l.declared",
    "undeclared": "NOT l.declared",
    "unsaid": "l.id IS NOT NULL AND l.declared IS NULL",
    "nowhere": "l.id IS NULL",
}


@register
class SuspectedHeld(PersonReport):
    key = "suspected-held"
    topic = Topic.LAW
    title = _("Suspected held: where, and how much is known")
    question = _("Where are they said to be held, and how much is known of each?")
    definition = _(
        "Everybody held on the day, by the region of the latest detention that is recorded of them and by how much was "
        "known then: missing, said to be held, confirmed by somebody, on an agreed list. Of a day gone by the status "
        "is that from which the first change after it began; where none is on record it is said so. Beside them stands "
        "what is claimed of the same places: a claim is a bound and never a count of ours, it is added to nothing, and "
        "a share of two claims is as loose as they are: 36 of at least 150 are at most 24 percent. Claims say of a "
        "place how many are held there and not whose people they are."
    )
    gives_away = frozenset({FieldClass.LOCATION})
    words = WORDS

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        sees_places = FieldClass.LOCATION in user.field_classes_seen
        found = suspected_held(self.selection(parameters, as_of, user), with_places=sees_places)
        said = said_of_places(user, as_of, day_of(parameters, "known_on")) if sees_places else []
        total = found.of()
        progress(total, total, "adding")
        placed = (_regions(found), _sites(found), _claims(said, found)) if sees_places else ()
        return Answer(
            figures=_figures(found, sees_places),
            tables=(*placed[:1], _statuses(found), *placed[1:]),
            context={"on": as_of.isoformat()},
        )

    def told_figure(self, figure: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
        """Those missing are a part of the table of statuses and are told as they are there."""
        if figure.key != "only_missing":
            return super().told_figure(figure, answer, tables)
        rows = next((table.rows for table in tables if table.key == "statuses"), [])
        return next((told for status, told in rows if status == CaptivityStatus.MISSING), WITHHELD)

    def sentence(self, answer: Answer) -> str:
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        held, missing = answer.value("held"), answer.value("only_missing")
        if held == FEW:
            return _now("Fewer than 5 are held on %(day)s.") % {"day": day}
        if not held:
            return _now("Nobody is held on %(day)s.") % {"day": day}
        said = ngettext("%(number)s person is held on %(day)s", "%(number)s persons are held on %(day)s", held)
        parts = [said % {"number": _number(held), "day": day}]
        if isinstance(missing, int):
            parts.append(_now("%(number)s of them are only listed as missing") % {"number": _number(missing)})
        if answer.figure("undeclared").value is not None:
            parts += [
                _now("of %(number)s no region is known") % {"number": _number(answer.value("no_region"))},
                _now("%(number)s are at places that nobody declared") % {"number": _number(answer.value("undeclared"))},
            ]
        return f"{'; '.join(parts)}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import stacked

        if not answer.value("held"):
            return None
        words: dict[str, Any] = {"title": str(self.question), "subtitle": self.sentence(answer)}
        if answer.tables[0].key != "regions":
            return stacked.bars(stacked.of_counts(self, answer.tables[0], "persons"), **words)
        parts = {
            "missing": "unknown",
            "claimed": "theirs",
            "confirmed": "ours",
            "listed": "ours",
            "unrecorded": "unknown",
        }
        bars = stacked.of_parts(self, answer.tables[0], parts, "persons")
        legend = [
            ("unknown", _now("missing")),
            ("theirs", _now("said to be held")),
            ("ours", _now("confirmed or on an agreed list")),
        ]
        return stacked.bars(_with_claims(bars, answer), legend=legend, **words)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Statement:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        conditions, params = _behind(asked.answer, key, row, column)
        return held_there(selection, " AND ".join(conditions) or "true", **params)


def _behind(answer: Answer, key: str, row: int | None, column: str) -> tuple[list[str], dict[str, Any]]:
    """The conditions of a figure or of a cell. Raises LookupError where nobody stands behind it."""
    of_figure: dict[str, tuple[list[str], dict[str, Any]]] = {
        "held": ([], {}),
        "only_missing": ([OF_STATUS], {"status": CaptivityStatus.MISSING.value}),
        "no_region": ([OF_REGION], {"region": None}),
        "undeclared": ([OF_SITE["undeclared"]], {}),
    }
    if row is None:
        return of_figure[key]
    cell = answer.table(key).rows[row][0]
    if key == "sites":
        return [OF_SITE[cell]], {}
    if key == "statuses":
        return [OF_STATUS], {"status": _status(cell)}
    if key != "regions":
        raise LookupError(key)
    of_region = {"region": cell[0] if cell else None}
    if column in STATUSES:
        return [OF_REGION, OF_STATUS], of_region | {"status": _status(column)}
    return [OF_REGION], of_region


def _status(code: str) -> str | None:
    return None if code == "unrecorded" else code


def _figures(found: Suspected, sees_places: bool) -> tuple[Figure, ...]:
    led = {"leads_to": Leads.PERSONS}
    missing = found.of(status=CaptivityStatus.MISSING)
    return (
        Figure("held", Cell.COUNT, found.of(), told=Told.EACH, **led),
        Figure("only_missing", Cell.COUNT, missing, told=Told.EACH, **led),
        Figure(
            "share_missing", Cell.PERCENT, percent(missing, found.of()), told=Told.EACH, share=("only_missing", "held")
        ),
        Figure("no_region", Cell.COUNT, found.of(region=None) if sees_places else None, **led),
        Figure("undeclared", Cell.COUNT, found.of(site="undeclared") if sees_places else None, **led),
    )


def _regions(found: Suspected) -> Table:
    """Region by status; nobody who may not see persons is told it, for it crosses two ways to count them."""
    names = {region for region, _status, _site in found.persons}
    named = sorted(names, key=lambda region: (region is None, -found.of(region=region), region or ""))
    rows = [[[region] * 3 if region else None, *_by_status(found, region), found.of(region=region)] for region in named]
    columns = [Column(status, Cell.COUNT, Leads.PERSONS) for status in _statuses_of(found)]
    foot = [None, *(sum(row[place] for row in rows) for place in range(1, len(columns) + 2))]
    columns = [Column("region", Cell.NAMED), *columns, Column("persons", Cell.COUNT, Leads.PERSONS)]
    return Table("regions", tuple(columns), rows, foot)


def _statuses_of(found: Suspected) -> list[str]:
    """The columns: what is not on record has one only where there is any."""
    return [*STATUSES[:-1], *(["unrecorded"] if found.of(status=None) else [])]


def _by_status(found: Suspected, region: str | None) -> list[int]:
    return [found.of(region=region, status=_status(status)) for status in _statuses_of(found)]


def _statuses(found: Suspected) -> Table:
    rows = [[status, found.of(status=_status(status))] for status in _statuses_of(found)]
    return _parts("statuses", Column("status", Cell.CHOICE), rows)


def _sites(found: Suspected) -> Table:
    return _parts("sites", Column("site", Cell.CHOICE), [[site, found.of(site=site)] for site in SITES])


def _parts(key: str, column: Column, rows: list[list[Any]]) -> Table:
    columns = (column, Column("persons", Cell.COUNT, Leads.PERSONS))
    return Table(key, columns, rows, [None, sum(row[1] for row in rows)], told=Told.PARTITION)


def _claims(said: list[Said], found: Suspected) -> Table:
    """Each claim with what our record holds of the region; a part with its share of the whole, as a bound."""
    wholes = {each.said_of: each for each in said if not each.status}
    rows = [_claim(each, wholes.get(each.said_of), found) for each in said]
    columns = (
        Column("place", Cell.NAMED),
        Column("region", Cell.NAMED),
        Column("of_status", Cell.CHOICE),
        Column("qualifier", Cell.CHOICE),
        Column("number", Cell.COUNT),
        Column("ours", Cell.COUNT),
        Column("bound", Cell.CHOICE),
        Column("share", Cell.PERCENT),
        Column("claimed_by", Cell.PARTY),
        Column("as_of", Cell.DATE),
        Column("source", Cell.TEXT),
    )
    return Table("claims", columns, rows)


def _claim(said: Said, whole: Said | None, found: Suspected) -> list[Any]:
    bound, share = _bound(said, whole)
    return [
        said.place,
        [said.region] * 3 if said.region else None,
        said.status or "all",
        said.qualifier.name.lower(),
        said.number,
        found.of(region=said.region, status=said.status) if said.region else None,
        bound,
        share,
        said.claimed_by,
        said.as_of.isoformat() if said.as_of else None,
        said.source,
    ]


def _bound(said: Said, whole: Said | None) -> tuple[str | None, float | None]:
    """The share of a part in its whole in percent, and how it is meant: at most, at least, exactly, about."""
    if said.percent is not None:
        return said.qualifier.name.lower(), float(said.percent)
    if not (said.status and whole and whole.number):
        return None, None
    return BOUNDS.get((said.qualifier, whole.qualifier), "about"), percent(said.number, whole.number)


def _with_claims(bars: "list[Bar]", answer: Answer) -> "list[Bar]":
    """The bars with a tick for the largest number that is claimed of all those held in the region."""
    claimed: dict[str, int] = {}
    for row in answer.table("claims").rows:
        if row[1] and row[2] == "all" and row[4]:
            claimed[row[1][0]] = max(row[4], claimed.get(row[1][0], 0))
    named = [row[0][0] if row[0] else None for row in answer.tables[0].rows]
    return [
        replace(
            bar,
            tick=claimed[name],
            said=_now("%(number)s; claimed: %(claimed)s") % {"number": bar.said, "claimed": _number(claimed[name])},
        )
        if name in claimed
        else bar
        for name, bar in zip(named, bars, strict=True)
    ]


def _number(value: Any) -> str:
    return number_format(value, force_grouping=True)
