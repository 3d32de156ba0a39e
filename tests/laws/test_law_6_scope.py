"""Law 6: every model says on what its rows stand, and so who may know of them."""

import pytest

from accounts.models import Restrictable
from accounts.sight import related
from exchanges.models import ManifestEntry, PlanChoice
from negotiations.models import NameList
from tests.laws.house import our_models

#: Tables that no page or client is given rows of by themselves, and through what they are reached.
REACHED = {
    "api.IdempotencyKey": "the same request, sent once more",
    "api.Operation": "what became of an operation, which its sender asks",
    "audit.Read": "the pages of data protection",
    "audit.Anchor": "the book, which shows lines of records that are seen",
    "audit.Epoch": "the cursors of the feed",
    "audit.Change": "the history of a record that is seen",
    "audit.FeedEntry": "the line of the book that it numbers",
    "audit.FeedGap": "the check of the book",
    "audit.Redaction": "the line of the book that it is about",
    "audit.Verification": "the check of the book",
    "accounts.User": "the names of those who acted",
    "accounts.Session": "the sessions of oneself",
    "accounts.FailedSignIn": "the page of those who manage people",
    "negotiations.NameListFile": "the list that it came as",
    "negotiations.MinutesFile": "the minutes that it is the content of",
    "prisoners.PersonImportFile": "the import that it was brought by",
    "reports.Artefact": "the run that it was made for",
    "reports.ExportPiece": "the file that it is a piece of",
}


def scoped() -> list:
    return [model for model in our_models() if model._meta.label not in REACHED]


@pytest.mark.parametrize("model", scoped(), ids=lambda model: model._meta.label)
def test_it_says_on_what_it_stands(model) -> None:
    assert isinstance(model.scoped_by, tuple)
    assert all(issubclass(related(model, path), Restrictable) for path in model.scoped_by if path != "self")


@pytest.mark.parametrize("model", scoped(), ids=lambda model: model._meta.label)
def test_what_leads_to_something_hidden_is_named(model) -> None:
    """A relation to a person, a captivity, a place or an exchange is a way on which the row stands, or is masked."""
    masked = {"merged_into", "latest_captivity", "venue", "via", "parent", "previous_attempt", "supersedes"}
    masked |= {"previous"}
    # An entry repeats one of its own list.
    masked |= {"same_as"}
    # Who may see a list and not its round is told of the list.
    masked |= {"round"} if model is NameList else set()
    # Who may see an entry of a manifest is told neither of a hidden list nor of a hidden entry.
    masked |= {"list_entry", "substitutes", "frozen_in"} if model is ManifestEntry else set()
    # A choice is of a scenario of its own plan.
    masked |= {"scenario"} if model is PlanChoice else set()
    ways = {path.split("__")[0] for path in model.scoped_by}
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target and getattr(target, "scoped_by", ()) and field.name not in masked:
            assert field.name in ways, field


def test_the_models_reached_otherwise_are_there() -> None:
    assert REACHED.keys() <= {model._meta.label for model in our_models()}
