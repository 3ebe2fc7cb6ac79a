/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A join with a store in a plan: a lookup join, or another join with the reason. A bean, because
 * Spark writes it to its event log and reads it from there.
 */
public final class StoreJoin {
  private String store = "";
  private long version;
  private boolean lookup;
  private String type = "";
  private String keys = "";
  private String probe = "";
  private int slices;
  private String reason = "";
  private String advice = "";
  private Map<String, Long> metrics = new LinkedHashMap<>();

  /** For Spark's JSON. */
  public StoreJoin() {}

  /** Path or URI of the store. */
  public String getStore() {
    return store;
  }

  /** Sets the store. */
  public void setStore(String store) {
    this.store = store;
  }

  /** The version of the store that the query reads. */
  public long getVersion() {
    return version;
  }

  /** Sets the version. */
  public void setVersion(long version) {
    this.version = version;
  }

  /** True for a lookup join. */
  public boolean isLookup() {
    return lookup;
  }

  /** Sets whether it is a lookup join. */
  public void setLookup(boolean lookup) {
    this.lookup = lookup;
  }

  /** Type of a lookup join, such as Inner; empty for another join. */
  public String getType() {
    return type;
  }

  /** Sets the type. */
  public void setType(String type) {
    this.type = type;
  }

  /** The expressions of a lookup join that give the key; empty for another join. */
  public String getKeys() {
    return keys;
  }

  /** Sets the keys. */
  public void setKeys(String keys) {
    this.keys = keys;
  }

  /** How a lookup join takes its rows: batch or row; empty for another join. */
  public String getProbe() {
    return probe;
  }

  /** Sets how rows are taken. */
  public void setProbe(String probe) {
    this.probe = probe;
  }

  /** The number of slices of a partitioned lookup join; 0 if it is not partitioned. */
  public int getSlices() {
    return slices;
  }

  /** Sets the slices. */
  public void setSlices(int slices) {
    this.slices = slices;
  }

  /** Why another join is not a lookup join; empty for a lookup join. */
  public String getReason() {
    return reason;
  }

  /** Sets the reason. */
  public void setReason(String reason) {
    this.reason = reason;
  }

  /** What to change, so that another join becomes a lookup join; empty if there is nothing. */
  public String getAdvice() {
    return advice;
  }

  /** Sets the advice. */
  public void setAdvice(String advice) {
    this.advice = advice;
  }

  /** For each metric of a lookup join, the id under which Spark reports it. */
  public Map<String, Long> getMetrics() {
    return metrics;
  }

  /** Sets the metrics. */
  public void setMetrics(Map<String, Long> metrics) {
    this.metrics = metrics;
  }

  /** The last part of the store's path, with the version: airports@3. */
  public String name() {
    return name(store, version);
  }

  /** The last part of a store's path, with a version. */
  public static String name(String store, long version) {
    String path = store.replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1) + "@" + version;
  }

  /** What the join does, or why it does not, in one sentence. */
  public String sentence() {
    if (lookup) {
      return name()
          + " is looked up on "
          + keys
          + ", "
          + type
          + ", probe="
          + probe
          + (slices > 0 ? ", slices=" + slices : "");
    }
    return name() + " is not looked up: " + reason + (advice.isEmpty() ? "" : ". " + advice);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreJoin that
        && version == that.version
        && sentence().equals(that.sentence())
        && store.equals(that.store)
        && metrics.equals(that.metrics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(store, version, reason, metrics);
  }

  @Override
  public String toString() {
    return sentence();
  }
}
