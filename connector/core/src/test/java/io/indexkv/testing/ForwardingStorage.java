/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import io.indexkv.file.CompressionLimit;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import java.io.IOException;
import java.util.List;

/** A storage that does what another does; tests override what shall differ. */
public class ForwardingStorage implements Storage {
  private final Storage storage;

  protected ForwardingStorage(Storage storage) {
    this.storage = storage;
  }

  @Override
  public String location() {
    return storage.location();
  }

  @Override
  public long length(String name) throws IOException {
    return storage.length(name);
  }

  @Override
  public Runnable asCaller(Runnable task) throws IOException {
    return storage.asCaller(task);
  }

  @Override
  public byte[] read(String name) throws IOException {
    return storage.read(name);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    return storage.createIfAbsent(name, content);
  }

  @Override
  public Output create(String name) throws IOException {
    return storage.create(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return storage.list(directory);
  }

  @Override
  public List<StorageEntry> walk(String directory) throws IOException {
    return storage.walk(directory);
  }

  @Override
  public boolean delete(String name) throws IOException {
    return storage.delete(name);
  }

  @Override
  public LocalFile fetch(DataFile file) throws IOException {
    return storage.fetch(file);
  }

  @Override
  public CompressionLimit compressionLimit() {
    return storage.compressionLimit();
  }

  @Override
  public RangedFile ranged(DataFile file) throws IOException {
    return storage.ranged(file);
  }
}
