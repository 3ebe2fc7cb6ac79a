/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import io.indexkv.file.BlockCache;
import io.indexkv.file.EntryCursor;
import io.indexkv.file.RemoteFile;
import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Section;
import io.indexkv.file.format.ValueCheck;
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
      BlockKeys blocks = blocks(ranged, envelope, problems);
      hashIndex(ranged, envelope.footer(), problems);
      entries(blocks, envelope, cache);
    }
  }

  private BlockKeys blocks(RangedFile ranged, FileEnvelope envelope, FileErrors problems)
      throws IOException {
    Section section = envelope.footer().blockIndex();
    if (section.size() > limits.indexBytes()) {
      throw problems.unsupported(
          "its block index has %,d bytes, a profile reads at most %,d"
              .formatted(section.size(), limits.indexBytes()));
    }
    FileRange range = new FileRange(section.offset(), (int) section.size());
    byte[] bytes = ranged.read(List.of(range)).get(0);
    problems.expectChecksum(
        "block index",
        section.offset(),
        envelope.footer().blockIndexChecksum(),
        Checksums.of(bytes));
    BlockKeys blocks = new BlockKeys(bytes, envelope, problems);
    for (int b = 0; b < blocks.count(); b++) {
      tally.block(blocks.length(b), blocks.storedLength(b));
    }
    if (places > 0) {
      long entries = envelope.footer().entries();
      for (int b = 0; b < blocks.count(); b++) {
        long before = entries * b / blocks.count();
        tally.key(blocks.key(b), entries * (b + 1L) / blocks.count() - before);
      }
    }
    return blocks;
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

  private void entries(BlockKeys blocks, FileEnvelope envelope, BlockCache cache)
      throws IOException {
    int width = envelope.header().keyWidth();
    try (RemoteFile entries =
        new RemoteFile(
            storage.ranged(file), file.info(), width, () -> cache, ValueCheck.ANY, reader -> {})) {
      if (places == 0) {
        EntryCursor all = entries.scan(null, null);
        while (all.next()) {
          tally.key(all.key(), 1);
          tally.value(all.valueLength());
        }
        return;
      }
      long most = Math.max(1, SAMPLED_BYTES >> envelope.header().blockShift());
      int read = (int) Math.min(Math.min(places, most), blocks.count());
      for (int i = 0; i < read; i++) {
        EntryCursor some = entries.scan(blocks.key((int) ((long) i * blocks.count() / read)), null);
        for (int n = 0; n < ProfileLimits.ENTRIES_A_PLACE && some.next(); n++) {
          tally.value(some.valueLength());
        }
      }
    }
  }
}
