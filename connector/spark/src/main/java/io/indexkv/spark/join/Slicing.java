/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.codec.PinnedStore;
import io.indexkv.spark.conf.JoinRouting;
import io.indexkv.store.KeySlices;
import io.indexkv.store.Manifest;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Whether a lookup join is partitioned: whether its tasks look up in slices of the store.
 *
 * @param bytes of a slice; 0 if the join is replicated
 */
public record Slicing(long bytes) implements Serializable {
  static final Slicing NONE = new Slicing(0);

  /** What the session wants for a store. Depends on nothing that changes while a query runs. */
  static Slicing of(PinnedStore store) {
    SQLConf conf = SQLConf.get();
    JoinRouting routing = JoinRouting.of(conf);
    OptionalLong budget = JoinRouting.budget(conf);
    if (routing == JoinRouting.REPLICATED || routing == JoinRouting.AUTO && budget.isEmpty()) {
      return NONE;
    }
    long bytes = manifest(store).bytes();
    if (routing == JoinRouting.AUTO && bytes <= budget.getAsLong()) {
      return NONE;
    }
    long slice =
        budget.isPresent()
            ? budget.getAsLong() / tasksAtOnce(SparkSession.active().sparkContext())
            : bytes / conf.numShufflePartitions();
    Slicing slicing = new Slicing(Math.max(1, slice));
    return slicing.slices(store).count() > 1 ? slicing : NONE;
  }

  /** Tasks that run in one JVM at the same time. */
  private static int tasksAtOnce(SparkContext context) {
    SparkConf conf = context.getConf();
    int cores =
        context.isLocal() ? context.defaultParallelism() : conf.getInt("spark.executor.cores", 1);
    return Math.max(1, cores / Math.max(1, conf.getInt("spark.task.cpus", 1)));
  }

  boolean isPartitioned() {
    return bytes > 0;
  }

  /** The slices of the store; the same ones in every JVM. */
  KeySlices slices(PinnedStore store) {
    return KeySlices.of(manifest(store), bytes);
  }

  private static Manifest manifest(PinnedStore store) {
    try {
      return store.manifest();
    } catch (IOException e) {
      throw new UncheckedIOException("store " + store.location() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return isPartitioned() ? "partitioned" : "replicated";
  }
}
