"""`manage.py demo_code registrar`: the code that a demo person's authenticator app would show now."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.domain.demo import demo_code


class Command(BaseCommand):
    """For people whom seed_demo made, on a site for trying out: no other second factor can be read by it."""

    help = "Print the second factor of a demo person, good for half a minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: object) -> None:
        code = demo_code(username)
        if code is None:
            raise CommandError(
                _("“%(username)s” is not a person whom seed_demo added, or this is a real site.")
                % {"username": username}
            )
        self.stdout.write(code)
