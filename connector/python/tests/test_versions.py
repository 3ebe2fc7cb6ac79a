# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyspark.errors import IllegalArgumentException
from pyspark.sql import SparkSession

import indexkv
from conftest import HAS_CALL

pytestmark = pytest.mark.versions


def count(spark: SparkSession, path: str) -> int:
    return indexkv.read(spark, path).count()


@pytest.fixture
def three(spark: SparkSession, path: str) -> str:
    """A store of three versions; version n has n rows."""
    indexkv.write(spark.range(1), path, key="id")
    indexkv.upsert(spark.range(1, 2), path)
    indexkv.upsert(spark.range(2, 3), path)
    return path


def test_history_shows_each_commit(spark: SparkSession, three: str) -> None:
    rows = indexkv.history(spark, three).collect()
    assert [(row.version, row.parent) for row in rows] == [(3, 2), (2, 1), (1, None)]
    assert rows[0].operation == "upsert"
    assert rows[0].time > rows[1].time
    assert rows[0].summary["indexkv"] == indexkv.check(spark).indexkv


@pytest.mark.procedures
def test_rolls_back_to_a_number_a_tag_and_a_time(spark: SparkSession, three: str) -> None:
    times = {row.version: row.time for row in indexkv.history(spark, three).collect()}
    indexkv.tag(spark, three, "one", 1)
    assert indexkv.rollback(spark, three, to="one") == 4
    assert count(spark, three) == 1
    assert indexkv.rollback(spark, three, to=2) == 5
    assert count(spark, three) == 2
    assert indexkv.rollback(spark, three, to=times[3] + timedelta(microseconds=1)) == 6
    assert count(spark, three) == 3
    assert indexkv.rollback(spark, three, to=3) == 6
    with pytest.raises(IllegalArgumentException, match="no version 99"):
        indexkv.rollback(spark, three, to=99)
    with pytest.raises(indexkv.StoreValueError, match="no tag 'two'.*the tags are one"):
        indexkv.rollback(spark, three, to="two")


@pytest.mark.procedures
def test_tags_keep_versions(spark: SparkSession, three: str) -> None:
    assert indexkv.tag(spark, three, "a", 1) == 1
    assert indexkv.tag(spark, three, "b", "a") == 1
    assert indexkv.tag(spark, three, "c") == 3
    assert indexkv.tags(spark, three) == {"a": 1, "b": 1, "c": 3}
    assert indexkv.untag(spark, three, "b")
    assert indexkv.expire(spark, three, older_than=timedelta(0), dry_run=True) == 1
    assert indexkv.expire(spark, three, older_than=timedelta(0)) == 1
    versions = [row.version for row in indexkv.history(spark, three).collect()]
    assert versions == [3, 1]


@pytest.mark.procedures
def test_compacts_and_vacuums(spark: SparkSession, three: str) -> None:
    before = len(list(Path(three, "data").iterdir()))
    done = indexkv.compact(spark, three, codec="zstd", codec_level=1)
    assert (done.version, done.files_removed, done.files_added) == (4, before, 1)
    assert count(spark, three) == 3
    assert indexkv.compact(spark, three).files_added == 0
    with pytest.raises(IllegalArgumentException, match="codec_level"):
        indexkv.compact(spark, three, codec_level=1)
    with pytest.raises(IllegalArgumentException, match="newest_layers' of the procedure compact"):
        indexkv.compact(spark, three, newest_layers=0)

    assert indexkv.expire(spark, three, older_than=timedelta(0), retain_last=2) == 2
    assert indexkv.expire(spark, three, older_than=timedelta(0)) == 1
    assert indexkv.vacuum(spark, three).files == 0
    would = indexkv.vacuum(spark, three, older_than=timedelta(0), dry_run=True)
    assert would.files >= before
    assert would.bytes > 0
    assert indexkv.vacuum(spark, three, older_than=timedelta(0)) == would
    assert len(list(Path(three, "data").iterdir())) == 1
    assert count(spark, three) == 3


@pytest.mark.procedures
def test_verify_finds_a_flipped_bit(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(1000).coalesce(1), path, key="id")
    indexkv.upsert(spark.range(1), path)
    assert indexkv.verify(spark, path) == indexkv.verify(spark, path, 2)
    assert indexkv.verify(spark, path, 1).files == 1
    largest = max(Path(path, "data").iterdir(), key=lambda file: file.stat().st_size)
    flip(largest)
    found = indexkv.verify(spark, path)
    assert not found.ok
    assert len(found.problems) == 1
    assert "expected CRC32C" in found.problems[0]
    with pytest.raises(indexkv.IndexKvError, match="corrupt data block 0 .* must be restored"):
        indexkv.get(spark, path, 7)


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.unlink()
    file.write_bytes(content)


@pytest.mark.skipif(HAS_CALL, reason="this Spark has CALL")
def test_a_spark_without_call_is_told_what_to_do(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(1), path, key="id")
    calls: list[Callable[[], object]] = [
        lambda: indexkv.compact(spark, path),
        lambda: indexkv.expire(spark, path),
        lambda: indexkv.vacuum(spark, path),
        lambda: indexkv.verify(spark, path),
        lambda: indexkv.rollback(spark, path, to=1),
        lambda: indexkv.tag(spark, path, "a"),
        lambda: indexkv.untag(spark, path, "a"),
    ]
    for call in calls:
        with pytest.raises(indexkv.IndexKvError, match=r"has no CALL, .* use Spark 4\.1 or"):
            call()
    assert indexkv.tags(spark, path) == {}
