"""Preview, confirm, undo: what each writes, what it refuses, and what it leaves alone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.acts import UNDO_IMPORT
from accounts.domain.approvals import approve
from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common.errors import IllegalMove
from exchanges.domain.exchanges import revise_exchange
from exchanges.domain.imports import confirm_import, preview_import, undo_import
from exchanges.domain.reference import add_reference_data
from exchanges.enums import BatchStatus, RowOutcome
from exchanges.models import Claim, Exchange, ImportBatch, ImportRow, Transfer
from sources.domain.founding import FOUNDING
from sources.models import Source
from tests.factories import (
    ClaimFactory,
    ExchangeFactory,
    by_two,
    home,
    proposed,
    someone,
    user_with,
    voided,
)
from tests.factories.imports import SEED, imported, previewed, record_bytes, record_file, record_row, seed_rows

pytestmark = pytest.mark.django_db
R = RowOutcome
STAGES = {"2025-05-23", "2025-05-24", "2025-05-25"}


def outcomes(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("row_no").values_list("outcome", flat=True))


def codes(batch: ImportBatch) -> list[list[str]]:
    return [[problem["code"] for problem in row.problems] for row in batch.rows.order_by("row_no")]


def again(*rows: dict[str, str]) -> ImportBatch:
    return previewed(record_bytes(*rows))


def undone(batch: ImportBatch, reason: str = "the wrong file") -> ImportBatch:
    return by_two(UNDO_IMPORT, batch, why=reason)


def test_a_preview_writes_no_exchange() -> None:
    batch = again(record_row())
    assert outcomes(batch) == [R.CREATE]
    assert not Exchange.objects.exists()


def test_the_raw_row_is_kept() -> None:
    row = record_row(notes=" as it came ")
    assert again(row).rows.get().raw == row


def test_a_bad_row_is_refused_and_the_others_are_imported() -> None:
    batch = imported(record_row(returned_to_ukraine_total="many"), record_row(format_label="5 for 5"))
    assert outcomes(batch) == [R.REFUSED, R.CREATED]
    assert codes(batch) == [["not_a_number"], []]


def test_the_same_file_again_changes_nothing() -> None:
    imported()
    changes = Change.objects.exclude(model__startswith="exchanges.import").count()
    assert set(outcomes(imported())) == {R.ALREADY_THERE}
    assert Change.objects.exclude(model__startswith="exchanges.import").count() == changes


def test_a_row_that_differs_is_told_and_changes_nothing() -> None:
    imported(record_row(returned_to_russia_total=95))
    batch = imported(record_row(returned_to_russia_total=96, notes="corrected"))
    problems = batch.rows.get().problems
    assert [(problem["code"], problem["column"]) for problem in problems] == [
        ("differs", "returned_to_russia_total"),
        ("differs", "notes"),
    ]
    assert Transfer.objects.get(direction="to_them").delivered == 95


def test_the_same_row_twice_in_a_file() -> None:
    assert outcomes(again(record_row(), record_row(notes="again"))) == [R.CREATE, R.REFUSED]


def test_the_same_stage_twice() -> None:
    stages = [record_row(format_label=label, sequence_no_if_reported=66) for label in ("stage 1", "Stage 1, again")]
    assert codes(again(*stages)) == [[], ["stage_twice"]]
    imported(stages[0])
    assert codes(again(stages[1])) == [["stage_taken"]]


def test_a_later_stage_joins_the_exchange_above() -> None:
    for number in (1, 2):
        batch = imported(record_row(format_label=f"Istanbul II stage {number}", sequence_no_if_reported=66))
    assert batch.parents_added == []
    assert Exchange.objects.filter(stages__isnull=True, parent__isnull=False).count() == 2
    assert Exchange.objects.count() == 3


def test_an_unknown_mediator_is_refused_by_name() -> None:
    batch = again(record_row(mediator="UAE; Ruritania"))
    assert batch.rows.get().problems[0]["params"] == {"value": "Ruritania"}


def test_what_was_logged_by_hand_is_there_already() -> None:
    ExchangeFactory(formula="95 FOR 95", planned_on="2024-10-18")
    assert codes(again(record_row())) == [["logged"]]


def test_another_exchange_of_the_day_is_pointed_out() -> None:
    ExchangeFactory(formula="another", planned_on="2024-10-18")
    batch = again(record_row())
    assert (outcomes(batch), codes(batch)) == ([R.CREATE], [["same_day"]])


def test_what_was_voided_by_hand_is_not_brought_back() -> None:
    exchange = imported(record_row()).rows.get().exchange
    voided(exchange, "never was")
    batch = again(record_row())
    assert (outcomes(batch), codes(batch)) == ([R.ALREADY_THERE], [["voided"]])


def test_without_the_two_sides_nothing_is_previewed() -> None:
    with pytest.raises(ValidationError, match="UA"):
        preview_import(file_name="x", sha256="", size=1, rows={2: record_row()}, by=User.objects.system())
    assert not ImportBatch.objects.exists()


def test_an_import_is_confirmed_once() -> None:
    batch = imported(record_row())
    with pytest.raises(IllegalMove, match="imported"):
        confirm_import(batch=batch, by=User.objects.system())


def test_what_came_to_be_there_since_the_preview_is_not_created() -> None:
    batch = again(record_row(), record_row(format_label="5 for 5"))
    imported(record_row())
    assert outcomes(confirm_import(batch=batch, by=User.objects.system())) == [R.ALREADY_THERE, R.CREATED]


@pytest.mark.parametrize("verb", [preview_import, confirm_import, undo_import])
def test_an_analyst_may_not(verb) -> None:
    with pytest.raises(PermissionDenied):
        verb(by=user_with(Role.ANALYST), reason="")


def sources_of_imports():
    return Source.objects.standing().exclude(title__in=[title for _kind, title, *_rest in FOUNDING.values()])


def test_an_undo_voids_all_that_was_created() -> None:
    batch = undone(imported())
    assert batch.status == BatchStatus.UNDONE
    for records in (Exchange.objects.standing(), Transfer.objects.standing(), Claim.objects.standing()):
        assert not records.exists(), records.model
    assert not sources_of_imports().exists()
    assert set(outcomes(batch)) == {R.UNDONE}


def test_an_undone_file_can_be_imported_again() -> None:
    undone(imported())
    assert set(outcomes(imported())) == {R.CREATED}


def test_an_undo_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        undone(imported(record_row()), reason=" ")


def test_an_undo_is_refused_when_something_was_changed_since() -> None:
    batch = imported(record_row(), record_row(format_label="5 for 5"))
    exchange = batch.rows.get(row_no=3).exchange
    revise_exchange(exchange=exchange, notes="seen", by=User.objects.system())
    with pytest.raises(ValidationError) as refused:
        undone(batch)
    assert refused.value.messages[1:] == [f"Row 3: {exchange}"]
    assert Exchange.objects.standing().count() == 2


@pytest.mark.parametrize(
    "build_upon",
    [
        lambda exchange: ClaimFactory(transfer=exchange.transfers.first()),
        lambda exchange: ExchangeFactory(parent=exchange, stage_no=1),
        lambda exchange: ExchangeFactory(previous_attempt=exchange),
    ],
)
def test_an_undo_is_refused_when_something_was_built_upon(build_upon) -> None:
    batch = imported(record_row())
    build_upon(batch.rows.get().exchange)
    with pytest.raises(ValidationError, match="Row 2"):
        undone(batch)


def test_what_was_voided_by_hand_does_not_stop_an_undo() -> None:
    batch = imported(record_row(), record_row(format_label="5 for 5"))
    voided(batch.rows.get(row_no=2).exchange, "never was")
    undone(batch)
    assert not Exchange.objects.standing().exists()


def test_a_source_that_others_use_stays() -> None:
    batch = imported(record_row(returned_to_russia_total=95))
    ClaimFactory(source=Source.objects.get(url="https://example.org/1"), party=home())
    undone(batch)
    assert sources_of_imports().count() == 1


def test_an_undo_leaves_alone_what_was_there_before() -> None:
    imported(record_row())
    undone(imported(record_row(), record_row(format_label="5 for 5")))
    assert Exchange.objects.standing().get().formula == "95 for 95"


@pytest.mark.parametrize("number", [5, 70])
def test_queries_do_not_grow_with_the_rows(number: int, django_assert_num_queries) -> None:
    # The first five hold each kind of thing: one derailed, one mediated, two stages of a programme.
    rows = sorted(seed_rows(), key=lambda row: row["date"] not in {"2024-01-24", "2024-01-31", *STAGES})
    file, system = record_file(record_bytes(*rows[:number])), User.objects.system()
    add_reference_data(by=system)
    with django_assert_num_queries(14):
        batch = preview_import(file_name=file.name, sha256=file.sha256, size=file.size, rows=file.rows, by=system)
    with django_assert_num_queries(28):
        batch = confirm_import(batch=batch, by=system)
    approval, second = proposed(UNDO_IMPORT, batch), someone("second")
    with django_assert_num_queries(43):
        approve(approval=approval, by=second)


def test_the_book_says_who_imported_and_why() -> None:
    registrar = user_with(Role.REGISTRAR)
    batch = previewed(SEED.read_bytes(), by=registrar)
    confirm_import(batch=batch, by=registrar, reason="the record of May")
    change = Change.objects.of(ImportRow.objects.first().exchange).first()
    assert (change.actor_id, change.verb, change.reason) == (
        registrar.pk,
        "exchanges.confirm_import",
        "the record of May",
    )
