/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * A file of an import.
 *
 * @param name as messages show it
 * @param local its path; null if it is not a local file
 * @param input the standard input, if it is that; null for files
 * @param settings of Hadoop's configuration
 */
public record SourceFile(String name, Path local, InputStream input, Map<String, String> settings) {
  static SourceFile local(String name, Path path) {
    return new SourceFile(name, path, null, Map.of());
  }

  static SourceFile far(String uri, Map<String, String> settings) {
    return new SourceFile(uri, null, null, settings);
  }

  static SourceFile standardInput(InputStream in) {
    return new SourceFile("-", null, in, Map.of());
  }

  /** Opens it for reading. */
  public InputStream open() throws IOException {
    if (input != null) {
      return input;
    }
    return local == null ? Far.open(this) : Files.newInputStream(local);
  }

  /** The configuration of Hadoop for a file that is not local. */
  public Configuration configuration() {
    return StoreAt.configuration(settings);
  }

  /** Keeps Hadoop's classes out of the imports of local files. */
  private static final class Far {
    static InputStream open(SourceFile file) throws IOException {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.name);
      return path.getFileSystem(file.configuration()).open(path);
    }
  }
}
