/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.BlockCache;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads the profile of a version. Each file is read once; of many files, some. */
public final class ProfileReader {
  private static final long CACHE_BYTES = 8 << 20;

  /** Is told how many files of how many have been read. */
  public interface Listener {
    void read(int files, int of) throws IOException;
  }

  private final Storage storage;
  private final ProfileLimits limits;
  private final Listener listener;

  /** Reads profiles of versions in {@code storage}. */
  public ProfileReader(Storage storage, Listener listener) {
    this(storage, ProfileLimits.defaults(), listener);
  }

  ProfileReader(Storage storage, ProfileLimits limits, Listener listener) {
    this.storage = storage;
    this.limits = limits;
    this.listener = listener;
  }

  /** The line from the smallest to the largest key of a version. */
  public static KeyAxis axis(Manifest manifest) {
    Comparator<byte[]> order = Arrays::compareUnsigned;
    List<DataFile> files = manifest.files();
    byte[] none = {};
    return new KeyAxis(
        files.stream().map(file -> file.info().smallestKey()).min(order).orElse(none),
        files.stream().map(file -> file.info().largestKey()).max(order).orElse(none));
  }

  /**
   * Reads the profile of a version.
   *
   * @throws IOException if the storage does not answer; a missing or damaged file is in the profile
   */
  public StoreProfile read(Manifest manifest) throws IOException {
    List<DataFile> all =
        manifest.layers().stream().flatMap(layer -> layer.files().stream()).toList();
    List<DataFile> some = some(all);
    boolean whole =
        some.stream().mapToLong(file -> file.info().length()).sum() <= limits.wholeBytes();
    int pages = Math.max(1, limits.pages() / Math.max(1, some.size()));
    int places = whole ? 0 : Math.max(1, limits.places() / some.size());
    Tally tally = new Tally(axis(manifest));
    List<String> problems = new ArrayList<>();
    try (BlockCache cache = new BlockCache(CACHE_BYTES)) {
      for (int i = 0; i < some.size(); i++) {
        listener.read(i, some.size());
        try {
          new FileProfile(storage, some.get(i), limits, pages, places, tally).read(cache);
        } catch (CorruptFileException | BrokenSnapshotException | UnsupportedFormatException e) {
          problems.add(e.getMessage());
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
    listener.read(some.size(), some.size());
    return tally.profile(all.size(), some.size(), whole, problems);
  }

  /** Files at even distances, so that all layers and all parts of the keys have some. */
  private List<DataFile> some(List<DataFile> all) {
    int count = Math.min(all.size(), limits.files());
    List<DataFile> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }
}
