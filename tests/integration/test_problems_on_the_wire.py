"""What gunicorn refuses by itself, and what it is told while Postgres is away, are problems too. The real server."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.roles import Role
from scripts.console import ROOT
from scripts.ports import HOST, free_port, is_taken
from tests.factories import user_with
from tests.factories.accounts import token_for
from tests.integration.conftest import wait_for

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id", "errors"}
CANARY = "Kanarenko"


def served(environment: dict[str, str], log: Path) -> Iterator[int]:
    """A gunicorn as the Procfile starts it; gives its port."""
    port = free_port()
    words = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:")).split()
    worker = words[words.index("--worker-class") + 1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--worker-class", worker, "--threads", "2"]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [*command, "--bind", f"{HOST}:{port}", "--no-control-socket"],
            cwd=ROOT, env=environment | {"OBMIN_HTTPS": "no"}, stdout=sink, stderr=sink,
        )  # fmt: skip
        try:
            wait_for(lambda: is_taken(port))
            yield port
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def away(tmp_path_factory) -> Iterator[tuple[int, Path]]:
    """A server whose Postgres is away, and its log."""
    log = tmp_path_factory.mktemp("wire") / "log"
    nowhere = {"DATABASE_URL": "postgres://nobody:none@127.0.0.1:1/none", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    for port in served({**os.environ, **nowhere}, log):
        yield port, log


def answered(port: int, sent: bytes) -> tuple[int, http.client.HTTPMessage, dict]:
    """The status, the headers and the JSON of the answer to these bytes."""
    with socket.create_connection((HOST, port), timeout=20) as connection:
        connection.sendall(sent)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        content = json.loads(answer.read())
    assert answer.getheader("Content-Type") == "application/problem+json"
    assert content.keys() >= MEMBERS
    assert content["status"] == answer.status
    assert content["request_id"] == answer.getheader("X-Request-ID")
    assert CANARY not in json.dumps(content | {"instance": ""})
    return answer.status, answer.headers, content


ASKED = b"GET /api/v1/sources/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n"
REFUSED = {
    "no request at all": (400, b"Kanarenko\r\n\r\n"),
    "a method of its own": (400, b"KANARENKO{} /api/v1/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    "another protocol": (400, b"GET /api/v1/ HTTP/9.9\r\nHost: localhost\r\n\r\n"),
    "a long address": (414, b"GET /api/v1/?q=" + b"Kanarenko" * 1000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    "a large header": (431, ASKED + b"X-Name: " + b"Kanarenko" * 2000 + b"\r\n\r\n"),
    "a header that is none": (400, ASKED + b"Kanarenko 5\r\n\r\n"),
    "a name of a header": (400, ASKED + b"X Kanarenko: 5\r\n\r\n"),
    "another way to send": (501, ASKED + b"Transfer-Encoding: kanarenko\r\n\r\n"),
    "two lengths": (400, ASKED + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
    "a length that is none": (400, ASKED + b"Content-Length: Kanarenko\r\n\r\n"),
    "another host": (400, ASKED.replace(b"localhost", b"kanarenko.example") + b"\r\n"),
    "a host that is none": (400, ASKED.replace(b"localhost", b"\xff\xfe{}") + b"\r\n"),
    "a body in chunks": (411, ASKED.replace(b"GET", b"POST") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "an unknown address": (404, ASKED.replace(b"sources", b"nothing") + b"\r\n"),
    "nobody in particular": (401, ASKED + b"\r\n"),
    "a token that is none": (503, ASKED + b"Authorization: Bearer \xff\xfe\r\n\r\n"),
    "Postgres away": (503, ASKED + b"Authorization: Bearer obmin_synthetic\r\n\r\n"),
}


@pytest.mark.parametrize("sent", REFUSED)
def test_every_refusal_is_a_problem(away, sent) -> None:
    status, _headers, _content = answered(away[0], REFUSED[sent][1])
    assert status == REFUSED[sent][0]


def test_it_says_when_to_come_back(away) -> None:
    _status, headers, _content = answered(away[0], REFUSED["Postgres away"][1])
    assert int(headers["Retry-After"]) > 0


@pytest.mark.parametrize("refused", ["nobody in particular", "Postgres away"])
def test_it_speaks_the_language_that_is_asked_for(away, refused) -> None:
    sent = REFUSED[refused][1]
    english = answered(away[0], sent)[2]
    # On the same thread before and after, so that no language is left over from the request before.
    assert answered(away[0], sent.replace(b"Language: en", b"Language: uk"))[2]["title"] != english["title"]
    assert answered(away[0], sent)[2] | {"request_id": ""} == english | {"request_id": ""}


def test_the_log_repeats_nothing(away) -> None:
    answered(away[0], REFUSED["no request at all"][1])
    told = away[1].read_text()
    assert "InvalidRequestLine" in told
    assert CANARY not in told


@pytest.mark.django_db(transaction=True)
def test_a_body_far_above_the_limit_is_answered_while_it_is_sent(process_environment, tmp_path) -> None:
    token = token_for(user_with(Role.REGISTRAR), ["sources:write"])
    head = ASKED.replace(b"GET", b"POST") + f"Authorization: Bearer {token}\r\n".encode()
    sent = head + b"Content-Type: application/json\r\nContent-Length: 6000000\r\n\r\n" + b"[" * 6_000_000
    for port in served(process_environment, tmp_path / "log"):
        assert answered(port, sent)[2]["code"] == "too_large"
