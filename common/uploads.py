"""Files that people upload."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class Quota(FileUploadHandler):
    """Lets go of an upload as soon as it is larger than an import takes; the rest is neither kept nor held in memory.

    The request then has the mark `upload_too_large`.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.size = 0
        request.upload_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > settings.IMPORT_MAX_BYTES:
            self.request.upload_too_large = True
            # The connection stays, so that the person gets an answer and not a broken page.
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
