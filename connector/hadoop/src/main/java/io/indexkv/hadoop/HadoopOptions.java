/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.CompressionLimit;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Names of the options that this module reads from a Hadoop configuration. */
public final class HadoopOptions {
  /**
   * Option: the local directory for copies of remote store files. All JVMs of a host that run as
   * one user share it. No other user may write to it. The cache ignores files with other names than
   * its own.
   */
  public static final String CACHE_DIR = "indexkv.cache.dir";

  /**
   * Option: maximum size of all copies together, for example 500g. The default is the whole disk.
   * To make room, the cache deletes the copies that were used longest ago. It keeps those that a
   * process has mapped.
   */
  public static final String CACHE_MAX_BYTES = "indexkv.cache.max-bytes";

  /**
   * Option: how many times larger than a compressed file its entries may be, 1000 by default. A
   * reader refuses a file beyond that, unless its entries have at most 16 MiB.
   */
  public static final String MAX_COMPRESSION_RATIO = "indexkv.compression.max-ratio";

  /**
   * Option: how many times a reader tries a read in all before it fails, 4 by default. The retries
   * of the file system's client come on top.
   */
  public static final String READ_ATTEMPTS = "indexkv.read.attempts";

  /**
   * Option: true allows commits on a file system that cannot create a file atomically if it is
   * absent. Set it only for stores that one job at a time writes.
   */
  public static final String SINGLE_WRITER = "indexkv.commit.single-writer";

  private static final int DEFAULT_ATTEMPTS = 4;

  private HadoopOptions() {}

  /** The directory for local copies; by default one of this user in the JVM's temporary one. */
  static Path cacheDirectory(Configuration conf) {
    String configured = conf.getTrimmed(CACHE_DIR, "");
    if (!configured.isEmpty()) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), "indexkv-" + user);
  }

  /** Maximum size of all local copies together, in bytes. */
  static long cacheMaxBytes(Configuration conf) {
    long max = conf.getLongBytes(CACHE_MAX_BYTES, Long.MAX_VALUE);
    if (max < 1) {
      throw new IllegalArgumentException(
          "option " + CACHE_MAX_BYTES + " is " + max + ": expected 1 or more, or 500g");
    }
    return max;
  }

  /** The limit that {@link #MAX_COMPRESSION_RATIO} sets. */
  static CompressionLimit compressionLimit(Configuration conf) {
    return compressionLimit(conf.getLong(MAX_COMPRESSION_RATIO, CompressionLimit.DEFAULT_RATIO));
  }

  /** A limit of {@code ratio}, whose messages name the option that raises it. */
  static CompressionLimit compressionLimit(long ratio) {
    return new CompressionLimit(ratio, "the option " + MAX_COMPRESSION_RATIO);
  }

  /** How many times a reader tries a read in all, 1 or more. */
  static int readAttempts(Configuration conf) {
    int attempts = conf.getInt(READ_ATTEMPTS, DEFAULT_ATTEMPTS);
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "option " + READ_ATTEMPTS + " is " + attempts + ": expected 1 or more");
    }
    return attempts;
  }

  /** Whether the user has promised that one job at a time writes the store. */
  static boolean isSingleWriter(Configuration conf) {
    return conf.getBoolean(SINGLE_WRITER, false);
  }
}
