/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of CONTRIBUTING's rules of writing that a test can hold. */
class PlainEnglishTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path DOCS = ROOT.resolve("docs");

  @Test
  void pagesHaveShortSentences() throws IOException {
    List<String> findings = new ArrayList<>();
    for (MarkdownPage page : pages()) {
      findings.addAll(page.longSentences());
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void pagesAreWrapped() throws IOException {
    List<String> findings = new ArrayList<>();
    for (MarkdownPage page : pages()) {
      findings.addAll(page.longLines());
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void linksOfPagesLeadSomewhere() throws IOException {
    List<String> findings = new ArrayList<>();
    for (MarkdownPage page : pages()) {
      for (String target : page.targets()) {
        if (!target.contains("://") && !leadsSomewhere(page, target)) {
          findings.add(page.name() + ": no file or heading for the link " + target);
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void theIndexOfTheDocsHasEveryPage() throws IOException {
    List<String> targets = MarkdownPage.read(ROOT, DOCS.resolve("README.md")).targets();
    try (Stream<Path> files = Files.walk(DOCS)) {
      assertThat(targets)
          .containsAll(
              files
                  .filter(file -> file.toString().endsWith(".md"))
                  .map(file -> DOCS.relativize(file).toString())
                  .filter(name -> !name.equals("README.md"))
                  .toList());
    }
  }

  @Test
  void javadocFollowsTheRules() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path file : sources()) {
      String name = ROOT.relativize(file).toString();
      findings.addAll(new JavadocComments(name, Files.readString(file)).findings());
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void findsLongSentencesAndLines() {
    String words = "word ".repeat(40);
    MarkdownPage page =
        new MarkdownPage(
            "page.md",
            List.of(
                "# A page",
                "- One. Two " + words + ".",
                "  Three is short. `" + words + "` counts as one.",
                "",
                "| " + words + words + " |",
                "",
                "    " + words + words,
                "```",
                words + words,
                "```",
                "[A link](" + "x".repeat(120) + ") may be long."));

    assertThat(page.longSentences())
        .containsExactly(
            "page.md:2: a sentence of 41 words, at most 40: split it."
                + " It begins: Two "
                + words.substring(0, 56));
    assertThat(page.longLines())
        .containsExactly(
            "page.md:2: a line of 212 characters, at most 120: wrap it",
            "page.md:3: a line of 235 characters, at most 120: wrap it");
  }

  @Test
  void findsCapitalsAndOrphansInJavadoc() {
    String source =
        """
        package a;

        /** Likewise for a class. */
        record Pair(int leftHand, int right) {
          /** Of two keys the first, {@code KEY}; URL is one, NONE is not. */
          @Deprecated(since = "1")
          int first(Map<String, Integer> keys, @Nullable String url) {}

          /**
           * Puts KEY, FROM_END and VALUELENGTH into a map.
           *
           * @param key of all KEYS, not IN the map
           */
          void put(byte[] key, int fromEnd, Function<Integer, ? super Long> valueLength);

          /** The KEY of it. */
          static final int KEY = key(key);
        }
        """;

    assertThat(new JavadocComments("Pair.java", source).findings())
        .containsExactly(
            "Pair.java:3: the Javadoc begins with \"Likewise\": say what this one does",
            "Pair.java:5: the Javadoc begins with \"Of\": begin with the noun or the verb",
            "Pair.java:5: the Javadoc has the parameter URL: write {@code url}",
            "Pair.java:10: the Javadoc has the parameter KEY: write {@code key}",
            "Pair.java:10: the Javadoc has the parameter FROM_END: write {@code fromEnd}",
            "Pair.java:10: the Javadoc has the parameter VALUELENGTH: write {@code valueLength}");
  }

  private static boolean leadsSomewhere(MarkdownPage page, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path from = ROOT.resolve(page.name());
    Path file = path.isEmpty() ? from : from.resolveSibling(path).normalize();
    return Files.exists(file)
        && (hash < 0
            || MarkdownPage.read(ROOT, file).anchors().contains(target.substring(hash + 1)));
  }

  private static List<MarkdownPage> pages() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "connector/benchmarks/README.md")) {
      files.add(ROOT.resolve(name));
    }
    try (Stream<Path> docs = Files.walk(DOCS)) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    List<MarkdownPage> pages = new ArrayList<>();
    for (Path file : files) {
      pages.add(MarkdownPage.read(ROOT, file));
    }
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path modules : List.of(ROOT.resolve("connector"), ROOT.resolve("examples"))) {
      try (Stream<Path> files = Files.walk(modules, 3)) {
        for (Path main : files.filter(file -> file.endsWith("src/main")).toList()) {
          try (Stream<Path> all = Files.walk(main)) {
            all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(100);
    return sources;
  }
}
