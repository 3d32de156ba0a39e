"""Pseudonymous rows of captivities for analysts, of whom no small figure can be counted (docs/adr/0031).

- A secret half of the captivities is drawn, once and for ever: who is known to be recorded need not be in a file.
- Rows that are alike in every column stand in whole fives. The one to four left over of each group lose a column, the
  most telling first, and are put together anew; what is left at the end is left out. So whatever is counted is a
  multiple of five, and two files of one month tell of nobody by their difference.
- A pseudonym is of one file: two files cannot be joined, nor a file with a page.
"""

import datetime

from accounts.models import User
from common import clock
from common.copying import Rows
from common.parquet import Kind
from common.pseudonyms import secret_for
from common.small_figures import SMALL, WITHHELD
from prisoners.enums import OPEN
from prisoners.queries.bands import MONTHS, Band, months_before
from prisoners.queries.held import BEGUN, STILL, Selection, Statement, of_reader, standing
from units.queries.records import home_party

UNKNOWN, HELD = "unknown", "held"
#: From the column that is given up first to the one that is given up last.
COLUMNS = ("captured_again", "ended_in", "held_for", "captured_in", "service_basis", "sex", "status", "legal_category")
#: The months that may be asked for.
MONTHS_OFFERED = 24
DRAWN = """
    drawn AS MATERIALIZED (
        SELECT sha256(convert_to(%(file)s || c.id, 'UTF8')) AS mark, {columns}
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
        WHERE {where} AND {begun} AND get_byte(sha256(convert_to(%(draw)s || c.id, 'UTF8')), 0) < 128
    )
"""
GROUPED = """
    grouped_{level} AS (
        SELECT *, count(*) OVER alike AS size, row_number() OVER (alike ORDER BY mark) AS place
        FROM (SELECT mark, {columns} FROM {rest}) AS coarser WINDOW alike AS (PARTITION BY {names})
    ),
    rest_{level} AS (SELECT * FROM grouped_{level} WHERE place > size - size %% {small})
"""
WHOLE = "SELECT mark, {names} FROM grouped_{level} WHERE place <= size - size %% {small}"
PSEUDONYM = "upper(regexp_replace(substr(encode(mark, 'hex'), 1, 16), '(....)(?=.)', '\\1-', 'g'))"


def months_offered() -> list[datetime.date]:
    """The last days of the months gone by, the latest first."""
    first = clock.today().replace(day=1)
    return [months_before(first, back) - datetime.timedelta(days=1) for back in range(MONTHS_OFFERED)]


def microdata(on: datetime.date, user: User, file: str) -> Rows:
    """The rows of one file as true at the end of a month, of the home side, as far as a reader may be told of them.

    `file` names the file, for pseudonyms that are of no other.
    """
    statement = standing(Selection(home_party().pk, on, of_reader(user)))
    statement.params |= {"open": list(OPEN), "file": secret_for(f"microdata {file}"), "draw": secret_for("microdata")}
    told = ", ".join(f"{sql} AS {name}" for name, sql in _told(statement, on).items())
    statement.ctes.append(DRAWN.format(columns=told, where=statement.where, begun=BEGUN))
    rest, names = "drawn", ", ".join(COLUMNS)
    for level in range(len(COLUMNS) + 1):
        columns = ", ".join([*(f"'{WITHHELD}' AS {name}" for name in COLUMNS[:level]), *COLUMNS[level:]])
        statement.ctes.append(GROUPED.format(level=level, columns=columns, rest=rest, names=names, small=SMALL))
        rest = f"rest_{level}"
    whole = " UNION ALL ".join(WHOLE.format(level=n, names=names, small=SMALL) for n in range(len(COLUMNS) + 1))
    shown = tuple(reversed(COLUMNS))
    select = f"SELECT {PSEUDONYM}, {', '.join(shown)} FROM ({whole}) AS file ORDER BY mark"  # noqa: S608
    headings = ("record", *shown)
    return Rows(headings, [Kind.TEXT] * len(headings), statement.text(select), statement.params)


def _told(statement: Statement, on: datetime.date) -> dict[str, str]:
    """Each column as SQL: codes, years and bands."""
    still = STILL
    statement.params |= {f"m{months}": months for months in MONTHS.values()}
    last = f"CASE WHEN {still} THEN %(on)s ELSE c.ended_on END"
    bands = " ".join(
        f"WHEN c.captured_on > ({last} - make_interval(months => %(m{months})s))::date THEN '{band}'"
        for band, months in MONTHS.items()
    )
    return {
        "legal_category": "c.legal_category",
        "status": f"CASE WHEN {still} THEN '{HELD}' ELSE c.status END",
        "sex": "p.sex",
        "service_basis": f"coalesce(nullif(c.service_basis, ''), '{UNKNOWN}')",
        "captured_in": f"coalesce(extract(year FROM c.captured_on)::text, '{UNKNOWN}')",
        "held_for": f"CASE WHEN c.captured_on IS NULL OR ({last}) IS NULL THEN '{Band.UNKNOWN}' {bands}"
        f" ELSE '{Band.OVER_3_YEARS}' END",
        "ended_in": f"CASE WHEN {still} THEN '' ELSE coalesce(extract(year FROM c.ended_on)::text, '{UNKNOWN}') END",
        "captured_again": "CASE WHEN c.number > 1 THEN 'yes' ELSE 'no' END",
    }
