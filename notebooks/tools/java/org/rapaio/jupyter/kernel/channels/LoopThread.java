// Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
package org.rapaio.jupyter.kernel.channels;

import java.util.concurrent.CountDownLatch;

/**
 * A thread that reads the messages of a channel, in place of the kernel's own class of this name.
 *
 * <p>That one may read before the kernel is connected, and may end at once, because it says that it runs only after it
 * was started.
 */
public final class LoopThread extends Thread {

  private static final CountDownLatch CONNECTED = new CountDownLatch(1);

  private final long sleep;
  private final Runnable body;
  private volatile boolean running = true;

  public LoopThread(String name, long sleep, Runnable body) {
    super(name);
    this.sleep = sleep;
    this.body = body;
  }

  /** Lets all threads read, those that are started later, too. */
  public static void begin() {
    CONNECTED.countDown();
  }

  @Override
  public void run() {
    try {
      CONNECTED.await();
      while (running) {
        body.run();
        Thread.sleep(sleep);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  public void shutdown() {
    running = false;
  }
}
