"""A frozen list of ours on paper: whom it names, its number and its hash."""

import datetime
import uuid
from collections import Counter
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from negotiations.list_enums import Direction
from negotiations.models import ListEntry
from negotiations.queries.entries import entries_of
from reports.catalogue import register
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.list_answer import ListReport
from reports.catalogue.list_words import OUTGOING
from reports.catalogue.report import Progress
from reports.enums import Topic
from reports.queries.lists import entries_sent, list_of

PEOPLE = (
    Column("row", Cell.COUNT),
    Column("name", Cell.TEXT),
    Column("born", Cell.PERIOD),
    Column("sex", Cell.CHOICE),
    Column("unit", Cell.TEXT),
    Column("rank", Cell.TEXT),
    Column("category", Cell.CHOICE),
)


@register
class OutgoingListReport(ListReport):
    key = "outgoing-list"
    title = _("A list that goes out")
    topic = Topic.LISTS
    question = _("Whom does this list name?")
    definition = _(
        "The list as it was frozen: nothing on it has changed since, which its hash proves. Whoever is restricted or "
        "withheld from the addressee is on it only because two people put their names to it."
    )
    words = OUTGOING
    no_chart = _("A list is read, not drawn.")
    direction = Direction.OUTGOING

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        progress(0, None, "reading")
        name_list = list_of(parameters["list"], self.direction, user)
        entries = entries_sent(name_list, user)
        persons = entries_of(name_list).count()
        frozen_on = name_list.frozen_at.date().isoformat()
        figures = [
            Figure("persons", Cell.COUNT, persons),
            Figure("number_of", Cell.TEXT, name_list.register_number),
            Figure("frozen_on", Cell.DATE, frozen_on),
            Figure("hash", Cell.TEXT, name_list.content_hash),
        ]
        if len(entries) < persons:
            figures.append(Figure("not_shown", Cell.COUNT, persons - len(entries)))
        kinds = Counter(entry.category_text for entry in entries).most_common()
        columns = Column("category", Cell.CHOICE), Column("number", Cell.COUNT)
        context = {"list": str(name_list), "to": str(name_list.party), "frozen_on": frozen_on}
        return Answer(tuple(figures), (Table("kinds", columns, [list(row) for row in kinds]),), context)

    def appendix(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> tuple[Table, ...]:
        entries = entries_sent(list_of(parameters["list"], self.direction, user), user)
        return (Table("people", PEOPLE, [_row(entry) for entry in entries]),)

    def persons(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> list[uuid.UUID]:
        entries = entries_sent(list_of(parameters["list"], self.direction, user), user)
        return [entry.captivity.person_id for entry in entries]

    def sentence(self, answer: Answer) -> str:
        number = answer.value("persons")
        told = ngettext(
            "List %(list)s to %(to)s names %(number)s person, frozen on %(day)s.",
            "List %(list)s to %(to)s names %(number)s persons, frozen on %(day)s.",
            number,
        )
        day = date_format(datetime.date.fromisoformat(answer.context["frozen_on"]), "DATE_FORMAT")
        words = {"list": answer.context["list"], "to": answer.context["to"], "day": day}
        return told % (words | {"number": number_format(number, force_grouping=True)})


def _row(entry: ListEntry) -> list[Any]:
    born = entry.born.isoformat() if entry.born else None
    return [
        entry.row_number,
        entry.name_as_written,
        born,
        entry.sex,
        entry.unit_text,
        entry.rank_text,
        entry.category_text,
    ]
