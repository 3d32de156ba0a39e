"""`pk__among=keys`: one parameter for all keys, however many; `in` makes one for each."""

from typing import Any

from django.db.models import Lookup, UUIDField


@UUIDField.register_lookup
class Among(Lookup):
    """The key is one of an array."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [[str(each) for each in value]]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, told = self.process_lhs(compiler, connection)
        right, keys = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right}::uuid[])", [*told, *keys]
