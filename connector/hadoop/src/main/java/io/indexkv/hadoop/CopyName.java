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
 * How the files of the cache are called. A file of any other name is not the cache's: it is neither
 * read, counted nor deleted.
 *
 * @param content checksum, length and attempt-unique name of a store file: what locks are on
 */
record CopyName(String content) {
  private static final String CONTENT = "([0-9a-f]{8}-[0-9]+-[A-Za-z0-9_][A-Za-z0-9._-]*\\.ikv)";
  private static final String UNIQUE =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String COPY = ".copy";
  private static final String INFLATED = ".inflated";

  // no store file is called so, not even one that is written by a name of this form
  private static final Pattern COMPLETE = Pattern.compile(CONTENT + "(\\.copy|\\.inflated)");
  private static final Pattern TEMPORARY = Pattern.compile("\\." + CONTENT + "\\." + UNIQUE);

  static CopyName of(DataFile file) {
    String checksum = HexFormat.of().toHexDigits(file.info().crc32c());
    String base = file.name().substring(file.name().lastIndexOf('/') + 1);
    return new CopyName(checksum + "-" + file.info().length() + "-" + base);
  }

  /** Of a whole copy or its inflated form; empty if the file is neither. */
  static Optional<CopyName> ofComplete(Path file) {
    return match(COMPLETE, file);
  }

  /** Of a copy in the making; empty if the file is none. */
  static Optional<CopyName> ofTemporary(Path file) {
    return match(TEMPORARY, file);
  }

  private static Optional<CopyName> match(Pattern pattern, Path file) {
    Matcher name = pattern.matcher(file.getFileName().toString());
    return name.matches() ? Optional.of(new CopyName(name.group(1))) : Optional.empty();
  }

  /** The name of the whole copy. */
  String copy() {
    return content + COPY;
  }

  /** The name of the mappable form of a compressed file. */
  String inflated() {
    return content + INFLATED;
  }

  /** A name for a copy in the making that nobody has used. */
  String temporary() {
    return "." + content + "." + UUID.randomUUID();
  }
}
