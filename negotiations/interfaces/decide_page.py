"""The page on which one entry is decided: `templates/negotiations/decide/`."""

from functools import cached_property
from typing import Any

from django.urls import reverse

from accounts.models import User
from common.pieces import Chip
from negotiations.domain.deciding import AlreadyDecided
from negotiations.interfaces import deciding
from negotiations.interfaces.deciding import DecideForm, Other, Row, SearchForm
from negotiations.interfaces.findings import findings_of
from negotiations.models import Decision
from negotiations.queries.deciding import SHOW_ALL, Opened, Progress, entry_before, made_by, progress_of
from prisoners.interfaces.found import FoundPerson, found
from prisoners.interfaces.words import person_chip
from prisoners.queries.search import Match


class DecidePage:
    """Everything that the template shows. `late` is a decision that somebody else made first."""

    def __init__(
        self,
        opened: Opened,
        user: User,
        show: str = SHOW_ALL,
        *,
        form: DecideForm | None = None,
        last: Decision | None = None,
        late: AlreadyDecided | None = None,
        search: SearchForm | None = None,
        matches: list[Match] | None = None,
    ) -> None:
        self.opened, self.user, self.show, self.last, self.late = opened, user, show, last, late
        self.entry, self.name_list = opened.entry, opened.entry.name_list
        self.search, self.matches = search or SearchForm(), matches
        standing = opened.standing
        self.form = form or DecideForm(initial=self._initial(standing) if standing else None)
        #: The decision that one more would replace: only that which the reader has before them.
        self.instead_of = standing.pk if standing else ""

    @staticmethod
    def _initial(standing: Decision) -> dict[str, Any]:
        return {name: getattr(standing, name) for name in ("acceptance", "refusal_reason", "note")}

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.name_list, self.user)

    @cached_property
    def rows(self) -> list[Row]:
        compared = self.opened.compared
        told = findings_of(self.entry, compared.person, compared.candidate) if compared else {}
        return [*deciding.rows(self.opened, told, self.user), *deciding.other_lists(self.opened, told)]

    @cached_property
    def buttons(self) -> list[dict[str, Any]]:
        return deciding.buttons(self.opened)

    @property
    def has_proposal(self) -> bool:
        return any(button["proposed"] for button in self.buttons)

    @property
    def proposed(self) -> str:
        return deciding.why_proposed(self.opened.proposal)

    @property
    def person(self) -> str:
        """The key of whom the page compares; blank where it is nobody."""
        return str(self.opened.compared.person.pk) if self.opened.compared else ""

    @property
    def guard(self) -> str:
        return deciding.guard_of(self.opened.compared.candidate) if self.opened.compared else ""

    @property
    def band(self) -> Chip:
        return deciding.band_chip(self.opened.compared.candidate)

    @property
    def status(self) -> Chip:
        return person_chip(self.opened.compared.person)

    @property
    def spellings(self) -> list[str]:
        return deciding.spellings(self.opened.compared)

    @property
    def others(self) -> list[Other]:
        return deciding.others(self.opened)

    @property
    def found(self) -> list[tuple[Match, FoundPerson]]:
        return [(match, found(match)) for match in self.matches or []]

    @property
    def cells(self) -> list[str]:
        return list(deciding.cells(self.entry.raw))

    @property
    def standing_chip(self) -> Chip:
        return deciding.verdict_chip(self.opened.standing.verdict)

    @cached_property
    def decided_by(self) -> str:
        return made_by(self.opened.standing)

    @property
    def last_chip(self) -> Chip:
        return deciding.verdict_chip(self.last.verdict)

    @property
    def earlier(self) -> list[tuple[Decision, Chip]]:
        return [(each, deciding.verdict_chip(each.verdict)) for each in self.opened.earlier]

    @property
    def chosen(self) -> str:
        """What the reader chose while somebody else decided."""
        return deciding.V(self.form.cleaned_data["verdict"]).label if self.late else ""

    def url(self, name: str, *args: Any, **query: Any) -> str:
        walk = {} if self.show == SHOW_ALL else {"show": self.show}
        return reverse(f"verdicts:{name}", args=[self.name_list.pk, *args], query=walk | query)

    @property
    def certain_url(self) -> str:
        return reverse("verdicts:certain", args=[self.name_list.pk])

    @property
    def answer_url(self) -> str:
        return reverse("verdicts:answer", args=[self.name_list.pk])

    @property
    def post_url(self) -> str:
        return self.url("entry", self.entry.pk)

    @property
    def undo_url(self) -> str:
        return self.url("undo", self.entry.pk)

    @property
    def undo_last_url(self) -> str:
        return self.url("undo", self.last.entry_id)

    @property
    def search_url(self) -> str:
        return self.url("search", self.entry.pk)

    @property
    def next_url(self) -> str:
        return self.url("next", after=self.entry.row_number)

    @cached_property
    def previous_url(self) -> str:
        before = entry_before(self.entry)
        return self.url("entry", before) if before else ""

    @property
    def other_urls(self) -> list[tuple[Other, str]]:
        return [(each, self.url("entry", self.entry.pk, person=each.person.pk)) for each in self.others]

    @property
    def found_urls(self) -> list[tuple[FoundPerson, str]]:
        return [(each, self.url("entry", self.entry.pk, person=match.person.pk)) for match, each in self.found]
