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
 * Locks among all threads and processes that use a cache directory. Each lock is on one byte of the
 * same file, which stays empty. The operating system releases the locks of a process that dies.
 * Thread-safe.
 *
 * <p>When a process closes any of its channels to a file, the operating system drops all of the
 * process's locks on it. So there is one object and one channel for each directory. A thread polls
 * for locks of other processes: if it waited in the operating system, an interrupt of the thread
 * would close the channel.
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

  /** The purpose of a lock on a name. Each purpose has its own bytes. */
  private enum Use {
    PIN,
    COPY
  }

  /** A pin of this process, and the number of its holders. */
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
   * Renews the time of modification of the file of the locks, if the file exists. Otherwise a
   * service that deletes old files could delete it, and later processes would lock another file.
   *
   * @throws IOException also if another user owns the file or may write to it
   */
  void keep(Ownership ownership) throws IOException {
    long now = System.currentTimeMillis();
    try {
      ownership.checkFile(file);
      if (Files.getLastModifiedTime(file).toMillis() < now - KEEP_MILLIS) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
      }
    } catch (NoSuchFileException e) {
      return; // the first lock will create it
    }
  }

  /** Pins the copy of this name: until closed, no process evicts it. */
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

  /** Waits for the lock for making a copy of this name. Nobody else makes one until closed. */
  Closeable copying(String name) throws IOException {
    return exclusive(position(name, Use.COPY));
  }

  /** Takes the lock for making a copy of this name, or returns null if somebody makes one. */
  Closeable tryCopying(String name) throws IOException {
    return tryExclusive(position(name, Use.COPY));
  }

  /** Keeps others from pinning the copy of this name until closed. Returns null if it is pinned. */
  Closeable tryEvicting(String name) throws IOException {
    return tryExclusive(position(name, Use.PIN));
  }

  /** Waits for the lock for making room. Nobody else makes room until closed. */
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
    // counted before any call that may fail, because forget() counts it back
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

  /** Waits until this process releases a lock, or until it is time to poll for other processes'. */
  private synchronized void awaitRelease() throws InterruptedIOException {
    try {
      wait(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lock of the cache");
    }
  }

  /**
   * The byte to lock, 2 or more. Two names share a byte with a probability of 2^-61; they then wait
   * for each other.
   */
  private static long position(String name, Use use) {
    long hash = UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).getMostSignificantBits();
    return ((hash >>> 2) | 1L) << 1 | use.ordinal();
  }
}
