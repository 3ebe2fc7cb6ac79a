/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.impl.FutureDataInputStreamBuilderImpl;

/** A file system on the way to which something happens to each read. */
final class DisturbedFileSystem extends FilterFileSystem {
  /** What happens before a read of a file that is open; may throw, or take its time. */
  interface Disturbance {
    void beforeRead() throws IOException;

    default void beforeClose() throws IOException {}
  }

  private final Disturbance disturbance;

  DisturbedFileSystem(FileSystem fs, Disturbance disturbance) {
    super(fs);
    this.disturbance = disturbance;
  }

  @Override
  public FutureDataInputStreamBuilder openFile(Path path) {
    return new Builder(path);
  }

  private final class Builder extends FutureDataInputStreamBuilderImpl {
    Builder(Path path) {
      super(DisturbedFileSystem.this, path);
    }

    @Override
    public CompletableFuture<FSDataInputStream> build() throws IOException {
      return fs.openFile(getPath())
          .withFileStatus(getStatus())
          .build()
          .thenApply(in -> new FSDataInputStream(new Disturbed(in)));
    }
  }

  private final class Disturbed extends FSInputStream {
    private final FSDataInputStream in;

    Disturbed(FSDataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      disturbance.beforeRead();
      return in.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      disturbance.beforeRead();
      return in.read(to, offset, length);
    }

    @Override
    public void readFully(long position, byte[] to, int offset, int length) throws IOException {
      disturbance.beforeRead();
      in.readFully(position, to, offset, length);
    }

    @Override
    public void seek(long position) throws IOException {
      in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return in.seekToNewSource(position);
    }

    @Override
    public void close() throws IOException {
      disturbance.beforeClose();
      in.close();
    }
  }
}
