/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.compat.Maps;
import io.indexkv.store.read.Opening;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.collection.immutable.Map;

/**
 * The SQL metrics of a lookup join. Those of lookups are updated once per batch, the others once
 * per task. {@link MetricName} has their names.
 *
 * @param diskWaits null if this system does not count them
 */
public record ProbeMetrics(
    SQLMetric outputRows,
    SQLMetric probed,
    SQLMetric hits,
    SQLMetric misses,
    SQLMetric time,
    SQLMetric filesOpened,
    SQLMetric mappedBytes,
    SQLMetric downloads,
    SQLMetric downloadedBytes,
    SQLMetric downloadTime,
    SQLMetric residentShare,
    SQLMetric diskWaits)
    implements Serializable {

  /** What Spark's UI, plans, the tab of IndexKV and the docs call the metrics. */
  public enum MetricName {
    /** Rows that the join returned. */
    OUTPUT_ROWS("numOutputRows", "number of output rows"),
    /** Rows whose keys were looked up. */
    PROBED("keysProbed", "keys probed"),
    /** Rows of these whose key is in the store. */
    HITS("hits", "hits"),
    /** The other rows. */
    MISSES("misses", "misses"),
    /** Time in lookups. */
    TIME("probeTime", "probe time"),
    /** Store files that tasks opened. */
    FILES_OPENED("filesOpened", "files opened"),
    /** Bytes of these. */
    MAPPED_BYTES("mappedBytes", "bytes mapped"),
    /** Store files that tasks copied to their host. */
    DOWNLOADS("cacheDownloads", "cache downloads"),
    /** Bytes of these. */
    DOWNLOADED_BYTES("cacheDownloadBytes", "cache download bytes"),
    /** Time for these. */
    DOWNLOAD_TIME("cacheDownloadTime", "cache download time"),
    /** The part of the mapped files that is in memory when a task ends. */
    RESIDENT_SHARE("residentPercent", "percent of the store in memory"),
    /** How often lookups waited for the disk. */
    DISK_WAITS("diskWaits", "waits for the disk");

    private final String key;
    private final String text;

    MetricName(String key, String text) {
      this.key = key;
      this.text = text;
    }

    /** The metric that users see under a name; empty if there is none. */
    public static Optional<MetricName> ofText(String text) {
      return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }

    /** The name in the operator's map of metrics. */
    public String key() {
      return key;
    }

    /** The name that users see. */
    public String text() {
      return text;
    }
  }

  public static ProbeMetrics create(SparkContext context) {
    return new ProbeMetrics(
        count(context, MetricName.OUTPUT_ROWS),
        count(context, MetricName.PROBED),
        count(context, MetricName.HITS),
        count(context, MetricName.MISSES),
        time(context, MetricName.TIME),
        count(context, MetricName.FILES_OPENED),
        bytes(context, MetricName.MAPPED_BYTES),
        count(context, MetricName.DOWNLOADS),
        bytes(context, MetricName.DOWNLOADED_BYTES),
        time(context, MetricName.DOWNLOAD_TIME),
        SQLMetrics.createAverageMetric(context, MetricName.RESIDENT_SHARE.text()),
        DiskWaits.known() ? count(context, MetricName.DISK_WAITS) : null);
  }

  private static SQLMetric count(SparkContext context, MetricName name) {
    return SQLMetrics.createMetric(context, name.text());
  }

  private static SQLMetric bytes(SparkContext context, MetricName name) {
    return SQLMetrics.createSizeMetric(context, name.text(), 0);
  }

  private static SQLMetric time(SparkContext context, MetricName name) {
    return SQLMetrics.createNanoTimingMetric(context, name.text(), 0);
  }

  /** The metrics by the names that Spark has for them, in the order in which it shows them. */
  public Map<String, SQLMetric> byKey() {
    SQLMetric[] metrics = {
      outputRows,
      probed,
      hits,
      misses,
      time,
      filesOpened,
      mappedBytes,
      downloads,
      downloadedBytes,
      downloadTime,
      residentShare,
      diskWaits
    };
    java.util.Map<String, SQLMetric> byKey = new LinkedHashMap<>();
    for (MetricName name : MetricName.values()) {
      if (metrics[name.ordinal()] != null) {
        byKey.put(name.key(), metrics[name.ordinal()]);
      }
    }
    return Maps.inOrder(byKey);
  }

  /**
   * Adds a batch of {@code rows} rows, of which the store had {@code found}, in {@code nanos}
   * nanoseconds.
   */
  void add(long rows, long found, long nanos) {
    add(rows, nanos);
    hits.add(found);
    misses.add(rows - found);
  }

  /** Adds a batch of {@code rows} rows, of which it shows later how many the store has. */
  void add(long rows, long nanos) {
    probed.add(rows);
    time.add(nanos);
  }

  /** Adds a row of such a batch. */
  void add(boolean found) {
    (found ? hits : misses).add(1);
  }

  /** Adds what it took to open the store. */
  void add(Opening opening) {
    filesOpened.add(opening.files());
    mappedBytes.add(opening.mappedBytes());
    downloads.add(opening.copying().files());
    downloadedBytes.add(opening.copying().bytes());
    downloadTime.add(opening.copying().nanos());
  }
}
