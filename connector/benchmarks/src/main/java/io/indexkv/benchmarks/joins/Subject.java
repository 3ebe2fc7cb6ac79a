/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

/** A subject of repeated measurement: a query of a case in one variant. */
record Subject(JoinCase ofCase, JoinQuery query, JoinVariant variant) {
  Subject with(JoinVariant other) {
    return new Subject(ofCase, query, other);
  }

  @Override
  public String toString() {
    return ofCase + " " + query + " " + variant;
  }
}
