/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A store file of a version. Its own parts are read from its two ends.
 *
 * @param deletes whether it has deleted keys, and no entries
 * @param codec none, lz4 or zstd; empty if the file cannot be read
 * @param blockBytes size of a block
 * @param dataBytes length of the section with the entries
 * @param index hash or direct; empty if the file cannot be read
 * @param indexBytes length of that index with its checksums
 * @param problem what is wrong with the file; empty if nothing is
 */
record FileReport(
    DataFile file,
    boolean deletes,
    String codec,
    int blockBytes,
    long dataBytes,
    String index,
    long indexBytes,
    String problem) {
  static FileReport read(Storage storage, DataFile file, boolean deletes) throws IOException {
    try {
      ListedFileCheck.checkLength(storage, file);
      try (RangedFile ranged = storage.ranged(file)) {
        FileEnvelope envelope =
            FileEnvelope.readEnd(
                file.info().length(),
                (offset, length) -> ranged.read(List.of(new FileRange(offset, length))).get(0),
                new FileErrors(ranged.location()));
        Footer footer = envelope.footer();
        return new FileReport(
            file,
            deletes,
            envelope.header().codec().name().toLowerCase(Locale.ROOT),
            1 << envelope.header().blockShift(),
            footer.dataEnd() - Format.HEADER_SIZE,
            footer.isDirect() ? "direct" : "hash",
            footer.hashIndex().size() + footer.hashChecksums().size(),
            "");
      }
    } catch (CorruptFileException | BrokenSnapshotException e) {
      return new FileReport(file, deletes, "", 0, 0, "", 0, e.getMessage());
    }
  }

  long bytes() {
    return file.info().length();
  }

  long entries() {
    return file.info().entries();
  }

  boolean isSound() {
    return problem.isEmpty();
  }
}
