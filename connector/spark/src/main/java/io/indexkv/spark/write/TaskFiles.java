/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * The report of a task to the driver. It is not a record and holds its files as bytes: the
 * session's serializer may be Kryo, which can restore neither records nor unmodifiable lists.
 */
final class TaskFiles implements WriterCommitMessage {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final long deleted;
  private final long nullKeys;
  private final long replaced;
  private final long repeated;
  private final byte[] files;
  private final byte[] deletes;

  private TaskFiles(
      long rows,
      long deleted,
      long nullKeys,
      long replaced,
      long repeated,
      byte[] files,
      byte[] deletes) {
    this.rows = rows;
    this.deleted = deleted;
    this.nullKeys = nullKeys;
    this.replaced = replaced;
    this.repeated = repeated;
    this.files = files;
    this.deletes = deletes;
  }

  static TaskFiles of(long rows, long deleted, long nullKeys, Layer layer) {
    return new TaskFiles(
        rows, deleted, nullKeys, 0, 0, encode(layer.files()), encode(layer.deletes()));
  }

  /**
   * The same report, and numbers of rows with equal keys.
   *
   * @param left rows that were left out because another row of their key was chosen
   * @param kept rows that were written beside the first of their key
   */
  TaskFiles withEqualKeys(long left, long kept) {
    return new TaskFiles(rows, deleted, nullKeys, left, kept, files, deletes);
  }

  /** Number of rows written. */
  long rows() {
    return rows;
  }

  /** Number of keys deleted. */
  long deleted() {
    return deleted;
  }

  /** Number of rows left out because their key was null. */
  long nullKeys() {
    return nullKeys;
  }

  /** Number of rows left out because another row of their key was chosen. */
  long replaced() {
    return replaced;
  }

  /** Number of rows written beside the first of their key. */
  long repeated() {
    return repeated;
  }

  Layer layer() {
    return new Layer(decode(files), decode(deletes));
  }

  private static byte[] encode(List<DataFile> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(files.size());
      for (DataFile file : files) {
        StoreFileInfo info = file.info();
        out.writeUTF(file.name());
        out.writeLong(info.length());
        out.writeInt(info.crc32c());
        out.writeLong(info.entries());
        writeKey(out, info.smallestKey());
        writeKey(out, info.largestKey());
        out.writeLong(info.inflatedLength());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<DataFile> decode(byte[] bytes) {
    List<DataFile> files = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        files.add(
            new DataFile(
                name,
                new StoreFileInfo(
                    in.readLong(),
                    in.readInt(),
                    in.readLong(),
                    readKey(in),
                    readKey(in),
                    in.readLong())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void writeKey(DataOutputStream out, byte[] key) throws IOException {
    out.writeInt(key.length);
    out.write(key);
  }

  private static byte[] readKey(DataInputStream in) throws IOException {
    byte[] key = new byte[in.readInt()];
    in.readFully(key);
    return key;
  }
}
