/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A source of one partition with the numbers from 0 on, n BIGINT, in new column batches of 1,000.
 * It counts the open batches.
 */
public final class NumberBatches implements TableProvider {
  static final int BATCHES = 5;
  static final int ROWS = 1000;

  static final AtomicInteger opened = new AtomicInteger();
  static final AtomicInteger closed = new AtomicInteger();

  private static final StructType SCHEMA = new StructType().add("n", DataTypes.LongType, false);

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return SCHEMA;
  }

  @Override
  public Table getTable(StructType schema, Transform[] parts, Map<String, String> properties) {
    return new Numbers();
  }

  private static final class Numbers implements SupportsRead, ScanBuilder, Scan, Batch {
    @Override
    public String name() {
      return "numbers";
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in Spark 3.5
    public StructType schema() {
      return SCHEMA;
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      return this;
    }

    @Override
    public Scan build() {
      return this;
    }

    @Override
    public StructType readSchema() {
      return SCHEMA;
    }

    @Override
    public Batch toBatch() {
      return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
      return new InputPartition[] {new All()};
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      return new Columns();
    }
  }

  private record All() implements InputPartition {}

  private record Columns() implements PartitionReaderFactory {
    @Override
    public boolean supportColumnarReads(InputPartition partition) {
      return true;
    }

    @Override
    public PartitionReader<org.apache.spark.sql.catalyst.InternalRow> createReader(
        InputPartition partition) {
      throw new UnsupportedOperationException("columns only");
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
      return new Reader();
    }
  }

  private static final class Reader implements PartitionReader<ColumnarBatch> {
    private int next;

    @Override
    public boolean next() {
      return next < BATCHES;
    }

    @Override
    public ColumnarBatch get() {
      opened.incrementAndGet();
      return new ColumnarBatch(
          new ColumnVector[] {new NumberVector((long) next++ * ROWS, closed)}, ROWS);
    }

    @Override
    public void close() {}
  }
}
