# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Whether a session has all that lookup joins need."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyspark.sql import SparkSession

from indexkv._errors import SetupError, message_of
from indexkv._jars import jar_path, ours_in, scala_of
from indexkv._stores import has_call, path_catalog
from indexkv._version import __version__

EXTENSION = "io.indexkv.spark.join.LookupJoinExtensions"
EXTENSIONS = "spark.sql.extensions"
_RELEASE = re.compile(r"\bindexkv=([^,}]+)")


@dataclass(frozen=True)
class Setup:
    """What a session runs on, as its Java process says.

    Attributes:
        indexkv: Version of the jar of IndexKV.
        spark: Version of Spark.
        scala: Version of Scala.
        java: Version of Java.
        join: The setting ``spark.indexkv.join.mode``.

    """

    indexkv: str
    spark: str
    scala: str
    java: str
    join: str

    def __str__(self) -> str:
        """Return all in one line."""
        return (
            f"indexkv {self.indexkv} | Spark {self.spark}, Scala {self.scala}, Java {self.java}"
            f" | lookup joins: {self.join} | ready"
        )

    __repr__ = __str__


def check(spark: SparkSession) -> Setup:
    """Check that a session has the jar of IndexKV, and that its joins can become lookup joins.

    Raises:
        SetupError: If something is missing; one line names the cause and the remedy.

    Examples:
        >>> check(spark)
        indexkv 0.1.0... | Spark ..., Scala 2..., Java ... | lookup joins: auto | ready

    """
    scala, java = _row(
        spark,
        "reflect('scala.util.Properties', 'versionNumberString')",
        "reflect('java.lang.System', 'getProperty', 'java.version')",
    )
    _require_source(spark, scala)
    _require_extension(spark)
    return Setup(
        indexkv=_release(spark),
        spark=spark.version,
        scala=scala,
        java=java,
        join=spark.conf.get("spark.indexkv.join.mode", None) or "auto",
    )


def _release(spark: SparkSession) -> str:
    (author,) = _row(spark, "reflect('io.indexkv.store.manifest.Author', 'process')")
    found = _RELEASE.search(author)
    return found.group(1) if found else "of unknown version"


def _row(spark: SparkSession, *expressions: str) -> list[str]:
    return [str(value) for value in spark.sql("SELECT " + ", ".join(expressions)).collect()[0]]


def _require_source(spark: SparkSession, scala: str) -> None:
    try:
        _ = spark.read.format("indexkv").load().schema
    except Exception as error:
        message = message_of(error)
        if "no path was given" in message:
            return  # the data source is there, and misses nothing but the path
        if "DATA_SOURCE_NOT_FOUND" in message:
            raise SetupError(_why_absent(spark, scala)) from None
        raise SetupError(message) from None
    raise SetupError(
        "format('indexkv') is not the data source of IndexKV, because it loads nothing without a"
        " complaint: remove the other jar that has a source of this name"
    )


def _why_absent(spark: SparkSession, scala: str) -> str:
    ours = ours_in(spark.conf.get("spark.jars", None) or "")
    if not ours:
        if _is_remote(spark):
            return (
                "the server of this session has no jar of IndexKV: copy the file that"
                " indexkv.jar_path('2.13') names to it, and start it with --jars <file>"
            )
        return (
            "this session started without the jar of IndexKV: restart Python, and begin with"
            " indexkv.configure(SparkSession.builder).getOrCreate(), or start Spark with --jars"
            f" {jar_path(_line(scala))}"
        )
    if all(scala_of(name) != _line(scala) for name in ours):
        return (
            f"spark.jars has {ours[0]}, but this Spark is built with Scala {scala}: put"
            f" {jar_path(_line(scala))} in its place"
        )
    return (
        f"spark.jars has {ours[0]}, but Spark's Java process was running before it was set, and"
        " outlives spark.stop(): restart Python (in a notebook: the kernel), and call"
        " indexkv.configure before the first session"
    )


def _is_remote(spark: SparkSession) -> bool:
    """Whether the server is none that PySpark has started for this session."""
    if type(spark).__module__ == "pyspark.sql.connect.session":
        return not (spark.conf.get("spark.master", None) or "").startswith("local")
    return False


def _require_extension(spark: SparkSession) -> None:
    missing = SetupError(
        "the jar of IndexKV is there, but its extension is not part of this session, so no"
        f" join becomes a lookup join: start Spark with {EXTENSIONS}={EXTENSION}"
    )
    if not has_call(spark):
        # it has no procedures, which show that the extension is there; Spark 4.0 finds it itself
        if (
            spark.version.startswith("3.")
            and not _is_remote(spark)
            and EXTENSION not in (spark.conf.get(EXTENSIONS, None) or "")
        ):
            raise missing
        return
    try:
        spark.sql(f"SHOW PROCEDURES IN {path_catalog(spark)}.system").collect()
    except Exception as error:
        if "MISSING_CATALOG_ABILITY" not in str(error):
            raise SetupError(message_of(error)) from None
        raise missing from None


def _line(scala: str) -> str:
    return ".".join(scala.split(".")[:2])


def package_version() -> str:
    """Return the version of the jar of this package, as Maven writes it."""
    return re.sub(r"\.dev\d+\Z", "-SNAPSHOT", __version__)
