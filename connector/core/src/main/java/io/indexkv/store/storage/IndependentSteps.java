/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.IOException;

/** Runs steps of which one that fails does not keep the others from being run. */
public final class IndependentSteps {
  /** What may fail. */
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

  /** The first failure with the others suppressed, if there was one. */
  public void throwFirst() throws IOException {
    if (first != null) {
      throw first;
    }
  }
}
