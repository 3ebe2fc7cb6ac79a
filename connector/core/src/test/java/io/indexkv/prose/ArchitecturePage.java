/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.prose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What docs/architecture.md names.
 *
 * @param picture the lines of the picture
 * @param text all other lines
 */
record ArchitecturePage(List<String> picture, List<String> text) {
  private static final Pattern MODULE = Pattern.compile("┌─ (\\w+) ─+┐");
  private static final Pattern ROOM = Pattern.compile("[a-z][a-z.]*");
  private static final Pattern LISTED = Pattern.compile("\\| `(io\\.indexkv[a-z.]*)` \\|.*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CLASS =
      Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(\\.\\w+)?");
  private static final Pattern FILE = Pattern.compile("[\\w.-]+(/[\\w.-]+)+|[A-Z]+\\.md|pom\\.xml");

  /**
   * A package in the picture.
   *
   * @param row of the whole picture, from the top
   */
  record Room(String module, String packageName, int row) {}

  static ArchitecturePage read(Path file) throws IOException {
    List<String> picture = new ArrayList<>();
    List<String> text = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("```")) {
        inside = !inside;
      } else {
        (inside ? picture : text).add(line);
      }
    }
    return new ArchitecturePage(picture, text);
  }

  /** The packages in the boxes of the picture. */
  List<Room> rooms() {
    List<Room> rooms = new ArrayList<>();
    String module = "";
    for (int row = 0; row < picture.size(); row++) {
      Matcher title = MODULE.matcher(picture.get(row));
      if (title.matches()) {
        module = title.group(1);
      } else if (picture.get(row).startsWith("│")) {
        for (String room :
            ROOM.matcher(picture.get(row)).results().map(MatchResult::group).toList()) {
          rooms.add(new Room(module, packageName(module, room), row));
        }
      }
    }
    return rooms;
  }

  /** A room has the name of its package without that of the module's own package. */
  private static String packageName(String module, String room) {
    if (room.equals("io.indexkv")) {
      return room;
    }
    return module.equals("core") || module.equals(room)
        ? "io.indexkv." + room
        : "io.indexkv." + module + "." + room;
  }

  /** The packages of the list. */
  List<String> packages() {
    return text.stream()
        .map(LISTED::matcher)
        .filter(Matcher::matches)
        .map(listed -> listed.group(1))
        .toList();
  }

  /** Names that look like a class's, with or without a method. */
  Set<String> classes() {
    return named(CLASS);
  }

  /** Names that look like a path in the repository. */
  Set<String> files() {
    return named(FILE);
  }

  private Set<String> named(Pattern pattern) {
    Set<String> names = new TreeSet<>();
    for (String line : text) {
      CODE.matcher(line)
          .results()
          .flatMap(code -> Arrays.stream(code.group(1).split("[ ,]+")))
          .map(pattern::matcher)
          .filter(Matcher::matches)
          .forEach(name -> names.add(name.group(pattern == CLASS ? 1 : 0)));
    }
    return names;
  }
}
