/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Locks among all threads and processes that use a cache directory, each on a byte of one file that
 * is always empty. A process that dies gives its locks back. Thread-safe.
 *
 * <p>A system knows the locks of a process by file, and forgets them all when the process closes
 * the file anywhere: so there is one object for each directory, and one channel. Locks of other
 * processes are polled for, because waiting in the system for one lets the interrupt of a thread
 * close the channel.
 */
final class CacheLocks {
  private static final String FILE = ".locks";
  private static final Set<OpenOption> OPEN =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final long POLL_MILLIS = 20;
  private static final long KEEP_MILLIS = 3_600_000;
  private static final Map<Path, CacheLocks> ALL = new HashMap<>();

  /** What a lock on a name is for: each has bytes of its own. */
  private enum Use {
    PIN,
    COPY
  }

  /** A pin of this process, and how many hold it. */
  private static final class Pin {
    private final FileLock lock;
    private int holders = 1;

    Pin(FileLock lock) {
      this.lock = lock;
    }
  }

  private final Path file;
  private final Map<String, Pin> pins = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();
  private FileChannel channel;
  private int users;

  private CacheLocks(Path file) {
    this.file = file;
  }

  static CacheLocks of(Path directory) {
    synchronized (ALL) {
      return ALL.computeIfAbsent(directory.resolve(FILE), CacheLocks::new);
    }
  }

  /**
   * Keeps what deletes files that nobody has used for long from deleting the file of the locks, if
   * there is one: whoever came then would lock another.
   *
   * @throws IOException also if somebody else has the file, or may write to it
   */
  void keep(Ownership ownership) throws IOException {
    long now = System.currentTimeMillis();
    try {
      ownership.checkFile(file);
      if (Files.getLastModifiedTime(file).toMillis() < now - KEEP_MILLIS) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
      }
    } catch (NoSuchFileException e) {
      return; // made with the first lock
    }
  }

  /** Keeps the copy of this name from being evicted, by any process, until closed. */
  Closeable pin(String name) throws IOException {
    long at = position(name, Use.PIN);
    while (true) {
      synchronized (this) {
        Pin pin = pins.get(name);
        if (pin != null) {
          pin.holders++;
          return () -> unpin(name);
        }
        FileLock lock = tryLock(at, true);
        if (lock != null) {
          pins.put(name, new Pin(lock));
          return () -> unpin(name);
        }
      }
      awaitRelease();
    }
  }

  private synchronized void unpin(String name) throws IOException {
    Pin pin = pins.get(name);
    if (--pin.holders == 0) {
      pins.remove(name);
      release(pin.lock);
    }
  }

  /** Waits until nobody else makes a copy of this name; nobody does until closed. */
  Closeable copying(String name) throws IOException {
    return exclusive(position(name, Use.COPY));
  }

  /** Likewise, but null if somebody makes one. */
  Closeable tryCopying(String name) throws IOException {
    return tryExclusive(position(name, Use.COPY));
  }

  /** Keeps others from pinning the copy of this name; null if it is pinned. */
  Closeable tryEvicting(String name) throws IOException {
    return tryExclusive(position(name, Use.PIN));
  }

  /** Waits until nobody else makes room. */
  Closeable makingRoom() throws IOException {
    return exclusive(0);
  }

  private Closeable exclusive(long at) throws IOException {
    while (true) {
      Closeable lock = tryExclusive(at);
      if (lock != null) {
        return lock;
      }
      awaitRelease();
    }
  }

  private synchronized Closeable tryExclusive(long at) throws IOException {
    FileLock lock = tryLock(at, false);
    return lock == null ? null : () -> releaseSynchronized(lock);
  }

  private synchronized void releaseSynchronized(FileLock lock) throws IOException {
    release(lock);
  }

  private FileLock tryLock(long at, boolean shared) throws IOException {
    if (!taken.add(at)) {
      return null;
    }
    // before anything that may fail: forget() counts it back
    users++;
    FileLock lock = null;
    try {
      if (channel == null) {
        channel = FileChannel.open(file, OPEN, Ownership.only("rw-------", file.getParent()));
      }
      lock = channel.tryLock(at, 1, shared);
      return lock;
    } finally {
      if (lock == null) {
        forget(at);
      }
    }
  }

  private void release(FileLock lock) throws IOException {
    try {
      lock.release();
    } finally {
      forget(lock.position());
    }
  }

  private void forget(long at) throws IOException {
    taken.remove(at);
    notifyAll();
    if (--users == 0 && channel != null) {
      channel.close();
      channel = null;
    }
  }

  /** Until this process gives a lock back, or it is time to look whether another one did. */
  private synchronized void awaitRelease() throws InterruptedIOException {
    try {
      wait(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lock of the cache");
    }
  }

  /** From 2 on; two names share one with a chance of 2^-61, and then wait for each other. */
  private static long position(String name, Use use) {
    long hash = UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).getMostSignificantBits();
    return ((hash >>> 2) | 1L) << 1 | use.ordinal();
  }
}
