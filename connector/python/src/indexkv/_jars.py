# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""The jars inside this package, one for each line of Scala."""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path

from indexkv._errors import SetupError

_JARS = Path(__file__).parent / "jars"
_OURS = re.compile(r"indexkv-spark.*_(\d+\.\d+)-(.+)\.jar\Z")
_SCALA = re.compile(r"spark-core_(\d+(?:\.\d+)?)-(.+)\.jar\Z")


def jar_path(scala: str | None = None) -> Path:
    """Return the path of the jar inside this package, for example for ``spark-submit --jars``.

    Args:
        scala: The line of Scala, such as ``"2.13"``; by default that of the installed PySpark.

    Raises:
        SetupError: If this package has no jar for that Scala.

    Examples:
        >>> jar_path("2.13").suffix
        '.jar'
        >>> jar_path("3")
        Traceback (most recent call last):
        indexkv._errors.SetupError: indexkv-spark has no jar for Scala 3, only for 2.12, 2.13: ...

    """
    if scala is None:
        scala = scala_of_pyspark()
        where = f"the Spark in {spark_home()} is built with Scala {scala}, and "
    else:
        where = ""
    jars = {_scala_of(jar.name): jar for jar in sorted(_JARS.glob("*.jar"))}
    if not jars:
        raise SetupError(
            f"{_JARS} has no jar: this package was not built as a wheel. Install the wheel that"
            " connector/python/build makes"
        )
    if scala not in jars:
        raise SetupError(
            f"{where}indexkv-spark has no jar for Scala {scala}, only for"
            f" {', '.join(str(line) for line in jars)}: install PySpark 3.5 or newer"
            ' (pip install "pyspark>=3.5.9"), or set SPARK_HOME to a Spark for one of them'
        )
    return jars[scala]


def scala_of_pyspark() -> str:
    """Return the line of Scala of the Spark that PySpark starts, by the names of its jars."""
    return _core().group(1)


def version_of_pyspark() -> str:
    """Return the version of the Spark that PySpark starts, by the names of its jars."""
    return _core().group(2)


def _core() -> re.Match[str]:
    jars = spark_home() / "jars"
    for jar in sorted(jars.glob("spark-core_*.jar")):
        match = _SCALA.match(jar.name)
        if match:
            return match
    raise SetupError(
        f"expected Spark's own jars in {jars}, found no spark-core_*.jar: install PySpark"
        ' (pip install "pyspark>=4.1"), or set SPARK_HOME to the directory of a Spark. A client of'
        ' a remote server needs no jars: name the server, as in builder.remote("sc://host")'
    )


def spark_home() -> Path:
    """Return the directory of the Spark that PySpark starts: SPARK_HOME, or that of PySpark."""
    home = os.environ.get("SPARK_HOME")
    if home:
        return Path(home)
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise SetupError('PySpark is not installed: pip install "indexkv-spark[spark]"')
    return Path(spec.origin).parent


def ours_in(jars: str) -> list[str]:
    """Return the file names of the jars of IndexKV in a list such as the setting spark.jars."""
    names = [jar.strip().rsplit("/", maxsplit=1)[-1] for jar in jars.split(",")]
    return [name for name in names if _OURS.match(name)]


def _scala_of(name: str) -> str | None:
    match = _OURS.match(name)
    return match.group(1) if match else None


def scala_of(name: str) -> str:
    """Return the line of Scala in the file name of one of our jars."""
    scala = _scala_of(name)
    if scala is None:
        raise ValueError(f"{name} is no jar of IndexKV")
    return scala
