"""What is always true of exchanges, their manifests and those whom they name, asked of the database itself.

Each statement finds what contradicts it.
"""

from django.db import connection

LIVE = "('nominated', 'approved', 'boarded')"
CARRIED_OUT = "('completed', 'partly_completed')"
FAILED = "('derailed', 'cancelled')"
OPEN = "('missing', 'claimed', 'confirmed', 'listed')"
#: Who stands on what: the entries that count, with their transfer, exchange and captivity.
ENTRIES = """exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
    JOIN exchanges_exchange e ON e.id = t.exchange_id JOIN prisoners_captivity c ON c.id = m.captivity_id
    WHERE m.voided_at IS NULL"""
CAPTIVITIES = "prisoners_captivity c WHERE c.voided_at IS NULL"

ALWAYS = {
    "nobody has two open captivities": f"""
        SELECT c.person_id FROM {CAPTIVITIES} AND c.status IN {OPEN} GROUP BY 1 HAVING count(*) > 1""",
    "nobody is on two live manifests": f"""
        SELECT m.captivity_id FROM {ENTRIES} AND m.status IN {LIVE} GROUP BY 1 HAVING count(*) > 1""",
    "nobody is handed over twice": f"""
        SELECT m.captivity_id FROM {ENTRIES} AND m.status = 'delivered' GROUP BY 1 HAVING count(*) > 1""",
    "an exchange that is over has nobody about to go": f"""
        SELECT m.id FROM {ENTRIES} AND m.status IN {LIVE} AND (e.status IN {CARRIED_OUT} OR e.status IN {FAILED})""",
    "nobody is handed over in an exchange that failed": f"""
        SELECT m.id FROM {ENTRIES} AND m.status = 'delivered' AND e.status IN {FAILED}""",
    "no more are named than were delivered": f"""
        SELECT t.id FROM {ENTRIES} AND m.status = 'delivered' AND e.status IN {CARRIED_OUT} AND t.delivered IS NOT NULL
        GROUP BY t.id HAVING count(*) > t.delivered""",
    "the parts are within the whole": """
        SELECT id FROM exchanges_transfer
        WHERE COALESCE(delivered_military, 0) + COALESCE(delivered_civilian, 0) > delivered""",
    "whoever was handed over is not held, and ended so": f"""
        SELECT c.id FROM {ENTRIES} AND m.status = 'delivered' AND e.status IN {CARRIED_OUT} AND c.voided_at IS NULL
        AND (c.status IN {OPEN} OR c.outcome <> m.outcome AND c.status NOT IN ('returned', 'died'))""",
    "whoever is listed stands approved on a manifest": f"""
        SELECT c.id FROM {CAPTIVITIES} AND c.status = 'listed' AND c.id NOT IN (
            SELECT m.captivity_id FROM {ENTRIES} AND e.status NOT IN {CARRIED_OUT} AND e.status NOT IN {FAILED}
            AND m.status NOT IN ('vetoed', 'withdrawn', 'substituted'))""",
    "no civilian is exchanged": f"SELECT m.id FROM {ENTRIES} AND m.category = 'civilian' AND m.outcome = 'exchanged'",
    "nobody boards whom two people did not approve": f"""
        SELECT m.id FROM {ENTRIES} AND m.frozen_in_id IS NULL AND m.origin <> 'hand_over'
        AND m.status IN ('approved', 'boarded', 'delivered')""",
    "whoever was handed over has the day, and nobody else": f"""
        SELECT m.id FROM {ENTRIES} AND (m.status = 'delivered') <> (m.delivered_on IS NOT NULL)""",
    "no captivity ends before it begins, or ahead": f"""
        SELECT c.id FROM {CAPTIVITIES} AND (c.ended_on < c.captured_on OR c.ended_on > CURRENT_DATE)""",
    "the last event tells the status": f"""
        SELECT c.id FROM {CAPTIVITIES} AND c.status <> COALESCE((
            SELECT v.to_status FROM prisoners_statusevent v WHERE v.captivity_id = c.id AND v.voided_at IS NULL
            ORDER BY v.recorded_at DESC, v.id DESC LIMIT 1), c.status)""",
    "a person is told by the open captivity": f"""
        SELECT c.id FROM {CAPTIVITIES} AND c.status IN {OPEN} AND c.id <> (
            SELECT p.latest_captivity_id FROM prisoners_person p WHERE p.id = c.person_id)""",
    "a second capture raises an alert": f"""
        SELECT c.id FROM {CAPTIVITIES} AND EXISTS (
            SELECT FROM prisoners_captivity o WHERE o.person_id = c.person_id AND o.voided_at IS NULL
            AND o.status IN ('returned', 'released') AND o.ended_on < c.captured_on)
        AND NOT EXISTS (SELECT FROM prisoners_alert a WHERE a.captivity_id = c.id AND a.kind = 'recaptured')""",
}


def broken() -> list[str]:
    """What is not true any more, in words; nothing where all is well."""
    found = []
    with connection.cursor() as cursor:
        for told, statement in ALWAYS.items():
            cursor.execute(statement)
            if rows := cursor.fetchall():
                found.append(f"{told}: {len(rows)}")
    return found
