/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.indexkv.file.FileForge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A manifest with another schema, key or encoding, but a correct checksum. */
final class SchemaForgery implements Forgery.Deed {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String[] TYPES = {
    "\"long\"",
    "\"integer\"",
    "\"short\"",
    "\"byte\"",
    "\"boolean\"",
    "\"float\"",
    "\"double\"",
    "\"string\"",
    "\"binary\"",
    "\"date\"",
    "\"timestamp\"",
    "\"timestamp_ntz\"",
    "\"interval\"",
    "\"void\"",
    "\"variant\"",
    "\"char(3)\"",
    "\"decimal(38,10)\"",
    "\"decimal(5,2)\"",
    "\"decimal(99,3)\"",
    "\"decimal(3,9)\"",
    "\"interval day to second\"",
    "\"nonsense\"",
    "\"\"",
    "null",
    "7",
    "[]",
    "{}",
    "{\"type\":\"array\",\"elementType\":\"string\",\"containsNull\":true}",
    "{\"type\":\"array\",\"elementType\":\"interval\",\"containsNull\":true}",
    "{\"type\":\"map\",\"keyType\":\"long\",\"valueType\":\"string\",\"valueContainsNull\":true}",
    "{\"type\":\"struct\",\"fields\":[]}",
    "{\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"binary\",\"nullable\":true,"
        + "\"metadata\":{}}]}",
    "{\"type\":\"udt\",\"class\":\"java.lang.Thread\",\"sqlType\":\"long\"}"
  };

  @Override
  public Allowed to(StoreCopy store, Random random, Path scratch, StringBuilder done)
      throws IOException {
    List<byte[]> values = new ArrayList<>();
    for (ObjectNode file : store.withEntries()) {
      values.addAll(FileForge.values(store.scratch(file, scratch)));
    }
    boolean otherKeys = false;
    switch (random.nextInt(8)) {
      case 0 -> {
        otherKeys = true;
        key(store.manifest, random, done);
      }
      case 1 -> text(store.manifest, random, done);
      default -> columns(store.manifest, random, done);
    }
    return new Allowed.OtherTypes(values, otherKeys);
  }

  private static void columns(ObjectNode manifest, Random random, StringBuilder done)
      throws IOException {
    ObjectNode schema = (ObjectNode) JSON.readTree(manifest.get("schema").asText());
    ArrayNode fields = (ArrayNode) schema.get("fields");
    int column = random.nextInt(fields.size());
    ObjectNode field = (ObjectNode) fields.get(column);
    done.append("column ").append(column).append(' ').append(field.get("type"));
    switch (random.nextInt(10)) {
      case 0 -> {
        done.append(" left out");
        fields.remove(column);
      }
      case 1 -> {
        int more = Forgery.oneOf(random, 1, 1, 2, 70, 3000);
        String type = Forgery.oneOf(random, "long", "string", "binary", "decimal(38,2)");
        done.append(", ").append(more).append(" more of ").append(type);
        for (int i = 0; i < more; i++) {
          fields
              .addObject()
              .put("name", "more" + i)
              .put("type", type)
              .put("nullable", true)
              .putObject("metadata");
        }
      }
      case 2 -> {
        done.append(" twice");
        fields.insert(random.nextInt(fields.size()), field.deepCopy());
      }
      case 3 -> {
        done.append(" with another name or none");
        field.put("name", Forgery.oneOf(random, "other", "", "a,b", "x".repeat(100_000), null));
      }
      case 4 -> {
        done.append(" not nullable");
        field.put("nullable", false);
      }
      default -> {
        String type = Forgery.oneOf(random, TYPES);
        done.append(" as ").append(type);
        field.set("type", JSON.readTree(type));
      }
    }
    manifest.put("schema", JSON.writeValueAsString(schema));
  }

  private static void key(ObjectNode manifest, Random random, StringBuilder done) {
    ArrayNode list = (ArrayNode) manifest.get(random.nextBoolean() ? "keyTypes" : "keyColumns");
    String other =
        Forgery.oneOf(
            random,
            "int64",
            "int32",
            "int16",
            "string",
            "bytes",
            "uint64",
            "timestamp",
            "uuid",
            "date",
            "decimal(9,2)",
            "decimal(38,4)",
            "decimal(99,1)",
            "composite(int64,string)",
            "k",
            "v",
            "s",
            "d",
            "",
            "none");
    done.append("key ").append(list).append(" with ").append(other);
    switch (random.nextInt(3)) {
      case 0 -> list.add(other);
      case 1 -> list.remove(0);
      default -> list.set(random.nextInt(list.size()), list.textNode(other));
    }
  }

  private static void text(ObjectNode manifest, Random random, StringBuilder done) {
    String good = manifest.get("schema").asText();
    String deep = "{\"type\":\"array\",\"containsNull\":true,\"elementType\":";
    int depth = Forgery.oneOf(random, 50, 2000, 50_000);
    String nested = deep.repeat(depth) + "\"long\"" + "}".repeat(depth);
    String other =
        Forgery.oneOf(
            random,
            "",
            "null",
            "[]",
            "{}",
            "{\"type\":\"struct\",\"fields\":[]}",
            "{\"type\":\"struct\",\"fields\":null}",
            "\"long\"",
            good.substring(0, good.length() / 2),
            good.replace("\"name\"", "\"nom\""),
            good.replace("\"type\":\"struct\"", "\"type\":\"array\""),
            good + good,
            nested,
            good.replaceFirst(
                "\"type\":\"[a-z]+\",\"nullable\"",
                "\"type\":" + nested.replace("$", "") + ",\"nullable\""));
    done.append("schema ").append(other, 0, Math.min(other.length(), 60));
    manifest.put("schema", other);
  }
}
