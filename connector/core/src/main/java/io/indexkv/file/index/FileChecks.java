/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.file.bytes.FileIdentity;
import io.indexkv.file.format.ValueCheck;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * The parts of a file that have been verified. All readers of a file in a JVM share it, even if one
 * opens the file after the other has closed it. So a store that each query opens is verified once.
 * Thread-safe.
 */
public final class FileChecks {
  /**
   * Number of files remembered, those used last. A file takes one bit for each block: 2 KiB for a
   * GiB in blocks of 64 KiB.
   */
  private static final int MAX = 1000;

  private static final Map<FileIdentity, FileChecks> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FileIdentity, FileChecks> eldest) {
          return size() > MAX;
        }
      };

  /**
   * The checks of values by themselves. Each version that is opened makes a check from its schema,
   * and a thousand files would keep a thousand equal ones.
   */
  private static final Map<ValueCheck, WeakReference<ValueCheck>> SAME = new WeakHashMap<>();

  private VerifiedUnits blocks;
  private VerifiedUnits pages;

  /** The parts that were verified together with their values, by the check of the values. */
  private final Map<ValueCheck, CheckedValues> values = new HashMap<>();

  /** The checks of a file; new ones if the file has no identity that tells it from others. */
  public static FileChecks of(Optional<FileIdentity> file) {
    if (file.isEmpty()) {
      return new FileChecks();
    }
    synchronized (KNOWN) {
      return KNOWN.computeIfAbsent(file.get(), f -> new FileChecks());
    }
  }

  /**
   * The verified blocks.
   *
   * @param units number of blocks of the file's data
   */
  synchronized VerifiedUnits blocks(long units) {
    blocks = blocks == null ? new VerifiedUnits(units) : blocks;
    return blocks;
  }

  /**
   * The verified pages.
   *
   * @param units number of pages of the file's hash index
   */
  synchronized VerifiedUnits pages(long units) {
    pages = pages == null ? new VerifiedUnits(units) : pages;
    return pages;
  }

  /**
   * The parts that readers with this check have verified. Readers with another check, or with none,
   * do not count.
   *
   * @param blocks number of blocks of the file's data
   * @param pages number of pages of its hash index
   */
  public synchronized CheckedValues values(ValueCheck check, long blocks, long pages) {
    CheckedValues known = values.get(check);
    if (known == null) {
      known = new CheckedValues(new VerifiedUnits(blocks), new VerifiedUnits(pages));
      values.put(shared(check), known);
    }
    return known;
  }

  /** The first of all checks that are equal to this one and still in use. */
  private static ValueCheck shared(ValueCheck check) {
    synchronized (SAME) {
      ValueCheck first = SAME.computeIfAbsent(check, WeakReference::new).get();
      return first == null ? check : first;
    }
  }
}
