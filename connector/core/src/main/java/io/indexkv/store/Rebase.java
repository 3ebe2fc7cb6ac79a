/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Commits what does not depend on the version below it: when another commit takes the version, it
 * is made anew on top of that one. Between tries it waits for a random time, so that of many
 * writers each gets its turn.
 */
final class Rebase {
  /** So many that 64 writers that never pause are no reason to give up. */
  private static final int TRIES = 500;

  private static final int LONGEST_PAUSE_MILLIS = 500;

  /** Makes the next version and publishes it. */
  interface Attempt {
    Manifest commit() throws IOException;
  }

  private Rebase() {}

  static Manifest commit(Attempt attempt) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.commit();
      } catch (CommitConflictException e) {
        if (tries == TRIES) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  private static void pause(int tries) throws IOException {
    int most = Math.min(LONGEST_PAUSE_MILLIS, 2 << Math.min(tries, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two tries to commit");
    }
  }
}
