"""The schema `analytics`: what analysts ask with psql, Metabase or Superset, under a role of their own.

It is made anew after each migration, from views.sql, so that it never lags behind the tables; docs/analytics.md tells
analysts what each view holds.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from common.small_figures import SMALL
from exchanges.enums import FINAL
from prisoners.enums import BROUGHT_BACK, OPEN, CaptivityStatus, LegalCategory, Sex
from prisoners.queries.bands import MONTHS, Band
from reports.queries.backlog import MONTHS_SHOWN

SOURCE = Path(__file__).with_name("views.sql")
#: Each view, and what it says of itself to whoever looks at the schema.
VIEWS = {
    "parties": "Sides, those who act beside one, and mediators",
    "units": "Units, with the unit above each today",
    "exchanges": "Exchanges, without those that are restricted or under embargo",
    "transfers": "Persons moving one way within an exchange; blank is not known, which is not zero",
    "claims": "Figures that somebody said; claims disagree and stand side by side",
    "held": "Persons of the home side held today, by one axis at a time; told as number, few (1 to 4) or withheld",
    "flow": "Persons of the home side captured, returned and dead by month; blank is few (1 to 4)",
}
#: Run with the rights of whoever made them, and whatever the caller's search path holds.
OWNER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp"


def statements() -> str:
    """The schema as SQL."""
    zone = settings.TIME_ZONE.replace("'", "''")
    today = f"(now() AT TIME ZONE '{zone}')::date"
    bands = [
        f"WHEN c.captured_on > ({today} - interval '{months} months')::date THEN '{band}'"
        for band, months in MONTHS.items()
    ]
    axes = {"legal_category": LegalCategory, "sex": Sex, "held_for": Band}
    codes = [(axis, code) for axis, choices in axes.items() for code in choices.values]
    return SOURCE.read_text().format(
        owner=OWNER,
        small=SMALL,
        today=today,
        months=MONTHS_SHOWN - 1,
        band=f"CASE WHEN c.captured_on IS NULL THEN '{Band.UNKNOWN}' {' '.join(bands)} ELSE '{Band.OVER_3_YEARS}' END",
        axes=", ".join(f"({place}, '{axis}', '{code}')" for place, (axis, code) in enumerate(codes)),
        open=_listed(OPEN),
        final=_listed(FINAL),
        brought_back=_listed(BROUGHT_BACK),
        not_captive=CaptivityStatus.NOT_CAPTIVE,
        died=CaptivityStatus.DIED,
        views="\n".join(map(_view, VIEWS.items())),
    )


def build(sender: Any, using: str, **_: Any) -> None:
    """Make the schema unless it stands as it should, and let the analysts' role read it and nothing else."""
    text = statements()
    mark = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(to_regnamespace('analytics')::oid, 'pg_namespace') LIKE %s", [f"%{mark}"]
        )
        if cursor.fetchone() != (True,):
            cursor.execute(text)
            cursor.execute(
                "COMMENT ON SCHEMA analytics IS %s", [f"For analysts, read-only (docs/analytics.md). {mark}"]
            )
        _grant(cursor, settings.DATABASE_ANALYST_ROLE)


def _grant(cursor: CursorWrapper, role: str) -> None:
    """Grant a role the views. Does nothing where the role does not exist or is the one that migrates."""
    cursor.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = %s AND rolname <> session_user", [role])
    if found := cursor.fetchone():
        cursor.execute(f"GRANT USAGE ON SCHEMA analytics TO {found[0]}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO {found[0]}")
        for view in VIEWS:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION analytics.read_{view}() TO {found[0]}")


def _view(named: tuple[str, str]) -> str:
    view, meaning = named
    return (
        f"CREATE VIEW analytics.{view} AS SELECT * FROM analytics.read_{view}();\n"  # noqa: S608 - our own names
        f"COMMENT ON VIEW analytics.{view} IS '{meaning}';"
    )


def _listed(codes: Any) -> str:
    return ", ".join(f"'{code}'" for code in sorted(codes))
