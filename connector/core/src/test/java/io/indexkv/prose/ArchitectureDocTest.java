/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.prose;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.prose.ArchitecturePage.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md says of packages, classes and files is so. */
class ArchitectureDocTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("spark", "hadoop", "core");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(io\\.indexkv[a-z.]*)\\.([A-Z]\\w*)");

  /** A file of a module's main code. */
  private record Source(String module, String packageName, String fileName, String text) {}

  private final ArchitecturePage page = ArchitecturePage.read(ROOT.resolve("docs/architecture.md"));
  private final List<Source> sources = sources();

  ArchitectureDocTest() throws IOException {}

  @Test
  void theListOfPackagesHasEveryPackageOnce() {
    assertThat(page.packages()).doesNotHaveDuplicates().hasSameElementsAs(packages());
  }

  @Test
  void thePictureHasEveryPackageOnceInItsModule() {
    assertThat(page.rooms())
        .extracting(Room::packageName)
        .doesNotHaveDuplicates()
        .hasSameElementsAs(packages());
    Map<String, String> modules =
        sources.stream()
            .collect(Collectors.toMap(Source::packageName, Source::module, (one, same) -> one));
    assertThat(page.rooms())
        .allSatisfy(room -> assertThat(room.module()).isEqualTo(modules.get(room.packageName())));
  }

  @Test
  void noPackageUsesOneBesideOrAboveItInThePicture() {
    Map<String, Integer> rows =
        page.rooms().stream().collect(Collectors.toMap(Room::packageName, Room::row));
    Set<String> upward = new TreeSet<>();
    for (Source source : sources) {
      IMPORT
          .matcher(source.text)
          .results()
          .filter(used -> !used.group(2).equals("Internal"))
          .map(used -> used.group(1))
          .filter(used -> !used.equals(source.packageName))
          .filter(used -> rows.get(used) <= rows.get(source.packageName))
          .forEach(used -> upward.add(source.packageName + " uses " + used));
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void classesThatThePageNamesExist() throws IOException {
    Set<String> files = new TreeSet<>();
    for (String modules : List.of("connector", "examples")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(modules))) {
        all.map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> files.add(name.replace(".java", "")));
      }
    }
    assertThat(page.classes()).hasSizeGreaterThan(100);
    assertThat(files).containsAll(page.classes());
  }

  @Test
  void filesThatThePageNamesExist() {
    assertThat(page.files()).hasSizeGreaterThan(10);
    assertThat(page.files()).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
  }

  @Test
  void everyPackageHasAFileWithItsContract() {
    assertThat(sources)
        .filteredOn(source -> source.fileName.equals("package-info.java"))
        .extracting(Source::packageName)
        .hasSameElementsAs(packages());
  }

  @Test
  void everyContractHasAThreadRuleAndAFailureRule() {
    assertThat(sources)
        .filteredOn(source -> source.fileName.equals("package-info.java"))
        .allSatisfy(
            source ->
                assertThat(source.text)
                    .as(source.packageName)
                    .containsPattern("(?i)thread|immutable|driver")
                    .containsPattern("(?i)fail|error|exception|throw|refuse|warning"));
  }

  private Set<String> packages() {
    return sources.stream().map(Source::packageName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String module : MODULES) {
      Path main = ROOT.resolve("connector").resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(main)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = main.relativize(file.getParent()).toString().replace('/', '.');
          sources.add(
              new Source(module, name, file.getFileName().toString(), Files.readString(file)));
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(100);
    return sources;
  }
}
