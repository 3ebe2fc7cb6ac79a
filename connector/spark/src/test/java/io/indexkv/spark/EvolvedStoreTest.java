/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Store;
import io.indexkv.spark.join.Queries;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store with layers of three schemas answers as a Parquet table does that was rewritten at each
 * change.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvolvedStoreTest {
  private static final int KEYS = 20_000;

  private final SparkSession spark = LocalSpark.session();

  @TempDir static Path directory;

  private StoreDirectory store;

  @BeforeAll
  void writeThreeSchemas() {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    store = new StoreDirectory(directory.resolve("store"));
    String first =
        "select id as k, concat('value ', id) as v, cast(id %% 100 as int) as x, if(id %% 3 = 0,"
            + " null, array(id)) as a, id * 0.5 as gone from range(%d)";
    store
        .writer(spark.sql(first.formatted(KEYS)), "k")
        .option("targetFileSize", "64k")
        .save(store.toString());
    alter("add column d int default 5");
    alter("drop column gone");
    alter("rename column v to words");
    String second =
        "select id as k, concat('second ', id) as words, cast(1 as int) as x,"
            + " cast(null as array<bigint>) as a, if(id % 2 = 0, 8, null) as d from range(0, 9000, 3)";
    append(second);
    alter("alter column x type decimal(22,2)");
    alter("add column gone string first");
    alter("alter column d set default 6");
    String third =
        "select 'here' as gone, id as k, 'third' as words, cast(2.5 as decimal(22,2)) as"
            + " x, array(1L, 2L) as a, 9 as d from range(5, 20100, 100)";
    append(third);
    store.read().createOrReplaceTempView("evolved");
    String rewritten =
        """
        select coalesce(t.gone, null) as gone, o.k,
          coalesce(t.words, s.words, o.v) as words,
          cast(coalesce(t.x, s.x, o.x) as decimal(22,2)) as x,
          if(t.k is not null, t.a, if(s.k is not null, s.a, o.a)) as a,
          if(t.k is not null, t.d, if(s.k is not null, s.d, 5)) as d
        from (select coalesce(x.k, y.k) as k, x.v, x.x, x.a from first x full join third y
            on x.k = y.k) o
          left join second s on o.k = s.k left join third t on o.k = t.k
        """;
    spark.sql(first.formatted(KEYS)).createOrReplaceTempView("first");
    spark.sql(second).createOrReplaceTempView("second");
    spark.sql(third).createOrReplaceTempView("third");
    parquet("rewritten", rewritten);
    parquet(
        "probing",
        "select id, if(id % 9 = 0, null, id * 7919 % 21000) as f, id % 5 as g from range(0, 3000,"
            + " 1, 3)");
  }

  private void alter(String change) {
    spark.sql("alter table indexkv.`%s` %s".formatted(store, change));
  }

  private void append(String rows) {
    store.writer(spark.sql(rows), "k").mode("append").save(store.toString());
  }

  private void parquet(String name, String rows) {
    String path = directory.resolve(name).toString();
    spark.sql(rows).write().parquet(path);
    spark.read().parquet(path).createOrReplaceTempView(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from evolved",
        "select d, x, words from evolved where k between 4990 and 5110",
        "select * from evolved where k in (5, 6, 105, 300, 301, 9001, 20005, 20099, 77777)",
        "select words, count(*), sum(d), sum(x) from evolved group by words",
        "select p.*, e.* from probing p join evolved e on p.f = e.k",
        "select p.*, e.d, e.gone from probing p left join evolved e on p.f = e.k and e.d > p.g",
        "select p.* from probing p left anti join evolved e on p.f = e.k",
        "select g, sum(d), count(a[0]), max(words) from probing p join evolved e on p.f = e.k group"
            + " by g",
        "select p.id, e.d, e2.words from probing p join evolved e on p.f = e.k left join evolved e2"
            + " on p.id = e2.k",
      })
  void answersAsTheRewrittenTable(String sql) {
    List<String> expected =
        Queries.run(sql.replace("evolved", "rewritten"), Queries.reference()).rows();
    boolean join = sql.contains("join");
    List<Map<String, String>> ways = new ArrayList<>();
    ways.add(Map.of("spark.indexkv.join.mode", join ? "require" : "auto"));
    ways.add(Map.of("spark.indexkv.join.mode", "off"));
    if (join) {
      ways.add(
          Map.of("spark.indexkv.join.mode", "require", "spark.sql.codegen.wholeStage", "false"));
      ways.add(
          Map.of(
              "spark.indexkv.join.mode",
              "require",
              "spark.indexkv.join.cacheBudget",
              Long.toString(store.bytes() / 4)));
    }
    assertThat(expected).isNotEmpty();
    for (Map<String, String> way : ways) {
      Queries.Answer answer = Queries.run(sql, way);
      assertThat(answer.rows()).as("%s%n%s", way, answer.plan()).isEqualTo(expected);
      assertThat(answer.plan().contains("slices="))
          .isEqualTo(way.containsKey("spark.indexkv.join.cacheBudget"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "heap", "remote"})
  void eachReadModeConverts(String mode) {
    List<String> expected = rows("select * from rewritten where k < 700 order by k");
    spark
        .read()
        .format("indexkv")
        .option("readMode", mode)
        .load(store.toString())
        .createOrReplaceTempView("by_mode");

    assertThat(rows("select * from by_mode where k < 700 order by k")).isEqualTo(expected);
    assertThat(rows("select * from by_mode where k in (5, 6, 9) order by k"))
        .isEqualTo(rows("select * from rewritten where k in (5, 6, 9) order by k"));
  }

  private List<String> rows(String sql) {
    return spark.sql(sql).collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void lookupTables() {
    List<Long> keys = List.of(0L, 1L, 3L, 5L, 105L, 19_999L, 20_005L, 20_006L);
    LookupTable<Row> table = LookupTable.load(spark, store.toString());
    List<String> found = new ArrayList<>();
    for (Row row : table.getMany(keys)) {
      found.add(String.valueOf(row));
    }
    List<String> single = keys.stream().map(key -> String.valueOf(table.get(key))).toList();
    table.close();

    assertThat(found).isEqualTo(single);
    assertThat(found.stream().filter(row -> !row.equals("null")).sorted().toList())
        .isEqualTo(
            rows("select * from rewritten where k in (0, 1, 3, 5, 105, 19999, 20005, 20006)")
                .stream()
                .sorted()
                .toList());
  }

  @Test
  void aCompactionLeavesOneSchema() throws IOException {
    StoreDirectory copy = new StoreDirectory(directory.resolve("copy"));
    FileUtils.copyDirectory(store.path().toFile(), copy.path().toFile());
    assertThat(layers(copy)).hasSize(3).filteredOn(Layer::isOld).hasSize(2);

    Store.compact(copy.path());

    assertThat(layers(copy)).hasSize(1).noneMatch(Layer::isOld);
    copy.read().createOrReplaceTempView("compacted");
    assertThat(rows("select * from compacted order by k"))
        .isEqualTo(rows("select * from rewritten order by k"));
  }

  private static List<Layer> layers(StoreDirectory store) throws IOException {
    return new VersionLog(new LocalStorage(store.path())).latest().orElseThrow().layers();
  }
}
