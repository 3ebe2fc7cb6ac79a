/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.CompressionLimit;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import io.indexkv.store.storage.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.UserGroupInformation;

/** A store on a Hadoop FileSystem that is not the local one. */
final class HadoopStorage implements Storage {
  private final FileSystem fs;
  private final Path root;
  private final Publication publication;
  private final LocalCache cache;
  private final Retries retries;

  /** A storage in {@code root}, which is qualified: it names the file system, too. */
  HadoopStorage(
      FileSystem fs, Path root, Publication publication, LocalCache cache, Retries retries) {
    this.fs = fs;
    this.root = root;
    this.publication = publication;
    this.cache = cache;
    this.retries = retries;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public long length(String name) throws IOException {
    try {
      FileStatus status = fs.getFileStatus(resolve(name));
      if (!status.isFile()) {
        throw new IOException("expected a file at " + status.getPath() + ", found a directory");
      }
      return status.getLen();
    } catch (FileNotFoundException e) {
      return -1;
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    try (InputStream in = fs.open(resolve(name))) {
      return WholeFile.read(in, resolve(name).toString());
    } catch (FileNotFoundException e) {
      NoSuchFileException missing = new NoSuchFileException(resolve(name).toString());
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    return publication.createIfAbsent(resolve(name), content);
  }

  @Override
  public Output create(String name) throws IOException {
    return publication.create(resolve(name));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> entries = fs.listStatusIterator(resolve(directory));
      while (entries.hasNext()) {
        FileStatus entry = entries.next();
        if (entry.isFile()) {
          names.add(directory + "/" + entry.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }

  @Override
  public List<StorageEntry> walk(String directory) throws IOException {
    List<StorageEntry> entries = new ArrayList<>();
    walk(directory, entries);
    return entries;
  }

  private void walk(String directory, List<StorageEntry> entries) throws IOException {
    try {
      RemoteIterator<FileStatus> children = fs.listStatusIterator(resolve(directory));
      while (children.hasNext()) {
        FileStatus child = children.next();
        String name = directory + "/" + child.getPath().getName();
        StorageEntry.Kind kind =
            child.isDirectory() ? StorageEntry.Kind.DIRECTORY : StorageEntry.Kind.FILE;
        if (child.isDirectory()) {
          walk(name, entries);
        }
        entries.add(new StorageEntry(name, kind, child.getLen(), child.getModificationTime()));
      }
    } catch (FileNotFoundException e) {
      // the directory was deleted meanwhile, or never existed
    }
  }

  @Override
  public boolean delete(String name) throws IOException {
    return fs.delete(resolve(name), false);
  }

  @Override
  public LocalFile fetch(DataFile file) throws IOException {
    return cache.fetch(location(), file, from -> open(file, from));
  }

  @Override
  public List<String> hosts(DataFile file) throws IOException {
    long length = file.info().length();
    // object stores answer from this status alone; they have no hosts, and get no request. Azure's
    // refuse blocks of no bytes, so the whole file is one block
    FileStatus status =
        new FileStatus(length, false, 0, Math.max(1, length), 0, resolve(file.name()));
    try {
      return BlockHosts.of(fs.getFileBlockLocations(status, 0, length));
    } catch (FileNotFoundException e) {
      return List.of(); // whoever opens the file says what is missing
    }
  }

  @Override
  public RangedFile ranged(DataFile file) {
    return new RemoteRanges(fs, resolve(file.name()), location(), file, retries);
  }

  @Override
  public CompressionLimit compressionLimit() {
    return cache.compression();
  }

  @Override
  public boolean hasOneWriter() {
    return publication instanceof SingleWriterPublication;
  }

  /** Before JDK 24 new threads inherit the user of {@code doAs}. */
  @Override
  public Runnable asCaller(Runnable task) throws IOException {
    UserGroupInformation user = UserGroupInformation.getCurrentUser();
    return () ->
        user.doAs(
            (PrivilegedAction<Void>)
                () -> {
                  task.run();
                  return null;
                });
  }

  private InputStream open(DataFile file, long from) throws IOException {
    FSDataInputStream in =
        RemoteOpen.of(fs, resolve(file.name()), file.info().length(), "whole-file");
    try {
      in.seek(from);
      return in;
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  private Path resolve(String name) {
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("'" + name + "' is not a name in the store " + root);
      }
    }
    return new Path(root, name);
  }
}
