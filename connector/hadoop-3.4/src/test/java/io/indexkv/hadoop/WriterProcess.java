/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.CommitConflictException;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A process that commits to stores that others commit to, too: to one after the other, and at each
 * they wait for each other before they begin.
 */
final class WriterProcess {
  private static final int LOOK_MILLIS = 5;

  private WriterProcess() {}

  /** What the processes agree on; everything is in a directory of theirs. */
  record Plan(Path directory, int writers, int commits) {
    Path configuration(StorageCase which) {
      return directory.resolve(which + ".xml");
    }

    /** The ids of the commits that a writer was told are done, one a line. */
    Path done(StorageCase which, int writer) {
      return directory.resolve(which + "-done-" + writer);
    }

    private Path ready(StorageCase which, int writer) {
      return directory.resolve(which + "-ready-" + writer);
    }

    private void awaitOthers(StorageCase which, int writer)
        throws IOException, InterruptedException {
      Files.createFile(ready(which, writer));
      for (int other = 0; other < writers; other++) {
        while (!Files.exists(ready(which, other))) {
          Thread.sleep(LOOK_MILLIS);
        }
      }
    }
  }

  /**
   * Arguments: the plan, the number of this writer, and for each store the case of its storage and
   * its location.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Plan plan = new Plan(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    int writer = Integer.parseInt(args[3]);
    for (int i = 4; i < args.length; i += 2) {
      StorageCase which = StorageCase.valueOf(args[i]);
      Configuration conf = new Configuration(false);
      conf.addResource(plan.configuration(which).toUri().toURL());
      Storage storage = Storages.open(args[i + 1], conf);
      storage.length("data/of-nobody.ikv"); // whatever a client does first
      plan.awaitOthers(which, writer);
      Files.write(plan.done(which, writer), commit(storage, plan.commits()));
    }
    // some clients leave threads behind that keep a JVM alive
    System.exit(0);
  }

  /** Overwrites and upserts in turns. */
  private static List<String> commit(Storage storage, int commits) throws IOException {
    TestStore store = new TestStore(storage);
    List<DataFile> files = store.write("of this process");
    List<String> done = new ArrayList<>();
    long base = new VersionLog(storage).latest().map(Manifest::version).orElse(0L);
    while (done.size() < commits) {
      try {
        Manifest committed =
            done.size() % 2 == 0 ? store.commit(base, files) : store.upsert("of this process");
        done.add(committed.summary().get("commit"));
        base = committed.version();
      } catch (CommitConflictException e) {
        if (e.version() <= base) {
          throw new IOException("a conflict with version " + e.version() + " after " + base, e);
        }
        base = e.version();
      }
    }
    return done;
  }
}
