/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import java.util.Set;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Returns its argument. In each executor, it first waits until another executor has called it, too.
 */
final class Meeting implements UDF1<Long, Long> {
  static final String MET = "met";

  private static final long serialVersionUID = 1L;

  private static volatile boolean met;

  private final Marks marks;

  Meeting(Marks marks) {
    this.marks = marks;
  }

  @Override
  public Long call(Long given) {
    if (!met) {
      marks.sign(MET);
      Await.condition(
          "a second executor",
          () -> "expected in " + marks.directory(),
          () -> Set.copyOf(marks.signers(MET)).size() > 1);
      met = true;
    }
    return given;
  }
}
