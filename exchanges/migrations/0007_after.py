import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("exchanges", "0006_plans"),
        ("negotiations", "0001_initial"),
        ("places", "0001_initial"),
        ("prisoners", "0003_after"),
        ("sources", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="InformationTransfer",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("letters", "letters"),
                            ("lists", "lists"),
                            ("parcels", "parcels"),
                            ("messages", "messages of families"),
                        ],
                        max_length=10,
                        verbose_name="what was passed on",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("to_us", "to us"), ("to_them", "to them")],
                        help_text="Blank when no source says.",
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
                ("passed_on", models.DateField(blank=True, null=True, verbose_name="passed on")),
                (
                    "passed_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "not known")],
                        default="unknown",
                        max_length=10,
                        verbose_name="day known to the",
                    ),
                ),
                (
                    "mediator",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who carried it; blank when the sides met.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.party",
                        verbose_name="through",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[("=", "exactly"), (">=", "at least"), ("~", "about"), ("<=", "at most")],
                        default="=",
                        max_length=2,
                        verbose_name="how the number was put",
                    ),
                ),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="how many")),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_transfers",
                        to="negotiations.round",
                        verbose_name="round",
                    ),
                ),
                (
                    "name_list",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_transfers",
                        to="negotiations.namelist",
                        verbose_name="list of names",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
            ],
            options={
                "verbose_name": "information passed on",
                "verbose_name_plural": "information passed on",
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
                        name="informationtransfer_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_on__isnull", True), ("passed_on_precision", "unknown")),
                            models.Q(
                                ("passed_on__isnull", False),
                                models.Q(("passed_on_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="informationtransfer_passed_on_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemainsTransfer",
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
                    "exchange",
                    models.ForeignKey(
                        blank=True,
                        help_text="A return of remains that it is part of; blank when it stands alone.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remains_transfers",
                        to="exchanges.exchange",
                        verbose_name="exchange",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("to_us", "to us"), ("to_them", "to them")], max_length=10, verbose_name="direction"
                    ),
                ),
                (
                    "from_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.party",
                        verbose_name="handed over by",
                    ),
                ),
                (
                    "to_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.party",
                        verbose_name="received by",
                    ),
                ),
                ("handed_over_on", models.DateField(blank=True, null=True, verbose_name="handed over on")),
                (
                    "handed_over_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "not known")],
                        default="unknown",
                        max_length=10,
                        verbose_name="hand-over known to the",
                    ),
                ),
                (
                    "via",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="via",
                    ),
                ),
                ("received", models.PositiveIntegerField(blank=True, null=True, verbose_name="bodies received")),
                (
                    "count_status",
                    models.CharField(
                        choices=[
                            ("pending", "not handed over yet"),
                            ("known", "known"),
                            ("withheld", "withheld by the sides"),
                            ("not_stated", "not stated by any source"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="about the number",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="negotiations.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
            ],
            options={
                "verbose_name": "transfer of remains",
                "verbose_name_plural": "transfers of remains",
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
                        name="remainstransfer_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_over_on__isnull", True), ("handed_over_on_precision", "unknown")),
                            models.Q(
                                ("handed_over_on__isnull", False),
                                models.Q(("handed_over_on_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="remainstransfer_handed_over_on_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count_status", "known"), ("received__isnull", False)),
                            models.Q(models.Q(("count_status", "known"), _negated=True), ("received__isnull", True)),
                            _connector="OR",
                        ),
                        name="remainstransfer_known_has_number",
                        violation_error_message="A number received and “known” go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_party", models.F("to_party")), _negated=True),
                        name="remainstransfer_two_parties",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemainsIdentification",
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
                    "remains_transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifications",
                        to="exchanges.remainstransfer",
                        verbose_name="transfer of remains",
                    ),
                ),
                ("tag", models.CharField(max_length=50, verbose_name="number of the body")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("identified", "identified as a person of ours"),
                            ("other_side", "not ours: of the other side"),
                            ("unidentified", "not identified"),
                        ],
                        max_length=12,
                        verbose_name="result",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dna", "DNA"),
                            ("tag", "identity tag"),
                            ("documents", "documents"),
                            ("appearance", "appearance"),
                            ("testimony", "testimony"),
                            ("other", "other"),
                        ],
                        max_length=12,
                        verbose_name="method",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "decided_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "not known")],
                        default="unknown",
                        max_length=10,
                        verbose_name="decision known to the",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remains",
                        to="prisoners.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[("in_captivity", "died in captivity"), ("never_held", "fell, was never held")],
                        max_length=12,
                        verbose_name="fate",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "captivity",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prisoners.captivity",
                        verbose_name="captivity",
                    ),
                ),
                ("ended_it", models.BooleanField(default=False, editable=False, verbose_name="ended the captivity")),
            ],
            options={
                "verbose_name": "identification of remains",
                "verbose_name_plural": "identifications of remains",
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
                        name="remainsidentification_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on__isnull", True), ("decided_on_precision", "unknown")),
                            models.Q(
                                ("decided_on__isnull", False),
                                models.Q(("decided_on_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="remainsidentification_decided_on_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("remains_transfer", "tag"),
                        name="remainsidentification_body_once",
                        violation_error_code="duplicate",
                        violation_error_message="The result for this body is recorded already. Correct that one.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("voided_at__isnull", True)),
                        fields=("person",),
                        name="remainsidentification_person_once",
                        violation_error_code="duplicate",
                        violation_error_message="Another body was identified as this person already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("person__isnull", False),
                                ("result", "identified"),
                                models.Q(("fate", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("result", "identified"), _negated=True),
                                ("captivity__isnull", True),
                                ("fate", ""),
                                ("person__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="remainsidentification_names_identified",
                        violation_error_message="Somebody identified is named, with the fate, and nobody else.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_it", False), ("captivity__isnull", False), _connector="OR"),
                        name="remainsidentification_ended_a_captivity",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="book_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="book_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="bump_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="voided_by_two",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exchange",
            name="book_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exchange",
            name="book_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exchange",
            name="bump_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exchange",
            name="voided_by_two",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exchange",
            name="completed_by_two",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="manifestentry",
            name="append_only",
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_of_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="exchange",
            name="exchange_stage_once",
        ),
        migrations.AddField(
            model_name="exchange",
            name="supersedes",
            field=models.ForeignKey(
                blank=True,
                help_text="The completed exchange in whose place it comes when two people agreed to the correction.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseders",
                to="exchanges.exchange",
                verbose_name="corrects",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="measure",
            field=models.CharField(
                choices=[
                    ("agreed", "agreed"),
                    ("delivered", "delivered"),
                    ("returned_total", "returned since the beginning"),
                    ("exchanges_total", "exchanges since the beginning"),
                    ("held", "held"),
                    ("remains", "remains handed over"),
                    ("returned_share", "brought back, of those ever captured"),
                ],
                max_length=20,
                verbose_name="measure",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.claim', n.id, n.version, NULL, JSON_OBJECT('axis': n.\"axis\", 'as_of': n.\"as_of\", 'quote': n.\"quote\", 'number': n.\"number\", 'adopted': n.\"adopted\", 'measure': n.\"measure\", 'percent': n.\"percent\", 'unit_id': n.\"unit_id\", 'category': n.\"category\", 'party_id': n.\"party_id\", 'place_id': n.\"place_id\", 'qualifier': n.\"qualifier\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'exchange_id': n.\"exchange_id\", 'transfer_id': n.\"transfer_id\", 'void_reason': n.\"void_reason\", 'is_partition': n.\"is_partition\", 'voided_by_id': n.\"voided_by_id\", 'claimed_by_id': n.\"claimed_by_id\", 'remains_transfer_id': n.\"remains_transfer_id\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="527de4d3b3d8c19ee466ee16e7d5046861b8720c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_b41eb",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="exchanges_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.claim', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('axis': o.\"axis\", 'as_of': o.\"as_of\", 'quote': o.\"quote\", 'number': o.\"number\", 'adopted': o.\"adopted\", 'measure': o.\"measure\", 'percent': o.\"percent\", 'unit_id': o.\"unit_id\", 'category': o.\"category\", 'party_id': o.\"party_id\", 'place_id': o.\"place_id\", 'qualifier': o.\"qualifier\", 'source_id': o.\"source_id\", 'voided_at': o.\"voided_at\", 'exchange_id': o.\"exchange_id\", 'transfer_id': o.\"transfer_id\", 'void_reason': o.\"void_reason\", 'is_partition': o.\"is_partition\", 'voided_by_id': o.\"voided_by_id\", 'claimed_by_id': o.\"claimed_by_id\", 'remains_transfer_id': o.\"remains_transfer_id\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('axis': n.\"axis\", 'as_of': n.\"as_of\", 'quote': n.\"quote\", 'number': n.\"number\", 'adopted': n.\"adopted\", 'measure': n.\"measure\", 'percent': n.\"percent\", 'unit_id': n.\"unit_id\", 'category': n.\"category\", 'party_id': n.\"party_id\", 'place_id': n.\"place_id\", 'qualifier': n.\"qualifier\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'exchange_id': n.\"exchange_id\", 'transfer_id': n.\"transfer_id\", 'void_reason': n.\"void_reason\", 'is_partition': n.\"is_partition\", 'voided_by_id': n.\"voided_by_id\", 'claimed_by_id': n.\"claimed_by_id\", 'remains_transfer_id': n.\"remains_transfer_id\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="b5f7437dc13853a9916137c8e495f6572360b179",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_92449",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="exchanges_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."claimed_by_id", NEW."exchange_id", NEW."transfer_id", NEW."remains_transfer_id", NEW."place_id", NEW."party_id", NEW."unit_id", NEW."measure", NEW."qualifier", NEW."number", NEW."percent", NEW."axis", NEW."category", NEW."is_partition", NEW."as_of", NEW."source_id", NEW."quote", NEW."adopted") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."claimed_by_id", OLD."exchange_id", OLD."transfer_id", OLD."remains_transfer_id", OLD."place_id", OLD."party_id", OLD."unit_id", OLD."measure", OLD."qualifier", OLD."number", OLD."percent", OLD."axis", OLD."category", OLD."is_partition", OLD."as_of", OLD."source_id", OLD."quote", OLD."adopted"))::int;\n            RETURN NEW;\n        ',
                    hash="42dd9850ac85030096bb1f31df9ec3f16bdbee8c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_50ff2",
                    table="exchanges_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'void' AND decided_by_id = NEW.voided_by_id AND subject_id = NEW.id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NEW.voided_by_id\n            )\n            OR EXISTS (SELECT FROM exchanges_exchange WHERE id = NEW.exchange_id AND voided_at IS NOT NULL)\n            OR EXISTS (SELECT FROM exchanges_transfer WHERE id = NEW.transfer_id AND voided_at IS NOT NULL)\n            OR EXISTS (SELECT FROM exchanges_remainstransfer WHERE id = NEW.remains_transfer_id AND voided_at IS NOT NULL)) THEN\n                RAISE EXCEPTION 'obmin: two people void a record' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d9d5a5d8541c49a19a8b0f4211a1692fe17fd450",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_c6945",
                    table="exchanges_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.exchange', n.id, n.version, NULL, JSON_OBJECT('date': n.\"date\", 'kind': n.\"kind\", 'notes': n.\"notes\", 'number': n.\"number\", 'status': n.\"status\", 'formula': n.\"formula\", 'stage_no': n.\"stage_no\", 'venue_id': n.\"venue_id\", 'parent_id': n.\"parent_id\", 'voided_at': n.\"voided_at\", 'planned_on': n.\"planned_on\", 'restricted': n.\"restricted\", 'status_note': n.\"status_note\", 'void_reason': n.\"void_reason\", 'voided_by_id': n.\"voided_by_id\", 'embargo_until': n.\"embargo_until\", 'supersedes_id': n.\"supersedes_id\", 'date_precision': n.\"date_precision\", 'parts_revision': n.\"parts_revision\", 'restricted_why': n.\"restricted_why\", 'counted_in_format': n.\"counted_in_format\", 'setback_reason_id': n.\"setback_reason_id\", 'venue_as_reported': n.\"venue_as_reported\", 'previous_attempt_id': n.\"previous_attempt_id\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="19fb22a18e3f675094ca7a38b15d00cd8bc58424",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_56dd8",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="exchanges_exchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.exchange', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('date': o.\"date\", 'kind': o.\"kind\", 'notes': o.\"notes\", 'number': o.\"number\", 'status': o.\"status\", 'formula': o.\"formula\", 'stage_no': o.\"stage_no\", 'venue_id': o.\"venue_id\", 'parent_id': o.\"parent_id\", 'voided_at': o.\"voided_at\", 'planned_on': o.\"planned_on\", 'restricted': o.\"restricted\", 'status_note': o.\"status_note\", 'void_reason': o.\"void_reason\", 'voided_by_id': o.\"voided_by_id\", 'embargo_until': o.\"embargo_until\", 'supersedes_id': o.\"supersedes_id\", 'date_precision': o.\"date_precision\", 'parts_revision': o.\"parts_revision\", 'restricted_why': o.\"restricted_why\", 'counted_in_format': o.\"counted_in_format\", 'setback_reason_id': o.\"setback_reason_id\", 'venue_as_reported': o.\"venue_as_reported\", 'previous_attempt_id': o.\"previous_attempt_id\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('date': n.\"date\", 'kind': n.\"kind\", 'notes': n.\"notes\", 'number': n.\"number\", 'status': n.\"status\", 'formula': n.\"formula\", 'stage_no': n.\"stage_no\", 'venue_id': n.\"venue_id\", 'parent_id': n.\"parent_id\", 'voided_at': n.\"voided_at\", 'planned_on': n.\"planned_on\", 'restricted': n.\"restricted\", 'status_note': n.\"status_note\", 'void_reason': n.\"void_reason\", 'voided_by_id': n.\"voided_by_id\", 'embargo_until': n.\"embargo_until\", 'supersedes_id': n.\"supersedes_id\", 'date_precision': n.\"date_precision\", 'parts_revision': n.\"parts_revision\", 'restricted_why': n.\"restricted_why\", 'counted_in_format': n.\"counted_in_format\", 'setback_reason_id': n.\"setback_reason_id\", 'venue_as_reported': n.\"venue_as_reported\", 'previous_attempt_id': n.\"previous_attempt_id\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="59abefe1cd118aefe73997e19aa85033bd12e0e8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_51768",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="exchanges_exchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."restricted", NEW."restricted_why", NEW."number", NEW."kind", NEW."status", NEW."setback_reason_id", NEW."status_note", NEW."formula", NEW."planned_on", NEW."date", NEW."date_precision", NEW."parent_id", NEW."stage_no", NEW."previous_attempt_id", NEW."supersedes_id", NEW."counted_in_format", NEW."venue_id", NEW."venue_as_reported", NEW."embargo_until", NEW."notes", NEW."parts_revision") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."restricted", OLD."restricted_why", OLD."number", OLD."kind", OLD."status", OLD."setback_reason_id", OLD."status_note", OLD."formula", OLD."planned_on", OLD."date", OLD."date_precision", OLD."parent_id", OLD."stage_no", OLD."previous_attempt_id", OLD."supersedes_id", OLD."counted_in_format", OLD."venue_id", OLD."venue_as_reported", OLD."embargo_until", OLD."notes", OLD."parts_revision"))::int;\n            RETURN NEW;\n        ',
                    hash="a11e66456f1e6b242f884bdb9a98dcd895ffb134",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_2c059",
                    table="exchanges_exchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'void' AND decided_by_id = NEW.voided_by_id AND subject_id = NEW.id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NEW.voided_by_id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'supersede' AND decided_by_id = NEW.voided_by_id AND EXISTS (SELECT FROM exchanges_exchange c WHERE c.id = subject_id AND c.supersedes_id = NEW.id)\n            )) THEN\n                RAISE EXCEPTION 'obmin: two people void a record' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="26329ba4b0b5b18ee40ba3591bcb074fa0dd72ef",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_697e5",
                    table="exchanges_exchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="completed_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status <> OLD.status AND NEW.status IN ('completed', 'partly_completed'))",
                    func="\n            \n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'complete' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid AND subject_id = NEW.id AND arguments ->> 'to' = NEW.status\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'supersede' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid AND subject_id = NEW.id\n            )\n            OR OLD.status = 'draft' AND (\n                EXISTS (\n                    SELECT FROM exchanges_importrow r JOIN exchanges_importbatch b ON b.id = r.batch_id\n                    WHERE r.exchange_id = NEW.id AND r.outcome = 'created'\n                      AND b.status = 'confirmed'\n                ) OR EXISTS (\n                    SELECT FROM exchanges_importbatch\n                    WHERE status = 'confirmed' AND NEW.id = ANY(parents_added)\n                )\n            )) THEN\n                RAISE EXCEPTION 'obmin: two people complete an exchange' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="3ac9605d5db796cdeecd66edb94b3c2da7dc3cbd",
                    operation="UPDATE",
                    pgid="pgtrigger_completed_by_two_e7d02",
                    table="exchanges_exchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IN ('completed', 'partly_completed'))",
                    func='\n            IF ROW(NEW."id", NEW."number", NEW."kind", NEW."setback_reason_id", NEW."status_note", NEW."formula", NEW."planned_on", NEW."date", NEW."date_precision", NEW."parent_id", NEW."stage_no", NEW."previous_attempt_id", NEW."supersedes_id", NEW."counted_in_format", NEW."venue_id", NEW."venue_as_reported") IS DISTINCT FROM ROW(OLD."id", OLD."number", OLD."kind", OLD."setback_reason_id", OLD."status_note", OLD."formula", OLD."planned_on", OLD."date", OLD."date_precision", OLD."parent_id", OLD."stage_no", OLD."previous_attempt_id", OLD."supersedes_id", OLD."counted_in_format", OLD."venue_id", OLD."venue_as_reported") AND NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'complete\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid AND subject_id = NEW.id\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'supersede\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid\n            )) THEN RAISE EXCEPTION \'obmin: a completed exchange is corrected by another record in its place\'; END IF;\n            RETURN NEW;\n        ',
                    hash="931aac7b8b0d60a4b8798e38394ba6efe89d9cc8",
                    operation="UPDATE",
                    pgid="pgtrigger_sealed_9c0ec",
                    table="exchanges_exchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="in_its_place",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE old_one exchanges_exchange;",
                    func="\n            IF TG_OP = 'UPDATE' AND NEW.supersedes_id IS DISTINCT FROM OLD.supersedes_id THEN\n                RAISE EXCEPTION 'obmin: what an exchange corrects is said once';\n            END IF;\n            IF NEW.supersedes_id IS NULL OR TG_OP = 'UPDATE' AND NEW.status = OLD.status THEN RETURN NEW; END IF;\n            SELECT * INTO old_one FROM exchanges_exchange WHERE id = NEW.supersedes_id FOR SHARE;\n            IF TG_OP = 'INSERT' THEN\n                IF old_one.voided_at IS NOT NULL OR old_one.status NOT IN ('completed', 'partly_completed') THEN\n                    RAISE EXCEPTION 'obmin: only a completed exchange that stands is corrected';\n                END IF;\n                IF old_one.restricted THEN\n                    NEW.restricted := true;\n                    NEW.restricted_why := old_one.restricted_why;\n                END IF;\n            ELSIF NEW.status IN ('completed', 'partly_completed') THEN\n                IF old_one.voided_at IS NULL THEN\n                    RAISE EXCEPTION 'obmin: two completed exchanges in one place';\n                END IF;\n            ELSIF NEW.status <> 'cancelled' THEN\n                RAISE EXCEPTION 'obmin: a correction comes in its place or is cancelled';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4da4cd434af23533beab55b227ba1dfa637d30fd",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_in_its_place_09c7d",
                    table="exchanges_exchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="kind_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.kind <> OLD.kind)",
                    func="\n            IF NEW.kind = 'remains' AND EXISTS (\n                SELECT FROM exchanges_transfer WHERE exchange_id = NEW.id AND voided_at IS NULL\n            ) OR OLD.kind = 'remains' AND EXISTS (\n                SELECT FROM exchanges_remainstransfer WHERE exchange_id = NEW.id AND voided_at IS NULL\n            ) THEN\n                RAISE EXCEPTION 'obmin: the dead and the living move apart';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="f2c9d89e33c9531a1bc14d1b20b1cd5408a8e776",
                    operation='UPDATE OF "kind"',
                    pgid="pgtrigger_kind_kept_a0496",
                    table="exchanges_exchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="manifestentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF ROW(NEW."id", NEW."captivity_id", NEW."origin", NEW."list_entry_id", NEW."substitutes_id") IS DISTINCT FROM ROW(OLD."id", OLD."captivity_id", OLD."origin", OLD."list_entry_id", OLD."substitutes_id") THEN\n                RAISE EXCEPTION \'obmin: a row of % is added or voided, never changed\', TG_TABLE_NAME;\n            END IF;\n            RETURN NEW;\n        ',
                    hash="ce347b4dafb72d110fa7a8e2d85137a7014f64c0",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_0b4d8",
                    table="exchanges_manifestentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="manifestentry",
            trigger=pgtrigger.compiler.Trigger(
                name="carried_over",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.transfer_id <> OLD.transfer_id)",
                    func="\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'supersede' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid\n            )) THEN\n                RAISE EXCEPTION 'obmin: two people carry an entry over' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="ad72e68bb0ab2dcea8d9eb982a11289b1edfaabd",
                    operation='UPDATE OF "transfer_id"',
                    pgid="pgtrigger_carried_over_2d028",
                    table="exchanges_manifestentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="manifestentry",
            trigger=pgtrigger.compiler.Trigger(
                name="within_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE sealed boolean;",
                    func='\n            IF TG_OP = \'UPDATE\' AND ROW(NEW."id", NEW."transfer_id", NEW."captivity_id", NEW."category", NEW."outcome", NEW."origin", NEW."list_entry_id", NEW."reason", NEW."acceptance", NEW."status", NEW."status_note", NEW."substitutes_id", NEW."demanded_by_id", NEW."frozen_in_id", NEW."delivered_on", NEW."condition", NEW."until", NEW."let_go") IS NOT DISTINCT FROM ROW(OLD."id", OLD."transfer_id", OLD."captivity_id", OLD."category", OLD."outcome", OLD."origin", OLD."list_entry_id", OLD."reason", OLD."acceptance", OLD."status", OLD."status_note", OLD."substitutes_id", OLD."demanded_by_id", OLD."frozen_in_id", OLD."delivered_on", OLD."condition", OLD."until", OLD."let_go")\n               AND ROW(OLD."voided_at", OLD."voided_by_id", OLD."void_reason") IS NOT DISTINCT FROM ROW(NEW."voided_at", NEW."voided_by_id", NEW."void_reason") THEN\n                RETURN NEW;\n            END IF;\n            SELECT status IN (\'completed\', \'partly_completed\') AND voided_at IS NULL INTO sealed\n            FROM exchanges_exchange WHERE id = (SELECT exchange_id FROM exchanges_transfer WHERE id = NEW.transfer_id) FOR SHARE;\n            IF sealed AND NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'complete\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid AND subject_id = (SELECT exchange_id FROM exchanges_transfer WHERE id = NEW.transfer_id)\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'supersede\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'undo_import\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid\n            )) THEN RAISE EXCEPTION \'obmin: a completed exchange is corrected by another record in its place\'; END IF;\n            RETURN NEW;\n        ',
                    hash="63ca63a10195b3b5685397a1244f195ca2e55f39",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_sealed_854e2",
                    table="exchanges_manifestentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediation",
            trigger=pgtrigger.compiler.Trigger(
                name="within_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE sealed boolean;",
                    func="\n            IF TG_OP = 'UPDATE' AND ROW(NEW.\"id\", NEW.\"exchange_id\", NEW.\"mediator_id\", NEW.\"role\") IS NOT DISTINCT FROM ROW(OLD.\"id\", OLD.\"exchange_id\", OLD.\"mediator_id\", OLD.\"role\")\n               AND ROW(OLD.\"voided_at\", OLD.\"voided_by_id\", OLD.\"void_reason\") IS NOT DISTINCT FROM ROW(NEW.\"voided_at\", NEW.\"voided_by_id\", NEW.\"void_reason\") THEN\n                RETURN NEW;\n            END IF;\n            SELECT status IN ('completed', 'partly_completed') AND voided_at IS NULL INTO sealed\n            FROM exchanges_exchange WHERE id = NEW.exchange_id FOR SHARE;\n            IF sealed AND NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'complete' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid AND subject_id = NEW.exchange_id\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'supersede' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid\n            )) THEN RAISE EXCEPTION 'obmin: a completed exchange is corrected by another record in its place'; END IF;\n            RETURN NEW;\n        ",
                    hash="67ea136b98fa4d279943368d266754fd05964264",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_sealed_46e1f",
                    table="exchanges_mediation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmebooking",
            trigger=pgtrigger.compiler.Trigger(
                name="within_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE sealed boolean;",
                    func="\n            IF TG_OP = 'UPDATE' AND ROW(NEW.\"id\", NEW.\"exchange_id\", NEW.\"programme_id\") IS NOT DISTINCT FROM ROW(OLD.\"id\", OLD.\"exchange_id\", OLD.\"programme_id\")\n               AND ROW(OLD.\"voided_at\", OLD.\"voided_by_id\", OLD.\"void_reason\") IS NOT DISTINCT FROM ROW(NEW.\"voided_at\", NEW.\"voided_by_id\", NEW.\"void_reason\") THEN\n                RETURN NEW;\n            END IF;\n            SELECT status IN ('completed', 'partly_completed') AND voided_at IS NULL INTO sealed\n            FROM exchanges_exchange WHERE id = NEW.exchange_id FOR SHARE;\n            IF sealed AND NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'complete' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid AND subject_id = NEW.exchange_id\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'supersede' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NULLIF(current_setting('obmin.actor', true), '')::uuid\n            )) THEN RAISE EXCEPTION 'obmin: a completed exchange is corrected by another record in its place'; END IF;\n            RETURN NEW;\n        ",
                    hash="e6eaa959f9de181e8ae741d66e97f2ea54f3a171",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_sealed_45517",
                    table="exchanges_programmebooking",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="living_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (SELECT kind FROM exchanges_exchange WHERE id = NEW.exchange_id FOR SHARE) = 'remains' THEN\n                RAISE EXCEPTION 'obmin: in a return of remains nobody living moves';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="e243133a8160674cbc1516f56664863ad5c6950e",
                    operation='INSERT OR UPDATE OF "exchange_id"',
                    pgid="pgtrigger_living_only_8cb84",
                    table="exchanges_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="within_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE sealed boolean;",
                    func='\n            IF TG_OP = \'UPDATE\' AND ROW(NEW."id", NEW."exchange_id", NEW."direction", NEW."from_party_id", NEW."to_party_id", NEW."via_id", NEW."agreed", NEW."delivered", NEW."delivered_military", NEW."delivered_civilian", NEW."count_status", NEW."composition") IS NOT DISTINCT FROM ROW(OLD."id", OLD."exchange_id", OLD."direction", OLD."from_party_id", OLD."to_party_id", OLD."via_id", OLD."agreed", OLD."delivered", OLD."delivered_military", OLD."delivered_civilian", OLD."count_status", OLD."composition")\n               AND ROW(OLD."voided_at", OLD."voided_by_id", OLD."void_reason") IS NOT DISTINCT FROM ROW(NEW."voided_at", NEW."voided_by_id", NEW."void_reason") THEN\n                RETURN NEW;\n            END IF;\n            SELECT status IN (\'completed\', \'partly_completed\') AND voided_at IS NULL INTO sealed\n            FROM exchanges_exchange WHERE id = NEW.exchange_id FOR SHARE;\n            IF sealed AND NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'complete\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid AND subject_id = NEW.exchange_id\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'supersede\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid\n            ) OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = \'approved\' AND act = \'undo_import\' AND decided_by_id = NULLIF(current_setting(\'obmin.actor\', true), \'\')::uuid\n            )) THEN RAISE EXCEPTION \'obmin: a completed exchange is corrected by another record in its place\'; END IF;\n            RETURN NEW;\n        ',
                    hash="19438649fc0384d04180cf4603ce40cb8a94f552",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_sealed_d1ebb",
                    table="exchanges_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("restricted", False),
                    ("voided_at__isnull", True),
                    models.Q(
                        ("supersedes__isnull", True), ("status__in", ["completed", "partly_completed"]), _connector="OR"
                    ),
                ),
                fields=("parent", "stage_no"),
                name="exchange_stage_once",
                violation_error_message="There is already a stage of this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("supersedes", models.F("id")), _negated=True), name="exchange_not_in_its_own_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True), models.Q(("status", "cancelled"), _negated=True)),
                fields=("supersedes",),
                name="exchange_superseded_once",
                violation_error_message="There is a correction of this exchange already.",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="remains_transfer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="exchanges.remainstransfer",
                verbose_name="of the transfer of remains",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("exchange__isnull", False),
                        ("party__isnull", True),
                        ("place__isnull", True),
                        ("remains_transfer__isnull", True),
                        ("transfer__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("exchange__isnull", True),
                        ("party__isnull", True),
                        ("place__isnull", True),
                        ("remains_transfer__isnull", True),
                        ("transfer__isnull", False),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("exchange__isnull", True),
                        ("party__isnull", True),
                        ("place__isnull", True),
                        ("remains_transfer__isnull", False),
                        ("transfer__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("exchange__isnull", True),
                        ("party__isnull", True),
                        ("place__isnull", False),
                        ("remains_transfer__isnull", True),
                        ("transfer__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("exchange__isnull", True),
                        ("party__isnull", False),
                        ("place__isnull", True),
                        ("remains_transfer__isnull", True),
                        ("transfer__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("exchange__isnull", True),
                        ("party__isnull", True),
                        ("place__isnull", True),
                        ("remains_transfer__isnull", True),
                        ("transfer__isnull", True),
                        ("unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="claim_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("remains_transfer__isnull", True), models.Q(("measure", "remains"), _negated=True)),
                    models.Q(
                        ("exchange", None), ("measure", "remains"), ("place", None), ("transfer", None), ("unit", None)
                    ),
                    _connector="OR",
                ),
                name="claim_of_the_dead_apart",
                violation_error_message="The dead are claimed of a transfer of remains or of a party, and apart.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationtransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.informationtransfer', n.id, n.version, NULL, JSON_OBJECT('kind': n.\"kind\", 'count': n.\"count\", 'notes': n.\"notes\", 'round_id': n.\"round_id\", 'direction': n.\"direction\", 'passed_on': n.\"passed_on\", 'qualifier': n.\"qualifier\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'mediator_id': n.\"mediator_id\", 'void_reason': n.\"void_reason\", 'name_list_id': n.\"name_list_id\", 'voided_by_id': n.\"voided_by_id\", 'passed_on_precision': n.\"passed_on_precision\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="8c5532b05b1ae72ec68618f5d996f4afae437f57",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_bacd0",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="exchanges_informationtransfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationtransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.informationtransfer', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('kind': o.\"kind\", 'count': o.\"count\", 'notes': o.\"notes\", 'round_id': o.\"round_id\", 'direction': o.\"direction\", 'passed_on': o.\"passed_on\", 'qualifier': o.\"qualifier\", 'source_id': o.\"source_id\", 'voided_at': o.\"voided_at\", 'mediator_id': o.\"mediator_id\", 'void_reason': o.\"void_reason\", 'name_list_id': o.\"name_list_id\", 'voided_by_id': o.\"voided_by_id\", 'passed_on_precision': o.\"passed_on_precision\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('kind': n.\"kind\", 'count': n.\"count\", 'notes': n.\"notes\", 'round_id': n.\"round_id\", 'direction': n.\"direction\", 'passed_on': n.\"passed_on\", 'qualifier': n.\"qualifier\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'mediator_id': n.\"mediator_id\", 'void_reason': n.\"void_reason\", 'name_list_id': n.\"name_list_id\", 'voided_by_id': n.\"voided_by_id\", 'passed_on_precision': n.\"passed_on_precision\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="bd0003dde02d0275975364162b8059080d663324",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_75d98",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="exchanges_informationtransfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationtransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."kind", NEW."direction", NEW."passed_on", NEW."passed_on_precision", NEW."mediator_id", NEW."qualifier", NEW."count", NEW."round_id", NEW."name_list_id", NEW."source_id", NEW."notes") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."kind", OLD."direction", OLD."passed_on", OLD."passed_on_precision", OLD."mediator_id", OLD."qualifier", OLD."count", OLD."round_id", OLD."name_list_id", OLD."source_id", OLD."notes"))::int;\n            RETURN NEW;\n        ',
                    hash="b1d7cecfa9a9f2e24ef69f12a76c8597b2976adf",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_88217",
                    table="exchanges_informationtransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationtransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="dd29bb3f1f5b9469480be0973b2bc6a4c30c34db",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_807b1",
                    table="exchanges_informationtransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationtransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="29e936ee9326d2235984d98626913243f707cd6d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_485cf",
                    table="exchanges_informationtransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationtransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'void' AND decided_by_id = NEW.voided_by_id AND subject_id = NEW.id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NEW.voided_by_id\n            )) THEN\n                RAISE EXCEPTION 'obmin: two people void a record' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="0d53fab084bc113f9e87b0f4710b2e374a109942",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_fd9b8",
                    table="exchanges_informationtransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.remainstransfer', n.id, n.version, NULL, JSON_OBJECT('notes': n.\"notes\", 'via_id': n.\"via_id\", 'received': n.\"received\", 'direction': n.\"direction\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'exchange_id': n.\"exchange_id\", 'to_party_id': n.\"to_party_id\", 'void_reason': n.\"void_reason\", 'count_status': n.\"count_status\", 'programme_id': n.\"programme_id\", 'voided_by_id': n.\"voided_by_id\", 'from_party_id': n.\"from_party_id\", 'handed_over_on': n.\"handed_over_on\", 'handed_over_on_precision': n.\"handed_over_on_precision\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="8c945d495bdac141af2e2ece5dfa2c537b2ebb71",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_c9129",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="exchanges_remainstransfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.remainstransfer', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('notes': o.\"notes\", 'via_id': o.\"via_id\", 'received': o.\"received\", 'direction': o.\"direction\", 'source_id': o.\"source_id\", 'voided_at': o.\"voided_at\", 'exchange_id': o.\"exchange_id\", 'to_party_id': o.\"to_party_id\", 'void_reason': o.\"void_reason\", 'count_status': o.\"count_status\", 'programme_id': o.\"programme_id\", 'voided_by_id': o.\"voided_by_id\", 'from_party_id': o.\"from_party_id\", 'handed_over_on': o.\"handed_over_on\", 'handed_over_on_precision': o.\"handed_over_on_precision\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('notes': n.\"notes\", 'via_id': n.\"via_id\", 'received': n.\"received\", 'direction': n.\"direction\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'exchange_id': n.\"exchange_id\", 'to_party_id': n.\"to_party_id\", 'void_reason': n.\"void_reason\", 'count_status': n.\"count_status\", 'programme_id': n.\"programme_id\", 'voided_by_id': n.\"voided_by_id\", 'from_party_id': n.\"from_party_id\", 'handed_over_on': n.\"handed_over_on\", 'handed_over_on_precision': n.\"handed_over_on_precision\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="3be861a05842a1d68f852d1770ad537889732b53",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_cbbab",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="exchanges_remainstransfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."exchange_id", NEW."direction", NEW."from_party_id", NEW."to_party_id", NEW."handed_over_on", NEW."handed_over_on_precision", NEW."via_id", NEW."received", NEW."count_status", NEW."programme_id", NEW."source_id", NEW."notes") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."exchange_id", OLD."direction", OLD."from_party_id", OLD."to_party_id", OLD."handed_over_on", OLD."handed_over_on_precision", OLD."via_id", OLD."received", OLD."count_status", OLD."programme_id", OLD."source_id", OLD."notes"))::int;\n            RETURN NEW;\n        ',
                    hash="17c1696754054ad05ba6ee872e2dcf36a58ce037",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_3a2e9",
                    table="exchanges_remainstransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="d710a2071f6c648d998e5f6e6bcafa94674898eb",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_d32ea",
                    table="exchanges_remainstransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="552581ed07daad8f3bb613cb596887c4f0b17f1b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bb4a4",
                    table="exchanges_remainstransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'void' AND decided_by_id = NEW.voided_by_id AND subject_id = NEW.id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NEW.voided_by_id\n            )\n            OR EXISTS (SELECT FROM exchanges_exchange WHERE id = NEW.exchange_id AND voided_at IS NOT NULL)) THEN\n                RAISE EXCEPTION 'obmin: two people void a record' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="789e27684f49ae7a22436730758db5d556b254f6",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_857ee",
                    table="exchanges_remainstransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainstransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="remains_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.exchange_id IS NOT NULL)",
                    func="\n            IF (SELECT kind FROM exchanges_exchange WHERE id = NEW.exchange_id FOR SHARE) <> 'remains' THEN\n                RAISE EXCEPTION 'obmin: in an exchange the living move, the dead apart';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="cb4c0a2e12dbffa4c496d14661dc48ad05aa1499",
                    operation='INSERT OR UPDATE OF "exchange_id"',
                    pgid="pgtrigger_remains_only_db202",
                    table="exchanges_remainstransfer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainsidentification",
            trigger=pgtrigger.compiler.Trigger(
                name="book_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.remainsidentification', n.id, n.version, NULL, JSON_OBJECT('tag': n.\"tag\", 'fate': n.\"fate\", 'note': n.\"note\", 'method': n.\"method\", 'result': n.\"result\", 'ended_it': n.\"ended_it\", 'person_id': n.\"person_id\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'decided_on': n.\"decided_on\", 'void_reason': n.\"void_reason\", 'captivity_id': n.\"captivity_id\", 'voided_by_id': n.\"voided_by_id\", 'remains_transfer_id': n.\"remains_transfer_id\", 'decided_on_precision': n.\"decided_on_precision\" ABSENT ON NULL RETURNING jsonb),\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\nFROM new_rows n\n$book$;\nRETURN NULL;\n",
                    hash="31aefef8ea852843ac0cf42b3f92eb9c8c692734",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_book_insert_af197",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="exchanges_remainsidentification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainsidentification",
            trigger=pgtrigger.compiler.Trigger(
                name="book_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nEXECUTE $book$\nINSERT INTO audit_change (at, model, object_id, version, before, after, actor_id, verb, reason, request_id, db_user)\nSELECT clock_timestamp(), 'exchanges.remainsidentification', n.id, n.version, change.before, change.after,\n       NULLIF(current_setting('obmin.actor', true), '')::uuid, COALESCE(current_setting('obmin.verb', true), ''), COALESCE(current_setting('obmin.reason', true), ''), COALESCE(current_setting('obmin.request_id', true), ''), session_user\n\n            FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version <> n.version\n            CROSS JOIN LATERAL (\n                SELECT JSON_OBJECT('tag': o.\"tag\", 'fate': o.\"fate\", 'note': o.\"note\", 'method': o.\"method\", 'result': o.\"result\", 'ended_it': o.\"ended_it\", 'person_id': o.\"person_id\", 'source_id': o.\"source_id\", 'voided_at': o.\"voided_at\", 'decided_on': o.\"decided_on\", 'void_reason': o.\"void_reason\", 'captivity_id': o.\"captivity_id\", 'voided_by_id': o.\"voided_by_id\", 'remains_transfer_id': o.\"remains_transfer_id\", 'decided_on_precision': o.\"decided_on_precision\" NULL ON NULL RETURNING jsonb) AS was, JSON_OBJECT('tag': n.\"tag\", 'fate': n.\"fate\", 'note': n.\"note\", 'method': n.\"method\", 'result': n.\"result\", 'ended_it': n.\"ended_it\", 'person_id': n.\"person_id\", 'source_id': n.\"source_id\", 'voided_at': n.\"voided_at\", 'decided_on': n.\"decided_on\", 'void_reason': n.\"void_reason\", 'captivity_id': n.\"captivity_id\", 'voided_by_id': n.\"voided_by_id\", 'remains_transfer_id': n.\"remains_transfer_id\", 'decided_on_precision': n.\"decided_on_precision\" NULL ON NULL RETURNING jsonb) AS is_now OFFSET 0\n            ) whole\n            CROSS JOIN LATERAL (\n                SELECT jsonb_object_agg(key, was -> key) AS before,\n                       jsonb_object_agg(key, value) AS after\n                FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key\n            ) change\n        \n$book$;\nRETURN NULL;\n",
                    hash="f7787329562359f61aa9dbdc4fdbbf0c3689a6e7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_book_update_d2fc8",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="exchanges_remainsidentification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainsidentification",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF NEW.id <> OLD.id THEN RAISE EXCEPTION \'obmin: an id never changes\'; END IF;\n            NEW.version := OLD.version + (ROW(NEW."id", NEW."voided_at", NEW."voided_by_id", NEW."void_reason", NEW."remains_transfer_id", NEW."tag", NEW."result", NEW."method", NEW."decided_on", NEW."decided_on_precision", NEW."person_id", NEW."fate", NEW."source_id", NEW."note", NEW."captivity_id", NEW."ended_it") IS DISTINCT FROM ROW(OLD."id", OLD."voided_at", OLD."voided_by_id", OLD."void_reason", OLD."remains_transfer_id", OLD."tag", OLD."result", OLD."method", OLD."decided_on", OLD."decided_on_precision", OLD."person_id", OLD."fate", OLD."source_id", OLD."note", OLD."captivity_id", OLD."ended_it"))::int;\n            RETURN NEW;\n        ',
                    hash="2c5bc1eca857a6383965969f1b4b922f8b62417c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_9b771",
                    table="exchanges_remainsidentification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainsidentification",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="d7bb3483342dcde7bf2311c7e906955533746ce4",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_bda5a",
                    table="exchanges_remainsidentification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainsidentification",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'obmin: % of % is refused: records are voided, never deleted', TG_OP, TG_TABLE_NAME;",
                    hash="839896ec36c1981b8afe1f7ac32ec624dda82553",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1129d",
                    table="exchanges_remainsidentification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remainsidentification",
            trigger=pgtrigger.compiler.Trigger(
                name="voided_by_two",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.voided_at, OLD.voided_by_id, OLD.void_reason) IS DISTINCT FROM ROW(NEW.voided_at, NEW.voided_by_id, NEW.void_reason))",
                    func="\n            IF OLD.voided_at IS NOT NULL THEN\n                RAISE EXCEPTION 'obmin: what is voided stays voided';\n            END IF;\n            IF NOT (EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'void' AND decided_by_id = NEW.voided_by_id AND subject_id = NEW.id\n            )\n            OR EXISTS (\n                SELECT FROM accounts_approval\n                WHERE decided_in = pg_current_xact_id()::text::bigint AND decided_at = transaction_timestamp()\n                  AND state = 'approved' AND act = 'undo_import' AND decided_by_id = NEW.voided_by_id\n            )\n            OR EXISTS (SELECT FROM exchanges_remainstransfer WHERE id = NEW.remains_transfer_id AND voided_at IS NOT NULL)) THEN\n                RAISE EXCEPTION 'obmin: two people void a record' USING ERRCODE = 'insufficient_privilege';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="778f922707b57065e64a3a52db3eb15dd5648361",
                    operation="UPDATE",
                    pgid="pgtrigger_voided_by_two_94294",
                    table="exchanges_remainsidentification",
                    when="BEFORE",
                ),
            ),
        ),
    ]
