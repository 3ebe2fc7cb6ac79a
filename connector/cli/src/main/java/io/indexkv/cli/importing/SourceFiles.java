/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Console;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * Finds the files that a user names: files, directories with files, and patterns such as {@code
 * part-*.parquet}, local or on a file system of Hadoop.
 */
public final class SourceFiles {
  private static final String PATTERN = ".*[*?\\[{].*";

  private final Console console;
  private final Map<String, String> settings;
  private final List<SourceFile> files = new ArrayList<>();

  private SourceFiles(Console console, Map<String, String> settings) {
    this.console = console;
    this.settings = settings;
  }

  /**
   * The files, in the order in which they are named. Those of a directory or a pattern are in the
   * order of their names.
   *
   * @throws NoSuchFileException if there is none
   */
  public static List<SourceFile> of(
      List<String> names, Console console, Map<String, String> settings) throws IOException {
    SourceFiles found = new SourceFiles(console, settings);
    for (String name : names) {
      if (name.equals("-")) {
        found.files.add(SourceFile.standardInput(console.in()));
      } else if (StoreAt.isUri(name)) {
        found.far(name);
      } else {
        found.local(name);
      }
    }
    return found.files;
  }

  private void local(String name) throws IOException {
    Path path = console.path(name);
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        add(name, inside.sorted().toList(), name + "/");
      }
    } else if (Files.isReadable(path)) {
      files.add(SourceFile.local(name, path));
    } else if (name.matches(PATTERN)) {
      Path parent = path.toAbsolutePath().getParent();
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
      if (!Files.isDirectory(parent)) {
        throw missing(name);
      }
      String prefix = name.substring(0, name.length() - path.getFileName().toString().length());
      try (Stream<Path> inside = Files.list(parent)) {
        add(
            name,
            inside.filter(file -> matcher.matches(file.getFileName())).sorted().toList(),
            prefix);
      }
    } else {
      throw missing(name);
    }
  }

  private void add(String name, List<Path> found, String prefix) throws IOException {
    int before = files.size();
    for (Path file : found) {
      String fileName = file.getFileName().toString();
      if (isData(fileName, Files.isDirectory(file), name)) {
        files.add(SourceFile.local(prefix + fileName, file));
      }
    }
    requireSome(before, name);
  }

  /** Whether it is a file with data: names with _ or . at their beginning are notes of writers. */
  private static boolean isData(String fileName, boolean directory, String parent) {
    if (fileName.startsWith("_") || fileName.startsWith(".")) {
      return false;
    }
    if (directory) {
      throw new UsageException(
          "%s has the directory %s, and import reads no directories in directories"
              .formatted(Text.escaped(parent), Text.escaped(fileName)),
          "name the files, or write the store with Spark if the directories are partitions");
    }
    return true;
  }

  private void requireSome(int before, String name) throws NoSuchFileException {
    if (files.size() == before) {
      throw missing(name);
    }
  }

  private static NoSuchFileException missing(String name) {
    return new NoSuchFileException(name, null, "there is no file that can be read");
  }

  private void far(String uri) throws IOException {
    int before = files.size();
    for (Far.Found file : Far.list(uri, settings)) {
      if (isData(file.name, file.directory, uri)) {
        files.add(SourceFile.far(file.uri, settings));
      }
    }
    requireSome(before, uri);
  }

  /** Keeps Hadoop's classes out of the imports of local files. */
  private static final class Far {
    record Found(String uri, String name, boolean directory) {}

    static List<Found> list(String uri, Map<String, String> settings) throws IOException {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
      FileSystem system = path.getFileSystem(StoreAt.configuration(settings));
      FileStatus[] matches = system.globStatus(path);
      if (matches == null) {
        throw missing(uri);
      }
      if (matches.length == 1 && matches[0].isDirectory()) {
        matches = system.listStatus(matches[0].getPath());
      }
      return Stream.of(matches)
          .sorted()
          .map(f -> new Found(f.getPath().toString(), f.getPath().getName(), f.isDirectory()))
          .toList();
    }
  }
}
