/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import java.io.IOException;

/** Takes entries one after the other. It copies the bytes from the arrays before it returns. */
public interface EntrySink {
  void add(byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException;
}
