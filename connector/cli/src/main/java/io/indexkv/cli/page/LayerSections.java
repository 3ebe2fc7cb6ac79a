/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import io.indexkv.cli.output.Text;
import java.util.Comparator;
import java.util.List;

/** What takes space: the parts of files, the layers, the files. */
final class LayerSections {
  private static final String WHOLE = "wide";

  private final PageStore store;
  private final Html html;

  LayerSections(PageStore store, Html html) {
    this.store = store;
    this.html = html;
  }

  /** A row for each kind of index that a file has. */
  private void indexes(PageTable table, long all) {
    for (String kind : List.of("hash", "direct")) {
      List<PageStore.File> files =
          store.files().stream().filter(file -> file.index().equals(kind)).toList();
      if (!files.isEmpty()) {
        part(
            table,
            kind + " index",
            files.stream().mapToLong(PageStore.File::indexBytes).sum(),
            all);
      }
    }
  }

  void space() {
    Sections.open(
        html,
        "Space",
        "",
        "Data are the entries. An index leads a lookup to its entry: a hash index takes 6 to 10"
            + " bytes a key, a direct one at most 4 and often none. The rest is what finds blocks, and what describes the file.");
    long all =
        store.files().stream()
            .filter(file -> !file.codec().isEmpty())
            .mapToLong(PageStore.File::bytes)
            .sum();
    long data = store.files().stream().mapToLong(PageStore.File::dataBytes).sum();
    long index = store.files().stream().mapToLong(PageStore.File::indexBytes).sum();
    PageTable table = new PageTable(html, "part", "#size", "#share", "|");
    part(table, "data", data, all);
    indexes(table, all);
    part(table, "rest", all - data - index, all);
    table.end(0, "");
    long entries = store.entries();
    if (entries > 0) {
      html.element(
          "p",
          Text.size(store.bytes() / entries)
              + " an entry, indexes included, in "
              + Text.entries(entries)
              + ".");
    }
    html.close();
  }

  private static void part(PageTable table, String name, long bytes, long all) {
    table.row(name, Text.size(bytes), Words.percent(bytes, all), PageTable.share(bytes, all));
  }

  void layers() {
    Sections.open(
        html,
        "Layers",
        WHOLE,
        "A lookup asks the layers from the top, and the first that knows the key wins. The bar"
            + " shows which part of the keys a layer covers, from the smallest key of the store to"
            + " the largest.");
    PageTable table =
        new PageTable(
            html, "#layer", "since", "#files", "#entries", "#deletes", "#size", "keys", "|range");
    List<PageStore.Layer> layers = store.layers();
    for (int i = 0; i < Math.min(layers.size(), PageTable.MAX_ROWS); i++) {
      PageStore.Layer layer = layers.get(i);
      table.row(
          Integer.toString(layers.size() - i),
          layer.since(),
          Text.number(layer.files().size()),
          Text.number(layer.entries()),
          Text.number(layer.deleted()),
          Text.size(layer.bytes()),
          bounds(layer.smallest(), layer.largest()),
          PageTable.places(layer.from(), layer.to()));
    }
    table.end(layers.size() - PageTable.MAX_ROWS, "layer");
    html.close();
  }

  /** Two keys, short enough for a cell. */
  private static String bounds(String smallest, String largest) {
    return Html.clipped(smallest, 40) + " … " + Html.clipped(largest, 40);
  }

  void files() {
    Sections.open(
        html,
        "Files",
        WHOLE,
        "The largest file is at the left. The lower part of a bar is data, the upper part its"
            + " indexes. Files of very different sizes, or many small ones, are worth a"
            + " compaction.");
    List<PageStore.File> files =
        store.files().stream()
            .sorted(Comparator.comparingLong(PageStore.File::bytes).reversed())
            .toList();
    if (files.size() > 1) {
      chart(files);
    }
    PageTable table = new PageTable(html, "file", "#entries", "#size", "|", "codec", "keys");
    long largest = files.isEmpty() ? 0 : files.get(0).bytes();
    for (PageStore.File file : files.subList(0, Math.min(files.size(), PageTable.MAX_ROWS))) {
      table.row(
          file.name() + (file.deletes() ? " (deleted keys)" : ""),
          Text.number(file.entries()),
          Text.size(file.bytes()),
          PageTable.share(file.bytes(), largest),
          file.problem().isEmpty() ? file.codec() : "broken",
          bounds(file.smallest(), file.largest()));
    }
    table.row(
        "all " + Text.count(files.size(), "file"),
        Text.number(store.entries() + store.deleted()),
        Text.size(store.bytes()),
        "",
        "",
        "");
    table.end(files.size() - PageTable.MAX_ROWS, "file");
    html.close();
  }

  /** A bar for each file, or for several of about one size. */
  private void chart(List<PageStore.File> files) {
    BarChart chart = new BarChart("sizes of files, the largest first");
    int count = Math.min(files.size(), BarChart.MAX_BARS);
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * files.size() / count);
      int to = (int) ((i + 1L) * files.size() / count);
      List<PageStore.File> some = files.subList(from, to);
      double data = some.stream().mapToLong(PageStore.File::dataBytes).average().orElse(0);
      double all = some.stream().mapToLong(PageStore.File::bytes).average().orElse(0);
      String which =
          some.size() == 1
              ? Html.clipped(some.get(0).name(), 80)
              : "files " + Text.number(from + 1) + " to " + Text.number(to) + ", in the mean";
      chart.bar(data, all - data, which + ": " + Text.size((long) all));
    }
    chart.draw(html, Text::size, List.of("file 1", "file " + Text.number(files.size())));
  }
}
