/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.WritableComparable;

/** Hadoop's MapFile without compression and without the file system's checksums. */
final class MapFilePeer implements Peer {
  private static final String FILE = "store.map";

  @Override
  public Optional<String> leftOut(Measure measure, Dataset data) {
    return measure == Measure.BUILD_UNSORTED
        ? Optional.of("takes sorted input only")
        : Optional.empty();
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    return configuration;
  }

  private static org.apache.hadoop.fs.Path path(Path directory) {
    return new org.apache.hadoop.fs.Path(directory.resolve(FILE).toUri());
  }

  private static WritableComparable<?> set(WritableComparable<?> key, long id, byte[] encoded) {
    if (key instanceof LongWritable number) {
      number.set(id);
    } else {
      ((Text) key).set(encoded, 0, encoded.length);
    }
    return key;
  }

  private static WritableComparable<?> newKey(KeyKind keys) {
    return keys.isInteger() ? new LongWritable() : new Text();
  }

  @Override
  public void write(Path directory, Entries entries) throws IOException {
    WritableComparable<?> key = newKey(entries.keys());
    BytesWritable value = new BytesWritable();
    try (MapFile.Writer writer =
        new MapFile.Writer(
            configuration(),
            path(directory),
            MapFile.Writer.keyClass(key.getClass()),
            MapFile.Writer.valueClass(BytesWritable.class),
            MapFile.Writer.compression(SequenceFile.CompressionType.NONE))) {
      while (entries.next()) {
        value.set(entries.value(), 0, entries.valueLength());
        writer.append(set(key, entries.id(), entries.key()), value);
      }
    }
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) throws IOException {
    Configuration configuration = configuration();
    MapFile.Reader first = new MapFile.Reader(path(directory), configuration);
    return new OpenPeer() {
      private boolean taken;

      /** Opens a reader for each thread, because threads that share one wait for its lock. */
      @Override
      public synchronized PeerLookup lookup() throws IOException {
        MapFile.Reader reader = taken ? new MapFile.Reader(path(directory), configuration) : first;
        taken = true;
        return new Lookup(reader, data.keys());
      }

      /** Does not close the readers of further threads; they end with the process. */
      @Override
      public void close() throws IOException {
        first.close();
      }
    };
  }

  private record Lookup(
      MapFile.Reader reader,
      KeyKind keys,
      WritableComparable<?> key,
      BytesWritable value,
      byte[] encoded)
      implements PeerLookup {
    Lookup(MapFile.Reader reader, KeyKind keys) {
      this(reader, keys, newKey(keys), new BytesWritable(), new byte[keys.width()]);
    }

    @Override
    public long get(long id) throws IOException {
      if (!keys.isInteger()) {
        keys.encode(id, encoded);
      }
      return reader.get(set(key, id, encoded), value) == null
          ? Digest.ABSENT
          : Digest.of(value.getBytes(), value.getLength());
    }

    @Override
    public long scan() throws IOException {
      long sum = 0;
      reader.reset();
      while (reader.next(key, value)) {
        long keyDigest =
            key instanceof LongWritable number
                ? number.get()
                : Digest.of(((Text) key).getBytes(), ((Text) key).getLength());
        sum += keyDigest + Digest.of(value.getBytes(), value.getLength());
      }
      return sum;
    }
  }
}
