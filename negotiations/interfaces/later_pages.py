"""Stances and programmes as their pages show them to one reader."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Permission
from common.pieces import Chip, Event
from negotiations.enums import Direction, ProgrammeEventKind
from negotiations.interfaces import words
from negotiations.interfaces.pages import Fact, RecordSheet, link
from negotiations.models import ProgrammeEvent, Stance
from negotiations.models.stance import SUBJECTS
from negotiations.queries.records import programme_events, stances
from negotiations.tally import Tally, tallies
from units.queries.records import parties


class StanceSheet(RecordSheet):
    """A stance, and what the party said of the same group before and after."""

    namespace = "stances"

    @cached_property
    def chip(self) -> Chip:
        return words.position_chip(self.record)

    @cached_property
    def next_action(self) -> tuple[str, str] | None:
        open_one = self.may_write and self.record.until is None
        return (_("Record a change"), self.url("change")) if open_one else None

    @cached_property
    def timeline(self) -> list[Event]:
        """All that the party said of it, the earliest first."""
        record: Stance = self.record
        same = {name: getattr(record, f"{name}_id", getattr(record, name)) for name in SUBJECTS}
        found = stances(self.user).standing().filter(party=record.party, direction=record.direction, **same)
        return [self._event(each) for each in found.order_by("since", "id")]

    def all_facts(self) -> Iterable[Fact]:
        record: Stance = self.record
        yield "party", _("Party"), link(record.party)
        yield "position", _("Position"), record.get_position_display()
        yield "category", _("Of whom"), link(record.unit) or link(record.branch) or record.subject
        yield "direction", _("On the return"), record.get_direction_display()
        yield "since", _("Since"), record.since
        yield "until", _("Until"), record.until or _("to this day")
        yield "source", _("Source"), self.source()
        if record.note:
            yield "note", _("Note"), record.note

    def _event(self, stance: Stance) -> Event:
        sourced = self.user.has_perm(Permission.SOURCES_VIEW)
        return Event(
            stance.since or _("as far back as is known"),
            str(stance.get_position_display()),
            stance.note if "note" in self.seen else "",
            url="" if stance == self.record else stance.get_absolute_url(),
            source=str(stance.source) if sourced else "",
            source_url=stance.source.get_absolute_url() if sourced else "",
            tone=words.POSITION_TONES[stance.position],
        )


@dataclass(frozen=True)
class Progress:
    """How many of a target came home one way; `number` may be more than the target."""

    label: str
    number: int
    target: int | None
    at_least: bool

    @property
    def words(self) -> str:
        number = f"{'≥ ' if self.at_least else ''}{localize(self.number)}"
        if self.target is None:
            return number
        return _("%(number)s of %(target)s") % {"number": number, "target": localize(self.target)}


class ProgrammeSheet(RecordSheet):
    """A programme: its rules, how far it is carried out, what became of it."""

    namespace = "programmes"

    @cached_property
    def chip(self) -> Chip:
        return words.programme_chip(self.record)

    @cached_property
    def next_action(self) -> tuple[str, str] | None:
        return (_("Record what became of it"), self.url("event-add")) if self.may_write else None

    @cached_property
    def tally(self) -> Tally:
        return tallies([self.record], self.user).get(self.record.pk, Tally())

    @cached_property
    def progress(self) -> list[Progress]:
        """Both ways, ours first."""
        home = parties(self.user).standing().filter(is_home=True).first()
        numbers = {Direction.TO_US: self.tally.to_us, Direction.TO_THEM: self.tally.to_them}
        return [
            Progress(words.returning(way, home), number, self.record.target_each, bool(self.tally.unknown))
            for way, number in numbers.items()
        ]

    @cached_property
    def carried_out(self) -> str:
        """From how many hand-overs the numbers are, and what they leave out."""
        number, unknown = self.tally.exchanges, self.tally.unknown
        told = ngettext("%(number)d exchange carried out", "%(number)d exchanges carried out", number)
        told = told % {"number": number}
        if not unknown:
            return told
        left_out = ngettext("of %(number)d a number is not known", "of %(number)d a number is not known", unknown)
        return f"{told}, {left_out % {'number': unknown}}"

    @cached_property
    def events(self) -> list[ProgrammeEvent]:
        found = programme_events(self.user).filter(programme=self.record, voided_at=self.record.voided_at)
        return list(found.order_by("happened_on", "id"))

    @cached_property
    def timeline(self) -> list[Event]:
        """When it was agreed, and what became of it."""
        agreed = [Event(self.record.agreed_on, _("Agreed"), tone="active")] if self.record.agreed_on else []
        return agreed + [self._event(each) for each in self.events]

    @property
    def ids(self) -> list[uuid.UUID]:
        return [self.record.pk, *self.record.events.values_list("pk", flat=True)]

    def all_facts(self) -> Iterable[Fact]:
        record = self.record
        yield "agreed_on", _("Agreed on"), record.agreed_on
        yield "target_each", _("Persons"), words.target(record)
        yield "categories", _("For whom"), words.categories(record)
        yield "age_from", _("Age"), words.ages(record) or _("no limit")
        yield "terms", _("Terms"), record.terms
        yield "code", _("Code"), record.code
        yield "source", _("Source"), self.source()

    def _event(self, event: ProgrammeEvent) -> Event:
        sourced = event.source_id and self.user.has_perm(Permission.SOURCES_VIEW)
        who = _("by %(party)s") % {"party": event.by_party} if event.by_party else ""
        return Event(
            event.happened_on,
            " ".join(filter(None, [str(event.get_kind_display()).capitalize(), who])),
            event.note,
            source=str(event.source) if sourced else "",
            source_url=event.source.get_absolute_url() if sourced else "",
            tone=words.EVENT_TONES.get(ProgrammeEventKind(event.kind), "neutral"),
        )
