"""The API keeps the word of its own document, whatever it is asked (schemathesis)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.roles import Role
from config.wsgi import application
from tests.api.cases import CASES

#: Enough to see that an answer is as the document has it; `make prove-api` asks for more of each operation.
EXAMPLES = 50 if settings.get_current_profile_name() == "proving" else 2
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class Records(dict):
    """An id for each type of record, which is made when it is asked for first."""

    def __missing__(self, name: str) -> str | None:
        case = next((case for case in CASES if case.name == name), None)
        self[name] = str(case.make().pk) if case else None
        return self[name]


@pytest.fixture
def records(db) -> Records:
    """Records for the operation at hand, so that its list is not empty and its address does not lead nowhere."""
    return Records()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Every request within the transaction of the test, as Django's own client does it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(token_of) -> dict[str, str]:
    scopes = ["*:read", "report-runs:write", "sync:write", *(f"{case.name}:write" for case in CASES)]
    token = token_of(Role.REGISTRAR, Role.NEGOTIATOR, scopes=scopes)
    return {"Authorization": f"Bearer {token}", "Host": "localhost"}


contract = schemathesis.openapi.from_path(Path(__file__).resolve().parents[2] / "docs/openapi.yaml")
contract.app = application
# Every boundary of every parameter takes minutes: the generated examples are enough for each change.
contract.config.phases.coverage.enabled = False


@contract.parametrize()
@settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_every_operation(case, records, headers, one_connection) -> None:
    name = case.path.removeprefix("/api/v1").strip("/").split("/")[0]
    made = records[name]
    if "id" in case.path_parameters and made:
        case.path_parameters["id"] = made
    case.call_and_validate(headers=headers, checks=CHECKS)
