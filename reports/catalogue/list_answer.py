"""What a list of names is: the answer that is sent, and the one for the press, which names nobody."""

import datetime
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from common import clock
from common.forms import Form
from common.partial_dates import PartialDate, Precision
from common.small_figures import partition, told
from negotiations.interfaces.answer import part_in_words
from negotiations.list_enums import Direction, EntryVerdict
from negotiations.queries.answer import ListAnswer, Tier, answer_of
from reports import cells
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.list_words import ANSWER, NOT_DECIDED, SETTLED
from reports.catalogue.report import Progress, Report
from reports.enums import Topic
from reports.queries.lists import decided_rows, list_of, persons_decided

if TYPE_CHECKING:
    import altair

SENT, PRESS = "sent", "press"
NAMES = (
    Column("row", Cell.COUNT),
    Column("name", Cell.TEXT),
    Column("born", Cell.PERIOD),
    Column("verdict", Cell.CHOICE),
    Column("returned_on", Cell.PERIOD),
    Column("returned_as", Cell.CHOICE),
    Column("repeats", Cell.COUNT),
    Column("acceptance", Cell.CHOICE),
)


class ListReport(Report):
    """What reports about one list share."""

    permission = Permission.LISTS_VIEW

    class Parameters(Form):
        list = forms.CharField(label=_("Number of the list"), max_length=20, help_text=_("In our register, as 12/2026"))

    def check(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> None:
        """Raises ValidationError for a list that the user does not see, and for another day than today."""
        if as_of != clock.today():
            raise ValidationError({"as_of": _now("A list is told as it stands today.")})
        list_of(parameters["list"], self.direction, user)

    def needs(self, user: User) -> frozenset[str]:
        return super().needs(user) | {f"field:{kind}" for kind in user.field_classes_seen}


@register
class ListAnswerReport(ListReport):
    key = "list-answer"
    title = _("The answer to a list of names")
    topic = Topic.LISTS
    question = _("What is this list of names?")
    definition = _(
        "Every row of the list by what people decided of it, beside our register as it is today. Whoever is withheld "
        "from the sender of the list (GC IV art. 137) is told as unknown. For the press no person is named, no figure "
        "from 1 to 4 is told, and every other one to the nearest five."
    )
    words = ANSWER
    direction = Direction.INCOMING

    class Parameters(ListReport.Parameters):
        audience = forms.ChoiceField(
            label=_("For whom"),
            choices=[(SENT, _("for the sender, row by row")), (PRESS, _("for the press, without names"))],
            initial=PRESS,
            required=False,
        )

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        name_list = list_of(parameters["list"], self.direction, user)
        found = answer_of(name_list, user, to_sender=True)
        press = parameters["audience"] == PRESS
        tables = [_verdicts(found, press=press)]
        if not press:
            tables += [_tiers(found.tiers), _agreed(found), _overlaps(found)]
        return Answer(
            _figures(found, press=press),
            tuple(table for table in tables if table and table.rows),
            {"list": str(name_list)},
        )

    def appendix(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> tuple[Table, ...]:
        if parameters["audience"] == PRESS:
            return ()
        rows = decided_rows(list_of(parameters["list"], self.direction, user), user)
        return (Table("names", NAMES, [_named(row) for row in rows]),)

    def persons(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> list[uuid.UUID]:
        if parameters["audience"] == PRESS:
            return []
        return persons_decided(list_of(parameters["list"], self.direction, user), user)

    def sentence(self, answer: Answer) -> str:
        rows = answer.table("verdicts").rows if answer.value("total") else []
        words = [part_in_words(code, number) for code, number in rows if isinstance(number, int) and number]
        hidden = any(not isinstance(number, int) for _code, number in rows)
        whole = _now("Of %(total)s names on list %(list)s: %(parts)s.") % {
            "total": cells.in_words(self, answer.figure("total"), answer.value("total")),
            "list": answer.context["list"],
            "parts": ", ".join(filter(None, words)) or "–",
        }
        kept_back = _now("Figures that would point to few persons are not told.")
        return f"{whole} {kept_back}" if hidden else whole

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        from reports.artefacts import list_charts

        return list_charts.verdicts(self, answer)


def _figures(found: ListAnswer, *, press: bool) -> tuple[Figure, ...]:
    shy = told if press else int
    figures = [("total", shy(found.total)), ("claimed", found.name_list.claimed_size), ("held", shy(found.held))]
    figures += [("women", shy(found.women))]
    figures += [("grave", shy(found.grave))] if found.grave is not None else []
    figures += [("waiting", shy(found.waiting))]
    return tuple(Figure(key, Cell.COUNT, value) for key, value in figures)


def _verdicts(found: ListAnswer, *, press: bool) -> Table:
    parts = dict(found.verdicts)
    parts |= {NOT_DECIDED: found.waiting} if found.waiting else {}
    parts |= {SETTLED: found.out_of_sight} if found.out_of_sight else {}
    shown = partition(parts) if press else parts
    foot = [None, told(found.total) if press else found.total]
    columns = Column("verdict", Cell.CHOICE), Column("number", Cell.COUNT)
    return Table("verdicts", columns, [[str(code), number] for code, number in shown.items()], foot)


def _tiers(tiers: list[Tier] | None) -> Table | None:
    columns = Column("tier", Cell.TEXT), Column("number", Cell.COUNT)
    rows = [[f"{tier.tier} · {tier.label}" if tier.tier else "–", tier.number] for tier in tiers or []]
    return Table("tiers", columns, rows)


def _agreed(found: ListAnswer) -> Table:
    columns = Column("category", Cell.CHOICE), Column("number", Cell.COUNT)
    rows = [[code, number] for code, number in found.agreed]
    return Table("agreed", columns, rows + ([["outside", found.outside]] if found.outside is not None else []))


def _overlaps(found: ListAnswer) -> Table:
    columns = Column("list", Cell.TEXT), Column("received_on", Cell.DATE), Column("number", Cell.COUNT)
    rows = [
        [str(other), other.received_on.isoformat() if other.received_on else None, number]
        for other, number in found.overlaps
    ]
    return Table("overlaps", columns, rows)


def _named(row: dict[str, Any]) -> list[Any]:
    decided, born = row["told"], PartialDate(row["born_on"], Precision(row["born_on_precision"]))
    verdict = NOT_DECIDED if decided is None else EntryVerdict.UNKNOWN if row["is_withheld"] else decided["verdict"]
    came, outcome = _return_of(decided) if verdict == EntryVerdict.ALREADY_RETURNED else (PartialDate(), "")
    acceptance = decided["acceptance"] if decided and not row["is_withheld"] else "not_asked"
    return [
        row["row_number"],
        row["name_as_written"],
        born.isoformat() if born else None,
        str(verdict),
        came.isoformat() or None,
        outcome or None,
        row["same_as__row_number"],
        acceptance,
    ]


def _return_of(decided: dict[str, Any]) -> tuple[PartialDate, str]:
    """When and how the captivity ended on which it was decided; nothing where that is none."""
    ended = PartialDate(decided["captivity__ended_on"], decided["captivity__ended_on_precision"])
    return ended, decided["captivity__outcome"] or ""
