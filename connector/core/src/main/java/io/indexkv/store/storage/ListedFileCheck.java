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

/** Compares a store file with its description in the manifest. */
public final class ListedFileCheck {
  private ListedFileCheck() {}

  /**
   * Checks that all files exist and have the listed lengths. It looks at several files at a time.
   */
  public static void checkLengths(Storage storage, List<DataFile> files) throws IOException {
    ParallelCalls.run(storage, files, file -> checkLength(storage, file), length -> {});
  }

  /**
   * Checks that a file exists and has the listed length.
   *
   * @return the length in bytes
   * @throws BrokenSnapshotException if the file is missing or has another length
   */
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
   * Checks an open file against the manifest: length, checksum, number of entries, and keys. The
   * checksum comes from the file's own footer. It tells files apart, but does not prove that a file
   * is undamaged.
   *
   * @param reader has the file open
   * @param keyWidth width of the manifest's key
   * @throws BrokenSnapshotException if the file is not the listed one
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

  /**
   * Checks an open copy of the file against the manifest: number of entries, and keys. The copy has
   * another form, and so another length and checksum.
   *
   * @param reader has the copy open
   * @param keyWidth width of the manifest's key
   * @throws BrokenSnapshotException if the file is not the listed one
   */
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
