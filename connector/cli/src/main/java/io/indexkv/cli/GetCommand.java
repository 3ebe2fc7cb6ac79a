/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.Store;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.output.ValueText;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.KeyColumns;
import io.indexkv.cli.store.StoreAt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description = {
      "Prints the entries of keys. Exit 1 if a key is absent.",
      "A key of several columns is a line of CSV: get STORE 'ICE 599,61'."
    },
    footer = {
      "%nExamples:",
      "  indexkv get airports JFK",
      "  indexkv get airports JFK LAX --jsonl",
      "  cut -d, -f1 orders.csv | indexkv get airports --keys -"
    })
final class GetCommand extends StoreCommand {
  private static final int BATCH = 1000;

  @Mixin private FormOptions forms = new FormOptions();
  @Mixin private VersionOptions versions = new VersionOptions();

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY", description = "Keys to look up.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Take the keys from the lines of a file; - is the standard input.")
  private String file;

  @Override
  int run(StoreAt store) throws IOException {
    if (keys.isEmpty() == (file == null)) {
      throw new UsageException("expected keys, or --keys with a file, and not both");
    }
    EntryColumns columns = EntryColumns.of(store.manifest(versions.version()));
    try (Store<List<Object>, byte[]> open = columns.open(store)) {
      Answer answer = answer(store, columns, file == null && keys.size() == 1);
      if (file == null) {
        look(open, columns, keys, answer);
      } else {
        lookFile(open, columns, answer);
      }
      answer.end();
      return answer.absent() ? ExitCode.NEGATIVE : ExitCode.GOOD;
    }
  }

  private void lookFile(Store<List<Object>, byte[]> open, EntryColumns columns, Answer answer)
      throws IOException {
    try (BufferedReader in =
        file.equals("-")
            ? new BufferedReader(new InputStreamReader(console().in(), UTF_8))
            : Files.newBufferedReader(console().path(file))) {
      List<String> batch = new ArrayList<>();
      String line;
      while ((line = in.readLine()) != null) {
        batch.add(line);
        if (batch.size() == BATCH) {
          look(open, columns, batch, answer);
          batch.clear();
        }
      }
      look(open, columns, batch, answer);
    }
  }

  private static void look(
      Store<List<Object>, byte[]> open, EntryColumns columns, List<String> texts, Answer answer)
      throws IOException {
    List<List<Object>> parsed = texts.stream().map(columns.key()::parse).toList();
    List<byte[]> values = open.getMany(parsed);
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      answer.add(texts.get(i), value == null ? null : columns.values(parsed.get(i), value));
    }
  }

  /** Takes the answers to keys in their order. */
  private abstract static class Answer {
    private boolean absent;

    /** Takes the entry of a key; null if it is absent. */
    final void add(String key, List<Object> entry) throws IOException {
      absent |= entry == null;
      answer(KeyColumns.unmarked(key), entry);
    }

    boolean absent() {
      return absent;
    }

    abstract void answer(String key, List<Object> entry) throws IOException;

    abstract void end() throws IOException;
  }

  private Answer answer(StoreAt store, EntryColumns columns, boolean single) throws IOException {
    if (json()) {
      forms.requireNone();
      return new Document(store, columns);
    }
    EntrySink sink = forms.chosen() || !single ? forms.sink(console(), columns) : record(columns);
    return new Answer() {
      @Override
      void answer(String key, List<Object> entry) throws IOException {
        if (entry == null) {
          console().note("absent: " + key);
        } else {
          sink.entry(entry);
        }
      }

      @Override
      void end() throws IOException {
        if (!single || forms.chosen() || !absent()) {
          sink.end();
        }
      }
    };
  }

  /** Prints one entry with a line for each column. */
  private EntrySink record(EntryColumns columns) {
    TextTable table =
        new TextTable(console(), "", List.of(Heading.left("COLUMN"), Heading.left("VALUE")));
    return new EntrySink() {
      @Override
      public void entry(List<Object> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
          String name = Text.escaped(columns.names().get(i));
          table.row(List.of(name, ValueText.shown(values.get(i))));
        }
      }

      @Override
      public void end() throws IOException {
        table.end();
      }
    };
  }

  private final class Document extends Answer {
    private final EntryColumns columns;
    private String separator = "\n";

    Document(StoreAt store, EntryColumns columns) throws IOException {
      this.columns = columns;
      Map<String, Object> head = Json.document("get", store.name());
      head.put("version", columns.manifest().version());
      String begin = Json.text(head);
      console().print(begin.substring(0, begin.length() - 1) + ",\"results\":[");
    }

    @Override
    void answer(String key, List<Object> entry) throws IOException {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("key", key);
      result.put("found", entry != null);
      result.put("entry", entry == null ? null : Json.object(columns.names(), entry));
      console().print(separator + Json.text(result));
      separator = ",\n";
    }

    @Override
    void end() throws IOException {
      console().line("]}");
    }
  }
}
