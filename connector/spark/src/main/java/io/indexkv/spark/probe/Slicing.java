/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.conf.JoinRouting;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.read.KeySlices;
import java.io.Serializable;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Whether a lookup join is partitioned, so that each of its tasks looks up in a slice of the store.
 *
 * @param bytes of a slice; 0 if the join is replicated
 */
public record Slicing(long bytes) implements Serializable {
  /** The slicing of a replicated join. */
  public static final Slicing NONE = new Slicing(0);

  private static final String CORES = "spark.executor.cores";
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:\\s*,.*)?])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,.*]");

  /**
   * The slicing that the session's settings give for a store. It depends on nothing that changes
   * while a query runs.
   */
  public static Slicing of(PinnedStore store) {
    SQLConf conf = SQLConf.get();
    JoinRouting routing = JoinRouting.of(conf);
    OptionalLong budget = JoinRouting.budget(conf);
    if (routing == JoinRouting.REPLICATED || routing == JoinRouting.AUTO && budget.isEmpty()) {
      return NONE;
    }
    long bytes = store.manifest().bytes();
    if (routing == JoinRouting.AUTO && bytes <= budget.getAsLong()) {
      return NONE;
    }
    long slice =
        budget.isPresent()
            ? budget.getAsLong() / tasksAtOnce(SparkSession.active().sparkContext().getConf())
            : bytes / conf.numShufflePartitions();
    Slicing slicing = new Slicing(Math.max(1, slice));
    return slicing.slices(store).count() > 1 ? slicing : NONE;
  }

  /** How many tasks run in one JVM at the same time. */
  static int tasksAtOnce(SparkConf conf) {
    return Math.max(1, cores(conf) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
  }

  /**
   * Cores of a JVM that runs tasks. If the setting is missing, it is Spark's default, where that is
   * known.
   */
  private static int cores(SparkConf conf) {
    String master = conf.get("spark.master");
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      String threads = local.group(1) == null ? "1" : local.group(1);
      return threads.equals("*")
          ? Runtime.getRuntime().availableProcessors()
          : Integer.parseInt(threads);
    }
    if (conf.contains(CORES)) {
      return conf.getInt(CORES, 1);
    }
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    if (cluster.matches()) {
      return Integer.parseInt(cluster.group(1));
    }
    if (master.startsWith("yarn") || master.startsWith("k8s://")) {
      return 1;
    }
    throw new IllegalArgumentException(
        "the tasks that run in an executor at once share "
            + JoinRouting.BUDGET
            + ". With the master "
            + master
            + " their number is unknown before executors run, because "
            + CORES
            + " is not set: set it");
  }

  public boolean isPartitioned() {
    return bytes > 0;
  }

  /** The slices of the store; the same in every JVM. */
  public KeySlices slices(PinnedStore store) {
    return KeySlices.of(store.manifest(), bytes);
  }

  @Override
  public String toString() {
    return isPartitioned() ? "partitioned" : "replicated";
  }
}
