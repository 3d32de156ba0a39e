"""Revokes tokens of the REST API at once: one by its beginning, or all of a user."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.domain.tokens import revoke_token
from accounts.models import ApiToken, User


class Command(BaseCommand):
    help = _("Revokes a token of the REST API at once, or all tokens of a user; without either, lists the valid ones.")

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--token", metavar="BEGINNING", help=_("The first 12 characters of the token, no more."))
        which.add_argument("--user", metavar="NAME", help=_("Every token of this user."))
        parser.add_argument("--reason", default="", help=_("Why, for the book."))

    def handle(self, *, token: str | None, user: str | None, reason: str, **options: Any) -> None:
        valid = ApiToken.objects.valid().select_related("user").order_by("user__username", "prefix")
        if token is None and user is None:
            for each in valid:
                self.stdout.write(_line(each))
            return
        if not reason.strip():
            raise CommandError(_("Say why, with --reason."))
        found = list(valid.filter(prefix=token[:12]) if token else valid.filter(user__username=user))
        if not found:
            raise CommandError(_("There is no such valid token."))
        for each in found:
            revoke_token(token=each, by=User.objects.system(), reason=reason)
            self.stdout.write(_("Revoked: %(token)s") % {"token": _line(each)})


def _line(token: ApiToken) -> str:
    used = f"{token.last_used_at:%Y-%m-%d %H:%M}Z" if token.last_used_at else "–"
    return f"{token.prefix}…  {token.user.username}  {token.name}  {' '.join(token.scopes)}  {used}"
