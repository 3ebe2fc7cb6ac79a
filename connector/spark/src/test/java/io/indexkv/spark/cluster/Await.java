/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for other processes, long enough for a slow machine. */
final class Await {
  private static final long LIMIT_MINUTES = 5;

  private Await() {}

  /**
   * The first result of the supplier that is not null.
   *
   * @throws IllegalStateException if there is none in time; its message says {@code where} to look
   *     for the reason
   */
  static <T> T result(String what, Supplier<String> where, Supplier<T> supplier) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
    while (true) {
      T result = supplier.get();
      if (result != null) {
        return result;
      }
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "waited %d minutes for %s in vain; %s".formatted(LIMIT_MINUTES, what, where.get()));
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
  }

  static void condition(String what, Supplier<String> where, BooleanSupplier condition) {
    result(what, where, () -> condition.getAsBoolean() ? true : null);
  }

  /** The text of a file; empty if it does not exist yet. */
  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
