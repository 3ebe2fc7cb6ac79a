/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** The kinds of changes to a store. */
enum Forgery {
  ROW(new RowForgery()),
  SCHEMA(new SchemaForgery()),
  DAMAGE(new FileDamage()),
  FILE(new FileForgery()),
  MANIFEST(new ManifestForgery());

  /** A random change. */
  interface Deed {
    /**
     * Changes the store.
     *
     * @param scratch a directory for the change's own files
     * @param done receives a description of the change
     * @return the rows that the store may give afterwards
     */
    Allowed to(StoreCopy store, Random random, Path scratch, StringBuilder done) throws IOException;
  }

  /** Numbers that are wrong as lengths, counts and offsets. */
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    7,
    8,
    63,
    64,
    255,
    4096,
    65_535,
    65_536,
    1L << 20,
    1L << 28,
    (1L << 31) - 1,
    1L << 31,
    1L << 32,
    1L << 40,
    1L << 60,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -8,
    -64,
    0x7F7F7F7F7F7F7F7FL
  };

  final Deed deed;

  Forgery(Deed deed) {
    this.deed = deed;
  }

  static long extreme(Random random) {
    return EXTREMES[random.nextInt(EXTREMES.length)];
  }

  @SafeVarargs
  static <T> T oneOf(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
