/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KeyTrust;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.runtime.BoxedUnit;

/**
 * Stores with unique keys, and facts that repeat theirs, as views of a session of their own: {@code
 * one} with key k, {@code two} with key (a, b), {@code layered} with key k, layers and deleted
 * keys, and {@code facts}.
 */
final class UniqueTables {
  static final SparkSession SPARK = LocalSpark.session().newSession();

  private UniqueTables() {}

  /** What a query gives, with keys trusted or not. */
  record Answer(List<String> rows, int joins, int groups, String plan) {}

  static void create(Path directory) {
    SPARK.conf().set("spark.sql.shuffle.partitions", "1");
    SPARK.conf().set("spark.sql.adaptive.enabled", "false");
    SPARK.conf().set("spark.sql.codegen.wholeStage", "false");
    SPARK.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    write(
        directory.resolve("one"),
        "k",
        "id as k, if(id % 7 = 0, null, concat('v', id % 5)) as v, if(id % 3 = 0, null, id % 6) as w",
        30);
    write(directory.resolve("two"), "a,b", "id % 5 as a, concat('v', id div 5) as b, id as v", 30);
    StoreDirectory layered = new StoreDirectory(directory.resolve("layered"));
    layered.write(SPARK.range(20).selectExpr("id as k", "concat('v', id % 4) as v"), "k");
    for (int from = 5; from < 20; from += 6) {
      layered
          .writer(
              SPARK
                  .range(from, from + 9)
                  .selectExpr("id as k", "concat('v', id % 3) as v", "id % 4 = 1 as gone"),
              "k")
          .option("deleteColumn", "gone")
          .mode("append")
          .save(layered.toString());
    }
    view("layered", directory);
    SPARK
        .range(40)
        .selectExpr(
            "if(id % 9 = 0, null, id * 7 % 25) as a",
            "if(id % 8 = 0, null, concat('v', id % 6)) as b",
            "if(id % 10 = 0, null, id % 12) as x",
            "case id % 5 when 0 then double('-0.0') when 1 then double('NaN')"
                + " when 2 then null else id / 2 end as d")
        .createOrReplaceTempView("facts");
  }

  private static void write(Path path, String key, String columns, int rows) {
    StoreDirectory store = new StoreDirectory(path);
    store
        .writer(SPARK.sql("select " + columns + " from range(" + rows + ")"), key)
        .option("targetFileSize", "2k")
        .option("blockSize", "4k")
        .save(path.toString());
    view(path.getFileName().toString(), path.getParent());
  }

  private static void view(String name, Path directory) {
    SPARK
        .read()
        .format("indexkv")
        .load(directory.resolve(name).toString())
        .createOrReplaceTempView(name);
  }

  static Answer run(String query, boolean trusted) {
    SPARK.conf().set(KeyTrust.OPTION, Boolean.toString(trusted));
    Dataset<Row> answer = SPARK.sql(query);
    LogicalPlan plan = answer.queryExecution().optimizedPlan();
    return new Answer(
        answer.collectAsList().stream().map(UniqueTables::text).sorted().toList(),
        count(plan, Join.class),
        count(plan, Aggregate.class),
        answer.queryExecution().toString());
  }

  private static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(row::get)
        .map(x -> x instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(x))
        .toList()
        .toString();
  }

  private static int count(LogicalPlan plan, Class<? extends LogicalPlan> type) {
    int[] found = new int[1];
    plan.foreach(
        node -> {
          found[0] += type.isInstance(node) ? 1 : 0;
          for (var subquery : Seqs.list(node.subqueries())) {
            found[0] += count((LogicalPlan) subquery, type);
          }
          return BoxedUnit.UNIT;
        });
    return found[0];
  }
}
