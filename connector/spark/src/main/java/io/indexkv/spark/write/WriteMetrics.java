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
      new Repeated(),
      new FileBytes(),
      new CheckTime(),
      new PublishTime(),
      new CleanTime(),
      new FoldTime()
    };
  }

  static CustomTaskMetric[] values(
      long rows,
      long deletedKeys,
      long files,
      long entryBytes,
      long nullKeys,
      long replaced,
      long repeated) {
    return new CustomTaskMetric[] {
      new Value(Rows.NAME, rows),
      new Value(DeletedKeys.NAME, deletedKeys),
      new Value(Files.NAME, files),
      new Value(EntryBytes.NAME, entryBytes),
      new Value(NullKeys.NAME, nullKeys),
      new Value(Replaced.NAME, replaced),
      new Value(Repeated.NAME, repeated)
    };
  }

  private record Value(String name, long value) implements CustomTaskMetric {}

  /** A number that tasks add up, unless a subclass says otherwise. */
  private abstract static class Named extends CustomSumMetric {
    private final String name;
    private final String description;

    Named(String name, String description) {
      this.name = name;
      this.description = description;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return description;
    }
  }

  /** Rows written. */
  public static final class Rows extends Named {
    private static final String NAME = "rows";

    /** For Spark, which creates it. */
    public Rows() {
      super(NAME, "rows written");
    }
  }

  /** Keys deleted. */
  public static final class DeletedKeys extends Named {
    private static final String NAME = "deletedKeys";

    /** For Spark, which creates it. */
    public DeletedKeys() {
      super(NAME, "keys deleted");
    }
  }

  /** Store files written. */
  public static final class Files extends Named {
    private static final String NAME = "files";

    /** For Spark, which creates it. */
    public Files() {
      super(NAME, "store files written");
    }
  }

  /** Bytes of keys and values, without the files' indexes. */
  public static final class EntryBytes extends Named {
    private static final String NAME = "entryBytes";

    /** For Spark, which creates it. */
    public EntryBytes() {
      super(NAME, "bytes of keys and values");
    }
  }

  /** Rows with a null key. */
  public static final class NullKeys extends Named {
    private static final String NAME = "nullKeys";

    /** For Spark, which creates it. */
    public NullKeys() {
      super(NAME, "rows with a null key");
    }
  }

  /** Rows left out, because another one of the same key was chosen. */
  public static final class Replaced extends Named {
    private static final String NAME = "replacedRows";

    /** For Spark, which creates it. */
    public Replaced() {
      super(NAME, "rows left out for another one of the same key");
    }
  }

  /** Rows written beside the first one of the same key. */
  public static final class Repeated extends Named {
    private static final String NAME = "repeatedRows";

    /** For Spark, which creates it. */
    public Repeated() {
      super(NAME, "rows kept beside the first one of the same key");
    }
  }

  /** A metric that the driver sets once, as a number of bytes or nanoseconds, shown in words. */
  private abstract static class SetByDriver extends Named {
    private final boolean time;

    SetByDriver(String name, String description, boolean time) {
      super(name, description);
      this.time = time;
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
  public static final class FileBytes extends SetByDriver {
    static final String NAME = "fileBytes";

    /** For Spark, which creates it. */
    public FileBytes() {
      super(NAME, "bytes of the store files", false);
    }
  }

  /** Time in which the driver checked the reports of the tasks. */
  public static final class CheckTime extends SetByDriver {
    static final String NAME = "commitCheckTime";

    /** For Spark, which creates it. */
    public CheckTime() {
      super(NAME, "commit: check the tasks' files", true);
    }
  }

  /** Time in which the driver published the version. */
  public static final class PublishTime extends SetByDriver {
    static final String NAME = "commitPublishTime";

    /** For Spark, which creates it. */
    public PublishTime() {
      super(NAME, "commit: publish the version", true);
    }
  }

  /** Time in which the driver deleted files that belong to no version. */
  public static final class CleanTime extends SetByDriver {
    static final String NAME = "commitCleanTime";

    /** For Spark, which creates it. */
    public CleanTime() {
      super(NAME, "commit: delete leftover files", true);
    }
  }

  /** Time in which the driver folded layers, or began to, after a numbered write. */
  public static final class FoldTime extends SetByDriver {
    static final String NAME = "commitFoldTime";

    /** For Spark, which creates it. */
    public FoldTime() {
      super(NAME, "commit: fold layers", true);
    }
  }
}
