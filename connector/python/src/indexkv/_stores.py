# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""How SQL names a store: by its path, or as a table of a catalog."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql.readwriter import DataFrameReader

from indexkv._errors import IndexKvError, SetupError, StoreValueError, plain_errors

PATH_CATALOG = "io.indexkv.spark.catalog.PathCatalog"
"""The class of the catalog in which a path is the name of a table."""

WAREHOUSE_CATALOG = "io.indexkv.spark.catalog.IndexKvCatalog"
"""The class of a catalog whose tables are in a directory, its warehouse."""

CATALOG_NAMES = ("indexkv", "indexkv_path")
"""Names that the catalog of paths may have; the second if the first is taken."""

Version = int | datetime | str
"""A version of a store: its number, a time when it was the newest, or its tag."""

_TABLE = re.compile(r"(`(?:[^`]|``)+`|\w+)(\.(`(?:[^`]|``)+`|\w+))+\Z")


@dataclass(frozen=True)
class Store:
    """A store as SQL names it.

    Attributes:
        catalog: The catalog whose procedures maintain the store.
        name: The name behind the catalog, quoted.
        path: The path, or None for a table of a catalog.

    """

    catalog: str
    name: str
    path: str | None

    @staticmethod
    def named(spark: SparkSession, store: str) -> Store:
        """Tell a path from the name of a table.

        A name is that of a table if it begins with a catalog of the session, as kv.ref.airports
        does. Anything else is a path.
        """
        if not isinstance(store, str) or not store:
            raise StoreValueError(
                f"expected the path or the table of a store, found {store!r}: name it as text"
            )
        match = _TABLE.match(store)
        if match:
            catalog = match.group(1)
            setting = f"spark.sql.catalog.{unquoted(catalog)}"
            if unquoted(catalog) == "spark_catalog" or spark.conf.get(setting, None):
                return Store(quoted(unquoted(catalog)), store[match.end(1) + 1 :], None)
        return Store(path_catalog(spark), quoted(store), store)

    @property
    def sql(self) -> str:
        """The whole name of the store in SQL."""
        return f"{self.catalog}.{self.name}"

    def load(self, reader: DataFrameReader) -> DataFrame:
        """Load the store with the options of a reader."""
        if self.path is None:
            return reader.table(self.sql)
        return reader.format("indexkv").load(self.path)

    def metadata(self, spark: SparkSession, table: str) -> DataFrame:
        """Load a table of facts about the store, such as its history."""
        return spark.table(f"{self.sql}.{table}")

    def call(
        self, spark: SparkSession, procedure: str, **arguments: str | int | bool | None
    ) -> Row:
        """Call a procedure that maintains the store, and return its row.

        Args:
            spark: The session.
            procedure: The name of the procedure.
            arguments: Arguments by name; a None is left out.

        """
        if not has_call(spark):
            raise IndexKvError(
                f"Spark {spark.version} has no CALL, which {procedure} needs: use Spark 4.1 or"
                " newer, or io.indexkv.hadoop.HadoopStores.history(location, configuration) in Java"
            )
        given: dict[str, Any] = {"table": self.name}
        given.update({name: value for name, value in arguments.items() if value is not None})
        named = ", ".join(f"{name} => :{name}" for name in given)
        call = f"CALL {self.catalog}.system.{procedure}({named})"
        with plain_errors():
            return spark.sql(call, args=given).collect()[0]


def has_call(spark: SparkSession) -> bool:
    """Whether this Spark has procedures, which came with 4.1."""
    major, minor = spark.version.split(".")[:2]
    return (int(major), int(minor)) >= (4, 1)


def path_catalog(spark: SparkSession) -> str:
    """Return the name of the catalog of paths. Name one if the session has none."""
    for name in CATALOG_NAMES:
        setting = f"spark.sql.catalog.{name}"
        found = spark.conf.get(setting, None)
        if found is None:
            spark.conf.set(setting, PATH_CATALOG)
            return name
        if found.endswith(".PathCatalog"):
            return name
    raise SetupError(
        f"the session uses the catalog names {' and '.join(CATALOG_NAMES)} for other classes:"
        f" give one of these catalogs another name, so that IndexKV can name stores by path"
    )


def read_options(version: Version | None, *, table: bool) -> Mapping[str, str]:
    """Return the options of a read of that version."""
    match version:
        case None:
            return {}
        case datetime():
            return {"timestampAsOf": instant(version)}
        case int() if not isinstance(version, bool):
            return {"versionAsOf": str(version)}
        case str():
            return {"versionAsOf" if table else "tag": version}
    raise StoreValueError(
        f"expected the number, the time (datetime) or the tag (str) of a version, found {version!r}"
    )


def instant(time: datetime) -> str:
    """Return a time as text that no time zone of a session changes."""
    return time.astimezone(timezone.utc).isoformat()


def number_of(spark: SparkSession, store: Store, version: Version) -> int:
    """Return the number of a version that is given by its number or its tag."""
    if isinstance(version, bool) or not isinstance(version, int | str):
        raise StoreValueError(f"expected the number or the tag of a version, found {version!r}")
    if isinstance(version, int):
        return version
    known = tags_of(spark, store)
    if version not in known:
        raise StoreValueError(
            f"there is no tag {version!r} of the store {store.path or store.sql}:"
            f" the tags are {', '.join(sorted(known)) or 'none'}"
        )
    return known[version]


def tags_of(spark: SparkSession, store: Store) -> dict[str, int]:
    """Return the tags of a store with the numbers of their versions."""
    with plain_errors():
        return {row["name"]: row["snapshot_id"] for row in store.metadata(spark, "refs").collect()}


def quoted(name: str) -> str:
    """Quote a name for SQL."""
    return "`" + name.replace("`", "``") + "`"


def unquoted(name: str) -> str:
    """Return a name without its quotes, if it has any."""
    return name[1:-1].replace("``", "`") if name.startswith("`") else name
