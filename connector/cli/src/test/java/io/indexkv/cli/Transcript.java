/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.cli.output.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands and what they print. A line with a command begins with {@code $ indexkv}. A line that
 * went to the standard error begins with {@code !}. An exit code other than 0 is in brackets. A
 * line that begins with {@code #} is a heading.
 */
final class Transcript {
  private static final String PROMPT = "$ indexkv";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private Transcript() {}

  /** Runs the commands of a transcript in a directory, and returns the transcript as it is then. */
  static String run(String expected, Path directory) throws IOException {
    StringBuilder actual = new StringBuilder();
    for (String line : expected.lines().toList()) {
      if (line.startsWith(PROMPT)) {
        actual.append(line).append('\n').append(output(words(line), directory));
      } else if (line.startsWith("# ")) {
        actual.append('\n').append(line).append('\n');
      }
    }
    return actual.toString().strip() + "\n";
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.substring(PROMPT.length()));
    while (word.find()) {
      String quoted = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(quoted != null ? quoted : word.group(3));
    }
    return words.toArray(String[]::new);
  }

  private static String output(String[] args, Path directory) throws IOException {
    Marked both = new Marked();
    Console console =
        new Console(
            InputStream.nullInputStream(), both.stream(""), both.stream("! "), directory, false);
    int exit = Main.run(console, args);
    return both.text + (exit == 0 ? "" : "[exit " + exit + "]\n");
  }

  /** Two streams in one text, in the order in which they were written. */
  private static final class Marked {
    private final StringBuilder text = new StringBuilder();

    OutputStream stream(String mark) {
      return new OutputStream() {
        @Override
        public void write(int b) {
          throw new UnsupportedOperationException("the console writes arrays");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          String part = new String(bytes, offset, length, UTF_8);
          part.lines().forEach(line -> text.append(mark).append(line).append('\n'));
        }
      };
    }
  }

  /** Replaces what differs between two runs. */
  static String steady(String transcript) {
    return transcript
        .replaceAll("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2} UTC", "2026-11-28 03:00:12 UTC")
        .replaceAll("\"\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z\"", "\"2026-11-28T03:00:12.345Z\"")
        .replaceAll("\\b\\d+\\.\\d s\\b", "0.1 s")
        .replaceAll("\"milliseconds\":\"\\d+\"", "\"milliseconds\":\"123\"")
        .replaceAll("data/[0-9A-Za-z_.-]+\\.ikv", "data/0a1b2c3d.ikv")
        .replaceAll("(?m)^ *[0-9.]+ K?i?B(?=  .* (data|_indexkv)/)", "1.31 KiB")
        .replaceAll("(delete[d]? \\d+ files), [0-9.]+ KiB", "$1, 556 KiB")
        .replaceAll("\"commit\":\"[^\"]*\"", "\"commit\":\"0a1b2c3d\"")
        .replaceAll("\"host\":\"[^\"]*\"", "\"host\":\"here\"")
        .replaceAll("\"program\":\"[^\"]*\"", "\"program\":\"io.indexkv.cli.Main\"")
        .replaceAll("\"indexkv\":\"[^\"]*\"", "\"indexkv\":\"0.1.0\"");
  }
}
