"""Receive a list of names: `manage.py import_list FILE --party RU --received-through media --official no`."""

import datetime
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common import clock
from common.uploads import MIB
from negotiations.domain.lists import SameFile, receive_list
from negotiations.domain.reading.problems import ListRefused
from negotiations.domain.work import work_off
from negotiations.interfaces.list_words import failure_of
from negotiations.list_enums import Channel, EntryState, ListKind, ReconciliationStatus
from negotiations.models import NameList, Reconciliation
from units.models import Party


class Command(BaseCommand):
    help = gettext_lazy("Receive a list of names and compare it with the register; each row is accounted for.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("CSV, XLSX, DOCX, PDF with text, or text"))
        parser.add_argument("--party", required=True, metavar="CODE", help=_("who sent or published it"))
        parser.add_argument("--side", metavar="CODE", help=_("whose persons it names; ours without it"))
        parser.add_argument("--received-through", choices=Channel.values, default=Channel.OTHER.value)
        parser.add_argument("--official", choices=("yes", "no"), default="no")
        parser.add_argument("--kind", choices=ListKind.values, default=ListKind.OFFER.value)
        parser.add_argument("--title", default="")
        parser.add_argument("--received-on", type=_day, metavar="DATE", help=_("as 2024-12-02; today without it"))
        parser.add_argument("--claimed-size", type=int, metavar="N", help=_("as many names as it was said to hold"))
        parser.add_argument("--once-more", action="store_true", help=_("the same file came again by another way"))
        parser.add_argument("--by", metavar="USERNAME", help=_("who receives it; the system without it"))

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises CommandError when the file cannot be read, is here already, or the work on it fails."""
        try:
            name_list = receive_list(
                content=_content(file),
                file_name=file.name,
                title=options["title"] or file.stem[:200],
                party=_party(options["party"]),
                side=_party(options["side"]) if options["side"] else Party.objects.home(),
                channel=options["received_through"],
                official=options["official"] == "yes",
                kind=options["kind"],
                received_on=options["received_on"] or clock.today(),
                claimed_size=options["claimed_size"],
                once_more=options["once_more"],
                at_once=True,
                by=_user(options["by"]),
            )
        except ListRefused as refused:
            raise CommandError(refused.message) from refused
        except SameFile as same:
            raise CommandError(f"{' '.join(same.messages)} {same.name_list.pk}") from same
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        except PermissionDenied as refused:
            raise CommandError(str(refused)) from refused
        self._account(_worked_off(name_list))

    def _account(self, name_list: NameList) -> None:
        entries = list(name_list.entries.order_by("row_number").values_list("row_number", "state", "problems"))
        for row_number, _state, problems in entries:
            if problems:
                # Neither a name nor a cell: what is printed lands in logs.
                codes = (problem["code"] for problem in problems)
                self.stdout.write(" · ".join([_("Row %(row)d") % {"row": row_number}, *codes]))
        states = Counter(state for _row, state, _problems in entries)
        counted = ", ".join(f"{localize(states[each])} {each.label}" for each in EntryState if states[each])
        told = {"number": name_list.register_number, "entries": localize(len(entries)), "states": counted}
        self.stdout.write(_("List %(number)s, entries: %(entries)s (%(states)s)") % told)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise ListRefused("too_large", limit=f"{settings.IMPORT_MAX_BYTES / MIB:g}")
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _party(code: str) -> Party:
    party = Party.objects.standing().filter(code=code).first()
    if party is None:
        raise CommandError(_("No party has the code “%(code)s”.") % {"code": code})
    return party


def _user(name: str | None) -> User:
    if name is None:
        return User.objects.system()
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise CommandError(_("There is no active user “%(name)s”.") % {"name": name})
    return found


def _worked_off(name_list: NameList) -> NameList:
    """The list after its work, done here; a worker that was faster is as good."""
    work = Reconciliation.objects.get(name_list=name_list)
    work_off(work.pk)
    work.refresh_from_db()
    if work.status == ReconciliationStatus.FAILED:
        raise CommandError(failure_of(work))
    if work.is_working:
        raise CommandError(_("A worker has taken this list over. Its page tells how far it is."))
    return NameList.objects.get(pk=name_list.pk)
