/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.OverwriteConflict;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.store.VersionLog;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * How a store is written, from the options of a write.
 *
 * @param keyColumns in key order, as the user wrote them; empty if not given
 * @param targetFileSize bytes after which a task begins the next store file
 * @param blockSize bytes of a data block
 * @param compression of the data blocks
 * @param deleteColumn a boolean column, true in rows whose key is to be deleted; null if not given
 * @param mergeSchema whether the columns of an append may be new, or missing
 * @param maxLayers the maximum number of layers after an append
 * @param overwriteConflict what an overwrite does if another job has published a version meanwhile
 */
public record StoreWriteOptions(
    List<String> keyColumns,
    long targetFileSize,
    int blockSize,
    Compression compression,
    NullKeys nullKeys,
    String deleteColumn,
    boolean mergeSchema,
    int maxLayers,
    OverwriteConflict overwriteConflict)
    implements Serializable {
  public static final long DEFAULT_TARGET_FILE_SIZE = 256L << 20;

  private static final int MIN_BLOCK_SIZE = 4 << 10;
  private static final int MAX_BLOCK_SIZE = 16 << 20;

  /** What to do with rows whose key is null. */
  public enum NullKeys {
    /** The write fails and reports how many there are. */
    FAIL,
    /** The rows are left out and counted. */
    DROP
  }

  /**
   * Reads and checks the options.
   *
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  public static StoreWriteOptions of(CaseInsensitiveStringMap options) {
    KnownOptions.requireWrite(options);
    duplicates(options);
    return new StoreWriteOptions(
        keyColumns(options),
        targetFileSize(options),
        blockSize(options),
        CodecOptions.of(options),
        nullKeys(options),
        options.get(StoreOption.DELETE_COLUMN),
        mergeSchema(options),
        maxLayers(options),
        overwriteConflict(options));
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

  private static int maxLayers(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.MAX_LAYERS, "" + VersionLog.MAX_LAYERS);
    try {
      int layers = Integer.parseInt(text.strip());
      if (layers > 0) {
        return layers;
      }
    } catch (NumberFormatException e) {
      // the message below explains more
    }
    throw new IllegalArgumentException(
        "option '%s' is '%s': expected a number from 1".formatted(StoreOption.MAX_LAYERS, text));
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
    long bytes = bytes(StoreOption.TARGET_FILE_SIZE, text);
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
    long bytes = bytes(StoreOption.BLOCK_SIZE, text);
    if (bytes < MIN_BLOCK_SIZE || bytes > MAX_BLOCK_SIZE || Long.bitCount(bytes) != 1) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a power of two from 4k to 16m"
              .formatted(StoreOption.BLOCK_SIZE, text));
    }
    return (int) bytes;
  }

  static long bytes(String option, String text) {
    try {
      return JavaUtils.byteStringAsBytes(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a size such as 65536, 64k, 64m or 1g"
              .formatted(option, text),
          e);
    }
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

  private static void duplicates(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.DUPLICATES, "fail");
    if (!text.strip().equalsIgnoreCase("fail")) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': only fail is supported yet; drop or merge duplicates before"
                  .formatted(StoreOption.DUPLICATES, text)
              + " writing");
    }
  }
}
