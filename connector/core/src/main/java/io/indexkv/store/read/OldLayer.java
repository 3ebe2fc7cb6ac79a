/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.StoreFiles;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.row.RowConversion;
import io.indexkv.row.RowConverter;
import io.indexkv.store.manifest.Layer;

/** A layer with rows of an older schema. It returns them as rows of the version's schema. */
final class OldLayer extends OpenLayer {
  private final RowConversion conversion;

  OldLayer(Layer layer, StoreFiles files, StoreFiles deletes, RowConversion conversion) {
    super(layer, files, deletes);
    this.conversion = conversion;
  }

  @Override
  RowConversion conversion() {
    return conversion;
  }

  @Override
  byte[] get(byte[] key, int offset, int length) {
    return converted(super.get(key, offset, length));
  }

  @Override
  byte[] get(long word) {
    return converted(super.get(word));
  }

  private byte[] converted(byte[] row) {
    return row == null ? null : RowConverter.copy(conversion, row);
  }

  @Override
  EntryCursor scan(byte[] from, byte[] to) {
    return new ConvertedCursor(super.scan(from, to), conversion);
  }

  @Override
  EntryCursor scanBackward(byte[] from, byte[] to) {
    return new ConvertedCursor(super.scanBackward(from, to), conversion);
  }
}
