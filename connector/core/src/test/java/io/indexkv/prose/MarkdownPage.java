/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.prose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A page of the documentation.
 *
 * @param name shown in findings
 */
record MarkdownPage(String name, List<String> lines) {
  static final int MAX_SENTENCE_WORDS = 40;
  static final int MAX_LINE_LENGTH = 120;

  private static final Pattern ITEM = Pattern.compile(" *([-*]|\\d+\\.) .*");
  private static final Pattern ITEM_MARK = Pattern.compile("^ *([-*]|\\d+\\.) ");
  private static final Pattern CODE = Pattern.compile("``.*?``|`[^`]*`");
  private static final Pattern TARGET = Pattern.compile("\\]\\(([^)]*)\\)");
  private static final Pattern END = Pattern.compile("(?<=[.!?])[\"*)_]*\\s+(?=[^\\p{Lower}])");
  private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

  /** What a line of the page is. */
  private enum Kind {
    TEXT,
    HEADING,
    TABLE,
    CODE,
    BLANK
  }

  /** A paragraph or an item of a list, and the number of its first line. */
  private record Text(int line, String text) {}

  static MarkdownPage read(Path root, Path file) throws IOException {
    return new MarkdownPage(root.relativize(file).toString(), Files.readAllLines(file));
  }

  /** Sentences that are too long, each as {@code name:line: what to do}. */
  List<String> longSentences() {
    List<String> findings = new ArrayList<>();
    for (Text paragraph : paragraphs()) {
      for (String sentence : END.split(withoutMarks(paragraph.text))) {
        int words = words(sentence);
        if (words > MAX_SENTENCE_WORDS) {
          findings.add(
              "%s:%d: a sentence of %d words, at most %d: split it. It begins: %s"
                  .formatted(
                      name,
                      paragraph.line,
                      words,
                      MAX_SENTENCE_WORDS,
                      sentence.substring(0, Math.min(60, sentence.length()))));
        }
      }
    }
    return findings;
  }

  /** Lines that are too long, each as {@code name:line: what to do}. */
  List<String> longLines() {
    List<String> findings = new ArrayList<>();
    List<Kind> kinds = kinds();
    for (int i = 0; i < lines.size(); i++) {
      String line = TARGET.matcher(lines.get(i)).replaceAll("]");
      int length = line.codePointCount(0, line.length());
      boolean wraps = kinds.get(i) == Kind.TEXT || kinds.get(i) == Kind.HEADING;
      if (wraps && length > MAX_LINE_LENGTH) {
        findings.add(
            "%s:%d: a line of %d characters, at most %d: wrap it"
                .formatted(name, i + 1, length, MAX_LINE_LENGTH));
      }
    }
    return findings;
  }

  /** Where links of the page lead, outside of code. */
  List<String> targets() {
    List<Kind> kinds = kinds();
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (kinds.get(i) != Kind.CODE) {
        String line = CODE.matcher(lines.get(i)).replaceAll("");
        TARGET.matcher(line).results().forEach(target -> targets.add(target.group(1)));
      }
    }
    return targets;
  }

  /** The anchors of the page's headings. */
  Set<String> anchors() {
    List<Kind> kinds = kinds();
    return IntStream.range(0, lines.size())
        .filter(i -> kinds.get(i) == Kind.HEADING)
        .mapToObj(i -> lines.get(i).replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> NOT_IN_ANCHORS.matcher(heading).replaceAll("").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutMarks(String text) {
    String plain = ITEM_MARK.matcher(text).replaceFirst("");
    plain = CODE.matcher(plain).replaceAll("Code");
    return TARGET.matcher(plain).replaceAll("]");
  }

  private static int words(String sentence) {
    int words = 0;
    for (String word : sentence.split("\\s+")) {
      words += word.chars().anyMatch(Character::isLetterOrDigit) ? 1 : 0;
    }
    return words;
  }

  private List<Text> paragraphs() {
    List<Kind> kinds = kinds();
    List<Text> paragraphs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (kinds.get(i) != Kind.TEXT) {
        continue;
      }
      String line = lines.get(i);
      boolean goesOn = i > 0 && kinds.get(i - 1) == Kind.TEXT && !ITEM.matcher(line).matches();
      if (goesOn) {
        Text begun = paragraphs.remove(paragraphs.size() - 1);
        paragraphs.add(new Text(begun.line, begun.text + " " + line.strip()));
      } else {
        paragraphs.add(new Text(i + 1, line));
      }
    }
    return paragraphs;
  }

  private List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    boolean fenced = false;
    Kind before = Kind.BLANK;
    for (String line : lines) {
      String text = line.strip();
      boolean fence = text.startsWith("```");
      Kind kind;
      if (fenced || fence) {
        kind = Kind.CODE;
      } else if (text.isEmpty()) {
        kind = Kind.BLANK;
      } else if (line.startsWith("    ") && before != Kind.TEXT) {
        kind = Kind.CODE;
      } else if (text.startsWith("|")) {
        kind = Kind.TABLE;
      } else {
        kind = line.startsWith("#") ? Kind.HEADING : Kind.TEXT;
      }
      fenced ^= fence;
      kinds.add(kind);
      before = kind;
    }
    return kinds;
  }
}
