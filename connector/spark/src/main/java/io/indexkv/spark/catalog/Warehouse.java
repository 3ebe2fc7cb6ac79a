/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.store.manifest.ManifestName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Trash;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;

/**
 * The directory of a catalog. A namespace is a directory in it, and so is a table. A table's
 * directory holds the store, or a file {@value #LINK} that says where the store is.
 *
 * @param root as the user configured it
 */
record Warehouse(String root) {
  /** The file of a table whose store is in a place of its own. */
  static final String LINK = "_location";

  /** The file that keeps the properties of a namespace. Object stores have no directories. */
  static final String NAMESPACE = "_namespace";

  private static final String STORE_URI = "uri";

  /** The directory of a table, whether there is one or not. */
  Path directory(Identifier table) {
    return new Path(directory(table.namespace()), checked(table.name()));
  }

  Path directory(String[] namespace) {
    Path directory = new Path(root);
    for (String part : namespace) {
      directory = new Path(directory, checked(part));
    }
    return directory;
  }

  // a name is the name of a directory, and must not lead to another one
  private static String checked(String name) {
    boolean plain =
        !name.isEmpty()
            && name.chars().noneMatch(c -> c < ' ' || "/\\:%?#*[]{}".indexOf(c) >= 0)
            && name.charAt(0) != '.'
            && name.charAt(0) != '_'
            && name.equals(name.strip());
    if (!plain) {
      throw new IllegalArgumentException(
          ("the name '%s' cannot be the name of a directory: leave out control characters and"
                  + " / \\ : %% ? # * [ ] { }, spaces at its ends, and a dot or underscore at its start")
              .formatted(name));
    }
    return name;
  }

  /** Where the store of a table is, if it has no place of its own. */
  StoreLocation place(Identifier table) {
    return StoreLocation.of(directory(table).toString());
  }

  /** Where the store of a table is; empty if there is no such table. */
  Optional<StoreLocation> find(Identifier table) {
    StoreLocation own = place(table);
    if (own.hasVersions()) {
      return Optional.of(own);
    }
    return link(table).map(StoreLocation::of);
  }

  /** Whether there is a directory of the table, even if its store is damaged. */
  boolean hasTable(Identifier table) {
    return run(() -> isTable(fileSystem(), directory(table)));
  }

  /** The place that a table has by LOCATION; empty if there is none. */
  Optional<String> link(Identifier table) {
    Optional<Map<String, String>> link = read(new Path(directory(table), LINK));
    return link.map(
        found -> {
          String uri = found.get(STORE_URI);
          if (uri == null) {
            throw new IllegalStateException(
                "the file %s names no store: delete it, and create the table again"
                    .formatted(new Path(directory(table), LINK)));
          }
          return uri;
        });
  }

  /** Gives the store at a place the name of a table. */
  void putLink(Identifier table, String uri) {
    write(new Path(directory(table), LINK), Map.of(STORE_URI, uri));
  }

  void deleteLink(Identifier table) {
    Path directory = directory(table);
    run(
        () -> {
          FileSystem fs = fileSystem();
          fs.delete(new Path(directory, LINK), false);
          deleteIfEmpty(fs, directory);
          return null;
        });
  }

  /** Whether the namespace exists. The root always does. */
  boolean hasNamespace(String[] namespace) {
    return namespace.length == 0
        || run(
            () -> {
              FileSystem fs = fileSystem();
              return isDirectory(fs, directory(namespace)) && !isTable(fs, directory(namespace));
            });
  }

  /** Names of the namespaces directly in another; empty if that does not exist. */
  List<String> namespaces(String[] parent) {
    return children(parent, false);
  }

  /** Names of the tables in a namespace. Opens none of them. */
  List<String> tables(String[] namespace) {
    return children(namespace, true);
  }

  private List<String> children(String[] namespace, boolean tables) {
    return run(
        () -> {
          FileSystem fs = fileSystem();
          List<String> names = new ArrayList<>();
          for (FileStatus child : list(fs, directory(namespace))) {
            String name = child.getPath().getName();
            boolean hidden = name.startsWith("_") || name.startsWith(".");
            if (child.isDirectory() && !hidden && isTable(fs, child.getPath()) == tables) {
              names.add(name);
            }
          }
          names.sort(null);
          return names;
        });
  }

  private static FileStatus[] list(FileSystem fs, Path directory) throws IOException {
    try {
      return fs.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private static boolean isDirectory(FileSystem fs, Path path) throws IOException {
    try {
      return fs.getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static boolean isTable(FileSystem fs, Path directory) throws IOException {
    return fs.exists(new Path(directory, ManifestName.DIRECTORY))
        || fs.exists(new Path(directory, LINK));
  }

  /** Creates a namespace, or gives it other properties. */
  void putNamespace(String[] namespace, Map<String, String> properties) {
    write(new Path(directory(namespace), NAMESPACE), properties);
  }

  Map<String, String> namespaceProperties(String[] namespace) {
    return read(new Path(directory(namespace), NAMESPACE)).orElseGet(Map::of);
  }

  void deleteNamespace(String[] namespace) {
    run(
        () -> {
          FileSystem fs = fileSystem();
          Path directory = directory(namespace);
          fs.delete(new Path(directory, NAMESPACE), false);
          deleteIfEmpty(fs, directory);
          return null;
        });
  }

  private static void deleteIfEmpty(FileSystem fs, Path directory) throws IOException {
    if (isDirectory(fs, directory) && list(fs, directory).length == 0) {
      // not recursive: what another process has put there meanwhile stays
      fs.delete(directory, false);
    }
  }

  /**
   * Moves the directory of a table.
   *
   * @throws UnsupportedOperationException if the file system cannot do that in one step
   */
  void rename(Identifier from, Identifier to) {
    run(
        () -> {
          FileSystem fs = fileSystem();
          String scheme = fs.getUri().getScheme();
          if (!List.of("file", "hdfs", "viewfs").contains(scheme)) {
            throw new UnsupportedOperationException(
                ("%s cannot rename a directory in one step, so a table there cannot be renamed: create"
                        + " the new table by CREATE TABLE … AS SELECT, and drop the old one")
                    .formatted(scheme));
          }
          if (!fs.rename(directory(from), directory(to))) {
            throw new IOException(
                "the file system refused to rename %s to %s"
                    .formatted(directory(from), directory(to)));
          }
          return null;
        });
  }

  /** Moves the directory of a table into the user's trash; false if there is no trash. */
  boolean moveToTrash(Identifier table) {
    return run(() -> Trash.moveToAppropriateTrash(fileSystem(), directory(table), conf()));
  }

  private Optional<Map<String, String>> read(Path file) {
    return run(
        () -> {
          Properties properties = new Properties();
          try (InputStream in = fileSystem().open(file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
          Map<String, String> read = new TreeMap<>();
          properties.forEach((name, value) -> read.put((String) name, (String) value));
          return Optional.of(read);
        });
  }

  private void write(Path file, Map<String, String> content) {
    run(
        () -> {
          Properties properties = new Properties();
          properties.putAll(content);
          try (OutputStream out = fileSystem().create(file, true);
              Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
          }
          return null;
        });
  }

  private interface Access<T> {
    T run() throws IOException;
  }

  private <T> T run(Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw StoreFailure.of(root, e);
    }
  }

  private FileSystem fileSystem() throws IOException {
    return new Path(root).getFileSystem(conf());
  }

  private static Configuration conf() {
    return SparkSession.active().sessionState().newHadoopConf();
  }

  /** The namespace's parts, for messages. */
  static String shown(String[] namespace) {
    return String.join(".", Arrays.asList(namespace));
  }
}
