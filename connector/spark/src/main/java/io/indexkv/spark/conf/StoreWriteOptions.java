/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.OverwriteConflict;
import io.indexkv.file.bytes.Excerpt;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.BatchMark;
import io.indexkv.store.manifest.Interval;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * How a store is written, from the options of a write.
 *
 * @param keyColumns in key order, as the user wrote them; empty if not given
 * @param targetFileSize bytes after which a task begins the next store file
 * @param blockSize bytes of a data block
 * @param compression of the data blocks
 * @param equalKeys what happens to rows of equal keys; null if not given
 * @param deleteColumn a boolean column, true in rows whose key is to be deleted; null if not given
 * @param mergeSchema whether the columns of an append may be new, or missing
 * @param maxLayers the maximum number of layers after an append
 * @param overwriteConflict what an overwrite does if another job has published a version meanwhile
 * @param batch the number that the application gives to the write; null if it gives none
 * @param writeTasks number of tasks that write a micro-batch of a stream; 0 for a batch write,
 *     whose tasks Spark counts itself
 * @param interval the intervals that the store declares, as the user wrote them; null if not given
 */
public record StoreWriteOptions(
    List<String> keyColumns,
    long targetFileSize,
    int blockSize,
    Compression compression,
    NullKeys nullKeys,
    EqualKeys equalKeys,
    String deleteColumn,
    boolean mergeSchema,
    int maxLayers,
    OverwriteConflict overwriteConflict,
    BatchMark batch,
    int writeTasks,
    Interval interval)
    implements Serializable {
  public static final long DEFAULT_TARGET_FILE_SIZE = 256L << 20;

  private static final int MIN_BLOCK_SIZE = 4 << 10;
  private static final int MAX_BLOCK_SIZE = 16 << 20;

  /** Maximum number of characters of an application's name: every manifest has it. */
  private static final int MAX_APPLICATION = 200;

  /** What to do with rows whose key is null. */
  public enum NullKeys {
    /** The write fails and reports how many there are. */
    FAIL,
    /** The rows are left out and counted. */
    DROP
  }

  /**
   * Reads and checks the options of a batch write.
   *
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  public static StoreWriteOptions of(CaseInsensitiveStringMap options) {
    KnownOptions.requireWrite(options);
    return of(options, overwriteConflict(options), batch(options), 0);
  }

  /**
   * Reads and checks the options of a stream. When a stream replaces all rows, it also replaces
   * those that others have written meanwhile.
   *
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  public static StoreWriteOptions ofStream(CaseInsensitiveStringMap options) {
    KnownOptions.requireStream(options);
    return of(
        options, OverwriteConflict.REPLACE, null, number(options, StoreOption.WRITE_TASKS, 1));
  }

  private static StoreWriteOptions of(
      CaseInsensitiveStringMap options,
      OverwriteConflict overwriteConflict,
      BatchMark batch,
      int writeTasks) {
    return new StoreWriteOptions(
        keyColumns(options),
        targetFileSize(options),
        blockSize(options),
        CodecOptions.of(options),
        nullKeys(options),
        EqualKeys.parse(options.get(StoreOption.DUPLICATES)).orElse(null),
        options.get(StoreOption.DELETE_COLUMN),
        mergeSchema(options),
        number(options, StoreOption.MAX_LAYERS, VersionLog.MAX_LAYERS),
        overwriteConflict,
        batch,
        writeTasks,
        interval(options));
  }

  private static Interval interval(CaseInsensitiveStringMap options) {
    String text = options.get(StoreOption.INTERVAL);
    try {
      return text == null ? null : Interval.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option '%s': %s".formatted(StoreOption.INTERVAL, e.getMessage()), e);
    }
  }

  private static BatchMark batch(CaseInsensitiveStringMap options) {
    String application = options.get(StoreOption.TXN_APP_ID);
    String version = options.get(StoreOption.TXN_VERSION);
    if ((application == null) != (version == null)) {
      throw new IllegalArgumentException(
          "option '%s' is given without '%s': give both, or none"
              .formatted(
                  application == null ? StoreOption.TXN_VERSION : StoreOption.TXN_APP_ID,
                  application == null ? StoreOption.TXN_APP_ID : StoreOption.TXN_VERSION));
    }
    if (application == null) {
      return null;
    }
    if (application.isBlank() || application.length() > MAX_APPLICATION) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a name of 1 to %d characters"
              .formatted(StoreOption.TXN_APP_ID, Excerpt.of(application), MAX_APPLICATION));
    }
    try {
      return BatchMark.ofApplication(application, Long.parseLong(version.strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a number from 0, such as the number of a micro-batch"
              .formatted(StoreOption.TXN_VERSION, version),
          e);
    }
  }

  private static OverwriteConflict overwriteConflict(CaseInsensitiveStringMap options) {
    return EnumOption.parse(
        OverwriteConflict.class,
        "option '" + StoreOption.OVERWRITE_CONFLICT + "'",
        options.getOrDefault(StoreOption.OVERWRITE_CONFLICT, "fail"));
  }

  private static boolean mergeSchema(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.MERGE_SCHEMA, "false");
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "option '%s' is '%s': expected true or false"
                  .formatted(StoreOption.MERGE_SCHEMA, text));
    };
  }

  private static int number(CaseInsensitiveStringMap options, String option, int otherwise) {
    String text = options.getOrDefault(option, "" + otherwise);
    try {
      int number = Integer.parseInt(text.strip());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the message below explains more
    }
    throw new IllegalArgumentException(
        "option '%s' is '%s': expected a number from 1".formatted(option, text));
  }

  private static List<String> keyColumns(CaseInsensitiveStringMap options) {
    String key = options.get(StoreOption.KEY);
    return key == null ? List.of() : KeyList.parse(key);
  }

  private static long targetFileSize(CaseInsensitiveStringMap options) {
    String text = options.get(StoreOption.TARGET_FILE_SIZE);
    if (text == null) {
      return DEFAULT_TARGET_FILE_SIZE;
    }
    long bytes = SizeOption.bytes(StoreOption.TARGET_FILE_SIZE, text);
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected at least one byte, for example 64m"
              .formatted(StoreOption.TARGET_FILE_SIZE, text));
    }
    return bytes;
  }

  private static int blockSize(CaseInsensitiveStringMap options) {
    String text = options.get(StoreOption.BLOCK_SIZE);
    if (text == null) {
      return StoreFileOptions.DEFAULT_BLOCK_SIZE;
    }
    long bytes = SizeOption.bytes(StoreOption.BLOCK_SIZE, text);
    if (bytes < MIN_BLOCK_SIZE || bytes > MAX_BLOCK_SIZE || Long.bitCount(bytes) != 1) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a power of two from 4k to 16m"
              .formatted(StoreOption.BLOCK_SIZE, text));
    }
    return (int) bytes;
  }

  private static NullKeys nullKeys(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.NULL_KEYS, "fail");
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "fail" -> NullKeys.FAIL;
      case "drop" -> NullKeys.DROP;
      default ->
          throw new IllegalArgumentException(
              "option '%s' is '%s': expected fail or drop".formatted(StoreOption.NULL_KEYS, text));
    };
  }

  /**
   * The same options with columns as the store spells them.
   *
   * @param equal what happens to rows of equal keys
   * @param declared the interval that the next version declares, or null
   */
  public StoreWriteOptions withColumns(EqualKeys equal, Interval declared) {
    return new StoreWriteOptions(
        keyColumns,
        targetFileSize,
        blockSize,
        compression,
        nullKeys,
        equal,
        deleteColumn,
        mergeSchema,
        maxLayers,
        overwriteConflict,
        batch,
        writeTasks,
        declared);
  }
}
