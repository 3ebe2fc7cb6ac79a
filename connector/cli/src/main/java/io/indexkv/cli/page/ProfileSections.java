/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import io.indexkv.cli.output.Text;
import io.indexkv.store.profile.Counts;
import io.indexkv.store.profile.StoreProfile;
import java.util.List;

/** Where keys are, how long values are, and how full blocks and hash indexes are. */
final class ProfileSections {
  /** Bars for more lines than these are one bar. */
  private static final int MAX_LINES = 15;

  private final PageStore store;
  private final StoreProfile profile;
  private final Html html;

  ProfileSections(PageStore store, Html html) {
    this.store = store;
    this.html = html;
    profile = store.profile();
  }

  void keys() {
    Sections.open(
        html,
        "Keys",
        "",
        "From the smallest key to the largest one, in equal steps of the keys' bytes. High bars are"
            + " keys that lie close together. Entries of all layers count.");
    Counts keys = profile.keys();
    if (nothing(keys)) {
      return;
    }
    BarChart chart = new BarChart("entries by key");
    for (int i = 0; i < keys.size(); i++) {
      chart.bar(
          keys.of(i), "step " + (i + 1) + " of " + keys.size() + ": " + Text.entries(keys.of(i)));
    }
    chart.draw(html, Text::entries, List.of(store.smallest(), store.largest()));
    source(profile.wholeEntries() ? "every entry" : "the key of each block");
  }

  void values() {
    Sections.open(
        html,
        "Values",
        "",
        "Each bar is a range of lengths, twice as long as the one before. A lookup reads the whole"
            + " value, and a value longer than a block reads several blocks.");
    Counts sizes = profile.valueSizes();
    if (nothing(sizes)) {
      return;
    }
    int first = 0;
    while (sizes.of(first) == 0) {
      first++;
    }
    BarChart chart = new BarChart("values by length");
    for (int i = first; i < sizes.end(); i++) {
      chart.bar(
          sizes.of(i),
          lengths(i)
              + ": "
              + Text.count(sizes.of(i), "value")
              + ", "
              + Words.percent(sizes.of(i), sizes.total()));
    }
    List<String> axis =
        first == sizes.end() - 1
            ? List.of(lengths(first))
            : List.of(lengths(first), lengths(sizes.end() - 1));
    chart.draw(html, highest -> Text.count(highest, "value"), axis);
    html.element(
        "p",
        "In the mean "
            + Text.size(profile.valueBytes() / sizes.total())
            + ", at most "
            + Text.size(profile.largestValue())
            + (profile.wholeEntries() ? "." : " among those that were read."));
    source(
        profile.wholeEntries()
            ? "every entry"
            : "a sample of " + Text.entries(profile.valueSizes().total()));
  }

  private static String lengths(int power) {
    if (power < 2) {
      return power == 0 ? "empty" : "1 B";
    }
    return Text.size(1L << (power - 1)) + " to " + Text.size((1L << power) - 1);
  }

  void blocks() {
    Sections.open(
        html,
        "Blocks",
        "",
        "A block is the unit of reading, of checksums and of compression. The bars show which share"
            + " of its size a block takes as it is stored. The right one is blocks that did not"
            + " shrink.");
    Counts fill = profile.blockFill();
    if (nothing(fill)) {
      return;
    }
    if (profile.storedBytes() == profile.blockBytes()) {
      html.element(
          "p",
          Text.count(profile.blocks(), "block")
              + ", none compressed: each takes its whole size, and files can be mapped.");
      source("the block indexes");
      return;
    }
    BarChart chart = new BarChart("blocks by the share of their size that they take");
    int last = fill.size() - 1;
    for (int i = 0; i <= last; i++) {
      String range = i == last ? "100 %" : i * 5 + " to " + (i + 1) * 5 + " %";
      chart.bar(fill.of(i), range + ": " + Text.count(fill.of(i), "block"));
    }
    chart.draw(html, highest -> Text.count(highest, "block"), List.of("0 %", "50 %", "100 %"));
    html.element(
        "p",
        Text.count(profile.blocks(), "block")
            + " of "
            + Text.size(profile.blockBytes())
            + " take "
            + Text.size(profile.storedBytes())
            + ", "
            + Words.percent(profile.storedBytes(), profile.blockBytes())
            + ".");
    source("the block indexes");
  }

  void hashIndex() {
    Sections.open(
        html,
        "Hash index",
        "",
        "A bucket is one line of memory, 64 bytes. A lookup reads the bucket of its key, and the"
            + " next one if that overflows. Bars at the left of the lower chart are good.");
    if (profile.pages() == 0 && profile.blocks() > 0) {
      html.element(
              "p",
              "The files that were read have a direct index: a lookup computes from a key where its"
                  + " entry is.")
          .close();
      return;
    }
    Counts slots = profile.bucketSlots();
    if (nothing(slots)) {
      return;
    }
    BarChart fill = new BarChart("buckets by used slots");
    for (int i = 0; i <= profile.slots(); i++) {
      fill.bar(slots.of(i), Text.count(i, "slot") + " used: " + Text.count(slots.of(i), "bucket"));
    }
    fill.draw(
        html,
        highest -> Text.count(highest, "bucket"),
        List.of("no slot used", "all " + profile.slots() + " used"));
    Counts lines = profile.missLines();
    BarChart probes = new BarChart("buckets that an absent key reads");
    int shown = Math.min(lines.end() - 1, MAX_LINES);
    long more = lines.total();
    for (int i = 1; i <= shown; i++) {
      more -= lines.of(i);
      probes.bar(
          lines.of(i), Text.count(i, "line") + ": " + Words.percent(lines.of(i), lines.total()));
    }
    if (more > 0) {
      probes.bar(more, "more lines: " + Words.percent(more, lines.total()));
    }
    probes.draw(
        html,
        highest -> Words.percent(lines.of(1), lines.total()) + " of absent keys read 1 line",
        more > 0
            ? List.of("1 line", "more than " + MAX_LINES)
            : List.of("1 line", shown > 1 ? Text.count(shown, "line") : ""));
    html.element(
        "p",
        "An absent key reads "
            + Words.decimal(lines.mean())
            + " lines in the mean, and "
            + Text.count(lines.end() - 1L, "line")
            + " at most.");
    source(Text.count(profile.pages(), "page") + " of 64 KiB");
  }

  /** Ends the section if there is nothing to show. */
  private boolean nothing(Counts counts) {
    if (counts.total() > 0) {
      return false;
    }
    html.element("p", "Nothing to show: no entry could be read.").close();
    return true;
  }

  /** Says what was read, and ends the section. */
  private void source(String what) {
    String files =
        profile.filesRead() == profile.files()
            ? Text.count(profile.files(), "file")
            : Text.number(profile.filesRead()) + " of " + Text.count(profile.files(), "file");
    html.element("p", "From " + what + " of " + files + ".", "class", "more").close();
  }
}
