package com.imageflowcanvas.server;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom. Think hard about the layering of the project before changing this file;
 * ARCHITECTURE.md says what it is for.
 */
class ArchitectureTest {
  private static final String ROOT = "com.imageflowcanvas.";
  private static final String[] CORE = {
    ROOT + "error..",
    ROOT + "id..",
    ROOT + "image..",
    ROOT + "event..",
    ROOT + "access..",
    ROOT + "model..",
    ROOT + "component..",
    ROOT + "pipeline..",
    ROOT + "engine..",
    ROOT + "file..",
    ROOT + "execution.."
  };

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.imageflowcanvas");
  }

  @Test
  void coreNeedsTheJdkAndTwoSmallLibrariesOnly() {
    classes()
        .that(resideInAnyPackage(CORE))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE)
                .or(resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..")))
        .check(all);
  }

  @Test
  void coreHasNoCycles() {
    slices()
        .matching(ROOT + "(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideOutsideOfPackages(CORE), alwaysTrue())
        .check(all);
  }

  @Test
  void insideCoreThingsPointDownwards() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "(*)..")
        .layer("ground")
        .definedBy(
            ROOT + "error..", ROOT + "id..", ROOT + "image..", ROOT + "event..", ROOT + "access..")
        .layer("model")
        .definedBy(ROOT + "model..")
        .layer("component")
        .definedBy(ROOT + "component..")
        .layer("pipeline")
        .definedBy(ROOT + "pipeline..")
        .layer("engine")
        .definedBy(ROOT + "engine..")
        .layer("file")
        .definedBy(ROOT + "file..")
        .layer("execution")
        .definedBy(ROOT + "execution..")
        .layer("outside")
        .definedBy(
            ROOT + "adapters..",
            ROOT + "components..",
            ROOT + "opencv..",
            ROOT + "server..",
            ROOT + "proto..",
            ROOT + "testkit..",
            ROOT + "cli..",
            ROOT + "it..",
            ROOT + "bench..")
        .whereLayer("execution")
        .mayOnlyBeAccessedByLayers("outside")
        .whereLayer("file")
        .mayOnlyBeAccessedByLayers("execution", "model", "outside")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("execution", "outside")
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("engine", "execution", "outside")
        .whereLayer("component")
        .mayOnlyBeAccessedByLayers("pipeline", "engine", "execution", "outside")
        .check(all);
  }

  @Test
  void adaptersDoNotSeeEachOther() {
    slices().matching(ROOT + "adapters.(*)..").should().notDependOnEachOther().check(all);
  }

  @Test
  void componentsDoNotSeeEachOthersCategories() {
    slices()
        .matching(ROOT + "components.(*)..")
        .should()
        .notDependOnEachOther()
        // one implementation of drawing boxes, used by what detects and by what draws
        .ignoreDependency(
            resideInAnyPackage(ROOT + "components.detect.."),
            resideInAnyPackage(ROOT + "components.draw.."))
        .check(all);
  }

  @Test
  void protocolsDoNotSeeEachOtherNorAdapters() {
    slices().matching(ROOT + "server.protocol.(*)..").should().notDependOnEachOther().check(all);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "server.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "adapters..", ROOT + "components..", ROOT + "opencv..")
        .check(all);
  }

  @Test
  void nobodySeesTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "server..")
        .check(all);
  }

  @Test
  void springLivesInTheServerAndInTheAdapterOfJdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "server..", ROOT + "adapters.jdbc..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(all);
  }

  @Test
  void onlyConfigReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "server.config..")
        .and()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(all);
  }

  @Test
  void noClassIsCalledByAnEmptyWord() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "proto..")
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Processor)$")
        .check(all);
  }
}
