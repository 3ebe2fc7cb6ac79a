/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts used slots and overflows on pages of a hash index. An absent key reads its home bucket,
 * and each further one as long as the buckets overflow.
 */
final class HashPages {
  private HashPages() {}

  static void read(
      List<Long> pages, RangedFile ranged, Footer footer, FileErrors problems, Tally tally)
      throws IOException {
    List<FileRange> ranges = new ArrayList<>();
    for (long page : pages) {
      ranges.add(new FileRange(offset(footer, page), length(footer, page)));
      ranges.add(
          new FileRange(footer.hashChecksums().offset() + page * Integer.BYTES, Integer.BYTES));
    }
    List<byte[]> read = ranged.read(ranges);
    for (int i = 0; i < pages.size(); i++) {
      byte[] page = read.get(2 * i);
      int checksum = ByteBuffer.wrap(read.get(2 * i + 1)).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long offset = offset(footer, pages.get(i));
      problems.expectChecksum("hash index", offset, checksum, Checksums.of(page));
      count(page, pages.get(i), footer, problems, tally);
    }
  }

  private static long offset(Footer footer, long page) {
    return footer.hashIndex().offset() + (page << Format.HASH_PAGE_SHIFT);
  }

  private static int length(Footer footer, long page) {
    return (int)
        Math.min(
            Format.HASH_PAGE_SIZE, footer.hashIndex().size() - (page << Format.HASH_PAGE_SHIFT));
  }

  private static void count(
      byte[] page, long number, Footer footer, FileErrors problems, Tally tally) {
    int slots = Format.slots(footer.positionWidth());
    long first = number << Format.BUCKETS_PER_PAGE_SHIFT;
    tally.page(slots);
    // from the last bucket on, so that the buckets behind one are known; 0 if they are elsewhere
    int behind = 0;
    for (int bucket = (page.length >> Format.BUCKET_SHIFT) - 1; bucket >= 0; bucket--) {
      int line = bucket << Format.BUCKET_SHIFT;
      int used = page[line + Format.BUCKET_USED];
      if (used < 0 || used > slots) {
        throw problems.corrupt(
            "hash index", offset(footer, number) + line, "0 to " + slots + " slots", used);
      }
      boolean overflows = (page[line + Format.BUCKET_FLAGS] & Format.OVERFLOW) != 0;
      tally.bucketSlots.add(used, 1);
      if (overflows && behind == 0) {
        continue;
      }
      behind = overflows ? behind + 1 : 1;
      if (first + bucket < footer.homeBuckets()) {
        tally.missLines.add(behind, 1);
      }
    }
  }
}
