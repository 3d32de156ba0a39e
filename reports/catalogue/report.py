"""The description that a report is: question, definitions, parameters and the answer."""

import datetime
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common.forms import Form
from prisoners.queries.held import Statement
from reports.catalogue import telling
from reports.catalogue.answer import Answer, Figure, Table
from reports.enums import Leads, Topic
from reports.queries.behind import exchanges_behind

if TYPE_CHECKING:
    import altair

#: `progress(done, total, what)`: says how far the work is; raises LostLease when it is no longer wanted.
Progress = Callable[[int, int | None, str], None]


#: The records that a figure counts: of persons a statement over `c` and `p` as prisoners/queries/held.py makes it, of
#: all else a queryset of what the reader may see.
Behind = Statement | QuerySet


@dataclass(frozen=True)
class Asked:
    """A question that was answered, and who now asks what stands behind the answer."""

    parameters: dict[str, Any]
    as_of: datetime.date
    reader: User
    answer: Answer

    @property
    def context(self) -> dict[str, Any]:
        return self.answer.context


def silent(done: int, total: int | None, message: str) -> None:
    """Progress that nobody follows."""


class Report:
    """A question of analysts. Adding one is adding a file to reports/catalogue with a subclass in it."""

    key: ClassVar[str]
    topic: ClassVar[Topic]
    title: ClassVar[str]
    question: ClassVar[str]
    #: What is counted, in a paragraph.
    definition: ClassVar[str]
    #: The records it reads: who may not see them may not run it.
    permission: ClassVar[Permission] = Permission.EXCHANGES_VIEW
    #: It counts persons of the register: whoever may not see persons is told it by the rules of small figures.
    counts_persons: ClassVar[bool] = False
    #: Why it draws no chart, for one that does not.
    no_chart: ClassVar[str] = ""
    #: (label, definition) of each figure, table, column and code, by key; codes of a column as `<column>.<code>`.
    words: ClassVar[Mapping[str, tuple[str, str]]]

    class Parameters(Form):
        """The one declaration of the parameters: the page's form, the API's JSON Schema, the command's --param."""

    def check(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> None:
        """Raises ValidationError by field for what this user may not ask."""

    def needs(self, user: User) -> frozenset[str]:
        """What a reader must hold to see an answer that this user was given: permissions, `field:<class>`, and
        `sight:<what of>`: who sees less has lost what was read with it.
        """
        seen = {f"sight:{token}" for token in user.sight(self.permission).tokens}
        return frozenset({Permission.REPORTS_VIEW.value, self.permission.value, *seen})

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        """Answer from the records that `user` may see, as true on `as_of`."""
        raise NotImplementedError

    def in_full(self, user: User) -> bool:
        """Whether a user is told this report as it is."""
        return not self.counts_persons or user.has_perm(Permission.PRISONERS_VIEW)

    def suppress(self, answer: Answer, user: User) -> Answer:
        """The answer as this user may be told it. Every answer goes through here before anybody has it."""
        if self.in_full(user):
            return answer
        tables = tuple(filter(None, (self.told_table(table, answer) for table in answer.tables)))
        tables = tables or (telling.nothing_of(answer),)
        figures = (replace(each, value=self.told_figure(each, answer, tables), exchanges=()) for each in answer.figures)
        figures = telling.with_shares(tuple(replace(each, leads_to=Leads.NONE) for each in figures))
        return replace(answer, figures=figures, tables=tables)

    def told_table(self, table: Table, answer: Answer) -> Table | None:
        """A table of the answer as whoever may not see persons is told it; None for not at all."""
        return telling.tell_table(table)

    def told_figure(self, figure: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
        """The value of a figure as whoever may not see persons is told it beside these tables."""
        return telling.tell_figure(figure)

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        """The records behind a figure (`row` None), behind a row of a table, or behind the count in one column of it.

        Whoever asks may see the answer; of persons only who may see persons asks. Raises LookupError where none are.
        """
        made_of = asked.answer.figure(key).exchanges if row is None else (asked.answer.table(key).behind or [])[row]
        return exchanges_behind(asked.reader, made_of)

    def appendix(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> tuple[Table, ...]:
        """Tables that name persons. They stand in the files only, and go with them: no answer that is kept has them."""
        return ()

    def persons(self, parameters: dict[str, Any], as_of: datetime.date, user: User) -> list[uuid.UUID]:
        """Whom the files name to this user, for the log of reads."""
        return []

    def sentence(self, answer: Answer) -> str:
        """The answer in one sentence, in the language that is active."""
        raise NotImplementedError

    def chart(self, answer: Answer) -> "altair.TopLevelMixin | None":
        """The answer as a picture, in the language that is active."""
        return None

    def label(self, key: str) -> str:
        return str(self.words[key][0])

    def define(self, key: str) -> str:
        return str(self.words[key][1])

    def clean(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters checked and completed with their defaults, as JSON. Raises ValidationError by field."""
        fields = self.Parameters.base_fields
        if unknown := sorted(set(given) - set(fields)):
            raise ValidationError(
                {name: _("This report has no such parameter. It has: %(known)s") % {"known": ", ".join(fields) or "–"}
                 for name in unknown}
            )  # fmt: skip
        form = self.Parameters({name: given.get(name, field.initial) for name, field in fields.items()})
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return {name: _plain(value) for name, value in form.cleaned_data.items()}

    def parameters_schema(self) -> dict[str, Any]:
        """The parameters as JSON Schema."""
        fields = self.Parameters.base_fields
        return {
            "type": "object",
            "properties": {name: _schema(field) for name, field in fields.items()},
            "additionalProperties": False,
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _schema(field: forms.Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": str(field.label), "description": str(field.help_text)}
    if isinstance(field, forms.ChoiceField):
        schema |= {"type": "string", "enum": [value for value, _label in field.choices]}
    elif isinstance(field, forms.DateField):
        schema |= {"type": ["string", "null"], "format": "date"}
    elif isinstance(field, forms.BooleanField):
        schema |= {"type": "boolean"}
    elif isinstance(field, forms.IntegerField):
        schema |= {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    else:
        schema |= {"type": "string"}
    if field.initial is not None:
        schema["default"] = field.initial
    return schema
