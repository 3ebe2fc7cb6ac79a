/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.CompressionLimit;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.bytes.RegularFile;
import io.indexkv.store.manifest.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A store in a local directory, which need not exist yet. */
public final class LocalStorage implements Storage {
  private final Path root;
  private final LocalPublication publication;

  /** Null to leave compressed files as they are. */
  private final Inflation inflation;

  /** Makes the mappable form of compressed files. */
  public interface Inflation {
    /**
     * Inflates a file.
     *
     * @param store location of the store, for messages
     * @param path path of {@code file}; it has the listed length
     */
    LocalFile inflate(String store, DataFile file, Path path) throws IOException;

    /** How far files may inflate. */
    CompressionLimit limit();
  }

  /** A store whose compressed files stay as they are. */
  public LocalStorage(Path root) {
    this(root, null, Files::createLink);
  }

  /** A store whose compressed files are inflated for mapping. */
  public LocalStorage(Path root, Inflation inflation) {
    this(root, inflation, Files::createLink);
  }

  LocalStorage(Path root, LocalPublication.Link link) {
    this(root, null, link);
  }

  private LocalStorage(Path root, Inflation inflation, LocalPublication.Link link) {
    this.inflation = inflation;
    this.root = root.toAbsolutePath().normalize();
    this.publication = new LocalPublication(this.root, link);
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public long length(String name) throws IOException {
    try {
      return RegularFile.require(resolve(name));
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    Path path = resolve(name);
    RegularFile.require(path);
    try (InputStream in = Files.newInputStream(path)) {
      return WholeFile.read(in, path.toString());
    }
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    try (LocalOutput out = open(name)) {
      try {
        out.write(content, 0, content.length);
        out.complete();
      } catch (IOException e) {
        throw new NotPublishedException("could not write " + out.location() + ": " + e, e);
      }
      return out.publishIfAbsent();
    }
  }

  @Override
  public Output create(String name) throws IOException {
    return open(name);
  }

  private LocalOutput open(String name) throws NotPublishedException {
    Path target = resolve(name);
    try {
      return new LocalOutput(target, publication);
    } catch (IOException e) {
      throw new NotPublishedException("could not create " + target + ": " + e, e);
    }
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(directory))) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          names.add(directory + "/" + entry.getFileName());
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public List<StorageEntry> walk(String directory) throws IOException {
    List<StorageEntry> entries = new ArrayList<>();
    Path top = resolve(directory);
    if (Files.isDirectory(top)) {
      Files.walkFileTree(top, new Listing(root, top, entries));
    }
    return entries;
  }

  @Override
  public boolean delete(String name) throws IOException {
    return Files.deleteIfExists(resolve(name));
  }

  @Override
  public LocalFile fetch(DataFile file) throws IOException {
    ListedFileCheck.checkLength(this, file);
    Path path = resolve(file.name());
    return inflation != null && StoreFileReader.isCompressed(path)
        ? inflation.inflate(location(), file, path)
        : new InPlaceFile(path);
  }

  @Override
  public RangedFile ranged(DataFile file) throws IOException {
    ListedFileCheck.checkLength(this, file);
    return new LocalRanges(resolve(file.name()), file.info().length());
  }

  @Override
  public CompressionLimit compressionLimit() {
    return inflation == null ? CompressionLimit.DEFAULT : inflation.limit();
  }

  private Path resolve(String name) {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IllegalArgumentException("'" + name + "' is not a name in the store " + root);
    }
    return path;
  }
}
