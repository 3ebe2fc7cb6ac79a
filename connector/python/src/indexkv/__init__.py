# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""IndexKV for Apache Spark in Python: joins by lookup in a store with a key.

The data source works without this package, as ``spark.read.format("indexkv")``. The package brings
its jar, finds out what is missing, tells why a join is no lookup, and names what one does with a
store. It only emits SQL and calls of DataFrames, so it works in a classic session and over Spark
Connect.
"""

try:
    import pyspark.sql as _pyspark  # noqa: F401
except ImportError as error:
    raise ImportError(
        f'indexkv needs PySpark: pip install "indexkv-spark[spark]" ({error})'
    ) from error

from indexkv._care import Compacted, Vacuumed, Verified, compact, expire, vacuum, verify
from indexkv._check import Setup, check
from indexkv._configure import JoinMode, configure
from indexkv._data import SaveMode, delete, read, upsert, write
from indexkv._errors import IndexKvError, SetupError, StoreValueError
from indexkv._explain import Fallback, JoinReport, LookupJoin, explain
from indexkv._jars import jar_path
from indexkv._lookups import How, get, get_many, get_pandas, lookup
from indexkv._stores import Version
from indexkv._version import __version__
from indexkv._versions import history, rollback, tag, tags, untag

__all__ = [
    "Compacted",
    "Fallback",
    "How",
    "IndexKvError",
    "JoinMode",
    "JoinReport",
    "LookupJoin",
    "SaveMode",
    "Setup",
    "SetupError",
    "StoreValueError",
    "Vacuumed",
    "Verified",
    "Version",
    "__version__",
    "check",
    "compact",
    "configure",
    "delete",
    "expire",
    "explain",
    "get",
    "get_many",
    "get_pandas",
    "history",
    "jar_path",
    "lookup",
    "read",
    "rollback",
    "tag",
    "tags",
    "untag",
    "upsert",
    "vacuum",
    "verify",
    "write",
]
