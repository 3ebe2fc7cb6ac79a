/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.spark.catalog.IndexKvCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;

/**
 * The session that all tests of a JVM share. It has two threads, two attempts for each task, and
 * adaptive execution.
 */
public final class LocalSpark {
  private static SparkSession session;

  private LocalSpark() {}

  public static synchronized SparkSession session() {
    if (session == null) {
      session = builder().getOrCreate();
    }
    return session;
  }

  /** Starts the session of this JVM with further settings. There must be none yet. */
  public static synchronized SparkSession session(UnaryOperator<SparkSession.Builder> settings) {
    if (session != null) {
      throw new IllegalStateException("this JVM has a session");
    }
    session = settings.apply(builder()).getOrCreate();
    return session;
  }

  /** A builder for tests that also start their own JVM. */
  public static SparkSession.Builder builder() {
    try {
      Path warehouse = Files.createTempDirectory("indexkv-warehouse");
      warehouse.toFile().deleteOnExit();
      return SparkSession.builder()
          .master("local[2,2]")
          .appName("indexkv-tests")
          .config("spark.ui.enabled", "false")
          // the usual tens of megabytes for each sort, hash table and broadcast keep the garbage
          // collector busier than the tests keep Spark
          .config("spark.buffer.pageSize", "256k")
          .config("spark.broadcast.blockSize", "64k")
          // the machine may stop for a while, and tests lose nothing else that would need a
          // time-out
          .config("spark.executor.heartbeatInterval", "1h")
          .config("spark.network.timeout", "3h")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "4")
          .config("spark.sql.adaptive.enabled", "true")
          // otherwise all rows of a test, which are few, would go to one task
          .config("spark.sql.adaptive.coalescePartitions.minPartitionSize", "1k")
          .config("spark.sql.catalog.kv", IndexKvCatalog.class.getName())
          .config("spark.sql.catalog.kv.warehouse", warehouse.resolve("kv").toString())
          .config("spark.sql.warehouse.dir", warehouse.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
