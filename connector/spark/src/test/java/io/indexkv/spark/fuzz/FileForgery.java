/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.indexkv.file.FileForge;
import io.indexkv.file.FileForge.Part;
import io.indexkv.file.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Store files with senseless numbers in any part, but correct checksums. */
final class FileForgery implements Forgery.Deed {
  /** Where the footer says how many buckets the keys' homes are among. */
  private static final int HOME_BUCKETS = 80;

  @Override
  public Allowed to(StoreCopy store, Random random, Path scratch, StringBuilder done)
      throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (ObjectNode file : store.withEntries()) {
      contents.addAll(FileForge.values(store.scratch(file, scratch)));
    }
    List<ObjectNode> files = store.listed();
    ObjectNode file = files.get(random.nextInt(files.size()));
    byte[] bytes = store.bytes(file);
    Part part = Forgery.oneOf(random, Part.values());
    int[] range = FileForge.range(bytes, part);
    if (range[1] - range[0] < 8) {
      part = Part.FOOTER;
      range = FileForge.range(bytes, part);
    }
    done.append(file.get("name").asText()).append(' ').append(part);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int homes = bytes.length - Format.FOOTER_SIZE + HOME_BUCKETS;
    long before = b.getLong(homes);
    for (int i = random.nextInt(3); i >= 0; i--) {
      tamper(b, range[0], range[1] - range[0], random, done);
    }
    FileForge.sign(bytes);
    store.replace(file, bytes);
    if (b.getLong(homes) != before) {
      // lookups begin at other buckets then
      return new Allowed.Fewer(contents);
    }
    return switch (part) {
      case DATA -> new Allowed.ContentOf(bytes, contents);
      case HASH_INDEX, BLOCK_INDEX -> new Allowed.Fewer(contents);
      default -> new Allowed.Exactly();
    };
  }

  private static void tamper(
      ByteBuffer b, int from, int length, Random random, StringBuilder done) {
    int at = from + 8 * random.nextInt(length / 8);
    long extreme = Forgery.extreme(random);
    switch (random.nextInt(5)) {
      case 0 -> b.putLong(at, extreme);
      case 1 -> b.putInt(at + 4 * random.nextInt(2), (int) extreme);
      case 2 -> b.put(at + random.nextInt(8), (byte) extreme);
      case 3 -> b.putLong(at, b.getLong(at) + random.nextInt(200) - 100);
      default -> b.put(at + random.nextInt(8), (byte) random.nextInt());
    }
    done.append(" %d: %016x".formatted(at, b.getLong(at)));
  }
}
