# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Reads and writes of whole frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import ByteType, DataType, IntegerType, LongType, ShortType

from indexkv._errors import StoreValueError, plain_errors
from indexkv._keys import key_of, spelled
from indexkv._stores import Store, Version, quoted, read_options

SaveMode = Literal["error", "ignore", "overwrite", "append"]
"""What a write does with a store that is there already."""

Options = Mapping[str, str | int | bool]
"""Options of the source by name, as docs/spark-source.md lists them."""

_INTEGERS = (ByteType, ShortType, IntegerType, LongType)


def write(
    df: DataFrame,
    store: str,
    *,
    key: str | Sequence[str] | None = None,
    mode: SaveMode = "error",
    options: Options | None = None,
) -> None:
    """Write the rows of a frame to a store, in one commit.

    Args:
        df: The rows. Each key comes once and has no null, or the write fails and shows which.
        store: The path of the store, or its table in a catalog, as in ``kv.ref.airports``.
        key: The key column, or the columns of the key in their order. A store that is there
            already has a key.
        mode: ``error`` makes a new store, ``overwrite`` replaces all rows, ``append`` replaces
            the rows with the same keys, ``ignore`` leaves a store that is there as it is.
        options: Further options of the write, such as ``{"codec": "zstd"}``.

    Examples:
        >>> airports = spark.createDataFrame(
        ...     [("OSL", "Oslo"), ("BGO", "Bergen")], "iata string, city string"
        ... )
        >>> write(airports, path, key="iata")
        >>> read(spark, path).count()
        2

    """
    writer = df.write.format("indexkv").mode(mode)
    for name, value in _texts(options).items():
        writer = writer.option(name, value)
    if key is not None:
        writer = writer.option("key", key if isinstance(key, str) else _joined(key))
    target = Store.named(df.sparkSession, store)
    with plain_errors():
        if target.path is None:
            writer.saveAsTable(target.sql)
        else:
            writer.save(target.path)


def upsert(
    df: DataFrame, store: str, *, delete_column: str | None = None, options: Options | None = None
) -> None:
    """Replace and add rows by their keys, in one commit. Other rows stay as they are.

    Args:
        df: Rows with the columns of the store.
        store: The path or the table of the store.
        delete_column: A boolean column of the frame; where it is true, the key is deleted.
        options: Further options of the write.

    Examples:
        >>> write(spark.createDataFrame([("OSL", "Oslo")], "iata string, city string"), path,
        ...       key="iata")
        >>> upsert(spark.createDataFrame([("TRD", "Trondheim")], "iata string, city string"), path)
        >>> sorted(row.iata for row in read(spark, path).collect())
        ['OSL', 'TRD']

    """
    _require_store(df.sparkSession, store)
    given: dict[str, str | int | bool] = dict(options or {})
    if delete_column is not None:
        given["deleteColumn"] = delete_column
    write(df, store, mode="append", options=given)


def delete(keys: DataFrame, store: str) -> None:
    """Delete the rows with these keys, in one commit. Keys that the store lacks are ignored.

    Args:
        keys: A frame with the key columns of the store, each key once; other columns are ignored.
        store: The path or the table of the store.

    Examples:
        >>> rows = spark.createDataFrame([(1, "a"), (2, "b")], "id int, v string")
        >>> write(rows, path, key="id")
        >>> delete(rows.where("v = 'a'"), path)
        >>> read(spark, path).collect()
        [Row(id=2, v='b')]

    """
    stored = read(keys.sparkSession, store)
    key = key_of(stored)
    have = {field.name: field.dataType for field in keys.schema.fields}
    theirs = {name: spelled(keys.sparkSession, list(have), name) for name in key}
    missing = [name for name, found in theirs.items() if found is None]
    if missing:
        raise StoreValueError(
            f"the key of the store {store} is {', '.join(key)}, but the frame of keys has no column"
            f" {missing[0]}: its columns are {', '.join(have)}"
        )
    columns = []
    for field in stored.schema.fields:
        their = theirs.get(field.name)
        if their is not None:
            _require_type(field.name, field.dataType, have[their])
            value = F.col(quoted(their))
        else:
            value = F.lit(None)
        columns.append(value.cast(field.dataType).alias(field.name))
    mark = _new_name("deleted", stored.columns)
    upsert(keys.select(*columns, F.lit(True).alias(mark)), store, delete_column=mark)


def read(
    spark: SparkSession, store: str, *, at: Version | None = None, options: Options | None = None
) -> DataFrame:
    """Load a store as a frame. The version is chosen now, and the frame keeps it.

    Args:
        spark: The session.
        store: The path or the table of the store.
        at: The version: its number, a time (a datetime) when it was the newest, or its tag. By
            default the newest.
        options: Further options of the read, such as ``{"join": "require"}``.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> write(spark.range(5), path, mode="overwrite")
        >>> read(spark, path).count(), read(spark, path, at=1).count()
        (5, 3)

    """
    target = Store.named(spark, store)
    reader = spark.read
    for name, value in _texts(options).items():
        reader = reader.option(name, value)
    for name, value in read_options(at, table=target.path is None).items():
        reader = reader.option(name, value)
    with plain_errors():
        loaded = target.load(reader)
        _ = loaded.schema  # over Connect, nothing is looked at before
        return loaded


def _require_store(spark: SparkSession, store: str) -> None:
    read(spark, store)


def _require_type(name: str, stored: DataType, given: DataType) -> None:
    integers = isinstance(stored, _INTEGERS) and isinstance(given, _INTEGERS)
    if stored == given or (integers and _width(given) < _width(stored)):
        return
    raise StoreValueError(
        f"key column {name} is {stored.simpleString()} in the store, but {given.simpleString()} in"
        f" the frame of keys: cast it first, so that no key changes on the way"
    )


def _width(integer: DataType) -> int:
    return [type(integer) is one for one in _INTEGERS].index(True)


def _texts(options: Options | None) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in (options or {}).items()
    }


def _joined(key: Sequence[str]) -> str:
    return ",".join(quoted(name) if set(name) & set(",`") else name for name in key)


def _new_name(wish: str, taken: Sequence[str]) -> str:
    known = {name.lower() for name in taken}
    while wish in known:
        wish = "_" + wish
    return wish
