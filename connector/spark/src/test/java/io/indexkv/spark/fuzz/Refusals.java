/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;

/**
 * Tells useful errors from others. A useful error says what is wrong with a store, not only that
 * something is wrong.
 */
final class Refusals {
  /**
   * Maximum length of a message. Longer ones help nobody; Spark's own contain the traces of their
   * causes.
   */
  private static final int LONGEST = 30_000;

  private static final List<Class<? extends Throwable>> NEVER =
      List.of(
          VirtualMachineError.class,
          LinkageError.class,
          AssertionError.class,
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          NegativeArraySizeException.class,
          ArrayStoreException.class,
          ArithmeticException.class,
          UnsupportedOperationException.class,
          java.nio.BufferUnderflowException.class,
          java.util.NoSuchElementException.class,
          scala.MatchError.class);

  private Refusals() {}

  /** The reason why a reader of the mutant should not get this error; empty if it should. */
  static Optional<String> complaint(Throwable error, Path mutant, Forgery forgery) {
    List<Throwable> chain = chain(error);
    for (Throwable each : chain) {
      if (NEVER.stream().anyMatch(type -> type.isInstance(each))) {
        return Optional.of(trace(each));
      }
    }
    Throwable last = chain.get(chain.size() - 1);
    if (String.valueOf(last.getMessage()).length() > LONGEST) {
      return Optional.of(
          "a message of " + last.getMessage().length() + " characters: " + trace(last));
    }
    // Spark itself refuses a query that does not fit the columns of the schema
    boolean query = forgery == Forgery.SCHEMA && error instanceof AnalysisException;
    String name = mutant.getFileName().toString();
    boolean named =
        chain.stream().anyMatch(each -> String.valueOf(each.getMessage()).contains(name));
    return query || named ? Optional.empty() : Optional.of("no name of the store: " + trace(last));
  }

  private static List<Throwable> chain(Throwable error) {
    List<Throwable> out = new ArrayList<>();
    for (Throwable each = error; each != null && out.size() < 50; each = each.getCause()) {
      out.add(each);
    }
    return out;
  }

  /** The stack trace in one line. */
  private static String trace(Throwable error) {
    StringBuilder out = new StringBuilder(error.toString());
    out.setLength(Math.min(out.length(), 600));
    StackTraceElement[] frames = error.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, 9); i++) {
      out.append(" < ").append(frames[i]);
    }
    return out.toString().replace('\n', ' ');
  }
}
