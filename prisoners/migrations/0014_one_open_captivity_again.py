"""Puts back the index that allows a person one open captivity.

Django drops it, unasked, along with the plain index of the same column (0009 takes that away): an index of one column
that is not among the model's own `indexes` is taken for the one of the foreign key.
"""

from django.db import migrations

ONE_OPEN = """
    CREATE UNIQUE INDEX IF NOT EXISTS captivity_one_open ON prisoners_captivity (person_id)
    WHERE status IN ('missing', 'claimed', 'confirmed', 'listed') AND voided_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("prisoners", "0013_lifted_by_two")]
    operations = [migrations.RunSQL(ONE_OPEN, migrations.RunSQL.noop)]
