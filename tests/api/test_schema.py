"""The committed OpenAPI document is the one that the code gives."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from accounts.roles import Role

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_document_is_what_the_code_gives(tmp_path) -> None:
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", lang="en", validate=True, fail_on_warn=True, file=str(fresh))
    assert fresh.read_text() == (ROOT / "docs/openapi.yaml").read_text(), "run `make schema`"


@pytest.mark.django_db
def test_it_is_served_to_whom_we_know(client_of) -> None:
    response = client_of(Role.LIAISON, scopes=["parties:read"]).ask("GET", "/schema/", accept="application/yaml")
    assert response.status_code == 200
    assert yaml.safe_load(response.content)["info"]["title"] == "Obmin"


def test_every_operation_tells_every_problem_and_its_security() -> None:
    document = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text())
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert {"400", "401", "403", "406", "429", "500", "503"} <= operation["responses"].keys(), where
            assert {"token", "session"} == {name for each in operation["security"] for name in each}, where
