"""JSON in and out by orjson. Bodies are read up to a limit and no further."""

from decimal import Decimal
from typing import Any, BinaryIO

import orjson
from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from api.problems import TooLarge
from common.parquet import PARQUET


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


class JSONRenderer(BaseRenderer):
    """JSON; rows that Postgres wrote as JSON (`orjson.Fragment`) are handed on as they are."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=_plain)


class CSVRenderer(JSONRenderer):
    """For views that answer CSV by themselves: only their problems come here, and those are JSON."""

    media_type = "text/csv"


class ParquetRenderer(JSONRenderer):
    """For views that answer Parquet by themselves, as with CSV."""

    media_type = PARQUET


class PfifRenderer(JSONRenderer):
    """For views that answer PFIF by themselves, as with CSV."""

    media_type = "application/xml"


class AnyRenderer(JSONRenderer):
    """For views that answer files by themselves: only their problems come here, and those are JSON."""

    media_type = "*/*"


class JSONParser(BaseParser):
    """JSON as RFC 8259 has it: no NaN, no comments, no lone surrogates."""

    media_type = "application/json"

    def parse(self, stream: BinaryIO, media_type: str | None = None, parser_context: Any = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge(limit)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(
                _("The body is no JSON: line %(line)d, column %(column)d.")
                % {"line": error.lineno, "column": error.colno},
                code="malformed",
            ) from error


class MergePatchParser(JSONParser):
    """A JSON merge patch (RFC 7396)."""

    media_type = "application/merge-patch+json"
