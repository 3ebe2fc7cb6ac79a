/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

/** The entries that a batch has found: for each asked key the address of a key and of a value. */
public final class FoundEntries {
  private long[] addresses = new long[0];
  private int[] lengths = new int[0];
  private long[] keyAddresses = new long[0];
  private int[] keyLengths = new int[0];

  /** Makes room for a batch. */
  public void reserve(int count) {
    if (addresses.length < count) {
      addresses = new long[count];
      lengths = new int[count];
      keyAddresses = new long[count];
      keyLengths = new int[count];
    }
  }

  /** Notes that there is no entry for key {@code i}. */
  public void putNone(int i) {
    addresses[i] = 0;
    lengths[i] = 0;
  }

  /** Notes the entry for key {@code i}. */
  public void put(int i, long keyAddress, int keyLength, long address, int length) {
    keyAddresses[i] = keyAddress;
    keyLengths[i] = keyLength;
    addresses[i] = address;
    lengths[i] = length;
  }

  /** Replaces the value of the entry for key {@code i}. */
  public void putValue(int i, long address, int length) {
    addresses[i] = address;
    lengths[i] = length;
  }

  public boolean isFound(int i) {
    return addresses[i] != 0;
  }

  /** The address of each value, 0 for no entry. The array is another after a larger batch. */
  public long[] addresses() {
    return addresses;
  }

  /** The length of each value. The array is another after a larger batch. */
  public int[] lengths() {
    return lengths;
  }

  /** Address of the key of the entry for key {@code i}. */
  public long keyAddress(int i) {
    return keyAddresses[i];
  }

  public int keyLength(int i) {
    return keyLengths[i];
  }
}
