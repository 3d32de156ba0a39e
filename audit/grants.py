"""After each migration the application's role gets what it needs: it may not DELETE or TRUNCATE a record."""

from typing import Any

from django.conf import settings
from django.db import connections

#: Tables that are no records. A session that ended and a second factor that was taken away must be gone at once; what
#: was done is told in the book by the person's own row, and holds no secret there. A gap is the publisher's own memory.
#: The answer to a request is kept for thirty days.
CLEARABLE = {"accounts_session", "mfa_authenticator", "audit_feedgap", "api_idempotencykey"}
#: What is added to and never changed; of these columns an approved redaction empties the content (audit.guards).
APPENDED = {
    "audit_change": ("before", "after", "reason"),
    "audit_feedentry": ("salt",),
    "audit_anchor": (),
    "audit_epoch": (),
    "audit_read": (),
    "accounts_failedsignin": (),
    "api_operation": (),
    "audit_verification": (),
}


def grant_to_application(sender: Any, using: str, **_: Any) -> None:
    """Grant the application's role SELECT, INSERT and UPDATE on our tables, and DELETE where nothing is kept.

    Does nothing where the role does not exist or is the one that migrates.
    """
    role = settings.DATABASE_APP_ROLE
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> session_user", [role])
        if not cursor.fetchone():
            return
        quoted = connection.ops.quote_name(role)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        tables = set(connection.introspection.table_names(cursor))
        for table in CLEARABLE & tables:
            cursor.execute(f"GRANT DELETE ON {connection.ops.quote_name(table)} TO {quoted}")
        for table in APPENDED.keys() & tables:
            cursor.execute(f"REVOKE UPDATE ON {table} FROM {quoted}")
            if columns := ", ".join(APPENDED[table]):
                cursor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {quoted}")
