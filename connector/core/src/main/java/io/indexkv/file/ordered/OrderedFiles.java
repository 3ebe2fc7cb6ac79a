/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import io.indexkv.file.PositionCursor;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.KeyCut;
import io.indexkv.file.index.BlockIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds neighbours of keys in several files, batch by batch. It works in stages: first it finds the
 * block of each key, then it walks the blocks. It asks for the blocks of compressed and remote
 * files in their order, each once.
 *
 * <p>Allocates nothing per key if the files are mapped. Entries of other files are copied, and the
 * copies are valid until the next batch. For one thread; valid while the files are open.
 */
public final class OrderedFiles {
  /** Number of keys that go through the stages together. */
  private static final int GROUP = 512;

  private static final int GROUP_BITS = 9;

  private final StoreFiles files;
  private final boolean mapped;

  /** The files that this has used; of files that are not mapped, only the last one. */
  private final FileSplit[] splits;

  private int last = -1;

  /** The file in which the last entry was found. */
  private int found;

  // scratch arrays with an element for each key of a group
  private int[] file = new int[0];
  private long[] block = new long[0];
  private long[] start = new long[0];
  private long[] order = new long[0];

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private long sink;

  /** Copies of the entries found; null if the files are mapped. */
  private final EntryArena copies;

  public OrderedFiles(StoreFiles files) {
    this.files = files;
    mapped = files.isMapped();
    splits = new FileSplit[files.count()];
    copies = mapped ? null : new EntryArena();
  }

  /** Number of bytes of every key, or 0 if keys vary in length or there is no file. */
  public int keyWidth() {
    return files.keyWidth();
  }

  /** Whether entries stay where they are while the files are open. */
  public boolean isMapped() {
    return mapped;
  }

  /**
   * Finds the entry next to each key.
   *
   * @param found receives the entries
   * @return number of keys that have one
   */
  public int find(Nearest nearest, Asked asked, KeyBatch keys, FoundEntries found) {
    int count = keys.count();
    found.reserve(count);
    if (copies != null) {
      copies.clear();
    }
    int hits = 0;
    for (int from = 0; from < count; from += GROUP) {
      hits += find(nearest, nearest.cut(asked), keys, from, Math.min(GROUP, count - from), found);
    }
    return hits;
  }

  /**
   * Finds file and position of the first entry behind a cut at each key; a position of -1 if there
   * is none.
   */
  void locate(KeyCut cut, KeyBatch keys, int[] fileOf, long[] position) {
    int count = keys.count();
    for (int from = 0; from < count; from += GROUP) {
      int n = Math.min(GROUP, count - from);
      if (files.count() == 0) {
        Arrays.fill(position, from, from + n, -1);
        continue;
      }
      stage(cut, keys, from, n);
      for (int k = 0; k < n; k++) {
        int i = (int) (order[k] & GROUP - 1);
        FileSplit at = find(false, cut, keys, from, i);
        fileOf[from + i] = found;
        position[from + i] = at == null ? -1 : at.cursor().position();
      }
    }
  }

  /** The cursor of a file. If files are not mapped, its use ends that of the others. */
  PositionCursor cursor(int f) {
    return split(f).cursor();
  }

  private int find(
      Nearest nearest, KeyCut cut, KeyBatch keys, int from, int n, FoundEntries found) {
    if (files.count() == 0) {
      for (int i = from; i < from + n; i++) {
        found.putNone(i);
      }
      return 0;
    }
    stage(cut, keys, from, n);
    int hits = 0;
    for (int k = 0; k < n; k++) {
      int i = (int) (order[k] & GROUP - 1);
      FileSplit at = find(nearest.isBelow(), cut, keys, from, i);
      if (at == null || !hasPrefix(at, keys, from + i)) {
        found.putNone(from + i);
      } else {
        take(at, from + i, found);
        hits++;
      }
    }
    return hits;
  }

  /** Finds file and block of each key, and the order in which the keys are answered. */
  private void stage(KeyCut cut, KeyBatch keys, int from, int n) {
    if (file.length < n) {
      file = new int[n];
      block = new long[n];
      start = new long[n];
      order = new long[n];
    }
    byte[] bytes = keys.bytes();
    for (int i = 0; i < n; i++) {
      file[i] = route(bytes, keys.offset(from + i), keys.length(from + i), cut);
      order[i] = (long) file[i] << GROUP_BITS | i;
    }
    if (!mapped) {
      search(cut, keys, from, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      block[i] = split(file[i]).block(bytes, keys.offset(from + i), keys.length(from + i), cut);
    }
    touch(cut, keys, from, n);
  }

  /** Finds where the walk for each key starts, and touches the entries there. */
  private void touch(KeyCut cut, KeyBatch keys, int from, int n) {
    byte[] bytes = keys.bytes();
    long early = 0;
    for (int i = 0; i < n; i++) {
      early += splits[file[i]].touch(block[i]);
    }
    sink += early;
    for (int i = 0; i < n; i++) {
      start[i] =
          splits[file[i]].start(block[i], bytes, keys.offset(from + i), keys.length(from + i), cut);
    }
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += splits[file[i]].touch(block[i], start[i]);
    }
    sink += s;
  }

  /** The last file whose smallest key is before a cut; the first file if there is none. */
  private int route(byte[] bytes, int offset, int length, KeyCut cut) {
    int low = Math.max(0, files.route(bytes, offset, length));
    if (cut != KeyCut.BEHIND_BEGINNING) {
      return low;
    }
    int high = files.count() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (cut.isBehind(files.file(middle).info().smallestKey(), bytes, offset, length)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Finds the block of each key, sorts the keys by file and block, and announces the blocks. */
  private void search(KeyCut cut, KeyBatch keys, int from, int n) {
    Arrays.sort(order, 0, n);
    byte[] bytes = keys.bytes();
    int first = 0;
    while (first < n) {
      int f = (int) (order[first] >>> GROUP_BITS);
      StoreFileReader reader = files.file(f).reader();
      BlockIndex index = reader.blocks();
      int end = first;
      for (; end < n && order[end] >>> GROUP_BITS == f; end++) {
        int i = (int) (order[end] & GROUP - 1);
        block[i] = index.search(bytes, keys.offset(from + i), keys.length(from + i), cut);
        order[end] = block[i] << GROUP_BITS | i;
      }
      Arrays.sort(order, first, end);
      announce(reader, first, end);
      first = end;
    }
  }

  private void announce(StoreFileReader reader, int from, int to) {
    List<Long> wanted = new ArrayList<>();
    long before = -1;
    for (int k = from; k < to; k++) {
      long b = order[k] >>> GROUP_BITS;
      if (b != before) {
        wanted.add(b);
      }
      before = b;
    }
    reader.load(wanted);
  }

  private FileSplit split(int f) {
    FileSplit split = splits[f];
    if (split == null) {
      split = new FileSplit(files.file(f).reader());
      if (!mapped && last >= 0) {
        splits[last] = null; // its buffers are large
      }
      splits[f] = split;
      last = f;
    }
    return split;
  }

  /** The file with the entry next to a cut; null if there is none. */
  private FileSplit find(boolean below, KeyCut cut, KeyBatch keys, int from, int k) {
    int i = from + k;
    int f = file[k];
    long b = block[k];
    FileSplit split = split(f);
    long s = mapped ? start[k] : split.start(b, keys.bytes(), keys.offset(i), keys.length(i), cut);
    found = f;
    byte[] bytes = keys.bytes();
    int offset = keys.offset(i);
    int length = keys.length(i);
    if (below) {
      if (split.before(b, s, bytes, offset, length, cut)) {
        return split;
      }
      return f == 0 ? null : split(--found).last();
    }
    if (split.behind(b, s, bytes, offset, length, cut)) {
      return split;
    }
    return f + 1 == files.count() ? null : split(++found).first();
  }

  private static boolean hasPrefix(FileSplit at, KeyBatch keys, int i) {
    int prefix = keys.prefix(i);
    return at.keyLength() >= prefix
        && Memory.equal(at.keyAddress(), keys.bytes(), keys.offset(i), prefix);
  }

  private void take(FileSplit at, int i, FoundEntries found) {
    long key = at.keyAddress();
    long value = at.valueAddress();
    if (copies != null) {
      key = copies.copy(key, at.keyLength());
      value = copies.copy(value, at.valueLength());
    }
    found.put(i, key, at.keyLength(), value, at.valueLength());
  }
}
