/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.write.Isolation;
import java.io.Serializable;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;

/**
 * A MERGE, UPDATE or DELETE, as the driver ships it to every task.
 *
 * @param store the version that it reads
 * @param write how its changes are written
 */
record Statement(Command command, Isolation isolation, PinnedStore store, StoreWrite write)
    implements Serializable {}
