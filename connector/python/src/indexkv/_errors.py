# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Errors of IndexKV as PySpark exceptions, without Java's stack traces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.errors import PySparkException
from pyspark.errors.exceptions import base

# an exception of IndexKV somewhere in a Java stack trace; its message may have several lines
_OURS = re.compile(
    r"\bio\.indexkv\.[\w.$]*(?:Exception|Error): (.*?)"
    r"(?=\n\s*at |\n\s*\.\.\. \d+ more|\nCaused by: |\n+Driver stacktrace|\n+JVM stacktrace|\Z)",
    re.DOTALL,
)
_TRACE = re.compile(r"\n+(?:JVM stacktrace|Driver stacktrace):|\n\s+at [\w.$/]+\(")
_PY4J = re.compile(r"\AAn error occurred while calling [^\n]*\n: [\w.$]+: ")


class IndexKvError(PySparkException):
    """An error of a store. Its message says what was expected, what was found and what to do.

    The exception that Spark raised, with the Java stack trace, is in the attribute ``original``.
    """

    original: Exception | None = None


class SetupError(IndexKvError):
    """Something is missing between Python and the jar of IndexKV. The message names the remedy."""


class StoreValueError(IndexKvError, ValueError):
    """An argument does not fit the store."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise what Spark raises with the message of its cause, and without Java's stack trace.

    An exception keeps its public PySpark class, such as ``AnalysisException``. An exception
    without one becomes an ``IndexKvError``.
    """
    try:
        yield
    except IndexKvError:
        raise
    except Exception as error:
        plain = _plain(error)
        if plain is None:
            raise
        raise plain from None


def _plain(error: Exception) -> Exception | None:
    public = _public_class(error)
    if public is base.PythonException or (public is None and not _is_java(error)):
        return None
    message = message_of(error)
    made = IndexKvError(message) if public is None else public(message=message)
    made.original = error  # type: ignore[attr-defined]
    return made


def message_of(error: Exception) -> str:
    """Return the message of the cause of an exception, without stack traces."""
    text = str(error)
    ours = _OURS.search(text)
    if ours:
        return ours.group(1).strip()
    return _TRACE.split(_PY4J.sub("", text), maxsplit=1)[0].strip()


def _is_java(error: Exception) -> bool:
    # py4j is not imported, because a client of Spark Connect does not have it
    return isinstance(error, PySparkException) or type(error).__name__ == "Py4JJavaError"


def _public_class(error: Exception) -> type[PySparkException] | None:
    for candidate in type(error).__mro__:
        if candidate.__module__ == base.__name__ and issubclass(candidate, PySparkException):
            nameless = candidate in (PySparkException, base.UnknownException)
            return None if nameless else candidate
    return None
