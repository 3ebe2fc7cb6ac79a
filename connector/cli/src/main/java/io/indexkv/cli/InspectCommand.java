/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Store;
import io.indexkv.StoreTag;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.KeyColumns;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inspect",
    description = {
      "Prints what a store is, how large it is, and what to do next.",
      "Reads manifests and both ends of each file, and no entries. Exit 1 if a file is broken.",
      "With --html it also reads samples of the files."
    },
    footer = {
      "%nExamples:",
      "  indexkv inspect airports",
      "  indexkv inspect lake/customers --tag 2026-Q3 --json",
      "  indexkv inspect lake/customers --html customers.html"
    })
final class InspectCommand extends StoreCommand {
  private static final int BAR = 48;

  @Mixin private VersionOptions versions = new VersionOptions();
  @Mixin private PageOptions page = new PageOptions();

  @Option(
      names = "--count",
      order = 10,
      description = "Count the keys exactly, which reads the keys of all layers but the oldest.")
  private boolean count;

  @Override
  int run(StoreAt store) throws IOException {
    boolean pageWanted = page.wanted(json());
    StoreReport report = StoreReport.of(store, versions.version());
    OptionalLong keys = OptionalLong.empty();
    if (report.layers().size() < 2) {
      keys = OptionalLong.of(report.entries());
    } else if (count) {
      try (Store<List<Object>, byte[]> open = report.columns().open(store)) {
        keys = OptionalLong.of(open.size());
      }
    }
    if (pageWanted) {
      new InspectPage(report, page, console()).write(keys);
    } else if (json()) {
      console().line(Json.text(document(report, keys)));
    } else {
      print(report, keys);
    }
    return report.problems().isEmpty() ? ExitCode.GOOD : ExitCode.NEGATIVE;
  }

  private void print(StoreReport report, OptionalLong keys) throws IOException {
    console()
        .line(
            "%s   version %d   %s   %s   %s"
                .formatted(
                    Text.escaped(report.store().name()),
                    report.version().number(),
                    Text.escaped(report.version().operation()),
                    Text.time(report.version().time()),
                    report.health()));
    console().line("");
    facts(report, keys);
    console().line("");
    columns(report);
    if (!report.layers().isEmpty()) {
      console().line("");
      layers(report);
      console().line("");
      space(report);
    }
    List<String> advice = report.advice();
    if (!advice.isEmpty()) {
      console().line("");
      for (String line : advice) {
        console().line("  " + line);
      }
    }
  }

  private void facts(StoreReport report, OptionalLong keys) throws IOException {
    String entries =
        keys.isPresent()
            ? Text.number(keys.getAsLong())
            : "at most " + Text.number(report.entries()) + " (--count: exactly)";
    fact("entries", entries);
    fact("files", Text.number(report.files().size()));
    String codecs =
        report.codecs().isEmpty() ? "" : ", codec " + String.join(", ", report.codecs());
    fact("size", Text.size(report.bytes()) + codecs);
    List<Long> kept = report.kept();
    fact("versions", Text.number(kept.size()) + ", oldest kept " + kept.get(0));
    if (!report.tags().isEmpty()) {
      fact(
          "tags",
          report.tags().stream()
              .map(tag -> tag.name() + " -> " + tag.version())
              .collect(Collectors.joining(", ")));
    }
  }

  private void fact(String name, String value) throws IOException {
    console().line("  %-10s %s".formatted(name, value));
  }

  private void columns(StoreReport report) throws IOException {
    TextTable table =
        new TextTable(
            console(),
            "  ",
            List.of(Heading.left("COLUMN"), Heading.left("TYPE"), Heading.left("")));
    for (EntryColumns.Column column : report.columns().columns()) {
      table.row(
          List.of(
              Text.escaped(column.name()), Text.escaped(column.type()), column.key() ? "key" : ""));
    }
    table.end();
  }

  private void layers(StoreReport report) throws IOException {
    TextTable table =
        new TextTable(
            console(),
            "  ",
            List.of(
                Heading.right("LAYER"),
                Heading.right("FROM"),
                Heading.right("FILES"),
                Heading.right("ENTRIES"),
                Heading.right("DELETES"),
                Heading.right("SIZE"),
                Heading.left("KEYS")));
    List<LayerReport> layers = report.layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerReport layer = layers.get(i);
      table.row(
          List.of(
              Integer.toString(layers.size() - i),
              (layer.exact() ? "" : "<= ") + layer.since(),
              Text.number(layer.files().size()),
              Text.number(layer.entries()),
              Text.number(layer.deletes()),
              Text.size(layer.bytes()),
              layer.keys(report.columns().key())));
    }
    table.end();
  }

  private void space(StoreReport report) throws IOException {
    long data = report.files().stream().mapToLong(FileReport::dataBytes).sum();
    long index = report.files().stream().mapToLong(FileReport::indexBytes).sum();
    long all =
        report.files().stream().filter(FileReport::isSound).mapToLong(FileReport::bytes).sum();
    TextTable table =
        new TextTable(
            console(),
            "  ",
            List.of(
                Heading.left("SPACE"),
                Heading.right("SIZE"),
                Heading.right("SHARE"),
                Heading.left("")));
    share(table, "data", data, all);
    for (String kind : List.of("hash", "direct")) {
      List<FileReport> files =
          report.files().stream().filter(file -> file.index().equals(kind)).toList();
      if (!files.isEmpty()) {
        long bytes = files.stream().mapToLong(FileReport::indexBytes).sum();
        share(table, kind + " index", bytes, all);
      }
    }
    share(table, "rest", all - data - index, all);
    table.end();
  }

  private static void share(TextTable table, String name, long bytes, long all) throws IOException {
    double share = all == 0 ? 0 : (double) bytes / all;
    table.row(
        List.of(
            name,
            Text.size(bytes),
            String.format(Locale.ROOT, "%.0f %%", 100 * share),
            "#".repeat((int) Math.round(BAR * share))));
  }

  private static Map<String, Object> document(StoreReport report, OptionalLong keys) {
    Map<String, Object> document = Json.document("inspect", report.store().name());
    document.put("version", report.version().number());
    document.put("operation", report.version().operation());
    document.put("time", report.version().time());
    document.put("health", report.health());
    document.put("advice", report.advice());
    document.put("keys", keys.isPresent() ? keys.getAsLong() : null);
    document.put("entries", report.entries());
    document.put("bytes", report.bytes());
    document.put("codecs", report.codecs());
    document.put("columns", report.columns().columns().stream().map(ScanCommand::column).toList());
    document.put("versions", report.kept());
    document.put("tags", report.tags().stream().map(InspectCommand::tag).toList());
    List<Object> layers = new ArrayList<>();
    for (LayerReport layer : report.layers()) {
      layers.add(layer(report, layer));
    }
    document.put("layers", layers);
    document.put("summary", report.version().summary());
    return document;
  }

  private static Map<String, Object> tag(StoreTag tag) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tag.name());
    json.put("version", tag.version());
    return json;
  }

  private static Map<String, Object> layer(StoreReport report, LayerReport layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", layer.since());
    json.put("fromIsExact", layer.exact());
    json.put("entries", layer.entries());
    json.put("deletes", layer.deletes());
    json.put("bytes", layer.bytes());
    json.put("files", layer.files().stream().map(file -> file(report, file)).toList());
    return json;
  }

  private static Map<String, Object> file(StoreReport report, FileReport file) {
    KeyColumns key = report.columns().key();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", file.file().name());
    json.put("deletes", file.deletes());
    json.put("entries", file.entries());
    json.put("bytes", file.bytes());
    json.put("dataBytes", file.dataBytes());
    json.put("index", file.index());
    json.put("indexBytes", file.indexBytes());
    json.put("hashIndexBytes", file.index().equals("hash") ? file.indexBytes() : 0);
    json.put("codec", file.codec());
    json.put("blockBytes", file.blockBytes());
    json.put("smallestKey", key.shown(key.keys().decode(file.file().info().smallestKey())));
    json.put("largestKey", key.shown(key.keys().decode(file.file().info().largestKey())));
    json.put("problem", file.problem());
    return json;
  }
}
