"""The control of the rigs: the reference client, but for writing its place down before what the page brought."""

import sys
import time
from typing import Any

from clients import obmin_sync


class TornStore(obmin_sync.Store):
    """Two transactions where the reference client has one, and time enough to be killed between them."""

    def keep(self, feed: Any, page: dict[str, Any]) -> None:
        super().keep(feed, page | {"entries": []})
        time.sleep(2 if page["entries"] else 0)
        super().keep(feed, page)


if __name__ == "__main__":
    obmin_sync.Store = TornStore
    sys.exit(obmin_sync.main())
