/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import io.indexkv.cli.output.Text;
import io.indexkv.store.profile.StoreProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in words what is fine with a store, and what to do. */
final class Health {
  private static final int MANY_VERSIONS = 100;
  private static final double LITTLE_SAVED = 0.95;
  private static final double FULL_INDEX = 5;
  private static final int SHOWN_PROBLEMS = 5;

  private final PageStore store;
  private final String name;
  private final List<Finding> findings = new ArrayList<>();

  private Health(PageStore store) {
    this.store = store;
    name = Text.quoted(store.name());
  }

  /** The findings, the worst first. */
  static List<Finding> of(PageStore store) {
    Health health = new Health(store);
    health.files();
    health.layers();
    health.versions();
    health.unused();
    health.hashIndex();
    health.compression();
    health.findings.sort(Comparator.comparing(Finding::level).reversed());
    return health.findings;
  }

  /** The worst level of some findings. */
  static Finding.Level worst(List<Finding> findings) {
    return findings.isEmpty() ? Finding.Level.GOOD : findings.get(0).level();
  }

  private void add(Finding.Level level, String text, String command) {
    findings.add(new Finding(level, text, command));
  }

  private void files() {
    List<String> problems = new ArrayList<>();
    store.files().stream()
        .map(PageStore.File::problem)
        .filter(problem -> !problem.isEmpty())
        .forEach(problems::add);
    store.profile().problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
    if (problems.isEmpty()) {
      add(
          Finding.Level.GOOD,
          "Every file is there, has its length, and has a sound frame. This page did not read all"
              + " bytes.",
          "indexkv verify " + name);
      return;
    }
    for (String problem : problems.subList(0, Math.min(SHOWN_PROBLEMS, problems.size()))) {
      add(Finding.Level.BROKEN, problem, "");
    }
    int more = problems.size() - SHOWN_PROBLEMS;
    add(
        Finding.Level.BROKEN,
        (more > 0 ? "And " + Text.count(more, "more problem") + ". " : "")
            + "Restore the files, or go back to a version without them.",
        "indexkv verify " + name);
  }

  private void layers() {
    int layers = store.layers().size();
    boolean broken = findings.get(0).level() == Finding.Level.BROKEN;
    boolean worth = store.compactable().isPresent() && !broken; // it could not read all files
    String compact = worth ? "indexkv compact " + name : "";
    String cost =
        worth ? " Compaction writes about " + Text.size(store.compactable().getAsLong()) + "." : "";
    if (layers == 0) {
      findings.add(Finding.good("The version has no entries."));
    } else if (layers >= store.maxLayers() / 2) {
      add(
          Finding.Level.WATCH,
          "A lookup of an absent key asks %d layers, and an upsert fails once there are %d.%s"
              .formatted(layers, store.maxLayers(), cost),
          compact);
    } else if (layers > 1) {
      add(
          worth ? Finding.Level.NOTE : Finding.Level.GOOD,
          "A lookup of an absent key asks " + layers + " layers. One layer asks less." + cost,
          compact);
    } else if (worth) {
      add(Finding.Level.NOTE, "Fewer, larger files would do." + cost, compact);
    } else {
      findings.add(Finding.good("There is one layer: a lookup asks one place."));
    }
  }

  private void versions() {
    String kept = Text.count(store.versionsKept(), "version") + " can be read.";
    if (store.versionsKept() > MANY_VERSIONS) {
      add(
          Finding.Level.NOTE,
          kept + " Their files take space until the versions expire and a vacuum has run.",
          "indexkv expire " + name + " --keep-last 10 --dry-run");
    } else {
      findings.add(Finding.good(kept));
    }
    if (!store.newest()) {
      findings.add(Finding.good("This is not the newest version."));
    }
  }

  private void unused() {
    if (store.unusedFiles() == 0) {
      findings.add(Finding.good("No file has been without a version for 7 days."));
      return;
    }
    add(
        Finding.Level.NOTE,
        "%s of %s belong to no version, and are older than 7 days."
            .formatted(Text.count(store.unusedFiles(), "file"), Text.size(store.unusedBytes())),
        "indexkv vacuum " + name + " --older-than 7d --dry-run");
  }

  private void hashIndex() {
    StoreProfile profile = store.profile();
    if (profile.missLines().total() == 0) {
      return;
    }
    double lines = profile.missLines().mean();
    String text =
        "An absent key reads %s lines of a hash index in the mean, in each layer."
            .formatted(Words.decimal(lines));
    if (lines > FULL_INDEX) {
      add(
          Finding.Level.WATCH,
          text + " About 1 is usual, and up to 4 where files are compressed.",
          "");
    } else {
      findings.add(Finding.good(text));
    }
  }

  private void compression() {
    StoreProfile profile = store.profile();
    boolean compressed =
        store.files().stream().anyMatch(f -> !f.codec().isEmpty() && !f.codec().equals("none"));
    if (!compressed || profile.blockBytes() == 0) {
      return;
    }
    double share = (double) profile.storedBytes() / profile.blockBytes();
    String text =
        "Compressed blocks take "
            + Words.percent(profile.storedBytes(), profile.blockBytes())
            + " of their size.";
    if (share > LITTLE_SAVED) {
      add(
          Finding.Level.NOTE,
          text + " Without compression files can be mapped where they are.",
          "indexkv compact " + name + " --codec none");
    } else {
      findings.add(Finding.good(text));
    }
  }
}
