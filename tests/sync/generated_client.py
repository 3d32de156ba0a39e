"""What a user of the generated client writes: the first page of sources, and one of them by itself."""

import json
import os
import sys

from obmin_client import AuthenticatedClient
from obmin_client.api.sources import sources_list, sources_retrieve

with AuthenticatedClient(os.environ["OBMIN_URL"], os.environ["OBMIN_TOKEN"]) as client:
    page = sources_list.sync(client=client, limit=2)
    one = sources_retrieve.sync(page.results[0].id, client=client)
    sys.stdout.write(json.dumps({"titles": [each.title for each in page.results], "first": one.to_dict()}))
