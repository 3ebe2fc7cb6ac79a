/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.BrokenSnapshotException;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hadoop.conf.Configuration;

/**
 * Tries a failed read again after a pause. Each pause is twice as long as the one before.
 *
 * @param attempts maximum number of attempts for one read, 1 or more
 * @param pauseMillis pause before the second attempt
 */
record Retries(int attempts, long pauseMillis) {
  private static final System.Logger LOG = System.getLogger(Retries.class.getName());
  private static final long DEFAULT_PAUSE_MILLIS = 200;

  /** A read that can be repeated. */
  interface Read<T> {
    T run() throws IOException;
  }

  static Retries of(Configuration conf) {
    return new Retries(HadoopOptions.readAttempts(conf), DEFAULT_PAUSE_MILLIS);
  }

  /**
   * Runs {@code read} until it succeeds or has failed too often. It fails at once if another
   * attempt cannot help: the file is not the listed one, the cache's disk failed, or the thread was
   * interrupted.
   */
  <T> T run(String what, Read<T> read) throws IOException {
    long pause = pauseMillis;
    for (int attempt = 1; ; attempt++) {
      try {
        return read.run();
      } catch (BrokenSnapshotException | CacheDiskException | InterruptedIOException e) {
        if (!(e instanceof java.net.SocketTimeoutException)) {
          throw e;
        }
        giveUpAfterLast(what, attempt, e);
      } catch (IOException e) {
        giveUpAfterLast(what, attempt, e);
      }
      pause(pause);
      pause *= 2;
    }
  }

  private void giveUpAfterLast(String what, int attempt, IOException e) throws IOException {
    if (attempt >= attempts) {
      throw new IOException(
          what
              + " failed "
              + attempt
              + " times ("
              + HadoopOptions.READ_ATTEMPTS
              + "), the last time with: "
              + e,
          e);
    }
    CacheCounters.RETRIES.increment();
    LOG.log(
        System.Logger.Level.WARNING,
        what + " failed, attempt " + (attempt + 1) + " of " + attempts + " follows: " + e);
  }

  private static void pause(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before a read was tried again");
    }
  }
}
