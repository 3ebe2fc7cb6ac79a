/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Makes the nodes of nested columns, of the present and the older forms of lists and maps. */
record Nodes(ParquetTypes types) {
  /**
   * The node of a type.
   *
   * @throws io.indexkv.cli.error.UsageException if a store cannot have it
   */
  Node of(Type type, String path) {
    if (type.isRepetition(Repetition.REPEATED)) {
      throw ParquetTypes.refused(path, "a repeated field outside of a list");
    }
    return inside(type, path);
  }

  private Node inside(Type type, String path) {
    if (type.isPrimitive()) {
      return new Node.Value(types.leaf(type.asPrimitiveType(), path));
    }
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
    if (logical == null) {
      return struct(group, path);
    }
    if (logical instanceof ListLogicalTypeAnnotation) {
      return list(group, path);
    }
    if (logical instanceof MapLogicalTypeAnnotation
        || logical instanceof MapKeyValueTypeAnnotation) {
      return map(group, path);
    }
    throw ParquetTypes.refused(path, "a group " + logical);
  }

  private Node.Struct struct(GroupType group, String path) {
    List<String> names = new ArrayList<>();
    List<Node> fields = new ArrayList<>();
    for (Type field : group.getFields()) {
      names.add(field.getName());
      fields.add(of(field, path + "." + field.getName()));
    }
    return new Node.Struct(names, fields);
  }

  private Node list(GroupType list, String path) {
    Type repeated = onlyRepeated(list, path);
    String element = path + ".element";
    return isElement(repeated, list.getName())
        ? new Node.Array(inside(repeated, element), false)
        : new Node.Array(of(repeated.asGroupType().getType(0), element), true);
  }

  private static Type onlyRepeated(GroupType group, String path) {
    if (group.getFieldCount() != 1 || !group.getType(0).isRepetition(Repetition.REPEATED)) {
      throw ParquetTypes.refused(path, "a list or map of a form that Parquet does not define");
    }
    return group.getType(0);
  }

  /** Whether the repeated type is the element itself, as older writers have it. */
  private static boolean isElement(Type repeated, String parent) {
    return repeated.isPrimitive()
        || repeated.asGroupType().getFieldCount() > 1
        || repeated.getName().equals("array")
        || repeated.getName().equals(parent + "_tuple");
  }

  private Node map(GroupType map, String path) {
    Type repeated = onlyRepeated(map, path);
    if (repeated.isPrimitive() || repeated.asGroupType().getFieldCount() != 2) {
      throw ParquetTypes.refused(path, "a map without pairs of keys and values");
    }
    GroupType pair = repeated.asGroupType();
    return new Node.MapOf(of(pair.getType(0), path + ".key"), of(pair.getType(1), path + ".value"));
  }
}
