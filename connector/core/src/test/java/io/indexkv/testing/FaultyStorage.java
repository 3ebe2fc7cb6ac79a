/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fails at one of its I/O operations, counted from 1; they are done one after the other, whoever
 * asks. To be closed when what the failure left behind has been looked at.
 */
public final class FaultyStorage implements Storage, Closeable {
  /** How it fails. */
  public enum Fault {
    /** The operation is not done; later ones are. */
    REFUSED,
    /** The operation is done and says that it was not. */
    ANSWER_LOST,
    /** Neither this operation nor any later one is done: the process is cut off. */
    CUT_OFF,
    /** The operation is done, and then the process is cut off. */
    CUT_OFF_AFTERWARDS
  }

  /** An operation on the storage behind. */
  private interface Operation<T> {
    T run() throws IOException;
  }

  private final Storage storage;
  private final Fault fault;
  private final int at;
  private final List<Output> lost = new ArrayList<>();
  private int count;

  public FaultyStorage(Storage storage, Fault fault, int at) {
    this.storage = storage;
    this.fault = fault;
    this.at = at;
  }

  /** Whether the operation that was to fail was reached. */
  public synchronized boolean hasFailed() {
    return count >= at;
  }

  private synchronized <T> T run(Operation<T> operation) throws IOException {
    count++;
    boolean cutOff = fault == Fault.CUT_OFF || fault == Fault.CUT_OFF_AFTERWARDS;
    if (count == at && (fault == Fault.ANSWER_LOST || fault == Fault.CUT_OFF_AFTERWARDS)) {
      operation.run();
    }
    if (count == at || count > at && cutOff) {
      throw new IOException("injected: " + fault + " at operation " + at);
    }
    return operation.run();
  }

  @Override
  public String location() {
    return storage.location();
  }

  @Override
  public long length(String name) throws IOException {
    return run(() -> storage.length(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    return run(() -> storage.read(name));
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    return run(() -> storage.createIfAbsent(name, content));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return run(() -> storage.list(directory));
  }

  @Override
  public List<StorageEntry> walk(String directory) throws IOException {
    return run(() -> storage.walk(directory));
  }

  @Override
  public boolean delete(String name) throws IOException {
    return run(() -> storage.delete(name));
  }

  @Override
  public LocalFile fetch(DataFile file) throws IOException {
    return run(() -> storage.fetch(file));
  }

  @Override
  public RangedFile ranged(DataFile file) throws IOException {
    return run(() -> storage.ranged(file));
  }

  @Override
  public Output create(String name) throws IOException {
    int before = count;
    Output[] created = new Output[1];
    try {
      run(() -> created[0] = storage.create(name));
    } finally {
      if (created[0] != null && before + 1 == at) {
        lost.add(created[0]);
      }
    }
    return new ForwardingOutput(created[0]) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        run(
            () -> {
              super.write(bytes, offset, length);
              return null;
            });
      }

      @Override
      public void finish() throws IOException {
        run(
            () -> {
              super.finish();
              return null;
            });
      }
    };
  }

  /** Closes the files that were made and never handed on: the handles of a process that is gone. */
  @Override
  public void close() {
    for (Output output : lost) {
      try {
        output.close();
      } catch (IOException e) {
        // a vacuum has deleted the file meanwhile, which HDFS tells; the handle is closed
      }
    }
  }
}
