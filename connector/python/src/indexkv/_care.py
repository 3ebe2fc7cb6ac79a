# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""What keeps a store small and whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

from pyspark.sql import SparkSession

from indexkv._stores import Store, instant, number_of


@dataclass(frozen=True)
class Compacted:
    """What a compaction did.

    Attributes:
        version: The newest version now.
        files_removed: How many files the version before has and this one has not.
        files_added: How many files this version has and the one before has not.
        bytes_removed: Size of the removed files.
        bytes_added: Size of the added files.

    """

    version: int
    files_removed: int
    files_added: int
    bytes_removed: int
    bytes_added: int


@dataclass(frozen=True)
class Vacuumed:
    """What a vacuum deleted, or would delete.

    Attributes:
        files: How many files.
        bytes: Their size.

    """

    files: int
    bytes: int


@dataclass(frozen=True)
class Verified:
    """What a check of every byte of a version found.

    Attributes:
        version: The version that was checked.
        files: How many files were read.
        bytes: Their size.
        problems: A message for each damaged file.

    """

    version: int
    files: int
    bytes: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether no file is damaged."""
        return not self.problems


def compact(
    spark: SparkSession,
    store: str,
    *,
    newest_layers: int | None = None,
    target_file_size: str | None = None,
    codec: Literal["none", "lz4", "zstd"] | None = None,
    codec_level: int | None = None,
) -> Compacted:
    """Fold the layers of a store into one, and small files into larger ones, as a new version.

    Args:
        spark: The session.
        store: The path or the table of the store.
        newest_layers: How many of the newest layers to fold; by default all.
        target_file_size: Size of a full file, such as ``512m``; by default ``1g``.
        codec: Rewrite all files with this codec; by default each file keeps its own.
        codec_level: The level of zstd, 1 to 22.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> upsert(spark.range(3, 5), path)
        >>> compact(spark, path).version
        3

    """
    row = Store.named(spark, store).call(
        spark,
        "compact",
        newest_layers=newest_layers,
        target_file_size=target_file_size,
        codec=codec,
        codec_level=codec_level,
    )
    return Compacted(
        version=row["snapshot_id"],
        files_removed=row["rewritten_data_files_count"],
        files_added=row["added_data_files_count"],
        bytes_removed=row["rewritten_bytes_count"],
        bytes_added=row["added_bytes_count"],
    )


def expire(
    spark: SparkSession,
    store: str,
    *,
    older_than: datetime | timedelta | None = None,
    retain_last: int | None = None,
    dry_run: bool = False,
) -> int:
    """Forget old versions, and return how many. A vacuum deletes their files later.

    Args:
        spark: The session.
        store: The path or the table of the store.
        older_than: A time, or an age: older versions are forgotten. By default 5 days.
        retain_last: How many of the newest versions to keep in any case; by default 1.
        dry_run: Count only, and forget nothing.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> write(spark.range(5), path, mode="overwrite")
        >>> expire(spark, path, older_than=timedelta(0), dry_run=True)
        1

    """
    row = Store.named(spark, store).call(
        spark,
        "expire_snapshots",
        older_than=_time(older_than),
        retain_last=retain_last,
        dry_run=dry_run,
    )
    return int(row["expired_snapshots_count"])


def vacuum(
    spark: SparkSession,
    store: str,
    *,
    older_than: datetime | timedelta | None = None,
    dry_run: bool = False,
) -> Vacuumed:
    """Delete the files that no version lists.

    Args:
        spark: The session.
        store: The path or the table of the store.
        older_than: A time, or an age: files that were written, and whose versions expired, before
            are deleted. By default 7 days, so that running queries keep their files.
        dry_run: Count only, and delete nothing.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> vacuum(spark, path, dry_run=True)
        Vacuumed(files=0, bytes=0)

    """
    row = Store.named(spark, store).call(
        spark, "vacuum", older_than=_time(older_than), dry_run=dry_run
    )
    return Vacuumed(files=row["deleted_files_count"], bytes=row["deleted_bytes_count"])


def verify(spark: SparkSession, store: str, version: int | str | None = None) -> Verified:
    """Read and check every byte of a version.

    Args:
        spark: The session.
        store: The path or the table of the store.
        version: The number or the tag of the version, by default the newest.

    Examples:
        >>> write(spark.range(3), path, key="id")
        >>> verify(spark, path).ok
        True

    """
    named = Store.named(spark, store)
    number = None if version is None else number_of(spark, named, version)
    row = named.call(spark, "verify", snapshot_id=number)
    return Verified(
        version=row["snapshot_id"],
        files=row["checked_files_count"],
        bytes=row["checked_bytes_count"],
        problems=tuple(row["problems"]),
    )


def _time(older_than: datetime | timedelta | None) -> str | None:
    if isinstance(older_than, timedelta):
        older_than = datetime.now(timezone.utc) - older_than
    return None if older_than is None else instant(older_than)
