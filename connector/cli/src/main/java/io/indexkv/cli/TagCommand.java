/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.StoreHistory;
import io.indexkv.StoreTag;
import io.indexkv.StoreVersion;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tag",
    description = {
      "Names a version, which also keeps it from expiring. Lists the tags if no name is given.",
      "A version is a number or a tag; without one it is the newest."
    },
    footer = {
      "%nExamples:",
      "  indexkv tag airports 2026-Q3 31",
      "  indexkv tag airports",
      "  indexkv tag airports 2026-Q3 --delete"
    })
final class TagCommand extends StoreCommand {
  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The tag.")
  private String name;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version to tag.")
  private String version;

  @Option(names = "--delete", order = 10, description = "Delete the tag. Its version stays.")
  private boolean delete;

  @Override
  int run(StoreAt store) throws IOException {
    store.requireThere();
    if (name == null) {
      if (delete) {
        throw new UsageException("--delete: expected the name of a tag");
      }
      return list(store);
    }
    return delete ? delete(store) : create(store);
  }

  private int list(StoreAt store) throws IOException {
    List<StoreTag> tags = store.history().tags();
    if (json()) {
      Map<String, Object> document = Json.document("tag", store.name());
      document.put("tags", tags.stream().map(TagCommand::json).toList());
      console().line(Json.text(document));
      return ExitCode.GOOD;
    }
    TextTable table =
        new TextTable(console(), "", List.of(Heading.left("TAG"), Heading.right("VERSION")));
    for (StoreTag tag : tags) {
      table.row(List.of(tag.name(), Long.toString(tag.version())));
    }
    table.end();
    return ExitCode.GOOD;
  }

  private static Map<String, Object> json(StoreTag tag) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tag.name());
    json.put("version", tag.version());
    return json;
  }

  private int create(StoreAt store) throws IOException {
    StoreVersion tagged =
        store.describe(
            version == null
                ? io.indexkv.Version.newest()
                : VersionOptions.named("VERSION", version));
    StoreTag tag;
    try {
      tag = store.history().tag(name, io.indexkv.Version.number(tagged.number()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new UsageException(e.getMessage(), "indexkv tag STORE NAME --delete deletes a tag");
    }
    return told(store, "version " + tag.version() + " has the tag " + tag.name(), json(tag));
  }

  private int delete(StoreAt store) throws IOException {
    StoreHistory history = store.history();
    if (version != null) {
      throw new UsageException("--delete: expected a tag and no version");
    }
    boolean deleted;
    try {
      deleted = history.deleteTag(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    if (!deleted) {
      throw new UsageException(
          "the store has no tag %s, it has %s"
              .formatted(Text.escaped(name), history.tags().stream().map(StoreTag::name).toList()));
    }
    return told(store, "tag " + name + " is deleted", Map.of("deleted", name));
  }

  private int told(StoreAt store, String text, Map<String, Object> facts) throws IOException {
    Map<String, Object> document = Json.document("tag", store.name());
    document.putAll(facts);
    tell(document, text);
    return ExitCode.GOOD;
  }
}
