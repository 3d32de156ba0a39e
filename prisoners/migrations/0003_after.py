import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("prisoners", "0002_event_condition"),
        ("sources", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostReturnReport",
            fields=[
                ("id", models.UUIDField(default=common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("voided_at", models.DateTimeField(editable=False, null=True, verbose_name="voided at")),
                (
                    "voided_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="voided by",
                    ),
                ),
                ("void_reason", models.TextField(blank=True, editable=False, verbose_name="why voided")),
                (
                    "captivity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="post_return_reports",
                        to="prisoners.captivity",
                        verbose_name="captivity",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rehabilitation", "in rehabilitation"),
                            ("leave", "on leave at home"),
                            ("discharged", "discharged from service"),
                            ("active_service", "returned to active service"),
                            ("front", "sent to the front"),
                            ("recaptured", "captured again"),
                            ("died", "died after the return"),
                            ("other", "other"),
                        ],
                        max_length=14,
                        verbose_name="after the return",
                    ),
                ),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="reported on")),
                (
                    "reported_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "not known")],
                        default="unknown",
                        max_length=10,
                        verbose_name="report known to the",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "report after the return",
                "verbose_name_plural": "reports after the return",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="postreturnreport_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reported_on__isnull", True), ("reported_on_precision", "unknown")),
                            models.Q(
                                ("reported_on__isnull", False),
                                models.Q(("reported_on_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="postreturnreport_reported_on_whole",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'prisoners.postreturnreport', n.id, n.version, NULL, JSON_OBJECT('kind': n.\"kind\", 'note': n.\"note\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'reported_on': n.\"reported_on\", 'void_reason': n.\"void_reason\", 'captivity_id': n.\"captivity_id\", 'voided_by_id': n.\"voided_by_id\", 'reported_on_precision': n.\"reported_on_precision\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="4219253036fa5bc6cdf0ab481e6d38d5fb026989",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_0813b",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="prisoners_postreturnreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'prisoners.postreturnreport', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('kind': o.\"kind\", 'note': o.\"note\", 'source_id': o.\"source_id\", 'voided_at': o.\"voided_at\", 'reported_on': o.\"reported_on\", 'void_reason': o.\"void_reason\", 'captivity_id': o.\"captivity_id\", 'voided_by_id': o.\"voided_by_id\", 'reported_on_precision': o.\"reported_on_precision\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('kind': n.\"kind\", 'note': n.\"note\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'reported_on': n.\"reported_on\", 'void_reason': n.\"void_reason\", 'captivity_id': n.\"captivity_id\", 'voided_by_id': n.\"voided_by_id\", 'reported_on_precision': n.\"reported_on_precision\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="5bec7451d030764679f1774b7755eb231ce893fe",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_4a903",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="prisoners_postreturnreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."captivity_id", NEW."kind", NEW."reported_on", NEW."reported_on_precision", NEW."source_id", NEW."note") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."captivity_id", OLD."kind", OLD."reported_on", OLD."reported_on_precision", OLD."source_id", OLD."note"))::int;\n            RETURN NEW;\n        ',
                    hash="c57e24d436079393d58737028230fe4bcb86386c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_9b287",
                    table="prisoners_postreturnreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="5a64476722d9aacd1b439002a64568a4c6d88f35",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_1a644",
                    table="prisoners_postreturnreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="93dffa8a18e357fd1175fb61b0e4d0b118752d79",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7c952",
                    table="prisoners_postreturnreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'void' AND decided_by_id = NEW.voided_by_id AND subject_id = NEW.id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NEW.voided_by_id\n            )\n            OR EXISTS (SELECT FROM prisoners_captivity WHERE id = NEW.captivity_id AND voided_at IS NOT NULL)) THEN\n                RAISE EXCEPTION 'obmin: two people void a record' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="50e1c0e785a9b9016f89db62906141cdb19522f4",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_66e8e",
                    table="prisoners_postreturnreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postreturnreport",
            trigger=pgtrigger.compiler.Trigger(
                name="after_home",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (SELECT FROM prisoners_captivity WHERE id = NEW.captivity_id AND status IN ('escaped', 'paroled', 'released', 'returned')) THEN\n                RAISE EXCEPTION 'obmin: nobody came home from this captivity';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="97a03c93b1ab0a2bda205bc66d37c83760d0d3da",
                    operation='INSERT OR UPDATE OF "captivity_id"',
                    pgid="pgtrigger_after_home_706c2",
                    table="prisoners_postreturnreport",
                    when="BEFORE",
                ),
            ),
        ),
    ]
