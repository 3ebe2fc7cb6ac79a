/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.CompactOptions;
import io.indexkv.StoreTag;
import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.StoreAt;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.ParallelCalls;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What a version is, from its manifest, those of older versions, and both ends of its files.
 *
 * @param layers newest first
 * @param kept numbers of all versions that are not expired, ascending
 * @param newest whether the version is the newest
 * @param compactable bytes that a compaction would merge; empty if there is nothing to gain, or the
 *     version is not the newest
 */
record StoreReport(
    StoreAt store,
    StoreVersion version,
    EntryColumns columns,
    List<LayerReport> layers,
    List<Long> kept,
    List<StoreTag> tags,
    boolean newest,
    OptionalLong compactable) {
  /** How many older manifests are read to find out where layers come from. */
  private static final int MAX_MANIFESTS = 100;

  private static final int MANY_LAYERS = VersionLog.MAX_LAYERS / 2;

  static StoreReport of(StoreAt store, Version which) throws IOException {
    Manifest manifest = store.manifest(which);
    StoreVersion version = store.describe(Version.number(manifest.version()));
    List<Long> kept = new VersionLog(store.storage()).versions();
    boolean newest = manifest.version() == kept.get(kept.size() - 1);
    return new StoreReport(
        store,
        version,
        EntryColumns.of(manifest),
        layers(store.storage(), manifest, kept),
        kept,
        store.history().tags(),
        newest,
        newest ? store.history().compactDryRun(CompactOptions.defaults()) : OptionalLong.empty());
  }

  private static List<LayerReport> layers(Storage storage, Manifest manifest, List<Long> kept)
      throws IOException {
    List<Layer> layers = manifest.layers();
    long[] since = new long[layers.size()];
    boolean[] exact = new boolean[layers.size()];
    findBeginnings(storage, manifest, kept, since, exact);
    List<LayerReport> reports = new ArrayList<>();
    for (int i = 0; i < since.length; i++) {
      List<DataFile> deletes = layers.get(i).deletes();
      List<FileReport> files = new ArrayList<>();
      ParallelCalls.run(
              storage,
              layers.get(i).all().toList(),
              file -> FileReport.read(storage, file, deletes.contains(file)),
              file -> {})
          .forEach(files::add);
      reports.add(new LayerReport(since[i], exact[i], files));
    }
    return reports;
  }

  /** Goes back through the versions as long as they have one of the layers. */
  private static void findBeginnings(
      Storage storage, Manifest manifest, List<Long> kept, long[] since, boolean[] exact)
      throws IOException {
    List<List<String>> names = manifest.layers().stream().map(Layer::names).toList();
    Arrays.fill(since, manifest.version());
    TreeSet<Integer> open = new TreeSet<>();
    for (int i = 0; i < since.length; i++) {
      open.add(i);
    }
    List<Long> older = kept.stream().filter(v -> v < manifest.version()).toList();
    long last = manifest.version();
    int read = 0;
    for (int at = older.size() - 1; at >= 0 && !open.isEmpty() && read < MAX_MANIFESTS; at--) {
      long number = older.get(at);
      read++;
      List<List<String>> there =
          new VersionLog(storage).at(number).layers().stream().map(Layer::names).toList();
      boolean gap = number != last - 1;
      for (int i : List.copyOf(open)) {
        if (there.contains(names.get(i))) {
          since[i] = number;
        } else {
          exact[i] = !gap;
          open.remove(i);
        }
      }
      last = number;
    }
    for (int i : open) {
      exact[i] = since[i] == 1;
    }
  }

  List<FileReport> files() {
    return layers.stream().flatMap(layer -> layer.files().stream()).toList();
  }

  long bytes() {
    return layers.stream().mapToLong(LayerReport::bytes).sum();
  }

  long entries() {
    return layers.stream().mapToLong(LayerReport::entries).sum();
  }

  List<String> codecs() {
    return List.copyOf(
        new TreeSet<>(
            files().stream().filter(FileReport::isSound).map(FileReport::codec).toList()));
  }

  List<String> problems() {
    return files().stream().map(FileReport::problem).filter(text -> !text.isEmpty()).toList();
  }

  /** The verdict: OK, WATCH or BROKEN. */
  String health() {
    if (!problems().isEmpty()) {
      return "BROKEN";
    }
    return layers.size() >= MANY_LAYERS ? "WATCH" : "OK";
  }

  /** What to know and what to do, in words. A line with a command begins with Next. */
  List<String> advice() {
    List<String> lines = new ArrayList<>();
    if (!problems().isEmpty()) {
      problems().forEach(problem -> lines.add(Text.escaped(problem)));
      lines.add("Next: indexkv verify " + name() + "    (all damage)");
      return lines;
    }
    if (layers.size() > 1) {
      lines.add(
          "A missing key asks "
              + layers.size()
              + " layers."
              + (newest ? " After compaction it asks 1." : ""));
    }
    if (layers.size() >= MANY_LAYERS) {
      lines.add("An upsert fails once the store has " + VersionLog.MAX_LAYERS + " layers.");
    }
    if (compactable.isPresent()) {
      if (layers.size() < 2) {
        lines.add("Compaction makes fewer files, or drops deleted keys.");
      }
      lines.add(
          "Next: indexkv compact "
              + name()
              + "    (about "
              + Text.size(compactable.getAsLong())
              + " to write)");
    }
    return lines;
  }

  private String name() {
    return Text.escaped(store.name());
  }
}
