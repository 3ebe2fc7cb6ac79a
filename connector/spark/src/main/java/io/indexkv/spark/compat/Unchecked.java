/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

/**
 * Throws Spark's exceptions as Spark does. To javac an AnalysisException is checked, but Scala has
 * no checked exceptions, and Spark declares none.
 */
public final class Unchecked {
  private Unchecked() {}

  /** Throws {@code e} as it is. Never returns, so a caller can write {@code throw} before it. */
  public static RuntimeException thrown(Throwable e) {
    throw Unchecked.<RuntimeException>as(e);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E as(Throwable e) throws E {
    throw (E) e;
  }
}
