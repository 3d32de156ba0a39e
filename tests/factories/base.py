"""A factory that makes records through a verb."""

from typing import Any

import factory

from accounts.models import User


class VerbFactory(factory.Factory):
    """Calls the verb that is its model as `verb(by=…, **fields)`; the system acts unless the test names somebody."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, verb: Any, *args: Any, by: User | None = None, **fields: Any) -> Any:
        return verb(by=by or User.objects.system(), **fields)
