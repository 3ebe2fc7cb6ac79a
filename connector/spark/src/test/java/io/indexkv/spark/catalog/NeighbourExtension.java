/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.DelegatingCatalogExtension;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.Function1;
import scala.collection.immutable.List$;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** An extension of another table format, as the session sees it: rules, a parser, a catalog. */
final class NeighbourExtension {
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private NeighbourExtension() {}

  static void reset() {
    SEEN.clear();
  }

  /** The kinds of rules that Spark has called. */
  static Set<String> seen() {
    return Set.copyOf(SEEN);
  }

  /** All that an extension can inject on each Spark. */
  static Function1<SparkSessionExtensions, BoxedUnit> all() {
    return new AbstractFunction1<>() {
      @Override
      public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectResolutionRule(session -> new SeenRule("resolution"));
        extensions.injectPostHocResolutionRule(session -> new SeenRule("resolution"));
        extensions.injectOptimizerRule(session -> new SeenRule("optimizer"));
        extensions.injectPreCBORule(session -> new SeenRule("optimizer"));
        extensions.injectCheckRule(session -> new SeenCheck());
        extensions.injectPlannerStrategy(session -> new SeenStrategy());
        extensions.injectParser((session, parser) -> NeighbourParser.over(parser));
        return BoxedUnit.UNIT;
      }
    };
  }

  /** Copies each plan, as rules do that look for plans of their own. */
  private static final class SeenRule extends Rule<LogicalPlan> {
    private final String kind;

    private SeenRule(String kind) {
      this.kind = kind;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      SEEN.add(kind);
      return plan.mapChildren(this::apply);
    }
  }

  private static final class SeenCheck extends AbstractFunction1<LogicalPlan, BoxedUnit> {
    @Override
    public BoxedUnit apply(LogicalPlan plan) {
      SEEN.add("check");
      return BoxedUnit.UNIT;
    }
  }

  private static final class SeenStrategy extends SparkStrategy {
    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
      SEEN.add("strategy");
      return List$.MODULE$.empty();
    }
  }

  /** Understands one statement more. */
  private static final class NeighbourParser {
    /** A proxy, because the parser has more methods in newer versions of Spark. */
    static ParserInterface over(ParserInterface parser) {
      return (ParserInterface)
          Proxy.newProxyInstance(
              NeighbourParser.class.getClassLoader(),
              new Class<?>[] {ParserInterface.class},
              (proxy, method, arguments) -> {
                SEEN.add("parser");
                if (method.getName().startsWith("parsePlan")
                    && "neighbour hello".equals(arguments[0])) {
                  arguments[0] = "select 'hello'";
                }
                try {
                  return method.invoke(parser, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  /** Takes the place of Spark's own catalog. */
  public static final class NeighbourCatalog extends DelegatingCatalogExtension {
    @Override
    public Table loadTable(Identifier ident) throws NoSuchTableException {
      SEEN.add("catalog");
      return super.loadTable(ident);
    }
  }
}
