"""Files that people bring: their bytes read into rows, and what became of the rows put into words."""

from exchanges.interfaces.importing.account import Account, account_of
from exchanges.interfaces.importing.files import FileRefused, RecordFile, read_file, too_large

__all__ = ["Account", "FileRefused", "RecordFile", "account_of", "read_file", "too_large"]
