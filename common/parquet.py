"""CSV as Parquet: typed columns that pandas, R and DuckDB read as they are, written batch by batch."""

from collections.abc import Mapping
from enum import StrEnum
from typing import IO

from arro3.core import DataType, Field, Schema
from arro3.io import read_csv
from arro3.io import write_parquet as write

from common.export import temporary

PARQUET = "application/vnd.apache.parquet"
ROWS_PER_BATCH = 50_000


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DAY = "day"


TYPES = {
    Kind.TEXT: DataType.string(),
    Kind.INTEGER: DataType.int64(),
    Kind.DECIMAL: DataType.float64(),
    Kind.DAY: DataType.date32(),
}


def write_parquet(columns: Mapping[str, Kind], lines: IO[bytes]) -> IO[bytes]:
    """A Parquet file, as an open temporary file at its start, of CSV with a heading; an empty cell is null.

    It holds some thousand rows in memory, however many there are.
    """
    schema = Schema([Field(name, TYPES[kind], nullable=True) for name, kind in columns.items()])
    with temporary() as file:
        write(read_csv(lines, schema, has_header=True, batch_size=ROWS_PER_BATCH), file, compression="zstd(3)")
    return file
