import datetime

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.ids


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
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
                ("report", models.CharField(max_length=60, verbose_name="report")),
                ("parameters", models.JSONField(blank=True, default=dict, verbose_name="parameters")),
                (
                    "as_of",
                    models.CharField(
                        choices=[
                            ("today", "the day on which it is asked"),
                            ("month_end", "the last day of the month before"),
                        ],
                        default="today",
                        max_length=10,
                        verbose_name="as true on",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        default=1,
                        verbose_name="day of the week",
                    ),
                ),
                (
                    "at",
                    models.TimeField(
                        default=datetime.time(8, 0), help_text="By the clock of the headquarters.", verbose_name="at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("registrar", "registrar"),
                            ("negotiator", "negotiator"),
                            ("approver", "approver"),
                            ("analyst", "analyst"),
                            ("liaison", "unit liaison"),
                            ("auditor", "auditor"),
                            ("administrator", "administrator"),
                            ("machine", "machine client"),
                        ],
                        help_text="Everybody of this role is sent a link, never an answer.",
                        max_length=20,
                        verbose_name="told to",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "active"), ("paused", "paused"), ("stopped", "stopped")],
                        default="active",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "why_stopped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("forbidden", "its owner may no longer run this report, or see what it reads"),
                            ("refused", "the report no longer takes this question from its owner"),
                            ("gone", "this version of the program has no such report any more"),
                        ],
                        default="",
                        editable=False,
                        max_length=10,
                        verbose_name="why it was stopped",
                    ),
                ),
                (
                    "active_since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="active since",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule",
                "verbose_name_plural": "schedules",
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
                        name="schedule_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="schedule_on_a_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "stopped"), models.Q(("why_stopped", ""), _negated=True)),
                            models.Q(models.Q(("status", "stopped"), _negated=True), ("why_stopped", "")),
                            _connector="OR",
                        ),
                        name="schedule_stopped_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.UUIDField(default=common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="reports.schedule",
                        verbose_name="schedule",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "fired_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="asked at"),
                ),
                (
                    "run",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slot",
                        to="reports.reportrun",
                        verbose_name="report run",
                    ),
                ),
                (
                    "refused",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("forbidden", "its owner may no longer run this report, or see what it reads"),
                            ("refused", "the report no longer takes this question from its owner"),
                            ("gone", "this version of the program has no such report any more"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="why it was not asked",
                    ),
                ),
                ("told_at", models.DateTimeField(null=True, verbose_name="told at")),
            ],
            options={
                "verbose_name": "slot of a schedule",
                "verbose_name_plural": "slots of schedules",
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("told_at__isnull", True)), fields=["run"], name="slot_untold")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("schedule", "due_at"), name="slot_once"),
                    models.CheckConstraint(
                        condition=models.Q(("run__isnull", True), ("refused", ""), _connector="OR"),
                        name="slot_asked_or_refused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="reports.slot",
                        verbose_name="slot of a schedule",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to whom",
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="failed tries")),
                (
                    "next_try_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="tried next at"
                    ),
                ),
                ("failure", models.CharField(blank=True, default="", max_length=60, verbose_name="why it failed")),
            ],
            options={
                "verbose_name": "notice of an answer",
                "verbose_name_plural": "notices of answers",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)), fields=["next_try_at"], name="notice_unsent"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("slot", "user"), name="notice_once")],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportrun",
            name="book_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportrun",
            name="book_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportrun",
            name="bump_version",
        ),
        migrations.RemoveConstraint(
            model_name="reportrun",
            name="run_done_has_answer",
        ),
        migrations.AddField(
            model_name="reportrun",
            name="emptied_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answer removed at"),
        ),
        migrations.AddField(
            model_name="reportrun",
            name="shared_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="shared at"),
        ),
        migrations.AddIndex(
            model_name="reportrun",
            index=models.Index(condition=models.Q(("answer__isnull", False)), fields=["finished_at"], name="run_kept"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.reportrun', n.id, n.version, NULL, JSON_OBJECT('as_of': n.\"as_of\", 'needs': n.\"needs\", 'report': n.\"report\", 'status': n.\"status\", 'failure': n.\"failure\", 'asked_at': n.\"asked_at\", 'attempts': n.\"attempts\", 'checksum': n.\"checksum\", 'language': n.\"language\", 'shared_at': n.\"shared_at\", 'emptied_at': n.\"emptied_at\", 'parameters': n.\"parameters\", 'started_at': n.\"started_at\", 'asked_by_id': n.\"asked_by_id\", 'finished_at': n.\"finished_at\", 'seen_change': n.\"seen_change\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="912d51f188225e01cdff5021587a7f2193011038",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_e19e4",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="reports_reportrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.reportrun', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('as_of': o.\"as_of\", 'needs': o.\"needs\", 'report': o.\"report\", 'status': o.\"status\", 'failure': o.\"failure\", 'asked_at': o.\"asked_at\", 'attempts': o.\"attempts\", 'checksum': o.\"checksum\", 'language': o.\"language\", 'shared_at': o.\"shared_at\", 'emptied_at': o.\"emptied_at\", 'parameters': o.\"parameters\", 'started_at': o.\"started_at\", 'asked_by_id': o.\"asked_by_id\", 'finished_at': o.\"finished_at\", 'seen_change': o.\"seen_change\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('as_of': n.\"as_of\", 'needs': n.\"needs\", 'report': n.\"report\", 'status': n.\"status\", 'failure': n.\"failure\", 'asked_at': n.\"asked_at\", 'attempts': n.\"attempts\", 'checksum': n.\"checksum\", 'language': n.\"language\", 'shared_at': n.\"shared_at\", 'emptied_at': n.\"emptied_at\", 'parameters': n.\"parameters\", 'started_at': n.\"started_at\", 'asked_by_id': n.\"asked_by_id\", 'finished_at': n.\"finished_at\", 'seen_change': n.\"seen_change\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="89316366be0701a33c8afdb8dd8274ce32265b23",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_14bd6",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="reports_reportrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."language", NEW."needs", NEW."asked_by_id", NEW."asked_at", NEW."status", NEW."attempts", NEW."started_at", NEW."finished_at", NEW."failure", NEW."report", NEW."parameters", NEW."as_of", NEW."seen_change", NEW."checksum", NEW."shared_at", NEW."emptied_at") IS DISTINCT FROM ROW(OLD."id", OLD."language", OLD."needs", OLD."asked_by_id", OLD."asked_at", OLD."status", OLD."attempts", OLD."started_at", OLD."finished_at", OLD."failure", OLD."report", OLD."parameters", OLD."as_of", OLD."seen_change", OLD."checksum", OLD."shared_at", OLD."emptied_at"))::int;\n            RETURN NEW;\n        ',
                    hash="454effea16185bd0ade6611cdd335dbdde04c189",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_3ef59",
                    table="reports_reportrun",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "done"), _negated=True),
                    models.Q(
                        models.Q(("answer__isnull", False), ("emptied_at__isnull", False), _connector="OR"),
                        ("finished_at__isnull", False),
                        models.Q(("checksum", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="run_done_has_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("shared_at__isnull", True), ("status", "done"), _connector="OR"),
                name="run_shared_is_done",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.schedule', n.id, n.version, NULL, JSON_OBJECT('at': n.\"at\", 'role': n.\"role\", 'as_of': n.\"as_of\", 'report': n.\"report\", 'status': n.\"status\", 'weekday': n.\"weekday\", 'owner_id': n.\"owner_id\", 'voided_at': n.\"voided_at\", 'parameters': n.\"parameters\", 'void_reason': n.\"void_reason\", 'why_stopped': n.\"why_stopped\", 'active_since': n.\"active_since\", 'voided_by_id': n.\"voided_by_id\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="2cdee1c60e98b6216838d27855c23c4456809731",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_59fcd",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="reports_schedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.schedule', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('at': o.\"at\", 'role': o.\"role\", 'as_of': o.\"as_of\", 'report': o.\"report\", 'status': o.\"status\", 'weekday': o.\"weekday\", 'owner_id': o.\"owner_id\", 'voided_at': o.\"voided_at\", 'parameters': o.\"parameters\", 'void_reason': o.\"void_reason\", 'why_stopped': o.\"why_stopped\", 'active_since': o.\"active_since\", 'voided_by_id': o.\"voided_by_id\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('at': n.\"at\", 'role': n.\"role\", 'as_of': n.\"as_of\", 'report': n.\"report\", 'status': n.\"status\", 'weekday': n.\"weekday\", 'owner_id': n.\"owner_id\", 'voided_at': n.\"voided_at\", 'parameters': n.\"parameters\", 'void_reason': n.\"void_reason\", 'why_stopped': n.\"why_stopped\", 'active_since': n.\"active_since\", 'voided_by_id': n.\"voided_by_id\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="20a8ccd608afd4f8b51744c720b7cf3c30bd8432",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_509cc",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="reports_schedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."report", NEW."parameters", NEW."as_of", NEW."weekday", NEW."at", NEW."role", NEW."owner_id", NEW."status", NEW."why_stopped", NEW."active_since") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."report", OLD."parameters", OLD."as_of", OLD."weekday", OLD."at", OLD."role", OLD."owner_id", OLD."status", OLD."why_stopped", OLD."active_since"))::int;\n            RETURN NEW;\n        ',
                    hash="4e8732aea7668395c66a7d42f54aa22ba3a131f1",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_1aba2",
                    table="reports_schedule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="15ac4535b73fbb8fa0d68e874e053a22b5df9d6f",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_4785f",
                    table="reports_schedule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="5aa2d905e9362b9a51e45fa9e5b4a5d607009adb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f50da",
                    table="reports_schedule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="597f165f6a02c140163e7fc179c068d73e91d50b",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_4ab6b",
                    table="reports_schedule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedule",
            trigger=pgtrigger.compiler.Trigger(
                name="status_machine",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'INSERT' THEN\n                IF NEW.status <> ALL(ARRAY['active']::text[]) THEN\n                    RAISE EXCEPTION 'obmin: status starts as active, not %', NEW.status;\n                END IF;\n            ELSIF NEW.status <> OLD.status\n                  AND NOT (OLD.status || '>' || NEW.status) = ANY(ARRAY['active>paused', 'active>stopped', 'paused>active', 'stopped>active']::text[]) THEN\n                RAISE EXCEPTION 'obmin: no move of status from % to %', OLD.status, NEW.status;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="b03540785d2ceb5fb8cd075cb85dfbb46953e62c",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_status_machine_5a9f5",
                    table="reports_schedule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slot",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.slot', n.id, n.version, NULL, JSON_OBJECT('due_at': n.\"due_at\", 'run_id': n.\"run_id\", 'refused': n.\"refused\", 'told_at': n.\"told_at\", 'fired_at': n.\"fired_at\", 'schedule_id': n.\"schedule_id\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="fa95b743c215c3c1183a29ce87ba79e212ca98e7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_7c7b3",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="reports_slot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slot",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.slot', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('due_at': o.\"due_at\", 'run_id': o.\"run_id\", 'refused': o.\"refused\", 'told_at': o.\"told_at\", 'fired_at': o.\"fired_at\", 'schedule_id': o.\"schedule_id\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('due_at': n.\"due_at\", 'run_id': n.\"run_id\", 'refused': n.\"refused\", 'told_at': n.\"told_at\", 'fired_at': n.\"fired_at\", 'schedule_id': n.\"schedule_id\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="16dde6b5c81c2db5ef6e0a63aa19c8f026884053",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_6ed03",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="reports_slot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slot",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."schedule_id", NEW."due_at", NEW."fired_at", NEW."run_id", NEW."refused", NEW."told_at") IS DISTINCT FROM ROW(OLD."id", OLD."schedule_id", OLD."due_at", OLD."fired_at", OLD."run_id", OLD."refused", OLD."told_at"))::int;\n            RETURN NEW;\n        ',
                    hash="2560895207955b62fabf09089917f24e5e18e758",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_fe505",
                    table="reports_slot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slot",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="e68d838b398f5c0e831bdec17d9aa607a73ec9dd",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_30ad5",
                    table="reports_slot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slot",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="28b5a499bd8a13888f42704584bacb6a6bd34264",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_8ff6b",
                    table="reports_slot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.notice', n.id, n.version, NULL, JSON_OBJECT('tries': n.\"tries\", 'failure': n.\"failure\", 'sent_at': n.\"sent_at\", 'slot_id': n.\"slot_id\", 'user_id': n.\"user_id\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="ecc189bb293ff9e0f5246bebe9bb4ade9821c485",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_a2a6c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="reports_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'reports.notice', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('tries': o.\"tries\", 'failure': o.\"failure\", 'sent_at': o.\"sent_at\", 'slot_id': o.\"slot_id\", 'user_id': o.\"user_id\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('tries': n.\"tries\", 'failure': n.\"failure\", 'sent_at': n.\"sent_at\", 'slot_id': n.\"slot_id\", 'user_id': n.\"user_id\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="d60aea3c084b50e23d44240ebd6b688ca4114bcc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_3f228",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="reports_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."slot_id", NEW."user_id", NEW."sent_at", NEW."tries", NEW."failure") IS DISTINCT FROM ROW(OLD."id", OLD."slot_id", OLD."user_id", OLD."sent_at", OLD."tries", OLD."failure"))::int;\n            RETURN NEW;\n        ',
                    hash="6ae38c76a7891cb39494e667d223f81e1bec2738",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c0cab",
                    table="reports_notice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="8593ee39de1bbd03c58afdcac10599b414423d8a",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_dcae9",
                    table="reports_notice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="68d08efa98538e59e5b8fa73cdf11f66b9d7409b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4c5c3",
                    table="reports_notice",
                    when="BEFORE",
                ),
            ),
        ),
    ]
