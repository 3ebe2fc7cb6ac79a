/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Copies a remote store file and checks that it is the one that the manifest lists. After a failed
 * read it continues where it stopped, a limited number of times.
 */
final class Download {
  /** Opens the file to copy, from an offset on. */
  interface Source {
    InputStream open(long from) throws IOException;
  }

  private static final System.Logger LOG = System.getLogger(Download.class.getName());
  private static final int BUFFER = 1 << 20;
  private static final long LOG_NANOS = 10_000_000_000L;

  private final String store;
  private final DataFile file;
  private final Source source;
  private final Retries retries;
  private final CRC32C crc = new CRC32C();
  private final byte[] buffer = new byte[BUFFER];
  private final long began = System.nanoTime();
  private long logged = began;
  private long length;

  Download(String store, DataFile file, Source source, Retries retries) {
    this.store = store;
    this.file = file;
    this.source = source;
    this.retries = retries;
  }

  /** Writes the file to {@code out} and finishes it. */
  void to(Output out) throws IOException {
    CacheCounters.DOWNLOADS.increment();
    CacheCounters.ASKED_BYTES.add(file.info().length());
    retries.run("copying " + this, () -> copyRest(out));
    check();
    finish(out);
    boolean wasLong = logged != began;
    LOG.log(
        wasLong ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
        "copied {0}: {1} bytes",
        this,
        length);
  }

  private Void copyRest(Output out) throws IOException {
    try (InputStream in = source.open(length)) {
      // one read beyond the listed length proves that the file is longer
      for (int n; length <= file.info().length() && (n = in.read(buffer)) > 0; ) {
        try {
          out.write(buffer, 0, n);
        } catch (IOException e) {
          throw new CacheDiskException("cannot write a copy of " + this + ": " + e, e);
        }
        crc.update(buffer, 0, n);
        length += n;
        CacheCounters.COPIED_BYTES.add(n);
        logProgress();
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw broken(file.info().length() + " bytes", "no such file");
    }
    return null;
  }

  private void finish(Output out) throws IOException {
    try {
      out.finish();
    } catch (IOException e) {
      throw new CacheDiskException("cannot write a copy of " + this + ": " + e, e);
    }
  }

  private void logProgress() {
    long now = System.nanoTime();
    if (now - logged >= LOG_NANOS) {
      logged = now;
      long percent = 100 * length / file.info().length();
      LOG.log(
          System.Logger.Level.INFO,
          "copying {0}: {1} of {2} bytes ({3} %) after {4} s",
          this,
          length,
          file.info().length(),
          percent,
          (now - began) / 1_000_000_000L);
    }
  }

  private void check() throws BrokenSnapshotException {
    long expected = file.info().length();
    if (length != expected) {
      throw broken(expected + " bytes", (length > expected ? "at least " : "") + length + " bytes");
    }
    if ((int) crc.getValue() != file.info().crc32c()) {
      HexFormat hex = HexFormat.of();
      throw broken(
          "CRC32C " + hex.toHexDigits(file.info().crc32c()),
          "CRC32C " + hex.toHexDigits((int) crc.getValue()));
    }
  }

  private BrokenSnapshotException broken(String expected, String found) {
    return BrokenSnapshotException.of(store, file.name(), expected, found);
  }

  @Override
  public String toString() {
    return store + "/" + file.name();
  }
}
