"""The bytes of minutes."""

import io

from negotiations.models import Minutes, MinutesFile


def content_of(minutes: Minutes) -> io.BytesIO:
    """The file as it came. Whoever asks has found the minutes among those that she may read."""
    return io.BytesIO(bytes(MinutesFile.objects.values_list("content", flat=True).get(minutes=minutes)))
