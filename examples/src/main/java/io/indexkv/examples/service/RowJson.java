/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import java.io.IOException;
import java.util.List;

/**
 * Writes rows as JSON objects, column by column, straight from their bytes. Integers of 64 bits and
 * decimals are strings, because many programs read JSON numbers as doubles. Bytes are Base64.
 */
final class RowJson {
  private final List<Column> columns;
  private final List<SerializableString> names;

  RowJson(RowLayout layout) {
    columns = layout.columns();
    names = columns.stream().map(c -> (SerializableString) new SerializedString(c.name())).toList();
  }

  void write(JsonGenerator out, Row row) throws IOException {
    if (row == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      out.writeFieldName(names.get(i));
      if (row.isNull(i)) {
        out.writeNull();
      } else {
        value(out, row, i);
      }
    }
    out.writeEndObject();
  }

  private void value(JsonGenerator out, Row row, int i) throws IOException {
    switch (columns.get(i).type()) {
      case BOOLEAN -> out.writeBoolean(row.bool(i));
      case INT8 -> out.writeNumber(row.int8(i));
      case INT16 -> out.writeNumber(row.int16(i));
      case INT32 -> out.writeNumber(row.int32(i));
      case INT64 -> out.writeString(Long.toString(row.int64(i)));
      case FLOAT32 -> out.writeNumber(row.float32(i)); // as a string if it is not finite
      case FLOAT64 -> out.writeNumber(row.float64(i));
      case DATE -> out.writeString(row.date(i).toString());
      case TIMESTAMP -> out.writeString(row.timestamp(i).toString());
      case TIMESTAMP_NTZ -> out.writeString(row.timestampNtz(i).toString());
      case DECIMAL -> out.writeString(row.decimal(i).toPlainString());
      case STRING -> out.writeString(row.string(i));
      case BINARY, OPAQUE -> out.writeBinary(row.bytes(i));
    }
  }
}
