/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.util.Utils;

/** The metrics of a write in Spark's UI. Spark creates them by class name. */
final class WriteMetrics {
  private WriteMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {
      new Rows(),
      new DeletedKeys(),
      new Files(),
      new EntryBytes(),
      new NullKeys(),
      new Replaced(),
      new FileBytes(),
      new CheckTime(),
      new PublishTime(),
      new CleanTime(),
      new FoldTime()
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

  /** A metric that the driver sets once, as a number of bytes or nanoseconds, shown in words. */
  private abstract static class OfDriver implements CustomMetric {
    private final String name;
    private final String description;
    private final boolean time;

    OfDriver(String name, String description, boolean time) {
      this.name = name;
      this.description = description;
      this.time = time;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return description;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      long sum = Arrays.stream(values).sum();
      return time
          ? Utils.msDurationToString(TimeUnit.NANOSECONDS.toMillis(sum))
          : Utils.bytesToString(sum);
    }
  }

  /** Bytes of the store files, with their indexes. */
  public static final class FileBytes extends OfDriver {
    static final String NAME = "fileBytes";

    /** For Spark, which creates it. */
    public FileBytes() {
      super(NAME, "bytes of the store files", false);
    }
  }

  /** Time in which the driver checked the reports of the tasks. */
  public static final class CheckTime extends OfDriver {
    static final String NAME = "commitCheckTime";

    /** For Spark, which creates it. */
    public CheckTime() {
      super(NAME, "commit: check the tasks' files", true);
    }
  }

  /** Time in which the driver published the version. */
  public static final class PublishTime extends OfDriver {
    static final String NAME = "commitPublishTime";

    /** For Spark, which creates it. */
    public PublishTime() {
      super(NAME, "commit: publish the version", true);
    }
  }

  /** Time in which the driver deleted files that belong to no version. */
  public static final class CleanTime extends OfDriver {
    static final String NAME = "commitCleanTime";

    /** For Spark, which creates it. */
    public CleanTime() {
      super(NAME, "commit: delete leftover files", true);
    }
  }

  /** Time in which the driver folded layers, or began to, after a numbered write. */
  public static final class FoldTime extends OfDriver {
    static final String NAME = "commitFoldTime";

    /** For Spark, which creates it. */
    public FoldTime() {
      super(NAME, "commit: fold layers", true);
    }
  }
}
