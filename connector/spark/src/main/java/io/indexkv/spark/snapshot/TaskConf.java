/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The Hadoop configuration of a session, for the driver and for tasks. It has over a thousand
 * entries, which each task would read again from its closure. So it is broadcast, once per
 * executor, when Spark ships the first closure that refers to it. Thread-safe.
 */
public final class TaskConf implements Serializable {
  private static final long serialVersionUID = 1L;

  // set on the driver only
  private final transient SparkContext spark;
  private final transient Configuration conf;

  private Broadcast<SerializableConfiguration> shipped;

  private TaskConf(SparkContext spark, Configuration conf) {
    this.spark = spark;
    this.conf = conf;
  }

  /** Wraps a session's configuration, which must not change after that. Call it on the driver. */
  public static TaskConf of(SparkContext spark, Configuration conf) {
    return new TaskConf(spark, conf);
  }

  public Configuration value() {
    return conf != null ? conf : shipped.value().value();
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    if (shipped == null) {
      shipped =
          JavaSparkContext.fromSparkContext(spark).broadcast(new SerializableConfiguration(conf));
    }
    out.defaultWriteObject();
  }
}
