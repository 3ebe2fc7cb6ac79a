/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Replaces store files by others than the manifest lists. */
final class FileDamage implements Forgery.Deed {
  @Override
  public Allowed to(StoreCopy store, Random random, Path scratch, StringBuilder done) {
    List<ObjectNode> files = store.listed();
    String name = files.get(random.nextInt(files.size())).get("name").asText();
    String other = files.get(random.nextInt(files.size())).get("name").asText();
    byte[] bytes = store.files.get(name);
    done.append(name);
    switch (random.nextInt(8)) {
      case 0 -> {
        int length = random.nextInt(bytes.length);
        done.append(" cut to ").append(length);
        store.files.put(name, Arrays.copyOf(bytes, length));
      }
      case 1 -> {
        done.append(" with more bytes");
        store.files.put(name, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(200)));
      }
      case 2 -> {
        done.append(" exchanged with ").append(other);
        store.files.put(name, store.files.get(other));
        store.files.put(other, bytes);
      }
      case 3 -> {
        OddFile odd = Forgery.oneOf(random, OddFile.values());
        done.append(" is ").append(odd);
        store.deed = directory -> odd.replace(directory.resolve(name));
      }
      default -> {
        for (int i = random.nextInt(3); i >= 0; i--) {
          int at = random.nextInt(bytes.length);
          bytes[at] ^= (byte) (1 << random.nextInt(8));
          done.append(" byte ").append(at);
        }
      }
    }
    return new Allowed.Exactly();
  }
}
