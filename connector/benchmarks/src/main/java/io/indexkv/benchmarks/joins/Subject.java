/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

/** What is measured again and again: a query of a case, run in one way. */
record Subject(JoinCase ofCase, JoinQuery query, JoinVariant variant) {
  Subject with(JoinVariant other) {
    return new Subject(ofCase, query, other);
  }

  @Override
  public String toString() {
    return ofCase + " " + query + " " + variant;
  }
}
