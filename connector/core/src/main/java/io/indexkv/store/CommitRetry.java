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
 * Commits changes that fit on any newest version, such as an upsert. When another commit takes the
 * version first, it makes the manifest anew on top of that one. It waits for a random time before
 * each retry, so that each of many writers gets its turn.
 */
public record CommitRetry(Storage storage) {
  /** High enough that a commit beside dozens of writers that never pause does not give up. */
  private static final int TRIES = 500;

  private static final int LONGEST_PAUSE_MILLIS = 500;
  private static final int SLOWEST_GROWTH = 10;

  /** Makes the manifest of the next version. An exception from it ends the retries. */
  public interface Next {
    Manifest after(Optional<Manifest> newest) throws IOException;
  }

  public Manifest commit(Next next) throws IOException {
    ManifestDirectory manifests = new ManifestDirectory(storage);
    for (int tries = 1; ; tries++) {
      Manifest manifest = next.after(manifests.latest());
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
    int max = Math.min(LONGEST_PAUSE_MILLIS, 2 << Math.min(tries, SLOWEST_GROWTH));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(max));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two tries to commit");
    }
  }
}
