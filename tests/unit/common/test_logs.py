"""A line of the log tells where it broke and by which rule, and never what somebody typed."""

import logging
from io import StringIO

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction

from common.logs import DiscreetFormatter

CANARY = "Kanarenko"


@pytest.fixture
def log() -> tuple[logging.Logger, StringIO]:
    logger, written = logging.getLogger("tests.discreet"), StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DiscreetFormatter("%(name)s %(message)s"))
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


def test_the_message_of_an_exception_is_left_out_and_its_place_told(log) -> None:
    logger, written = log
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise LookupError(CANARY) from error
    except LookupError:
        logger.exception("run %s failed", 7)
    text = written.getvalue()
    assert CANARY not in text
    assert "run 7 failed\nbuiltins.LookupError" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text


@pytest.mark.django_db
def test_of_a_refusal_of_the_database_the_rule_is_told_and_no_value(log) -> None:
    logger, written = log
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE nests (bird text CONSTRAINT one_bird UNIQUE) ON COMMIT DROP")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute("INSERT INTO nests VALUES (%s), (%s)", [CANARY, CANARY])
    assert CANARY in str(refused.value), "the control: its own message holds the value"
    logger.error("refused: %s", refused.value, exc_info=refused.value)
    assert CANARY not in written.getvalue()
    assert "23505, nests, one_bird" in written.getvalue()


def test_of_a_task_neither_arguments_nor_result_are_told(log) -> None:
    logger, written = log
    told = {"name": "reports.run", "exc": repr(ValueError(CANARY)), "args": CANARY, "error": psycopg2.Error(CANARY)}
    logger.error("Task %(name)s raised: %(exc)s %(args)s %(error)s", told)
    assert written.getvalue() == "tests.discreet Task reports.run raised: … … psycopg2.Error\n"
