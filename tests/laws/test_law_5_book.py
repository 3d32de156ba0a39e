"""Law 5: every table of ours is followed by the book, or is on the short list of those that are no records."""

import pytest
from django.db import connection

from audit.models import Booked
from tests.laws.house import our_models

pytestmark = pytest.mark.django_db

#: The book itself with its chain, sessions, failures to sign in, files that a run makes anew from its answer, and files
#: of persons with their rows as they came: what became of a row is in the book. Candidates of a list are proposed anew
#: by each comparison; a decision keeps what it rested on. What a plan finds follows from it, and it is in the book.
#: What became of a request is told by the records that it wrote.
NO_RECORDS = {
    "api.IdempotencyKey",
    "api.Operation",
    "audit.Change",
    "audit.Epoch",
    "audit.Read",
    "audit.FeedEntry",
    "audit.FeedGap",
    "audit.Anchor",
    "audit.Verification",
    "accounts.Session",
    "accounts.FailedSignIn",
    "exchanges.PlanChoice",
    "exchanges.Scenario",
    "negotiations.Candidate",
    "negotiations.NameListFile",
    "reports.Artefact",
    "reports.ExportPiece",
    "negotiations.MinutesFile",
    "prisoners.PersonImportFile",
    "prisoners.PersonImportRow",
}
TRIGGERS = {"book_insert", "book_update", "bump_version", "no_delete", "no_truncate"}


def test_every_model_is_booked() -> None:
    loose = {model._meta.label for model in our_models() if not issubclass(model, Booked)}
    assert loose <= NO_RECORDS


@pytest.mark.parametrize(
    "model", [m for m in our_models() if issubclass(m, Booked)], ids=lambda model: model._meta.label
)
def test_the_triggers_are_in_the_database(model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger%%'",
            [model._meta.db_table],
        )
        names = [name for (name,) in cursor.fetchall()]
    assert {trigger for trigger in TRIGGERS if any(trigger in name for name in names)} == TRIGGERS
