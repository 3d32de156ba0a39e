"""The least that a list can cost: a WSGI application of psycopg2 and one statement, nothing of the product.

The statement stands in the file that `BARE_SQL` names; the cursor of the address is its only parameter.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import parse_qs

import psycopg2

SQL = Path(os.environ["BARE_SQL"]).read_text()
connection = psycopg2.connect(os.environ["DATABASE_URL"])
connection.autocommit = True


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """The rows after the cursor, as Postgres writes them."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [parse_qs(environ["QUERY_STRING"])["cursor"][0]])
        content = cursor.fetchone()[0].encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]
