"""A client made by a generator from docs/openapi.yaml works as it comes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.console import ROOT
from tests.factories import SourceFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
DOCUMENT = ROOT / "docs" / "openapi.yaml"
USER = Path(__file__).parent / "generated_client.py"
#: The whole takes the generator long; these are what a client of sync begins with.
SOME = ("/api/v1/sources/", "/api/v1/sync/")


def references(part: Any) -> Iterator[tuple[str, str]]:
    """The components that a part of the document refers to, by kind and name."""
    if isinstance(part, dict):
        if isinstance(target := part.get("$ref"), str):
            yield tuple(target.rsplit("/", 2)[1:])
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from references(each)


def part_of(document: dict[str, Any], *beginnings: str) -> dict[str, Any]:
    """The document of the addresses that begin so, with the components that they need."""
    every = document["components"]
    paths = {path: told for path, told in document["paths"].items() if path.startswith(beginnings)}
    needed: set[tuple[str, str]] = set()
    while more := set(references([paths, [every[kind][name] for kind, name in needed]])) - needed:
        needed |= more
    components = {"securitySchemes": every["securitySchemes"]}
    for kind, name in sorted(needed):
        components.setdefault(kind, {})[name] = every[kind][name]
    return document | {"paths": paths, "components": components}


def generate(document: dict[str, Any], folder: Path) -> str:
    """Have the package `obmin_client` made in a folder; what the generator said of it."""
    (folder / "document.json").write_text(json.dumps(document, default=str))
    (folder / "config.yaml").write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", str(folder / "document.json"), "--config", str(folder / "config.yaml")]
    command += ["--output-path", str(folder / "obmin_client")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "beginnings", [pytest.param(SOME, id="some"), pytest.param(("/",), id="whole", marks=pytest.mark.proving)]
)
def test_it_is_made_and_reads(server, token, tmp_path, beginnings) -> None:
    sources = [SourceFactory(), SourceFactory()]
    told = generate(part_of(yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader), *beginnings), tmp_path)
    assert "will not be generated" not in told
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "OBMIN_URL": server, "OBMIN_TOKEN": token}
    done = subprocess.run([sys.executable, str(USER)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["titles"] == [each.title for each in sources]
    assert answer["first"]["id"] == str(sources[0].pk)
