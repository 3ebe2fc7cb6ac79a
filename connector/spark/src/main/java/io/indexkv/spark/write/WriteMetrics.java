/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** The metrics of a write in Spark's UI. Spark creates them by class name. */
final class WriteMetrics {
  private WriteMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {
      new Rows(), new DeletedKeys(), new Files(), new EntryBytes(), new NullKeys(), new Replaced()
    };
  }

  static CustomTaskMetric[] values(
      long rows, long deletedKeys, long files, long entryBytes, long nullKeys, long replaced) {
    return new CustomTaskMetric[] {
      new Value(Rows.NAME, rows),
      new Value(DeletedKeys.NAME, deletedKeys),
      new Value(Files.NAME, files),
      new Value(EntryBytes.NAME, entryBytes),
      new Value(NullKeys.NAME, nullKeys),
      new Value(Replaced.NAME, replaced)
    };
  }

  private record Value(String name, long value) implements CustomTaskMetric {}

  /** Rows written. */
  public static final class Rows extends CustomSumMetric {
    private static final String NAME = "rows";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "rows written";
    }
  }

  /** Keys deleted. */
  public static final class DeletedKeys extends CustomSumMetric {
    private static final String NAME = "deletedKeys";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "keys deleted";
    }
  }

  /** Store files written. */
  public static final class Files extends CustomSumMetric {
    private static final String NAME = "files";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "store files written";
    }
  }

  /** Bytes of keys and values, without the files' indexes. */
  public static final class EntryBytes extends CustomSumMetric {
    private static final String NAME = "entryBytes";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "bytes of keys and values";
    }
  }

  /** Rows with a null key. */
  public static final class NullKeys extends CustomSumMetric {
    private static final String NAME = "nullKeys";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "rows with a null key";
    }
  }

  /** Rows left out, because the write has a later one of the same key. */
  public static final class Replaced extends CustomSumMetric {
    private static final String NAME = "replacedRows";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "rows with a later one of the same key";
    }
  }
}
