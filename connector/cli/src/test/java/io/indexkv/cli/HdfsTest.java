/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on HDFS. */
@Tag("slow")
class HdfsTest {
  private static MiniDFSCluster cluster;

  @TempDir static Path base;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    File data = base.toFile();
    cluster = new MiniDFSCluster.Builder(new Configuration(), data).numDataNodes(1).build();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown(true);
  }

  private Run run(String command) throws IOException {
    String store = cluster.getFileSystem().getUri() + "/stores/numbers";
    List<String> args = new ArrayList<>(List.of(command.replace("STORE", store).split(" ")));
    args.replaceAll(arg -> arg.replace('_', ' '));
    args.add("-D");
    args.add("indexkv.cache.dir=" + directory.resolve("cache"));
    Run run = Run.in(directory, args.toArray(String[]::new));
    assertThat(run.exit()).as(command + ": " + run.err()).isLessThan(2);
    return run;
  }

  @Test
  void everyCommandRuns() throws IOException {
    StringBuilder csv = new StringBuilder("id,text\n");
    for (int i = 5000; i > 0; i--) {
      csv.append(i).append(",text of ").append(i).append('\n');
    }
    Files.writeString(directory.resolve("numbers.csv"), csv);
    Files.writeString(directory.resolve("changes.csv"), "id,text\n7,seven\n9999,new\n");

    run("import STORE numbers.csv --key id --columns id_INT,text_STRING");
    run("import STORE changes.csv --mode append");

    assertThat(run("get STORE 7 --csv").out()).isEqualTo("id,text\n7,seven\n");
    assertThat(run("get STORE 7 --csv --version-as-of 1").out())
        .isEqualTo("id,text\n7,text of 7\n");
    assertThat(run("get STORE 10000").exit()).isEqualTo(1);
    assertThat(run("scan STORE --csv").out().lines()).hasSize(5002);
    assertThat(run("scan STORE --limit 1 --reverse --csv").out()).contains("9999,new");
    assertThat(run("inspect STORE").out()).contains("UTC   OK").contains("asks 2 layers");
    assertThat(run("inspect STORE --html -").out()).contains("From every entry of 2 files.");
    assertThat(run("diff STORE 1 2 --summary").out())
        .isEqualTo("1 added, 0 removed, 1 changed, 4,999 the same\n");
    assertThat(run("bench STORE --seconds 0.05").out())
        .contains("hit, in batches")
        .contains("miss");
    run("export STORE numbers.jsonl");
    assertThat(Files.readAllLines(directory.resolve("numbers.jsonl"))).hasSize(5001);
    assertThat(copies()).as("copies that commands made before verify").isEmpty();

    assertThat(run("verify STORE").out()).startsWith("OK 2 files, 5,002 records");
    assertThat(run("compact STORE").out()).startsWith("version 3: 2 layers folded");
    assertThat(run("rollback STORE 1").out()).startsWith("version 4 has the content of version 1");
    run("tag STORE first 1");
    assertThat(run("expire STORE --keep-last 1 --yes").out()).contains("2 versions: 2, 3");
    assertThat(run("vacuum STORE --older-than 0s --yes").out()).contains("deleted 4 files");
    assertThat(run("history STORE").out().lines()).hasSize(3);
    assertThat(run("get STORE 7 --csv").out()).isEqualTo("id,text\n7,text of 7\n");
  }

  @Test
  void filesOnHdfsAreImported() throws IOException {
    Files.writeString(directory.resolve("numbers.csv"), "id,text\n3,three\n1,one\n2,two\n");
    run("import numbers numbers.csv --key id --columns id_INT,text_STRING");
    run("export numbers part-1.parquet");
    for (String file : List.of("numbers.csv", "part-1.parquet")) {
      org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path("/in/" + file);
      cluster
          .getFileSystem()
          .copyFromLocalFile(
              new org.apache.hadoop.fs.Path(directory.resolve(file).toUri()), target);
    }
    String in = cluster.getFileSystem().getUri() + "/in";

    run("import STORE-parquet " + in + "/part-*.parquet --key id");
    run("import STORE-csv " + in + "/numbers.csv --key id --columns id_INT,text_STRING");

    for (String store : List.of("STORE-parquet", "STORE-csv")) {
      assertThat(run("scan " + store + " --csv").out())
          .isEqualTo("id,text\n1,one\n2,two\n3,three\n");
    }
    assertThat(Run.in(directory, "import", "s", in + "/no-*.parquet", "--key", "id").err())
        .contains("/in/no-*.parquet: there is no file that can be read");
  }

  private List<Path> copies() throws IOException {
    if (!Files.exists(directory.resolve("cache"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
