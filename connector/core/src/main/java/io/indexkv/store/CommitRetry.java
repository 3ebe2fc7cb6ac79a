/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.error.CommitConflictException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Commits what does not depend on all that is in the version below: when another commit takes the
 * version, the manifest is made anew on top of that one. Between tries it waits for a random time,
 * so that of many writers each gets its turn.
 */
public record CommitRetry(Storage storage) {
  /** So many that dozens of writers that never pause are no reason to give up. */
  private static final int TRIES = 500;

  private static final int LONGEST_PAUSE_MILLIS = 500;
  private static final int SLOWEST_GROWTH = 10;

  /** Makes the manifest of the next version; what it throws ends the tries. */
  public interface Next {
    Manifest after(Optional<Manifest> newest) throws IOException;
  }

  public Manifest commit(Next next) throws IOException {
    VersionLog snapshots = new VersionLog(storage);
    for (int tries = 1; ; tries++) {
      Manifest manifest = next.after(snapshots.latest());
      try {
        new Commit(storage).publish(manifest);
        return manifest;
      } catch (CommitConflictException e) {
        if (tries == TRIES) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  private static void pause(int tries) throws IOException {
    int most = Math.min(LONGEST_PAUSE_MILLIS, 2 << Math.min(tries, SLOWEST_GROWTH));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two tries to commit");
    }
  }
}
