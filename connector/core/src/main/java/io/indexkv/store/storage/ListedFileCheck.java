/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.ManifestRules;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Compares a store file with what the manifest says of it. */
public final class ListedFileCheck {
  private ListedFileCheck() {}

  /** Checks that all are there with their lengths, several at a time. */
  public static void checkLengths(Storage storage, List<DataFile> files) throws IOException {
    ParallelCalls.run(files, file -> checkLength(storage, file), length -> {});
  }

  /** The length, which is the listed one. */
  public static long checkLength(Storage storage, DataFile file) throws IOException {
    long found = storage.length(file.name());
    if (found < 0) {
      throw broken(storage, file, file.info().length() + " bytes", "no such file");
    }
    if (found != file.info().length()) {
      throw broken(storage, file, file.info().length() + " bytes", found + " bytes");
    }
    return found;
  }

  /**
   * The reader is open on the file. Its checksum is what the file says of itself: it tells files
   * apart, it does not prove that a file is undamaged.
   *
   * @param keyWidth that of the manifest's key
   */
  public static void check(Storage storage, DataFile file, StoreFileReader reader, int keyWidth)
      throws BrokenSnapshotException {
    StoreFileInfo expected = file.info();
    StoreFileInfo found = reader.info();
    if (expected.length() != found.length()) {
      throw broken(storage, file, expected.length() + " bytes", found.length() + " bytes");
    }
    if (expected.crc32c() != found.crc32c()) {
      throw broken(storage, file, checksum(expected), checksum(found));
    }
    checkContent(storage, file, reader, keyWidth);
  }

  /** Likewise for another form of the file, which has another length and checksum. */
  public static void checkContent(
      Storage storage, DataFile file, StoreFileReader reader, int keyWidth)
      throws BrokenSnapshotException {
    StoreFileInfo expected = file.info();
    StoreFileInfo found = reader.info();
    if (expected.entries() != found.entries()) {
      throw broken(storage, file, expected.entries() + " entries", found.entries() + " entries");
    }
    checkKey(storage, file, "smallest key ", expected.smallestKey(), found.smallestKey());
    checkKey(storage, file, "largest key ", expected.largestKey(), found.largestKey());
    if (keyWidth != reader.keyWidth()) {
      throw broken(storage, file, "key width " + keyWidth, "key width " + reader.keyWidth());
    }
  }

  private static String checksum(StoreFileInfo info) {
    return "CRC32C " + HexFormat.of().toHexDigits(info.crc32c());
  }

  private static void checkKey(
      Storage storage, DataFile file, String which, byte[] expected, byte[] found)
      throws BrokenSnapshotException {
    if (!Arrays.equals(expected, found)) {
      throw broken(
          storage, file, which + ManifestRules.hex(expected), which + ManifestRules.hex(found));
    }
  }

  private static BrokenSnapshotException broken(
      Storage storage, DataFile file, String expected, String found) {
    return BrokenSnapshotException.of(storage.location(), file.name(), expected, found);
  }
}
