/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.indexkv.file.FileForge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The bytes of a value: not a row, or a row with other slots, lengths and counts. */
final class RowForgery implements Forgery.Deed {
  @Override
  public Allowed to(StoreCopy store, Random random, Path scratch, StringBuilder done)
      throws IOException {
    List<ObjectNode> files = store.withEntries();
    ObjectNode file = files.get(random.nextInt(files.size()));
    int entry = random.nextInt(file.get("entries").asInt());
    done.append("entry ").append(entry).append(" of ").append(file.get("name").asText());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] forged =
        FileForge.withValue(
            store.scratch(file, scratch),
            entry,
            value -> {
              byte[] changed = forge(value.clone(), random, done);
              // in two parts, because a reader may know the old keys from elsewhere
              content.writeBytes(changed);
              content.write('|');
              content.writeBytes(value);
              return changed;
            });
    store.replace(file, forged);
    return new Allowed.OneForgedValue(content.toByteArray());
  }

  private static byte[] forge(byte[] value, Random random, StringBuilder done) {
    byte[] row = value;
    for (int i = random.nextInt(3); i >= 0; i--) {
      row = once(row, random, done);
    }
    return row;
  }

  private static byte[] once(byte[] row, Random random, StringBuilder done) {
    int kind = random.nextInt(10);
    if (kind == 0 || row.length < 16) {
      int length = Forgery.oneOf(random, 0, 1, 7, 8, row.length / 16 * 8, row.length + 8);
      done.append(", of ").append(length).append(" bytes");
      return Arrays.copyOf(row, length);
    }
    if (kind == 1) {
      done.append(", random bytes");
      random.nextBytes(row);
      return row;
    }
    ByteBuffer b = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    int at = 8 * random.nextInt(row.length / 8);
    if (kind < 5) {
      long offset =
          Forgery.oneOf(random, (long) row.length, 8L, (long) at, Forgery.extreme(random));
      long length = Forgery.oneOf(random, 8L, 1L << 20, (long) row.length, Forgery.extreme(random));
      b.putLong(at, offset << 32 | length & 0xFFFFFFFFL);
    } else if (kind < 8) {
      b.putLong(at, Forgery.extreme(random));
    } else if (kind == 8) {
      b.putLong(at, b.getLong(at) + random.nextInt(200) - 100);
    } else {
      b.put(random.nextInt(row.length), (byte) random.nextInt());
    }
    done.append(", word %d: %016x".formatted(at / 8, b.getLong(at)));
    return row;
  }
}
