/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class S3SuitesTest extends StorageSuites {
  S3SuitesTest() {
    super(StorageCase.S3);
  }
}
