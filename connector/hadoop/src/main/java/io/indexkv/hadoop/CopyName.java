/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.manifest.DataFile;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file of the cache. A file with any other form of name is not the cache's: the cache
 * neither reads, counts nor deletes it.
 *
 * @param content checksum, length and unique name of a store file; locks are on this
 */
record CopyName(String content) {
  private static final String CONTENT = "([0-9a-f]{8}-[0-9]+-[A-Za-z0-9_][A-Za-z0-9._-]*\\.ikv)";
  private static final String UNIQUE =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String COPY = ".copy";
  private static final String INFLATED = ".inflated";

  // no store file has such a name, not even one that is written by a name of this form
  private static final Pattern COMPLETE = Pattern.compile(CONTENT + "(\\.copy|\\.inflated)");
  private static final Pattern TEMPORARY = Pattern.compile("\\." + CONTENT + "\\." + UNIQUE);

  static CopyName of(DataFile file) {
    String checksum = HexFormat.of().toHexDigits(file.info().crc32c());
    String base = file.name().substring(file.name().lastIndexOf('/') + 1);
    return new CopyName(checksum + "-" + file.info().length() + "-" + base);
  }

  /** The name of a complete copy or its inflated form; empty if the file is neither. */
  static Optional<CopyName> ofComplete(Path file) {
    return match(COMPLETE, file);
  }

  /** The name that an unfinished copy will get; empty if the file is not an unfinished copy. */
  static Optional<CopyName> ofTemporary(Path file) {
    return match(TEMPORARY, file);
  }

  private static Optional<CopyName> match(Pattern pattern, Path file) {
    Matcher name = pattern.matcher(file.getFileName().toString());
    return name.matches() ? Optional.of(new CopyName(name.group(1))) : Optional.empty();
  }

  /** The file name of the complete copy. */
  String copy() {
    return content + COPY;
  }

  /** The file name of the inflated copy of a compressed file. */
  String inflated() {
    return content + INFLATED;
  }

  /** A new file name for an unfinished copy. */
  String temporary() {
    return "." + content + "." + UUID.randomUUID();
  }
}
