/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StatementWrite;
import io.indexkv.store.write.KeysRead;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;

/**
 * The write of a MERGE, UPDATE or DELETE. It asks Spark for the same order as every write. Deleted
 * keys stand in the key columns, too, so that all changes of a key meet in one task.
 */
final class IndexKvDeltaWrite
    implements DeltaWrite, RequiresDistributionAndOrdering, StatementWrite {
  private final Statement statement;
  private final IndexKvWrite order;
  private volatile KeysRead read = KeysRead.any();

  IndexKvDeltaWrite(Statement statement) {
    this.statement = statement;
    this.order = new IndexKvWrite(statement.write());
  }

  @Override
  public PinnedStore target() {
    return statement.store();
  }

  @Override
  public void readsOnly(List<byte[]> keys) {
    read = KeysRead.only(keys);
  }

  @Override
  public Distribution requiredDistribution() {
    return order.requiredDistribution();
  }

  @Override
  public boolean distributionStrictlyRequired() {
    return order.distributionStrictlyRequired();
  }

  @Override
  public SortOrder[] requiredOrdering() {
    return order.requiredOrdering();
  }

  @Override
  public long advisoryPartitionSizeInBytes() {
    return order.advisoryPartitionSizeInBytes();
  }

  @Override
  public DeltaBatchWrite toBatch() {
    return new IndexKvDeltaBatchWrite(statement, read);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return order.supportedCustomMetrics();
  }

  @Override
  public String description() {
    return "IndexKvDeltaWrite %s %s of version=%d key=%s isolation=%s%s"
        .formatted(
            statement.write().location(),
            statement.command().name().toLowerCase(Locale.ROOT),
            statement.store().version(),
            statement.write().rows().key(),
            statement.isolation().name().toLowerCase(Locale.ROOT),
            read.all() ? "" : " reads=" + read.keys().size() + " keys");
  }

  @Override
  public String toString() {
    return description();
  }
}
