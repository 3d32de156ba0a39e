"""Captured again after a return, and reported back in service: what speaks against article 117."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.classification import FieldClass
from common.small_figures import FEW
from prisoners.enums import ServiceBasis
from prisoners.queries.held import Statement
from prisoners.return_enums import EVIDENCE, AfterReturn
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.person_report import PersonReport
from reports.catalogue.report import Asked, Progress
from reports.catalogue.telling import percent
from reports.enums import Leads, Told, Topic
from reports.queries.recaptured import (
    AFTER,
    AGAIN_AFTER,
    KNOWN_FROM,
    Recaptured,
    recaptured,
    returns,
    returns_against,
    returns_reported,
)

if TYPE_CHECKING:
    import altair

KNOWN = ("capture", "report", "both")
WORDS = {
    "returned": (
        _("Returns"),
        _("Captivities that ended up to the day with a return home: by exchange, release, parole or escape."),
    ),
    "against": (
        _("Against article 117"),
        _("Returns after which the person was captured again, or is reported in active service or at the front."),
    ),
    "share_against": (_("Share of returns"), _("Returns against article 117 of all returns.")),
    "captured_again": (_("Captured again"), _("Returns after which the same person was captured again.")),
    "only_reported": (_("Only reported"), _("Returns of which reports say so, and no second capture is known.")),
    "waits": (_("Not answered yet"), _("Returns of which nobody has looked at the alert of the second capture.")),
    "known": (_("From what it is known"), _("Each return against article 117 once; they add up.")),
    "known_from": (_("Known from"), ""),
    "known_from.capture": (_("a second capture"), ""),
    "known_from.report": (_("a report"), ""),
    "known_from.both": (_("both"), ""),
    "bases": (
        _("By service basis"),
        _("By the service basis at the capture from which the person returned. Each return once; they add up."),
    ),
    "basis": (_("Service basis"), ""),
    "basis.": (_("not known"), ""),
    "basis_returned": (_("Returns"), _("All returns of the service basis.")),
    "basis_against": (_("Against article 117"), _("Those after which something speaks against it.")),
    "basis_share": (_("Share"), _("Those against article 117 of all returns of the service basis.")),
    "after": (
        _("From the return to the second capture"),
        _("By the calendar, from the first day that each date may mean. Each second capture once; they add up."),
    ),
    "time": (_("Time after the return"), ""),
    "time.under_3m": (_("less than 3 months"), ""),
    "time.3_6m": (_("3–6 months"), ""),
    "time.6_12m": (_("6–12 months"), ""),
    "time.1y": (_("a year and more"), ""),
    "time.unknown": (_("not known"), ""),
    "reports": (
        _("What is reported after the return"),
        _("Reports up to the day, also of what the article allows. One person may be in several rows; no sum is made."),
    ),
    "kind": (_("Reported"), ""),
    "speaks": (_("Speaks against article 117"), _("It follows from the kind of the report; nobody writes it.")),
    "speaks.yes": (_("yes"), ""),
    "speaks.no": (_("no"), ""),
    "persons": (_("Persons"), _("Returns counted, each with its person.")),
    "statements": (_("Statements"), _("Reports that are no reprints of each other.")),
    **{f"basis.{each.value}": (each.label, "") for each in ServiceBasis},
    **{f"kind.{each.value}": (each.label, "") for each in AfterReturn},
}  # fmt: skip


@register
class RecapturedReport(PersonReport):
    key = "recaptured"
    topic = Topic.LAW
    title = _("Captured again, and article 117")
    question = _("Who sent home is captured again or serves again?")
    definition = _(
        "No repatriated person may be employed on active military service (GC III art. 117). Counted are returns up to "
        "the day, each by itself: who came home twice is two. Against the article stand those after which the same "
        "person was captured again and those of which a report says active service, the front or a second capture. "
        "These are the returns of the list “Article 117”; merged duplicates and voided records are in neither. A "
        "report is as good as its source, and of most who came home nothing is known: the share is a floor."
    )
    gives_away = frozenset({FieldClass.STAFF})
    words = WORDS

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        found = recaptured(self.selection(parameters, as_of, user))
        progress(found.returned, found.returned, "adding")
        return Answer(
            figures=_figures(found),
            tables=(_bases(found), _known(found), _after(found), _reports(found)),
            context={"on": as_of.isoformat()},
        )

    def sentence(self, answer: Answer) -> str:
        returned, against, share = (answer.value(key) for key in ("returned", "against", "share_against"))
        day = date_format(datetime.date.fromisoformat(answer.context["on"]), "DATE_FORMAT")
        if not returned:
            return _now("No return home is on record up to %(day)s.") % {"day": day}
        if returned == FEW or against == FEW:
            return _now("Up to %(day)s article 117 is known to be broken after fewer than 5 returns.") % {"day": day}
        said = ngettext(
            "After %(against)s of %(returned)s return up to %(day)s something speaks against article 117",
            "After %(against)s of %(returned)s returns up to %(day)s something speaks against article 117",
            returned,
        ) % {"against": _number(against), "returned": _number(returned), "day": day}
        if isinstance(share, float) and against:
            said += _now(" (%(share)s%%)") % {"share": number_format(share, 1)}
        again, waits = answer.value("captured_again"), answer.value("waits")
        if isinstance(again, int) and again:
            said += _now("; %(number)s were captured again") % {"number": _number(again)}
        if isinstance(waits, int) and waits:
            said += _now("; %(number)s of these alerts wait for an answer") % {"number": _number(waits)}
        return f"{said}."

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import stacked

        if not answer.value("against"):
            return None
        bars = stacked.of_counts(self, answer.table("bases"), "basis_against", style="theirs")
        return stacked.bars(bars, title=str(self.question), subtitle=self.sentence(answer))

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Statement:
        selection = self.selection(asked.parameters, asked.as_of, asked.reader)
        if row is None:
            return returns(selection) if key == "returned" else returns_against(selection, OF_FIGURE[key])
        cell = asked.answer.table(key).rows[row][0]
        if key == "reports":
            return returns_reported(selection, cell)
        if key == "bases" and column != "basis_against":
            return returns(selection, cell)
        return returns_against(selection, OF_ROW[key], cell=cell)


#: Whom a figure counts of those against the article, and whom a row of a table.
OF_FIGURE = {
    "against": "true",
    "captured_again": "captured_again",
    "only_reported": "NOT captured_again",
    "waits": "waits",
}
OF_ROW = {
    "bases": "service_basis = %(cell)s",
    "known": f"{KNOWN_FROM} = %(cell)s",
    "after": f"({AGAIN_AFTER}) = %(cell)s",
}


def _figures(found: Recaptured) -> tuple[Figure, ...]:
    led: dict[str, Any] = {"told": Told.EACH, "leads_to": Leads.PERSONS}
    # Sums of two parts of a table: beside them a part that is not told could be reckoned.
    again = found.known_from["capture"] + found.known_from["both"]
    kept = {"leads_to": Leads.PERSONS}
    share = percent(found.against, found.returned)
    return (
        Figure("returned", Cell.COUNT, found.returned, **led),
        Figure("against", Cell.COUNT, found.against, **led),
        Figure("share_against", Cell.PERCENT, share, told=Told.EACH, share=("against", "returned")),
        Figure("captured_again", Cell.COUNT, again, **kept),
        Figure("only_reported", Cell.COUNT, found.known_from["report"], **kept),
        Figure("waits", Cell.COUNT, found.waits, **led),
    )


def _bases(found: Recaptured) -> Table:
    ordered = sorted(found.bases, key=lambda basis: (-found.bases_against[basis], -found.bases[basis], basis))
    rows = [
        [basis, found.bases[basis], found.bases_against[basis], percent(found.bases_against[basis], found.bases[basis])]
        for basis in ordered
    ]
    columns = (
        Column("basis", Cell.CHOICE),
        Column("basis_returned", Cell.COUNT, Leads.PERSONS),
        Column("basis_against", Cell.COUNT, Leads.PERSONS),
        Column("basis_share", Cell.PERCENT, share=("basis_against", "basis_returned")),
    )
    foot = [None, found.returned, found.against, percent(found.against, found.returned)]
    return Table("bases", columns, rows, foot, told=Told.PARTITION)


def _known(found: Recaptured) -> Table:
    rows = [[code, found.known_from[code]] for code in KNOWN]
    columns = (Column("known_from", Cell.CHOICE), Column("persons", Cell.COUNT, Leads.PERSONS))
    return Table("known", columns, rows, [None, found.against], told=Told.PARTITION)


def _after(found: Recaptured) -> Table:
    rows = [[code, found.after[code]] for code in AFTER]
    columns = (Column("time", Cell.CHOICE), Column("persons", Cell.COUNT, Leads.PERSONS))
    return Table("after", columns, rows, [None, found.after.total()])


def _reports(found: Recaptured) -> Table:
    rows = [
        [kind.value, "yes" if kind in EVIDENCE else "no", *found.reported[kind.value]]
        for kind in AfterReturn
        if kind.value in found.reported
    ]
    columns = (
        Column("kind", Cell.CHOICE),
        Column("speaks", Cell.CHOICE),
        Column("persons", Cell.COUNT, Leads.PERSONS),
        Column("statements", Cell.COUNT),
    )
    return Table("reports", columns, rows, told=Told.EACH)


def _number(value: Any) -> str:
    return number_format(value, force_grouping=True)
