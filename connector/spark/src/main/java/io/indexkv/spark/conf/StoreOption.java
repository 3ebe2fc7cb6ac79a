/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

/** Names of the options that a user gives to {@code format("indexkv")}; case does not matter. */
public final class StoreOption {
  /** Directory of the store: a path or a URI of any Hadoop file system. */
  public static final String PATH = "path";

  /** What {@code load(path1, path2)} sets: refused, a store is one directory. */
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

  /** Write: what to do with rows of equal key: fail. */
  public static final String DUPLICATES = "duplicates";

  /** Write, append: the boolean column that is true where the row's key is to be deleted. */
  public static final String DELETE_COLUMN = "deleteColumn";

  /** Write, append: layers that the store may have afterwards. */
  public static final String MAX_LAYERS = "maxLayers";

  /**
   * Write, overwrite: what happens if another job published a version meanwhile, fail or replace.
   */
  public static final String OVERWRITE_CONFLICT = "overwriteConflict";

  /** Read: the version to read instead of the newest. */
  public static final String VERSION = "version";

  /** Read: the same under the name other sources use. */
  public static final String VERSION_AS_OF = "versionAsOf";

  /** Read: the version that was the newest at this time. */
  public static final String TIMESTAMP = "timestamp";

  /** Read: the same under the name other sources use. */
  public static final String TIMESTAMP_AS_OF = "timestampAsOf";

  /** Read: the version that a tag names. */
  public static final String TAG = "tag";

  /** Read: how scans and reads of single keys get at the bytes: mmap, heap or remote. */
  public static final String READ_MODE = "readMode";

  /** Read: what becomes of joins with this read, as {@link JoinMode} says it of the session. */
  public static final String JOIN = "join";

  /**
   * Read: put there by {@code CREATE TEMPORARY VIEW … USING}, so that each query of the view reads
   * the version that is the newest then. Not for users.
   */
  public static final String VIEW = "__indexkv_view";

  private StoreOption() {}

  /** Whether an option is not a user's. */
  static boolean isInternal(String option) {
    return option.equalsIgnoreCase(VIEW);
  }
}
