/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.read.KeySlice;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * A partition that some hosts read best.
 *
 * @param of the partition itself
 * @param hosts the best first
 */
record PlacedPartition(SlicedPartition of, String[] hosts) implements SlicedPartition {
  /** The partitions, each with the hosts that store most of it if the storage knows them. */
  static InputPartition[] place(SliceHosts hosts, List<? extends SlicedPartition> partitions) {
    return partitions.stream()
        .map(partition -> placed(partition, hosts.of(partition.bounds())))
        .toArray(InputPartition[]::new);
  }

  private static SlicedPartition placed(SlicedPartition partition, String[] hosts) {
    return hosts.length == 0 ? partition : new PlacedPartition(partition, hosts);
  }

  /** The partition without its hosts. */
  static InputPartition unplaced(InputPartition partition) {
    return partition instanceof PlacedPartition placed ? placed.of : partition;
  }

  @Override
  public List<KeySlice> bounds() {
    return of.bounds();
  }

  @Override
  public String[] preferredLocations() {
    return hosts;
  }

  @Override
  public String toString() {
    return of + " at " + Arrays.toString(hosts);
  }
}
