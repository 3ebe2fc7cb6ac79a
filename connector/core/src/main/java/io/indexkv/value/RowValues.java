/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.store.manifest.SchemaRows;
import java.util.Objects;

public record RowValues(RowLayout layout) implements Values<Row> {
  @Override
  public byte[] encode(Row value) {
    Objects.requireNonNull(value, "value");
    if (!value.layout().equals(layout)) {
      throw new IllegalArgumentException(
          "a row of " + value.layout() + ": expected one of " + layout);
    }
    return value.bytes();
  }

  @Override
  public Row decode(byte[] bytes) {
    return layout.view(bytes);
  }

  @Override
  public String label() {
    return SchemaRows.LAYOUT;
  }
}
