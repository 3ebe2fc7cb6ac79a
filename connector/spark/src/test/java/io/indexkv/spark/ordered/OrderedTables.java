/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import static io.indexkv.spark.ordered.KeyDomain.B;
import static io.indexkv.spark.ordered.KeyDomain.BIN;
import static io.indexkv.spark.ordered.KeyDomain.D;
import static io.indexkv.spark.ordered.KeyDomain.DAY;
import static io.indexkv.spark.ordered.KeyDomain.E;
import static io.indexkv.spark.ordered.KeyDomain.FLAG;
import static io.indexkv.spark.ordered.KeyDomain.H;
import static io.indexkv.spark.ordered.KeyDomain.N;
import static io.indexkv.spark.ordered.KeyDomain.NTZ;
import static io.indexkv.spark.ordered.KeyDomain.S;
import static io.indexkv.spark.ordered.KeyDomain.TS;

import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Facts, and stores with keys of one to three columns. Each store is there with one layer and with
 * several. Views of a session name them: facts, s_n and s_n_layers.
 *
 * <p>A column of facts is null in one row of nine. Stores have nulls, NaN and -0.0 in their values.
 */
final class OrderedTables {
  /** The suffix of stores with several layers. */
  static final String LAYERS = "_layers";

  static final List<Store> STORES =
      List.of(
          new Store(S, TS),
          new Store(N, D, S),
          new Store(B),
          new Store(DAY, BIN, H),
          new Store(H, FLAG, NTZ),
          new Store(E, S),
          new Store(S),
          new Store(TS, B));

  /** A store, named after its key. */
  record Store(List<KeyDomain> key) {
    Store(KeyDomain... key) {
      this(List.of(key));
    }

    String name() {
      StringBuilder name = new StringBuilder("s");
      key.forEach(domain -> name.append('_').append(domain.name().toLowerCase()));
      return name.toString();
    }

    /** Numbers of the ids of the store's rows. */
    int ids() {
      return key.size() == 1 ? 14 : key.size() == 2 ? 56 : 84;
    }

    /** The key columns k0, k1 and so on of the row {@code id}. The first one tells most. */
    private String keyOf() {
      int[] sizes =
          key.size() == 3 ? new int[] {0, key.get(1) == FLAG ? 2 : 3, 4} : new int[] {0, 7};
      List<String> columns = new ArrayList<>();
      int below = 1;
      for (int i = key.size() - 1; i >= 0; i--) {
        String number = "(id div " + below + ")" + (i == 0 ? "" : " % " + sizes[i]);
        columns.add(0, key.get(i).value("(" + number + ")") + " as k" + i);
        below *= sizes[i];
      }
      return String.join(", ", columns);
    }
  }

  private final String directory;

  OrderedTables() {
    try {
      directory = Files.createTempDirectory("indexkv-ordered").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SparkSession spark = LocalSpark.session();
    spark.sql(facts()).write().parquet(directory + "/facts");
    SparkSession writer = spark.newSession();
    writer.conf().set("spark.sql.shuffle.partitions", "1");
    for (Store store : STORES) {
      write(writer, store, store.name(), rows(store, "false", "true", store.ids(), ""), false);
      String name = store.name() + LAYERS;
      write(
          writer,
          store,
          name,
          rows(store, "id % 3 = 0", "id % 5 <> 1", store.ids() + 9, ""),
          false);
      for (int layer = 0; layer < 2; layer++) {
        String changed =
            "(id % 3 = 0 or id % 5 = 1 or id >= " + store.ids() + ") and id % 2 = " + layer;
        String gone = ", id >= " + store.ids() + " as gone";
        write(writer, store, name, rows(store, "false", changed, store.ids() + 9, gone), true);
      }
    }
  }

  private static String facts() {
    List<String> columns = new ArrayList<>();
    int number = 0;
    for (KeyDomain domain : KeyDomain.values()) {
      number++;
      columns.add(
          "if(id * %d %% 9 = 4, null, %s) as %s"
              .formatted(
                  number % 3 + 1,
                  domain.value("(id * " + (3 + number) + " div 2 % 11)"),
                  domain.column()));
    }
    return "select id, "
        + String.join(", ", columns)
        + ", cast(if(id % 5 = 0, null, id % 6) as int) as m, element_at(array(0D, -0D,"
        + " double('NaN'), 2.5D, null, -1e300D), cast(1 + id % 6 as int)) as x, if(id % 2 = 0,"
        + " 100000, -100000) * (id % 4 - 1) as huge, cast(if(id % 2 = 0, 99999999, -99999999) * (id"
        + " % 3) as decimal(18,2)) as vast from range(0, 70, 1, 2)";
  }

  private static String rows(Store store, String old, String which, int ids, String more) {
    return """
    select %1$s, if(%2$s or id %% 5 = 0, null, cast(id %% 7 as int)) as v,
      element_at(array(0D, -0D, double('NaN'), 2.5D, null), cast(1 + id %% 5 as int)) as w,
      if(%2$s, 'old', if(id %% 6 = 0, null, concat('t', id))) as t%3$s
    from range(0, %4$d, 1, 1) where %5$s
    """
        .formatted(store.keyOf(), old, more, ids, which);
  }

  private void write(SparkSession writer, Store store, String name, String rows, boolean append) {
    DataFrameWriter<Row> write =
        writer
            .sql(rows)
            .write()
            .format("indexkv")
            .mode(append ? "append" : "overwrite")
            // a few files, or one
            .option("targetFileSize", store.key().size() == 2 ? "400" : "64m");
    if (append) {
      write.option("deleteColumn", "gone");
    } else {
      List<String> key = new ArrayList<>();
      for (int i = 0; i < store.key().size(); i++) {
        key.add("k" + i);
      }
      write.option("key", String.join(", ", key));
    }
    write.save(directory + "/" + name);
  }

  /** Creates views of the tables in a session. */
  void views(SparkSession spark) {
    spark.read().parquet(directory + "/facts").createOrReplaceTempView("facts");
    for (Store store : STORES) {
      for (String name : List.of(store.name(), store.name() + LAYERS)) {
        spark.read().format("indexkv").load(directory + "/" + name).createOrReplaceTempView(name);
      }
    }
  }

  /** Creates views of the same rows in a session. Here they are in memory, and were in no store. */
  void referenceViews(SparkSession spark) {
    inMemory(spark, spark.read().parquet(directory + "/facts")).createOrReplaceTempView("facts");
    for (Store store : STORES) {
      Dataset<Row> rows = inMemory(spark, spark.sql(rows(store, "false", "true", store.ids(), "")));
      rows.createOrReplaceTempView(store.name());
      rows.createOrReplaceTempView(store.name() + LAYERS);
    }
  }

  private static Dataset<Row> inMemory(SparkSession spark, Dataset<Row> rows) {
    return spark.createDataFrame(rows.collectAsList(), rows.schema()).coalesce(1);
  }
}
