/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.Manifest;
import java.io.IOException;

/** Checks, before a version is published, what it declares about its entries. */
public interface ContentCheck {
  /** Fails for versions that declare something: their writer must be able to check it. */
  ContentCheck NOTHING_DECLARED =
      next ->
          next.interval()
              .filter(declared -> !next.layers().isEmpty())
              .ifPresent(
                  interval -> {
                    throw new IllegalStateException(
                        "the store declares the interval "
                            + interval.text()
                            + ", which this writer does not check: write with StoreWriter or"
                            + " Spark");
                  });

  /**
   * Checks a version whose newest layer is new.
   *
   * @throws io.indexkv.error.OverlappingIntervalsException if intervals overlap
   */
  void check(Manifest next) throws IOException;
}
