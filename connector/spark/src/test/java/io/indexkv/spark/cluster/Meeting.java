/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import java.util.Set;
import org.apache.spark.sql.api.java.UDF1;

/** Gives its argument back, in each executor not before another one has come here too. */
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
