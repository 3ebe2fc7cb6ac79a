/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.importing.StoreField;
import io.indexkv.cli.output.Text;
import io.indexkv.store.manifest.SchemaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of Parquet files. */
final class ParquetColumns {
  private ParquetColumns() {}

  /**
   * A column.
   *
   * @param leaf how it is read; null if it is nested
   * @param node how it is read if it is nested; null otherwise
   */
  record ParquetColumn(StoreField field, Type type, Leaf leaf, Node node) {
    /** This column for one of a store, which may be a CHAR or VARCHAR. */
    private ParquetColumn onto(StoreField target) {
      Leaf exact = leaf == null ? null : leaf.withLengths(target.charLength(), target.maxLength());
      return new ParquetColumn(field, type, exact, node);
    }
  }

  /**
   * The columns to read.
   *
   * @param names in their order; empty for all
   * @param target the columns of the store that is changed, one for each name; empty if it is new
   */
  record Wanted(List<String> names, List<StoreField> target) {}

  /**
   * The columns of a file.
   *
   * @param wanted the columns to read
   * @throws UsageException if the file lacks one, or a store cannot have one
   */
  static List<ParquetColumn> of(FileMetaData file, Wanted wanted, String name) {
    MessageType schema = file.getSchema();
    requireNames(schema, name);
    Map<String, String> facts = file.getKeyValueMetaData();
    SparkNotes notes = SparkNotes.of(facts);
    ParquetTypes types = new ParquetTypes(SparkNotes.oldCalendar(facts));
    List<ParquetColumn> columns = new ArrayList<>();
    List<String> all = schema.getFields().stream().map(Type::getName).toList();
    for (String column : wanted.names().isEmpty() ? all : wanted.names()) {
      if (!schema.containsField(column)) {
        throw new UsageException(
            "%s has no column %s, it has %s"
                .formatted(
                    Text.escaped(name),
                    Text.escaped(column),
                    Text.escaped(String.join(", ", all))));
      }
      ParquetColumn read = column(schema.getType(column), notes.columns().get(column), types);
      columns.add(
          wanted.target().isEmpty() ? read : read.onto(wanted.target().get(columns.size())));
    }
    return columns;
  }

  private static ParquetColumn column(Type type, SparkNotes.Note note, ParquetTypes types) {
    String name = type.getName();
    String metadata = note == null ? "{}" : note.metadata();
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      Node node = new Nodes(types).of(type, name);
      return new ParquetColumn(new StoreField(name, node.type(), "", metadata), type, null, node);
    }
    Leaf leaf = types.leaf(type.asPrimitiveType(), name);
    SchemaType noted = note == null ? null : note.field().type();
    leaf = ParquetTypes.interval(leaf, type.asPrimitiveType(), noted);
    String declared = note == null ? "" : note.field().declared();
    if (!leaf.type().name().equals("string")) {
      declared = "";
    }
    StoreField field = new StoreField(name, leaf.type(), declared, metadata);
    return new ParquetColumn(
        field, type, leaf.withLengths(field.charLength(), field.maxLength()), null);
  }

  private static void requireNames(MessageType schema, String file) {
    Map<String, String> seen = new HashMap<>();
    for (Type type : schema.getFields()) {
      String before = seen.put(type.getName().toLowerCase(Locale.ROOT), type.getName());
      if (before != null) {
        throw new UsageException(
            "%s: columns %s and %s have the same name but for capitals"
                .formatted(Text.escaped(file), Text.escaped(before), Text.escaped(type.getName())),
            "rename one with the program that wrote the file");
      }
    }
  }
}
