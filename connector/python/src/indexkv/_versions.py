# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""The versions of a store."""

from __future__ import annotations

from datetime import datetime

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from indexkv._errors import plain_errors
from indexkv._stores import Store, Version, instant, number_of, tags_of


def history(spark: SparkSession, store: str) -> DataFrame:
    """Return the versions of a store, the newest first, with what each commit did.

    The columns are ``version``, ``time``, ``parent``, ``operation`` and ``summary``, a map.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> write(spark.range(5), path, mode="append")
        >>> [(row.version, row.operation) for row in history(spark, path).collect()]
        [(2, 'upsert'), (1, 'overwrite')]

    """
    with plain_errors():
        return (
            Store.named(spark, store)
            .metadata(spark, "snapshots")
            .select(
                F.col("snapshot_id").alias("version"),
                F.col("committed_at").alias("time"),
                F.col("parent_id").alias("parent"),
                "operation",
                "summary",
            )
            .orderBy(F.col("version").desc())
        )


def rollback(spark: SparkSession, store: str, to: Version) -> int:
    """Commit a new version with the content of an old one, and return its number.

    If the newest version has that content already, nothing happens, and its number comes back.

    Args:
        spark: The session.
        store: The path or the table of the store.
        to: The number or the tag of the old version, or a time (a datetime) when it was the newest.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> write(spark.range(5), path, mode="overwrite")
        >>> rollback(spark, path, to=1)
        3
        >>> read(spark, path).count()
        3

    """
    named = Store.named(spark, store)
    if isinstance(to, datetime):
        row = named.call(spark, "rollback_to_timestamp", timestamp=instant(to))
    else:
        row = named.call(spark, "rollback_to_snapshot", snapshot_id=number_of(spark, named, to))
    return int(row["current_snapshot_id"])


def tag(spark: SparkSession, store: str, name: str, version: int | str | None = None) -> int:
    """Give a version a name, which keeps it from expiring. Return the number of the version.

    Args:
        spark: The session.
        store: The path or the table of the store.
        name: The name.
        version: The number or another tag of the version, by default the newest.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> tag(spark, path, "monday")
        1
        >>> write(spark.range(5), path, mode="overwrite")
        >>> read(spark, path, at="monday").count()
        3

    """
    named = Store.named(spark, store)
    number = None if version is None else number_of(spark, named, version)
    return int(named.call(spark, "create_tag", tag=name, snapshot_id=number)["snapshot_id"])


def untag(spark: SparkSession, store: str, name: str) -> bool:
    """Delete a tag; the version stays until it expires. Return False if there was no such tag.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> tag(spark, path, "monday")
        1
        >>> untag(spark, path, "monday"), untag(spark, path, "monday")
        (True, False)

    """
    return bool(Store.named(spark, store).call(spark, "delete_tag", tag=name)["deleted"])


def tags(spark: SparkSession, store: str) -> dict[str, int]:
    """Return the tags of a store with the numbers of their versions.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> tag(spark, path, "monday")
        1
        >>> tags(spark, path)
        {'monday': 1}

    """
    return tags_of(spark, Store.named(spark, store))
