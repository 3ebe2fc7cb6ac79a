/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

@Tag("slow")
class S3SuitesTest extends StorageSuites {
  S3SuitesTest() {
    super(StorageCase.S3);
  }
}
