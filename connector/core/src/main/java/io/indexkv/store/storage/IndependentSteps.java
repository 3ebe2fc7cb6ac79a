/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.IOException;

/** Runs several steps. A step that fails does not prevent the others from running. */
public final class IndependentSteps {
  /** A step that may fail. */
  public interface Step {
    void run() throws IOException;
  }

  private IOException first;

  public void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      add(e);
    } catch (RuntimeException e) {
      add(new IOException(e));
    }
  }

  private void add(IOException failure) {
    if (first == null) {
      first = failure;
    } else {
      first.addSuppressed(failure);
    }
  }

  /** Throws the first failure, with the others suppressed. Does nothing if no step failed. */
  public void throwFirst() throws IOException {
    if (first != null) {
      throw first;
    }
  }
}
