"""Gives a user a token for the REST API, and prints it: this once, it is kept as a digest only."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.domain.tokens import LONGEST, issue_token
from accounts.models import User


class Command(BaseCommand):
    help = _("Gives a user a token for the REST API and prints it, this once.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="command line", help=_("What the token is for."))
        parser.add_argument(
            "--scope",
            action="append",
            dest="scopes",
            metavar="TYPE:read|write",
            help=_("By default *:read; repeatable."),
        )
        parser.add_argument("--days", type=int, default=LONGEST.days, help=_("How long it lasts: 90 days at most."))

    def handle(self, *, username: str, name: str, scopes: list[str] | None, days: int, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(_("There is no active user “%(username)s”.") % {"username": username})
        try:
            _token, text = issue_token(
                user=user,
                name=name,
                scopes=scopes or ["*:read"],
                by=User.objects.system(),
                reason=_("issued on the command line"),
                lasts=datetime.timedelta(days=days),
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(text)
