"""A mail server that takes its time; each mail is a file."""

import time
from typing import Any

from django.core.mail.backends.filebased import EmailBackend as FileBackend


class EmailBackend(FileBackend):
    def send_messages(self, messages: list[Any]) -> int | None:
        time.sleep(0.5)
        return super().send_messages(messages)
