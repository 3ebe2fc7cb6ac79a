# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Lookups of the rows of a frame, and of a few keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import LongType, StringType, StructField, StructType

from indexkv._data import read
from indexkv._errors import StoreValueError, plain_errors
from indexkv._keys import key_of, repeats_keys, spelled
from indexkv._stores import Version, quoted

if TYPE_CHECKING:
    import pandas as pd

How = Literal["left", "inner", "semi", "anti"]
"""Which rows of the frame a lookup keeps."""

_KEY = "__indexkv_key_{}"
_POSITION = "__indexkv_position"


def lookup(
    facts: DataFrame,
    store: str,
    *,
    on: str | Sequence[str] | Mapping[str, str],
    columns: Sequence[str] | Mapping[str, str] | None = None,
    how: How = "left",
    at: Version | None = None,
) -> DataFrame:
    """Look the rows of a frame up in a store by its key, and add the columns that are found.

    This is a join like any other: ``explain`` tells whether Spark runs it as a lookup join. If
    the store keeps rows of equal keys, a row of the frame comes once for each that is found.

    Args:
        facts: The rows that ask.
        store: The path or the table of the store.
        on: The columns of the whole key: names that both sides have, or names of the frame with
            the key columns that they are looked up in, as in ``{"origin": "iata"}``. As in Spark,
            the case of a name is ignored, unless ``spark.sql.caseSensitive`` is set.
        columns: The columns to add; by default all but the key. A mapping gives them new names.
        how: ``left`` keeps all rows, with null where a key is absent; ``inner`` keeps the rows
            whose key is there; ``semi`` does so and adds nothing; ``anti`` keeps the others.
        at: The version of the store, by default the newest.

    Examples:
        >>> airports = spark.createDataFrame([("OSL", "Oslo")], "iata string, city string")
        >>> write(airports, path, key="iata")
        >>> flights = spark.createDataFrame([(1, "OSL"), (2, "XXX")], "id int, origin string")
        >>> found = lookup(flights, path, on={"origin": "iata"}, columns={"city": "from"})
        >>> found.orderBy("id").collect()
        [Row(id=1, origin='OSL', from='Oslo'), Row(id=2, origin='XXX', from=None)]

    """
    spark = facts.sparkSession
    stored = read(spark, store, at=at)
    key = key_of(stored)
    pairs = {
        _column(spark, "the frame", facts.columns, fact): spelled(spark, key, name) or name
        for fact, name in _pairs(on).items()
    }
    if sorted(pairs.values()) != sorted(key):
        raise StoreValueError(
            f"the key of the store {store} is {', '.join(key)}, but 'on' has"
            f" {', '.join(pairs.values())}: name each key column once. A join by a part of the key"
            " is Spark's own join"
        )
    added = {} if how in ("semi", "anti") else _added(store, stored, key, columns, facts.columns)
    renamed = {name: _KEY.format(i) for i, name in enumerate(pairs.values())}
    side = stored.select(
        *(F.col(quoted(name)).alias(new) for name, new in renamed.items()),
        *(F.col(quoted(name)).alias(new) for name, new in added.items()),
    )
    condition = [F.col(quoted(fact)) == F.col(renamed[name]) for fact, name in pairs.items()]
    return facts.join(side, condition, _JOINS[how]).drop(*renamed.values())


_JOINS = {"left": "left_outer", "inner": "inner", "semi": "left_semi", "anti": "left_anti"}


def get(spark: SparkSession, store: str, key: Any, *, at: Version | None = None) -> Row | None:
    """Return the row of a key, or None if the store does not have the key.

    This runs a Spark job: it is for looking, not for loops. ``get_many`` takes many keys at once.

    Args:
        spark: The session.
        store: The path or the table of the store.
        key: The value of the key column. If the key has several columns, a tuple in their order.
        at: The version of the store, by default the newest.

    Examples:
        >>> write(spark.createDataFrame([(1, "a"), (2, "b")], "id int, v string"), path, key="id")
        >>> get(spark, path, 2)
        Row(id=2, v='b')
        >>> get(spark, path, 3) is None
        True

    """
    return get_many(spark, store, [key], at=at)[key]


def get_many(
    spark: SparkSession, store: str, keys: Iterable[Any], *, at: Version | None = None
) -> dict[Any, Row | None]:
    """Return the rows of keys, by key and in the order of the keys. An absent key has None.

    All keys and rows are in the memory of this process: ``lookup`` takes a frame of keys instead.

    Examples:
        >>> write(spark.createDataFrame([(1, "a"), (2, "b")], "id int, v string"), path, key="id")
        >>> get_many(spark, path, [2, 3])
        {2: Row(id=2, v='b'), 3: None}

    """
    asked = list(dict.fromkeys(keys))
    stored = read(spark, store, at=at)
    rows: list[Row | None] = [None] * len(asked)
    with plain_errors():
        if repeats_keys(stored):
            raise StoreValueError(
                f"the store {store} keeps rows of equal keys, and a key may have several:"
                " get_pandas and lookup return all of them"
            )
        names = Row(*stored.columns)
        for row in _asked(spark, store, stored, asked, "inner").collect():
            rows[row[0]] = names(*row[1:])
    return dict(zip(asked, rows, strict=True))


def get_pandas(
    spark: SparkSession, store: str, keys: Iterable[Any], *, at: Version | None = None
) -> pd.DataFrame:
    """Return the rows of keys as a pandas frame. Keys that the store lacks have no row.

    Examples:
        >>> write(spark.createDataFrame([(1, "a"), (2, "b")], "id int, v string"), path, key="id")
        >>> get_pandas(spark, path, [2, 3])
           id  v
        0   2  b

    """
    stored = read(spark, store, at=at)
    with plain_errors():
        found = _asked(spark, store, stored, list(dict.fromkeys(keys)), "inner")
        return found.orderBy(_POSITION).drop(_POSITION).toPandas()


def _asked(
    spark: SparkSession, store: str, stored: DataFrame, keys: list[Any], how: str
) -> DataFrame:
    """Join the positions of keys with the rows of the store."""
    key = key_of(stored)
    names = [_KEY.format(i) for i in range(len(key))]
    schema = StructType(
        [StructField(_POSITION, LongType(), False)]
        + [
            StructField(name, stored.schema[column].dataType, False)
            for name, column in zip(names, key, strict=True)
        ]
    )
    rows = [(position, *_values(store, key, one)) for position, one in enumerate(keys)]
    try:
        _require_texts(schema, rows)
        asked = spark.createDataFrame(rows, schema)
    except (TypeError, ValueError) as error:  # PySpark's own, or over Connect pyarrow's
        types = ", ".join(f"{name} {stored.schema[name].dataType.simpleString()}" for name in key)
        raise StoreValueError(
            f"the key of the store {store} is {types}, but a key has another type: {error}"
        ) from None
    condition = [
        F.col(name) == F.col(quoted(column)) for name, column in zip(names, key, strict=True)
    ]
    return asked.join(stored, condition, how).drop(*names)


def _require_texts(schema: StructType, rows: list[tuple[Any, ...]]) -> None:
    """Refuse a key that is no text where the store has text: PySpark would make a text of it."""
    for position, field in enumerate(schema.fields):
        if isinstance(field.dataType, StringType):
            for row in rows:
                if not isinstance(row[position], str):
                    raise TypeError(f"{row[position]!r} is no text")


def _values(store: str, key: list[str], one: Any) -> tuple[Any, ...]:
    values = (one,) if len(key) == 1 else one
    if not isinstance(values, tuple) or len(values) != len(key):
        raise StoreValueError(
            f"the key of the store {store} is {', '.join(key)}: expected a tuple of {len(key)}"
            f" values, found {one!r}"
        )
    if any(value is None for value in values):
        raise StoreValueError(f"a key is never null, found {one!r}")
    return values


def _pairs(on: str | Sequence[str] | Mapping[str, str]) -> dict[str, str]:
    if isinstance(on, str):
        return {on: on}
    return dict(on) if isinstance(on, Mapping) else {name: name for name in on}


def _added(
    store: str,
    stored: DataFrame,
    key: list[str],
    columns: Sequence[str] | Mapping[str, str] | None,
    taken: Sequence[str],
) -> dict[str, str]:
    """Return the columns to add, with their new names."""
    if columns is None:
        columns = [name for name in stored.columns if name not in key]
    if isinstance(columns, str):
        columns = [columns]
    names = stored.columns
    added = {
        _column(stored.sparkSession, f"the store {store}", names, name): new
        for name, new in _pairs(columns).items()
    }
    known = {name.lower() for name in taken}
    for name, new in added.items():
        if new.lower() in known:
            raise StoreValueError(
                f"both the frame and the store {store} have a column {new}: leave it out of"
                f" 'columns', or rename it, as in columns={{{name!r}: {'store_' + name!r}}}"
            )
        known.add(new.lower())
    return added


def _column(spark: SparkSession, whose: str, columns: Sequence[str], name: str) -> str:
    found = spelled(spark, columns, name)
    if found is None:
        raise StoreValueError(f"{whose} has no column {name}: its columns are {', '.join(columns)}")
    return found
