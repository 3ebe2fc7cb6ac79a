/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.store.manifest.DataFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads ranges of a remote store file. It reads ranges next to each other as one. It reads all
 * ranges of a call with one vectored read if the client supports that. It keeps streams open for
 * the next call, one for each call that runs at the same time. Thread-safe.
 */
final class RemoteRanges implements RangedFile {
  private static final String POLICY = "vector, random";

  private final FileSystem fs;
  private final Path path;
  private final String store;
  private final DataFile file;
  private final Retries retries;
  private final Queue<FSDataInputStream> idle = new ConcurrentLinkedQueue<>();

  RemoteRanges(FileSystem fs, Path path, String store, DataFile file, Retries retries) {
    this.fs = fs;
    this.path = path;
    this.store = store;
    this.file = file;
    this.retries = retries;
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public long length() {
    return file.info().length();
  }

  @Override
  public List<byte[]> read(List<FileRange> ranges) throws IOException {
    List<FileRange> merged = merge(ranges);
    List<byte[]> read = retries.run("reading " + path, () -> readOnce(merged));
    List<byte[]> answers = new ArrayList<>(ranges.size());
    for (FileRange range : ranges) {
      answers.add(cut(range, merged, read));
    }
    return answers;
  }

  private List<byte[]> readOnce(List<FileRange> ranges) throws IOException {
    FSDataInputStream in = idle.poll();
    try {
      if (in == null) {
        in = RemoteOpen.of(fs, path, length(), POLICY);
      }
      List<byte[]> read = VectoredRead.read(in, ranges);
      idle.add(in);
      return read;
    } catch (FileNotFoundException e) {
      BrokenSnapshotException broken =
          BrokenSnapshotException.of(
              store, file.name(), file.info().length() + " bytes", "no such file");
      close(in, broken);
      throw broken;
    } catch (IOException | RuntimeException | Error e) {
      close(in, e);
      throw e;
    }
  }

  /** The ranges in ascending order. Ranges that touch or overlap become one. */
  private static List<FileRange> merge(List<FileRange> ranges) {
    List<FileRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(FileRange::offset));
    List<FileRange> merged = new ArrayList<>();
    for (FileRange range : sorted) {
      FileRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      long end = last == null ? 0 : Math.max(last.end(), range.end());
      if (last == null || range.offset() > last.end() || end - last.offset() > Integer.MAX_VALUE) {
        merged.add(range);
      } else {
        merged.set(merged.size() - 1, new FileRange(last.offset(), (int) (end - last.offset())));
      }
    }
    return merged;
  }

  private static byte[] cut(FileRange range, List<FileRange> merged, List<byte[]> read) {
    for (int i = 0; ; i++) {
      FileRange m = merged.get(i);
      if (m.equals(range)) {
        return read.get(i);
      }
      if (m.offset() <= range.offset() && range.end() <= m.end()) {
        byte[] bytes = new byte[range.length()];
        System.arraycopy(read.get(i), (int) (range.offset() - m.offset()), bytes, 0, bytes.length);
        return bytes;
      }
    }
  }

  private static void close(FSDataInputStream in, Throwable failure) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (FSDataInputStream in; (in = idle.poll()) != null; ) {
      in.close();
    }
  }
}
