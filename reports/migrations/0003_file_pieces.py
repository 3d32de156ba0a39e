"""The files of lists in pieces, so that a file of any size is written and read in little memory."""

import django.db.models.deletion
from django.db import migrations, models

import common.ids

#: Those that may still be fetched today become one piece each.
MOVE = """
INSERT INTO reports_exportpiece (id, export_id, number, content)
SELECT id, id, 0, content FROM reports_listexport WHERE content IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_schedules_and_sharing")]

    operations = [
        migrations.CreateModel(
            name="ExportPiece",
            fields=[
                ("id", models.UUIDField(default=common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.BinaryField(null=True, verbose_name="content")),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="reports.listexport",
                        verbose_name="file of a list",
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of a file",
                "verbose_name_plural": "pieces of files",
                "constraints": [models.UniqueConstraint(fields=("export", "number"), name="export_piece_once")],
            },
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        # What a foreign key still has to check would stand in the way of the changes below.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="listexport", name="export_kept"),
        migrations.RemoveField(model_name="listexport", name="content"),
        migrations.AlterField(
            model_name="listexport",
            name="format",
            field=models.CharField(
                choices=[("csv", "CSV"), ("xlsx", "XLSX"), ("parquet", "Parquet")], max_length=7, verbose_name="format"
            ),
        ),
    ]
