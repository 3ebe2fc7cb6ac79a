/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

/** Names of the options that a user gives to {@code format("indexkv")}; case is ignored. */
public final class StoreOption {
  /** Directory of the store: a path or a URI of any Hadoop file system. */
  public static final String PATH = "path";

  /** Set by {@code load(path1, path2)}. Refused, because a store is one directory. */
  public static final String PATHS = "paths";

  /** Write: the key column, or several in key order, separated by commas. */
  public static final String KEY = "key";

  /** Write: bytes after which a task begins the next store file, for example 64m. */
  public static final String TARGET_FILE_SIZE = "targetFileSize";

  /** Write: bytes of a data block, for example 64k. */
  public static final String BLOCK_SIZE = "blockSize";

  /** Write: none, lz4 or zstd. */
  public static final String CODEC = "codec";

  /** Write: the level of zstd, 1 (fast) to 22 (small). */
  public static final String CODEC_LEVEL = "codecLevel";

  /** Write: bytes of a dictionary that zstd trains for each file, for example 64k; 0 for none. */
  public static final String DICTIONARY_SIZE = "dictionarySize";

  /** Write: what to do with rows whose key is null: fail or drop. */
  public static final String NULL_KEYS = "nullKeys";

  /**
   * Write: what to do with rows whose keys are equal: fail, keep to write them all, or {@code first
   * by} or {@code last by} a column to write the row with its minimum or maximum.
   */
  public static final String DUPLICATES = "duplicates";

  /**
   * Write: the columns with the beginnings and the ends of intervals that do not overlap, as {@code
   * valid_from,valid_to}, or {@code [low,high]} if the end belongs to the interval.
   */
  public static final String INTERVAL = "interval";

  /** Write, append: the boolean column that is true in rows whose key is to be deleted. */
  public static final String DELETE_COLUMN = "deleteColumn";

  /** Write, append: true if columns may be new or missing; false otherwise. */
  public static final String MERGE_SCHEMA = "mergeSchema";

  /** Write, append: the maximum number of layers that the store may have afterwards. */
  public static final String MAX_LAYERS = "maxLayers";

  /**
   * Write, overwrite: what happens if another job has published a version meanwhile: fail or
   * replace.
   */
  public static final String OVERWRITE_CONFLICT = "overwriteConflict";

  /** Write: names the application that numbers its writes by {@link #TXN_VERSION}. */
  public static final String TXN_APP_ID = "txnAppId";

  /**
   * Write: the number of this write; a number that the application has used before does nothing.
   */
  public static final String TXN_VERSION = "txnVersion";

  /** Write, stream: the number of tasks that sort and write the rows of a micro-batch. */
  public static final String WRITE_TASKS = "writeTasks";

  /** Write, stream: where Spark keeps the state of the query. */
  public static final String CHECKPOINT_LOCATION = "checkpointLocation";

  /** Write, stream: the name of the query. */
  public static final String QUERY_NAME = "queryName";

  /** Read: the version to read instead of the newest. */
  public static final String VERSION = "version";

  /** Read: the version to read, under the name that other sources use. */
  public static final String VERSION_AS_OF = "versionAsOf";

  /** Read: the version that was the newest at this time. */
  public static final String TIMESTAMP = "timestamp";

  /** Read: the version that was the newest at this time, under the name that other sources use. */
  public static final String TIMESTAMP_AS_OF = "timestampAsOf";

  /** Read: the version that a tag names. */
  public static final String TAG = "tag";

  /** Read: how scans and reads of single keys access the bytes: mmap, heap or remote. */
  public static final String READ_MODE = "readMode";

  /** Read: a {@link JoinMode} for joins with this read; it wins over the session's mode. */
  public static final String JOIN = "join";

  /** Read: a {@link Refresh}, which says when the version is chosen. */
  public static final String REFRESH = "refresh";

  /**
   * Read: set by the rule that has chosen the newest version for {@link Refresh#QUERY}. Not for
   * users.
   */
  public static final String REFRESHED = "__indexkv_refreshed";

  /**
   * Read: set by {@code CREATE TEMPORARY VIEW … USING}. It makes each query of the view read the
   * version that is the newest at that time. Not for users.
   */
  public static final String VIEW = "__indexkv_view";

  private StoreOption() {}

  /** True for options that users do not set. */
  static boolean isInternal(String option) {
    return option.equalsIgnoreCase(VIEW) || option.equalsIgnoreCase(REFRESHED);
  }
}
