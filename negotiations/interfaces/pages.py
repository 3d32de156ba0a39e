"""Rounds and proposals as their pages show them to one reader. What is hidden from her is not there."""

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Record, User
from accounts.models.record import visible_fields
from accounts.roles import Permission
from common.pieces import Chip
from common.reading import Surface, shown
from negotiations.enums import ROUND_OVER, Direction, RoundStatus
from negotiations.interfaces import words
from negotiations.interfaces.list_words import list_chip
from negotiations.models import Delegation, Minutes, NameList, Proposal, ProposalTerm, RoundMediation
from negotiations.queries.lists import lists_of
from negotiations.queries.records import minutes, proposals
from units.models import Party
from units.queries.records import parties

Fact = tuple[str, str, Any]


class RecordSheet:
    """What the pages of a record of negotiations share. `namespace` is that of the addresses."""

    namespace: str

    def __init__(self, record: Record, user: User) -> None:
        self.record, self.user = record, user
        self.seen = visible_fields(type(record), user)

    @cached_property
    def may_write(self) -> bool:
        return self.user.has_perm(Permission.NEGOTIATIONS_WRITE) and not self.record.is_voided

    @cached_property
    def may_void(self) -> bool:
        return self.user.has_perm(Permission.NEGOTIATIONS_VOID) and not self.record.is_voided

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """Label and value of what the reader may see."""
        return [(label, value) for field, label, value in self.all_facts() if field in self.seen]

    @property
    def more_actions(self) -> list[tuple[str, str]]:
        """(label, URL) of what else may be done, the gravest last."""
        return []

    @property
    def ids(self) -> list[uuid.UUID]:
        """Keys of the record and of its parts, for the history."""
        return [self.record.pk]

    def all_facts(self) -> Iterable[Fact]:
        """(field that it leans on, label, value)."""
        raise NotImplementedError

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.namespace}:{name}", args=[self.record.pk, *args])

    def parts(self, relation: str) -> QuerySet:
        """The parts of the record; a voided one keeps those that were voided with it."""
        return getattr(self.record, relation).filter(voided_at=self.record.voided_at).order_by("id")

    def source(self) -> SafeString | None:
        """The source, for those who may see sources."""
        return link(self.record.source) if self.user.has_perm(Permission.SOURCES_VIEW) else None


class RoundSheet(RecordSheet):
    """A round: who sat there, who helped, what was proposed, its minutes."""

    namespace = "rounds"

    @cached_property
    def chip(self) -> Chip:
        return words.round_chip(self.record)

    @cached_property
    def days(self) -> str:
        return words.days_of(self.record)

    @cached_property
    def next_action(self) -> tuple[str, str] | None:
        """What usually comes next: a round begins, and then its outcome is recorded."""
        usual = {RoundStatus.PLANNED: RoundStatus.UNDER_WAY, RoundStatus.UNDER_WAY: RoundStatus.CONCLUDED}
        return self._move(usual[self.record.status]) if self.may_write and self.record.moves else None

    @property
    def more_actions(self) -> list[tuple[str, str]]:
        found = [(_("Log a proposal"), f"{reverse('proposals:create')}?round={self.record.pk}")]
        if self.sees_minutes:
            found.append((_("File minutes"), self.url("minutes-file")))
        moves = [self._move(to) for to in self.record.moves]
        return found + [move for move in moves if move != self.next_action]

    @cached_property
    def delegations(self) -> list[Delegation]:
        return list(self.parts("delegations").select_related("party"))

    @cached_property
    def sees_members(self) -> bool:
        return "members" in visible_fields(Delegation, self.user)

    @cached_property
    def mediations(self) -> list[RoundMediation]:
        return list(self.parts("mediations").select_related("mediator"))

    @cached_property
    def proposals(self) -> list[tuple[Proposal, Chip, Chip]]:
        """What was proposed in it, with how and where it stands."""
        found = proposals(self.user).standing().filter(round=self.record).order_by("made_on", "id")
        return [(each, words.kind_chip(each), words.proposal_chip(each)) for each in found]

    @cached_property
    def sees_lists(self) -> bool:
        return self.user.has_perm(Permission.LISTS_VIEW) and "round" in visible_fields(NameList, self.user)

    @cached_property
    def lists(self) -> list[tuple[NameList, Chip]]:
        """Lists of names that were handed over in it or drawn up for it, with where they stand."""
        found = list(lists_of(self.record, self.user))
        shown(NameList, [each.pk for each in found], Surface.LIST)
        return [(each, list_chip(each)) for each in found]

    @cached_property
    def sees_minutes(self) -> bool:
        return self.user.has_perm(Permission.NEGOTIATIONS_MINUTES)

    @cached_property
    def minutes(self) -> list[Minutes]:
        return list(minutes(self.user).filter(round=self.record, voided_at=self.record.voided_at).order_by("id"))

    @property
    def ids(self) -> list[uuid.UUID]:
        """Also of what left the lists: history tells of it."""
        lists = (
            self.record.delegations.all(),
            self.record.mediations.all(),
            minutes(self.user).filter(round=self.record),
        )
        return [self.record.pk, *(key for rows in lists for key in rows.values_list("pk", flat=True))]

    def all_facts(self) -> Iterable[Fact]:
        record = self.record
        yield "starts_on", _("First day"), record.starts_on
        if record.ends_on:
            yield "ends_on", _("Last day"), record.ends_on
        yield "channel", _("Channel"), record.get_channel_display()
        yield "venue", _("Venue"), link(record.venue)
        if record.venue_as_reported:
            yield "venue_as_reported", _("Venue as reported"), record.venue_as_reported
        yield "status", _("Mediators"), ", ".join(map(str, self.mediations))
        yield "agenda", _("Agenda"), record.agenda
        if record.status in ROUND_OVER:
            yield "outcome", _("Outcome"), record.outcome
        yield "source", _("Source"), self.source()

    def _move(self, to: str) -> tuple[str, str]:
        return str(words.ROUND_LABELS[RoundStatus(to)]), self.url("move", to)


class ProposalSheet(RecordSheet):
    """A proposal: how it was made, its terms by direction, its clock and its answer."""

    namespace = "proposals"

    @cached_property
    def chip(self) -> Chip:
        return words.proposal_chip(self.record)

    @cached_property
    def kind(self) -> Chip:
        return words.kind_chip(self.record)

    @cached_property
    def clock(self) -> str:
        return words.waiting(self.record)

    @cached_property
    def next_action(self) -> tuple[str, str] | None:
        """The page on which the answer is recorded, while one may come."""
        return (_("Record the answer"), "#answer") if self.may_write and self.record.moves else None

    @cached_property
    def answers(self) -> list[tuple[str, str]]:
        """(label, URL) of the answers that may be recorded."""
        moves = self.record.moves if self.may_write else ()
        return [(str(words.PROPOSAL_LABELS[to]), self.url("move", to)) for to in moves]

    @cached_property
    def terms(self) -> list[ProposalTerm]:
        return list(self.parts("terms"))

    @cached_property
    def sides(self) -> list[tuple[str, list[str]]]:
        """The terms of each direction in words, ours first."""
        home: Party | None = parties(self.user).standing().filter(is_home=True).first()
        ways = (Direction.TO_US, Direction.TO_THEM)
        return [
            (words.returning(way, home), [words.term(each) for each in self.terms if each.direction == way])
            for way in ways
        ]

    @property
    def ids(self) -> list[uuid.UUID]:
        return [self.record.pk, *self.record.terms.values_list("pk", flat=True)]

    def all_facts(self) -> Iterable[Fact]:
        record = self.record
        yield "kind", _("Made as"), record.get_kind_display()
        yield "made_by", _("Made by"), link(record.made_by)
        yield "made_to", _("Made to"), link(record.made_to)
        yield "made_on", _("Made on"), record.made_on
        if record.round_id:
            yield "round", _("Round"), link(record.round)
        yield "channel", _("Channel"), record.get_channel_display()
        yield "format", _("Format"), record.get_format_display()
        if record.answered_on:
            yield "answered_on", _("Answered on"), record.answered_on
        yield "source", _("Source"), self.source()


def link(record: Model | None) -> SafeString | None:
    """A record by its name, linked to its page."""
    return record and format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)


def asked_key(value: str | None) -> uuid.UUID | None:
    """A key that the address names; None for anything else."""
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None
