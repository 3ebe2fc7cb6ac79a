/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.Excerpt;
import io.indexkv.store.manifest.ChecksumLine;
import io.indexkv.store.manifest.JsonObject;
import io.indexkv.store.manifest.JsonReader;
import io.indexkv.store.manifest.JsonWriter;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.manifest.ManifestRules;
import java.util.regex.Pattern;

/**
 * A name for a version. Expiry keeps a tagged version.
 *
 * @param timestamp when the version was tagged, in milliseconds since 1970, UTC
 */
public record Tag(String name, long version, long timestamp) {
  public static final String DIRECTORY = ManifestName.DIRECTORY + "/tags";
  private static final String END = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final long FORMAT_VERSION = 1;

  public Tag {
    checked(name);
    if (version < 1
        || version > ManifestRules.MAX_VERSION
        || timestamp < 0
        || timestamp > ManifestRules.MAX_TIMESTAMP) {
      throw new IllegalArgumentException(
          "tag %s: version %d or timestamp %d is not positive, or too large"
              .formatted(name, version, timestamp));
    }
  }

  /**
   * Checks the name of a tag, and returns it.
   *
   * @throws IllegalArgumentException if no tag can have this name
   */
  public static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tag '" + Excerpt.of(name) + "' must match " + NAME.pattern());
    }
    return name;
  }

  public static String fileName(String tag) {
    return DIRECTORY + "/" + tag + END;
  }

  /** Whether a file in the directory of tags is a tag. */
  static boolean isFileName(String file) {
    return file.endsWith(END)
        && NAME.matcher(file.substring(file.lastIndexOf('/') + 1, file.length() - END.length()))
            .matches();
  }

  byte[] encode() {
    return JsonWriter.lines()
        .number("formatVersion", FORMAT_VERSION)
        .string("name", name)
        .number("version", version)
        .number("timestamp", timestamp)
        .sealed();
  }

  /**
   * Decodes the file of a tag.
   *
   * @param location where the bytes come from, for messages
   * @throws CorruptFileException if the bytes are damaged
   * @throws UnsupportedFormatException if a newer IndexKV wrote them
   */
  static Tag decode(byte[] bytes, String location) {
    ChecksumLine.check(bytes, "tag", location);
    try {
      JsonObject root = JsonObject.of(JsonReader.parse(bytes));
      long format = root.number("formatVersion");
      if (format != FORMAT_VERSION) {
        throw new UnsupportedFormatException(
            "tag %s has format version %d, this IndexKV knows %d; read the store with a newer IndexKV"
                .formatted(location, format, FORMAT_VERSION));
      }
      return new Tag(root.string("name"), root.number("version"), root.number("timestamp"));
    } catch (IllegalArgumentException e) {
      throw ChecksumLine.corrupt("tag", location, e.getMessage());
    }
  }
}
