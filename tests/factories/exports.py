"""Lists as files, made at once instead of by a worker."""

from unittest.mock import patch
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

from common.jobs import Heart
from reports.domain import exports
from reports.models import ListExport


def asked(client: Client, address: str, kind: str = "csv") -> HttpResponse:
    """The answer to the wish for a list as a file."""
    return client.post(address, {"export": kind})


def made(client: Client, address: str, kind: str = "csv") -> ListExport:
    """A file that was asked for and made."""
    answer = asked(client, address, kind)
    assert answer.status_code == 302, answer.status_code
    key = urlsplit(answer.url).path.split("/")[2]
    # Within one transaction the heart, over its own connection, cannot see the row.
    with patch.object(Heart, "_beat", lambda self: None):
        assert exports.work_off(key)
    return ListExport.objects.get(pk=key)


def fetched(client: Client, address: str, kind: str = "csv") -> bytes:
    """The content of a list as a file."""
    export = made(client, address, kind)
    assert not export.failure, export.failure
    return b"".join(client.get(f"{export.get_absolute_url()}file").streaming_content)
