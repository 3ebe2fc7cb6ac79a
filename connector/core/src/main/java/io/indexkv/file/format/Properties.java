/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties section of a store file.
 *
 * @param smallestKey first key; null if the file has no entries
 * @param largestKey last key; null if the file has no entries
 * @param all free text by its name, and the format's own properties
 */
public record Properties(byte[] smallestKey, byte[] largestKey, Map<String, String> all) {
  /** Prefix of the names of the format's own properties. */
  static final String RESERVED = "indexkv.";

  private static final String HEADER = RESERVED + "header";

  /** These properties in a file with this header. */
  public Properties with(Header header) {
    Map<String, String> more = new TreeMap<>(all);
    more.put(HEADER, header.repeated());
    return new Properties(smallestKey, largestKey, more);
  }

  /** The repeated fields of the header, or null if absent; see {@link Header#repeated()}. */
  public String header() {
    return all.get(HEADER);
  }

  /** The free text by its name, without the format's own properties. */
  public Map<String, String> properties() {
    Map<String, String> free = new TreeMap<>(all);
    free.keySet().removeIf(name -> name.startsWith(RESERVED));
    return Collections.unmodifiableMap(free);
  }

  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, smallestKey == null ? new byte[0] : smallestKey);
    put(out, largestKey == null ? new byte[0] : largestKey);
    out.writeBytes(length(all.size()));
    // sorted by UTF-8 bytes, which is the order of code points; String.compareTo is another order
    Map<byte[], String> sorted = new TreeMap<>(java.util.Arrays::compareUnsigned);
    all.forEach((k, v) -> sorted.put(k.getBytes(StandardCharsets.UTF_8), v));
    sorted.forEach(
        (k, v) -> {
          put(out, k);
          put(out, v.getBytes(StandardCharsets.UTF_8));
        });
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(length(bytes.length));
    out.writeBytes(bytes);
  }

  private static byte[] length(int n) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array();
  }

  static Properties decode(byte[] bytes, long offset, boolean empty, FileErrors problems) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] smallest = take(b, offset, problems);
      byte[] largest = take(b, offset, problems);
      int count = b.getInt();
      Map<String, String> all = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        String name = new String(take(b, offset, problems), StandardCharsets.UTF_8);
        all.put(name, new String(take(b, offset, problems), StandardCharsets.UTF_8));
      }
      problems.expect("properties", offset, "count of properties", all.size(), count);
      problems.expect("properties", offset + b.position(), "bytes behind them", b.remaining(), 0);
      return new Properties(
          empty ? null : smallest, empty ? null : largest, Collections.unmodifiableMap(all));
    } catch (BufferUnderflowException e) {
      throw problems.corrupt("properties", offset, "lengths within the section", "one beyond it");
    }
  }

  private static byte[] take(ByteBuffer b, long offset, FileErrors problems) {
    int at = b.position();
    int n = b.getInt();
    problems.expectWithin("properties", offset + at, "length", n, b.remaining());
    byte[] bytes = new byte[n];
    b.get(bytes);
    return bytes;
  }
}
