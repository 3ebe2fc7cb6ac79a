/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.rows.NestedBytes;
import io.indexkv.store.manifest.SchemaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** A type inside of a nested column: makes the raw values that {@link NestedBytes} takes. */
sealed interface Node {
  SchemaType type();

  /**
   * A converter that gives each value to its taker.
   *
   * @param taker gets no call for a null
   */
  Converter converter(Consumer<Object> taker);

  /** A value without parts. */
  record Value(Leaf leaf) implements Node {
    @Override
    public SchemaType type() {
      return leaf.type();
    }

    @Override
    public Converter converter(Consumer<Object> taker) {
      return new PrimitiveConverter() {
        @Override
        public void addBoolean(boolean value) {
          taker.accept(value ? 1L : 0L);
        }

        @Override
        public void addInt(int value) {
          taker.accept(leaf.slot(value));
        }

        @Override
        public void addLong(long value) {
          boolean wide = leaf.form() == Leaf.Form.UNSIGNED_LONG;
          taker.accept(wide ? Leaf.unsigned(value) : (Object) leaf.slot(value));
        }

        @Override
        public void addFloat(float value) {
          taker.accept(Leaf.slot(value));
        }

        @Override
        public void addDouble(double value) {
          taker.accept(Double.doubleToRawLongBits(value));
        }

        @Override
        public void addBinary(Binary value) {
          taker.accept(
              switch (leaf.form()) {
                case INT96, DECIMAL -> leaf.slot(value);
                case WIDE_DECIMAL -> leaf.wide(value);
                default -> leaf.bytes(value);
              });
        }
      };
    }
  }

  /** A struct. */
  record Struct(List<String> names, List<Node> fields) implements Node {
    @Override
    public SchemaType.Struct type() {
      List<SchemaType.Field> types = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        types.add(new SchemaType.Field(names.get(i), fields.get(i).type(), ""));
      }
      return new SchemaType.Struct(types);
    }

    @Override
    public Converter converter(Consumer<Object> taker) {
      return new Group() {
        private Object[] values;

        {
          for (int i = 0; i < fields.size(); i++) {
            int field = i;
            add(fields.get(i).converter(value -> values[field] = value));
          }
        }

        @Override
        public void start() {
          values = new Object[fields.size()];
        }

        @Override
        public void end() {
          taker.accept(values);
        }
      };
    }
  }

  /**
   * An array.
   *
   * @param wrapped whether each element is in a group of its own, and may be null
   */
  record Array(Node element, boolean wrapped) implements Node {
    @Override
    public SchemaType type() {
      return new SchemaType.Array(element.type());
    }

    @Override
    public Converter converter(Consumer<Object> taker) {
      return new Group() {
        private List<Object> values;

        {
          Consumer<Object> each = value -> values.add(value);
          add(wrapped ? new One(element, each) : element.converter(each));
        }

        @Override
        public void start() {
          values = new ArrayList<>();
        }

        @Override
        public void end() {
          taker.accept(values);
        }
      };
    }
  }

  /** A map. */
  record MapOf(Node key, Node value) implements Node {
    @Override
    public SchemaType type() {
      return new SchemaType.MapOf(key.type(), value.type());
    }

    @Override
    public Converter converter(Consumer<Object> taker) {
      Struct entry = new Struct(List.of("key", "value"), List.of(key, value));
      return new Group() {
        private NestedBytes.Pairs pairs;

        {
          add(
              entry.converter(
                  one -> {
                    Object[] parts = (Object[]) one;
                    if (parts[0] == null) {
                      throw new IllegalArgumentException("a map with a null key");
                    }
                    pairs.keys().add(parts[0]);
                    pairs.values().add(parts[1]);
                  }));
        }

        @Override
        public void start() {
          pairs = new NestedBytes.Pairs(new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public void end() {
          taker.accept(pairs);
        }
      };
    }
  }

  /** A converter with parts. */
  abstract class Group extends GroupConverter {
    private final List<Converter> parts = new ArrayList<>();

    final void add(Converter part) {
      parts.add(part);
    }

    @Override
    public final Converter getConverter(int index) {
      return parts.get(index);
    }
  }

  /** A group around an element of an array. */
  final class One extends Group {
    private final Consumer<Object> taker;
    private Object value;

    One(Node element, Consumer<Object> taker) {
      this.taker = taker;
      add(element.converter(one -> value = one));
    }

    @Override
    public void start() {
      value = null;
    }

    @Override
    public void end() {
      taker.accept(value);
    }
  }
}
