/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;

/** The cache's own disk failed or is full, so that reading again would not help. */
final class CacheDiskException extends IOException {
  CacheDiskException(String message, IOException cause) {
    super(
        message
            + "; make room in the directory of "
            + HadoopOptions.CACHE_DIR
            + " or set it to one on a larger disk",
        cause);
  }
}
