/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A manifest with changed numbers, names or structure, but a correct checksum. */
final class ManifestForgery implements Forgery.Deed {
  @Override
  public Allowed to(StoreCopy store, Random random, Path scratch, StringBuilder done)
      throws IOException {
    List<ObjectNode> files = store.listed();
    ObjectNode file = files.get(random.nextInt(files.size()));
    switch (random.nextInt(9)) {
      case 0, 1 -> number(store.manifest, random, done);
      case 2, 3 -> {
        done.append(file.get("name").asText()).append(' ');
        number(file, random, done);
      }
      case 4 -> name(file, random, done);
      case 5 -> {
        keys(file, random, done);
        return new Allowed.FewerPoints();
      }
      case 6 -> structure(store.manifest, random, done);
      case 7 -> {
        OddFile odd = Forgery.oneOf(random, OddFile.values());
        done.append("the manifest is ").append(odd);
        String name = StoreCopy.manifestName(store.manifest);
        store.deed = directory -> odd.replace(directory.resolve(name));
      }
      default -> text(store, random, done);
    }
    return new Allowed.Exactly();
  }

  private static void number(ObjectNode of, Random random, StringBuilder done) {
    List<String> names = new ArrayList<>();
    of.fieldNames().forEachRemaining(name -> names.add(name));
    names.removeIf(name -> !of.get(name).isNumber());
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(6)) {
      case 0 -> of.put(name, BigInteger.TWO.pow(random.nextInt(5000)));
      case 1 -> of.put(name, 1.5);
      case 2 -> of.put(name, "7");
      default -> of.put(name, Forgery.extreme(random));
    }
    String text = of.get(name).toString();
    done.append(name).append(' ').append(text, 0, Math.min(text.length(), 40));
  }

  private static void name(ObjectNode file, Random random, StringBuilder done) {
    String name = file.get("name").asText();
    String other =
        Forgery.oneOf(
            random,
            "../" + name,
            "data/../" + name,
            "data/../../../../../../../../etc/passwd",
            "/etc/passwd",
            "/dev/zero",
            "data/",
            "",
            "data/ .ikv",
            "data/.hidden.ikv",
            "data/a\u0000b.ikv",
            "data/" + "n".repeat(100_000) + ".ikv",
            "file:///etc/passwd",
            "data\\" + name,
            name + "x");
    done.append("name ").append(other, 0, Math.min(other.length(), 40));
    file.put("name", other);
  }

  private static void keys(ObjectNode file, Random random, StringBuilder done) {
    String which = random.nextBoolean() ? "smallestKey" : "largestKey";
    String key = file.get(which).asText();
    String other =
        Forgery.oneOf(
            random,
            "",
            "00",
            "ff".repeat(20),
            key + "00",
            key.substring(0, key.length() / 4 * 2),
            "0",
            "xy",
            "FF",
            "ff".repeat(100_000));
    done.append(which).append(' ').append(other, 0, Math.min(other.length(), 40));
    file.put(which, other);
  }

  private static void structure(ObjectNode manifest, Random random, StringBuilder done) {
    int kind = random.nextInt(9);
    done.append("structure ").append(kind);
    ArrayNode layers = (ArrayNode) manifest.get("layers");
    switch (kind) {
      case 0 -> layers.removeAll();
      case 1 -> layers.add(layers.get(0).deepCopy());
      case 2 -> layers.addObject();
      case 3 -> layers.addObject().putArray("files");
      case 4 -> {
        for (int i = 0; i < 10_000; i++) {
          layers.addObject().putArray("files");
        }
      }
      case 5 -> manifest.putArray("layers").addArray().addArray();
      case 6 -> manifest.putObject("routing").put("kind", "bucket");
      case 7 -> manifest.putArray("requiredFeatures").add("something new");
      default -> {
        List<String> names = new ArrayList<>();
        manifest.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        done.append(" without ").append(name);
        manifest.remove(name);
      }
    }
  }

  private static void text(StoreCopy store, Random random, StringBuilder done) {
    int kind = random.nextInt(6);
    done.append("text ").append(kind);
    int at = random.nextInt(1 << 20);
    switch (kind) {
      case 0 -> store.text = json -> "[".repeat(100_000);
      case 1 -> store.text = json -> "{\"version\":1," + json.substring(1);
      case 2 -> store.text = json -> "\uFEFF" + json;
      case 3 -> store.text = json -> json.substring(0, at % json.length());
      case 4 ->
          store.bytes =
              bytes -> {
                bytes[at % bytes.length] ^= 4;
                return bytes;
              };
      default -> store.bytes = bytes -> Arrays.copyOf(bytes, at % bytes.length);
    }
  }
}
