/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.function;

import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.lookup.FoundRow;
import io.indexkv.spark.lookup.TaskLookup;
import io.indexkv.spark.lookup.TaskLookups;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;

/**
 * Looks keys up in one version of a store. A task opens the store with its first call, and closes
 * it when the task ends. On the driver, where Spark evaluates calls with constants, each call opens
 * and closes it. Thread-safe.
 */
final class StoreLookup implements ScalarFunction<InternalRow> {
  private static final long serialVersionUID = 1L;

  private final PinnedStore store;
  private final List<KeyArgument> arguments;
  private transient TaskLookups<InternalRow> open;
  private transient KeyEncoder encoder;

  StoreLookup(PinnedStore store, List<KeyArgument> arguments) {
    this.store = store;
    this.arguments = arguments;
  }

  @Override
  public DataType[] inputTypes() {
    return arguments.stream().map(KeyArgument::type).toArray(DataType[]::new);
  }

  @Override
  public DataType resultType() {
    return store.schema();
  }

  @Override
  public String name() {
    return "lookup";
  }

  /** The same for calls that give the same results. */
  @Override
  public String canonicalName() {
    return "indexkv.lookup(%s, %s)".formatted(store, store.id());
  }

  @Override
  public synchronized InternalRow produceResult(InternalRow input) {
    Optional<byte[]> key = key(input);
    if (key.isEmpty()) {
      return null;
    }
    if (TaskContext.get() == null) {
      try (TaskLookup<InternalRow> lookup = TaskLookup.open(store, FoundRow.copies())) {
        return lookup.getEncoded(key.get());
      }
    }
    if (open == null) {
      open = new TaskLookups<>();
    }
    return open.ofTask(store, FoundRow.copies()).getEncoded(key.get());
  }

  /** The bytes of the key; empty if no key can have these values. */
  private Optional<byte[]> key(InternalRow input) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Optional<Object> value = arguments.get(i).value(input, i);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    if (encoder == null) {
      encoder = new KeyEncoder(store.key());
    }
    return encoder.encode(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreLookup that
        && store.equals(that.store)
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(store, arguments);
  }
}
