/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Brings a file to disk while it is still written, so that the call that makes it durable waits for
 * little. Without it, the system begins with the first byte only then, or half a minute later. Not
 * thread-safe.
 *
 * <p>Each call has a thread of its own, which ends with it. {@link #end()} waits for the last one.
 */
final class WriteBack {
  /** How many new bytes are worth a thread. */
  private static final long STEP = 16 << 20;

  private final FileChannel channel;
  private Thread call;
  private long waiting;

  /** Set by the thread of a call before it ends. */
  private volatile IOException failure;

  WriteBack(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes notice of new bytes of the file.
   *
   * @throws IOException if earlier bytes could not be brought to disk
   */
  void wrote(long bytes) throws IOException {
    waiting += bytes;
    if (waiting >= STEP && (call == null || !call.isAlive())) {
      check();
      waiting = 0;
      Thread thread = new Thread(this::force, "indexkv-write-back");
      thread.setDaemon(true);
      try {
        thread.start();
        call = thread;
      } catch (OutOfMemoryError e) {
        // no thread to be had: force() brings all bytes to disk
        call = null;
      }
    }
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Waits until no call is under way, even if interrupted. */
  void end() {
    waiting = 0;
    boolean interrupted = false;
    while (call != null && call.isAlive()) {
      try {
        call.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Fails if a call has failed: the system tells an error of a disk only once.
   *
   * @throws IOException the error of that call
   */
  void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
