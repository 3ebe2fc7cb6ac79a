/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of each group on an S3 server. */
class CommandLineOnS3Test {
  /**
   * The one of all tests: Hadoop keeps one connection for all that is named {@code s3a://bucket}.
   */
  private static final ObjectStore SERVER = StorageCase.server();

  private static final String STORE = SERVER.uri() + "/cli/numbers";

  @TempDir Path directory;

  private String run(String command) {
    List<String> args = new ArrayList<>(List.of(command.replace("STORE", STORE).split(" ")));
    args.replaceAll(arg -> arg.replace('_', ' '));
    Configuration conf = new Configuration(false);
    SERVER.configure(conf);
    conf.set(HadoopOptions.CACHE_DIR, directory.resolve("cache").toString());
    for (Map.Entry<String, String> setting : conf) {
      args.add("-D");
      args.add(setting.getKey() + "=" + setting.getValue());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(directory, out, err, args.toArray(String[]::new));
    assertThat(exit).as(command + ": " + err.toString(UTF_8)).isLessThan(2);
    return out.toString(UTF_8);
  }

  @Test
  void everyGroupOfCommandsRuns() throws IOException {
    Files.writeString(directory.resolve("numbers.csv"), "id,text\n3,three\n1,one\n2,two\n");
    Files.writeString(directory.resolve("changes.csv"), "id,text\n2,zwei\n4,vier\n");

    run("import STORE numbers.csv --key id --columns id_INT,text_STRING");
    run("import STORE changes.csv --mode append");
    assertThat(run("get STORE 2 --csv")).isEqualTo("id,text\n2,zwei\n");
    assertThat(run("scan STORE --limit 1 --reverse --csv")).isEqualTo("id,text\n4,vier\n");
    assertThat(run("inspect STORE")).contains("UTC   OK");
    assertThat(run("diff STORE 1 2 --summary"))
        .isEqualTo("1 added, 0 removed, 1 changed, 2 the same\n");
    assertThat(run("bench STORE --seconds 0.05")).contains("hit, in batches");
    assertThat(run("verify STORE")).startsWith("OK 2 files, 5 records");

    run("export STORE numbers.parquet");
    run("export STORE numbers-2.csv");
    Configuration conf = new Configuration();
    SERVER.configure(conf);
    org.apache.hadoop.fs.Path in =
        new org.apache.hadoop.fs.Path(SERVER.uri() + "/in/numbers.parquet");
    try (OutputStream out = in.getFileSystem(conf).create(in)) {
      Files.copy(directory.resolve("numbers.parquet"), out);
    }
    run("import STORE-2 " + SERVER.uri() + "/in --key id");
    assertThat(run("scan STORE-2 --csv"))
        .isEqualTo(Files.readString(directory.resolve("numbers-2.csv")));

    assertThat(run("compact STORE")).startsWith("version 3: 2 layers folded");
    assertThat(run("rollback STORE 1")).startsWith("version 4 has the content of version 1");
    run("tag STORE first 1");
    assertThat(run("expire STORE --keep-last 1 --yes")).contains("2 versions: 2, 3");
    run("vacuum STORE --older-than 0s --yes");
    assertThat(run("history STORE").lines()).hasSize(3);
    assertThat(run("get STORE 2 --csv")).isEqualTo("id,text\n2,two\n");
  }
}
