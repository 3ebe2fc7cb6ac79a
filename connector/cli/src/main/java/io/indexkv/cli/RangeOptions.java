/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Entries;
import io.indexkv.Store;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.store.KeyColumns;
import io.indexkv.key.Range;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose a range of keys. */
final class RangeOptions {
  @Option(
      names = "--from",
      order = 10,
      paramLabel = "KEY",
      description = "The first key. Of a key of several columns, the first columns suffice.")
  private String from;

  @Option(
      names = "--to",
      order = 11,
      paramLabel = "KEY",
      description = "The key to stop before: it is not printed.")
  private String to;

  @Option(
      names = "--prefix",
      order = 12,
      paramLabel = "TEXT",
      description = "Only keys that begin so: with this text, or with these columns.")
  private String prefix;

  /** The entries that a command wants. */
  interface Wanted extends AutoCloseable {
    boolean hasNext();

    io.indexkv.Entry<List<Object>, byte[]> next();

    @Override
    void close();
  }

  Wanted open(Store<List<Object>, byte[]> store, KeyColumns key, boolean reverse) {
    if (prefix != null) {
      if (from != null || to != null || reverse) {
        throw new UsageException("--prefix cannot be combined with --from, --to and --reverse");
      }
      List<Object> begin = key.parsePrefix(prefix);
      return wanted(store.scan(Range.atLeast(key.smallest(begin))), key, begin);
    }
    Range<List<Object>> range = range(key);
    return wanted(reverse ? store.scanBackward(range) : store.scan(range), key, null);
  }

  private Range<List<Object>> range(KeyColumns key) {
    List<Object> first = from == null ? null : key.smallest(key.parseSome(from));
    List<Object> end = to == null ? null : key.smallest(key.parseSome(to));
    if (first == null) {
      return end == null ? Range.all() : Range.lessThan(end);
    }
    return end == null ? Range.atLeast(first) : Range.closedOpen(first, end);
  }

  private static Wanted wanted(
      Entries<List<Object>, byte[]> entries, KeyColumns key, List<Object> prefix) {
    return new Wanted() {
      private io.indexkv.Entry<List<Object>, byte[]> ahead;

      @Override
      public boolean hasNext() {
        if (ahead == null && entries.hasNext()) {
          ahead = entries.next();
        }
        return ahead != null && (prefix == null || key.startsWith(ahead.key(), prefix));
      }

      @Override
      public io.indexkv.Entry<List<Object>, byte[]> next() {
        io.indexkv.Entry<List<Object>, byte[]> entry = ahead;
        ahead = null;
        return entry;
      }

      @Override
      public void close() {
        entries.close();
      }
    };
  }
}
