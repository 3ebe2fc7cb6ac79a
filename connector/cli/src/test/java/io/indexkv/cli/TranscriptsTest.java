/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each transcript is run in a directory of its own, and its commands print what it says. With
 * {@code -Dtranscripts.write=true} the test writes the transcripts anew, to be looked at.
 */
class TranscriptsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path TRANSCRIPTS = RESOURCES.resolve("transcripts");
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path directory;

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void printsWhatTheTranscriptSays(Path file) throws IOException {
    Files.copy(ROOT.resolve("examples/data/airports.csv"), directory.resolve("airports.csv"));
    copy(TRANSCRIPTS.resolve("data"), directory);
    copy(RESOURCES.resolve("spark-store"), directory.resolve("spark-store"));
    String expected = Files.readString(file);
    String actual =
        Transcript.steady(
            Transcript.run(expected, directory).replace(directory.toString(), "/data"));
    if (Boolean.getBoolean("transcripts.write")) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (!Files.isDirectory(file)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  @Test
  void thePageShowsPartsOfTranscripts() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : transcripts()) {
      all.add(Files.readString(file));
    }
    List<String> shown = blocks(Files.readString(ROOT.resolve("docs/cli.md")));
    assertThat(shown).hasSizeGreaterThan(5);
    for (String block : shown) {
      assertThat(all).as("a transcript with:\n" + block).anyMatch(text -> text.contains(block));
    }
  }

  /** The code blocks of a page that begin with a command and have its output. */
  private static List<String> blocks(String page) {
    List<String> blocks = new ArrayList<>();
    String[] parts = page.split("(?m)^```.*\n");
    for (int i = 1; i < parts.length; i += 2) {
      if (parts[i].startsWith("$ indexkv")) {
        blocks.add(parts[i]);
      }
    }
    return blocks;
  }
}
