/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import org.apache.spark.sql.api.java.UDF1;

/** Returns its argument. The first task that reaches one certain value stays there for ever. */
final class HeldOnce implements UDF1<Long, Long> {
  static final String HELD = "held";
  static final String PASSED = "passed";

  private static final long serialVersionUID = 1L;

  private final Marks marks;
  private final long value;

  HeldOnce(Marks marks, long value) {
    this.marks = marks;
    this.value = value;
  }

  @Override
  public Long call(Long given) {
    if (given == value) {
      if (marks.leave("first")) {
        marks.sign(HELD);
        marks.await("never left");
      }
      marks.sign(PASSED);
    }
    return given;
  }
}
