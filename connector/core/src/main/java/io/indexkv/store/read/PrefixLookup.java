/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.ordered.EntryArena;
import io.indexkv.file.ordered.KeyBatch;

/**
 * Finds, for each text of a batch, the entry with the longest key that the text begins with, in all
 * layers. A deleted key is not found; a shorter one is. One instance per thread; valid while the
 * files are open.
 *
 * <p>The last key up to the text is such a key, or shares only some first bytes with the text. Each
 * key that the text begins with is then among these bytes, because a longer one would be above the
 * key found. So the lookup asks again, for these bytes. It asks at most once for each byte of the
 * text; keys such as numbers and addresses need a few questions.
 *
 * <p>Values are copied to memory of this lookup. Their addresses are valid until its next batch, as
 * long as somebody refers to the lookup.
 */
public final class PrefixLookup {
  private final EntrySource files;
  private final OrderedLookup floors;
  private final KeyBatch given = new KeyBatch();

  /** The texts that are asked again, as far as they are open. */
  private final AskedAgain again = new AskedAgain();

  private final EntryArena kept = new EntryArena();
  private long[] addresses = new long[0];
  private int[] lengths = new int[0];
  private int[] keyLengths = new int[0];

  /**
   * Makes a lookup.
   *
   * @param floors finds the last keys up to given ones in {@code files}, and has no other user
   */
  PrefixLookup(EntrySource files, OrderedLookup floors) {
    this.files = files;
    this.floors = floors;
  }

  /**
   * Finds the longest key for each text. Text i has the bytes of {@code texts} from {@code ends[i -
   * 1]}, or 0 for the first, to {@code ends[i]}.
   *
   * @param prefixes for each text, how many of its bytes the key has at least
   * @return number of texts that have an entry
   */
  public int find(byte[] texts, int[] ends, int[] prefixes, int count) {
    if (addresses.length < count) {
      addresses = new long[count];
      lengths = new int[count];
      keyLengths = new int[count];
    }
    kept.clear();
    given.set(texts, ends, prefixes, count);
    try {
      again.begin();
      int hits = ask(given);
      while (!again.isEmpty()) {
        hits += ask(again.turn());
      }
      return hits;
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  /**
   * Asks for the last key up to each text.
   *
   * @return number of texts that got an entry
   */
  private int ask(KeyBatch texts) {
    floors.find(texts);
    int hits = 0;
    for (int i = 0; i < texts.count(); i++) {
      int number = again.number(i);
      addresses[number] = 0;
      lengths[number] = 0;
      long value = floors.addresses()[i];
      if (value == 0) {
        continue;
      }
      int common = common(texts, i);
      if (common == floors.keyLength(i)) {
        lengths[number] = floors.lengths()[i];
        addresses[number] = kept.copy(value, lengths[number]);
        keyLengths[number] = common;
        hits++;
      } else {
        int offset = again.add(number, common, texts.prefix(i));
        System.arraycopy(texts.bytes(), texts.offset(i), again.bytes(), offset, common);
      }
    }
    return hits;
  }

  /** How many first bytes a text shares with the key that was found for it. */
  private int common(KeyBatch texts, int i) {
    byte[] bytes = texts.bytes();
    int offset = texts.offset(i);
    int end = Math.min(texts.length(i), floors.keyLength(i));
    long key = floors.keyAddress(i);
    int common = texts.prefix(i);
    while (common < end && bytes[offset + common] == Memory.getByte(key + common)) {
      common++;
    }
    return common;
  }

  /** The address of each value, 0 for no entry. The array is another after a larger batch. */
  public long[] addresses() {
    return addresses;
  }

  /** The length of each value. The array is another after a larger batch. */
  public int[] lengths() {
    return lengths;
  }

  /** Length of the key of the entry for text {@code i}; the text's first bytes are the key. */
  public int keyLength(int i) {
    return keyLengths[i];
  }
}
