/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import io.indexkv.file.BlockCache;
import io.indexkv.file.RemoteFile;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Section;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the parts of one file that the profile needs, and checks the checksum of each.
 *
 * @param pages maximum number of pages of its hash index that are read
 * @param places number of places where its entries are read; 0 for all entries
 */
record FileProfile(
    Storage storage, DataFile file, ProfileLimits limits, int pages, int places, Tally tally) {
  /** Number of pages that are read together. */
  private static final int PAGES_A_READ = 16;

  /** Bytes of blocks that are read for samples of a file, at most about. */
  private static final long SAMPLED_BYTES = 64L << 20;

  /**
   * Reads the file.
   *
   * @param cache for the blocks of its entries
   */
  void read(BlockCache cache) throws IOException {
    ListedFileCheck.checkLength(storage, file);
    try (RangedFile ranged = storage.ranged(file)) {
      FileErrors problems = new FileErrors(ranged.location());
      FileEnvelope envelope =
          FileEnvelope.readEnd(
              ranged.length(),
              (offset, length) -> ranged.read(List.of(new FileRange(offset, length))).get(0),
              problems);
      if (envelope.footer().entries() == 0) {
        return;
      }
      requireShortIndex(envelope.footer().blockIndex(), problems);
      int width = envelope.header().keyWidth();
      try (RemoteFile entries =
          new RemoteFile(ranged, file.info(), width, () -> cache, ValueCheck.ANY, reader -> {})) {
        blocks(entries.blocks(), envelope.footer().entries());
        if (!envelope.footer().isDirect()) {
          hashIndex(ranged, envelope.footer(), problems);
        }
        entries(entries, envelope.header().blockShift());
      }
    }
  }

  private void requireShortIndex(Section index, FileErrors problems) {
    if (index.size() > limits.indexBytes()) {
      throw problems.unsupported(
          "its block index has %,d bytes, a profile reads at most %,d"
              .formatted(index.size(), limits.indexBytes()));
    }
  }

  private void blocks(BlockIndex blocks, long entries) {
    long count = blocks.blocks();
    for (long b = 0; b < count; b++) {
      tally.block(blocks.length(b), blocks.storedLength(b));
      if (places > 0) {
        tally.key(blocks.key(b), entries * (b + 1) / count - entries * b / count);
      }
    }
  }

  private void hashIndex(RangedFile ranged, Footer footer, FileErrors problems) throws IOException {
    long count = Format.blocks(footer.hashIndex().size(), Format.HASH_PAGE_SHIFT);
    long read = Math.min(count, pages);
    List<Long> some = new ArrayList<>();
    for (long i = 0; i < read; i++) {
      some.add(i * count / read);
      if (some.size() == PAGES_A_READ || i == read - 1) {
        HashPages.read(some, ranged, footer, problems, tally);
        some.clear();
      }
    }
  }

  private void entries(RemoteFile file, int blockShift) {
    if (places == 0) {
      EntryCursor all = file.scan(null, null);
      while (all.next()) {
        tally.key(all.key(), 1);
        tally.value(all.valueLength());
      }
      return;
    }
    BlockIndex blocks = file.blocks();
    long most = Math.max(1, SAMPLED_BYTES >> blockShift);
    long read = Math.min(Math.min(places, most), blocks.blocks());
    for (long i = 0; i < read; i++) {
      EntryCursor some = file.scan(blocks.key(i * blocks.blocks() / read), null);
      for (int n = 0; n < ProfileLimits.ENTRIES_A_PLACE && some.next(); n++) {
        tally.value(some.valueLength());
      }
    }
  }
}
