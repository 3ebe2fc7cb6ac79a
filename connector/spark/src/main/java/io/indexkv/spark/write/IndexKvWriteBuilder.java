/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.HadoopPinnedStore;
import io.indexkv.spark.codec.PinnedStore;
import io.indexkv.spark.conf.WriteOptions;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.util.SerializableConfiguration;

/** Checks what a query wants written, before anything runs. */
public final class IndexKvWriteBuilder implements SupportsTruncate {
  private final String location;
  private final Configuration conf;
  private final Optional<HadoopPinnedStore> current;
  private final LogicalWriteInfo info;
  private boolean truncate;

  /**
   * @param location the store's directory
   * @param current its newest version, or empty if there is no store yet
   */
  public IndexKvWriteBuilder(
      String location,
      Configuration conf,
      Optional<HadoopPinnedStore> current,
      LogicalWriteInfo info) {
    this.location = location;
    this.conf = conf;
    this.current = current;
    this.info = info;
  }

  @Override
  public WriteBuilder truncate() {
    truncate = true;
    return this;
  }

  @Override
  public Write build() {
    if (current.isPresent() && !truncate) {
      throw new UnsupportedOperationException(
          ("store %s exists, at version %d: appending to it (upserts) is not supported yet; use"
                  + " mode(\"overwrite\") with all rows")
              .formatted(location, current.get().version()));
    }
    WriteOptions options = WriteOptions.of(info.options());
    StoredRows rows =
        StoredRows.of(info.schema(), options, current.map(PinnedStore::keyColumns), location);
    return new IndexKvWrite(
        new StoreWrite(
            location,
            new SerializableConfiguration(conf),
            current.map(PinnedStore::version).orElse(0L),
            UUID.randomUUID().toString(),
            rows,
            options));
  }
}
