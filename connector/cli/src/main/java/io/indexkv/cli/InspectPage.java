/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.VacuumReport;
import io.indexkv.cli.output.Console;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.ValueText;
import io.indexkv.cli.page.PageStore;
import io.indexkv.cli.page.StorePage;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.key.Range;
import io.indexkv.store.CommittedVersion;
import io.indexkv.store.Tag;
import io.indexkv.store.Tags;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.profile.KeyAxis;
import io.indexkv.store.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Collects what the page about a store shows, and writes the page. */
final class InspectPage {
  private static final String STANDARD_OUTPUT = "-";

  private final StoreReport report;
  private final PageOptions options;
  private final Console console;
  private final KeyShown shown;

  InspectPage(StoreReport report, PageOptions options, Console console) {
    this.report = report;
    this.options = options;
    this.console = console;
    shown = new KeyShown(report.columns().key(), options.redact());
  }

  /**
   * Writes the page.
   *
   * @param keys number of keys, if it is known
   */
  void write(OptionalLong keys) throws IOException {
    String page = StorePage.of(store(keys));
    byte[] bytes = page.getBytes(UTF_8);
    if (options.file().equals(STANDARD_OUTPUT)) {
      console.print(page);
    } else {
      Path file = console.path(options.file());
      Files.write(file, bytes);
    }
    console.note("wrote " + Text.size(bytes.length) + " to " + target());
  }

  private String target() {
    return options.file().equals(STANDARD_OUTPUT)
        ? "the standard output"
        : Text.escaped(options.file());
  }

  private PageStore store(OptionalLong keys) throws IOException {
    Manifest manifest = report.columns().manifest();
    List<Tag> tags = new Tags(report.store().storage()).all();
    console.note("listing files that no version needs");
    VacuumReport unused = report.store().history().vacuumDryRun(StoreHistory.DEFAULT_RETENTION);
    KeyAxis axis = ProfileReader.axis(manifest);
    List<PageStore.Layer> layers = new ArrayList<>();
    for (LayerReport layer : report.layers()) {
      layers.add(layer(layer, axis));
    }
    return new PageStore(
        report.store().name(),
        version(CommittedVersion.of(manifest, tags)),
        report.newest(),
        keys,
        bound(LayerReport::smallestKey, false),
        bound(LayerReport::largestKey, true),
        report.columns().columns().stream()
            .map(c -> new PageStore.Column(c.name(), c.type(), c.key()))
            .toList(),
        layers,
        versions(tags),
        report.kept().size(),
        report.compactable(),
        unused.files().size(),
        unused.bytes(),
        VersionLog.MAX_LAYERS,
        new ProfileReader(report.store().storage(), new FilesLine(console)).read(manifest),
        samples(),
        options.command(report.store().name()));
  }

  private String bound(java.util.function.Function<LayerReport, byte[]> end, boolean largest) {
    Comparator<byte[]> order = Arrays::compareUnsigned;
    Stream<byte[]> all = report.layers().stream().map(end);
    return (largest ? all.max(order) : all.min(order)).map(shown::text).orElse("");
  }

  private PageStore.Layer layer(LayerReport layer, KeyAxis axis) {
    List<PageStore.File> files = new ArrayList<>();
    for (FileReport file : layer.files()) {
      files.add(
          new PageStore.File(
              file.file().name(),
              file.deletes(),
              file.codec(),
              file.entries(),
              file.bytes(),
              file.dataBytes(),
              file.index(),
              file.indexBytes(),
              shown.text(file.file().info().smallestKey()),
              shown.text(file.file().info().largestKey()),
              file.problem()));
    }
    return new PageStore.Layer(
        (layer.exact() ? "version " : "version <= ") + layer.since(),
        shown.text(layer.smallestKey()),
        shown.text(layer.largestKey()),
        axis.place(layer.smallestKey()),
        axis.place(layer.largestKey()),
        files);
  }

  /** The newest versions that are kept, as far as the page shows them. */
  private List<PageStore.Version> versions(List<Tag> tags) throws IOException {
    VersionLog log = new VersionLog(report.store().storage());
    List<Long> kept = new ArrayList<>(report.kept());
    Collections.reverse(kept);
    List<PageStore.Version> versions = new ArrayList<>();
    for (long number : kept.subList(0, Math.min(kept.size(), StorePage.MAX_VERSIONS))) {
      try {
        versions.add(version(CommittedVersion.of(log.at(number), tags)));
      } catch (IllegalArgumentException e) {
        console.note("version " + number + " has just expired");
      }
    }
    return versions;
  }

  private static PageStore.Version version(CommittedVersion version) {
    return new PageStore.Version(
        version.version(),
        version.time(),
        version.operation(),
        HistoryCommand.changed(version.operation(), version.summary()),
        fact(version, "entries"),
        fact(version, "bytes"),
        version.tags());
  }

  private static long fact(CommittedVersion version, String name) {
    String text = version.summary().getOrDefault(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private PageStore.Samples samples() throws IOException {
    EntryColumns columns = report.columns();
    if (options.samples() == 0 || !report.problems().isEmpty()) {
      return PageStore.Samples.none();
    }
    List<List<String>> rows = new ArrayList<>();
    try (Store<List<Object>, byte[]> open = columns.open(report.store());
        var entries = open.scan(Range.all())) {
      while (rows.size() < options.samples() && entries.hasNext()) {
        Entry<List<Object>, byte[]> entry = entries.next();
        List<Object> values = columns.values(entry.key(), entry.value());
        rows.add(values.stream().map(ValueText::shown).map(Objects::requireNonNull).toList());
      }
    }
    return new PageStore.Samples(columns.names(), rows);
  }
}
