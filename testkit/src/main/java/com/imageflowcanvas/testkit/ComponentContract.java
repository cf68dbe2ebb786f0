package com.imageflowcanvas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * What every component keeps to: it is pure, thread-safe, takes images of any size and parameters
 * up to their bounds, gives what its ports say, tells the size of its result beforehand, stops when
 * cancelled, and is described in both languages. Use it in a {@code @TestFactory}.
 */
public final class ComponentContract {
  private static final List<Size> ODD_SIZES =
      List.of(
          new Size(1, 1),
          new Size(1, 9),
          new Size(9, 1),
          new Size(2, 2),
          new Size(3, 5),
          new Size(17, 11),
          new Size(33, 64));

  private ComponentContract() {}

  /** The contract's tests for each component of the catalog. */
  public static Stream<DynamicNode> of(ComponentCatalog catalog) {
    return catalog.all().stream().map(ComponentContract::of);
  }

  private static <P extends Record> DynamicNode of(ComponentDescriptor<P> component) {
    ContractRun<P> run = new ContractRun<>(component);
    return dynamicContainer(
        component.type().value(),
        Stream.of(
            dynamicTest("neverWritesToItsInput", () -> neverWritesToItsInput(run)),
            dynamicTest("givesTheSameEveryTime", () -> givesTheSameEveryTime(run)),
            dynamicTest("takesSmallAndOddSizes", () -> takesSmallAndOddSizes(run)),
            dynamicTest("takesEveryParameterUpToItsBounds", () -> takesEveryParameter(run)),
            dynamicTest("refusesParametersOverTheirBounds", () -> refusesOverBounds(run)),
            dynamicTest("takesAsManyInputsAsItSays", () -> takesAsManyInputsAsItSays(run)),
            dynamicTest("stopsWhenCancelled", () -> stopsWhenCancelled(run)),
            dynamicTest("needsNoMoreThanThereIs", () -> needsNoMoreThanThereIs(run)),
            dynamicTest("keepsDetectionsInsideTheSubmittedImage", () -> keepsDetections(run)),
            dynamicTest("isDescribedInBothLanguages", () -> isDescribed(component))));
  }

  private static <P extends Record> void neverWritesToItsInput(ContractRun<P> run)
      throws Exception {
    Frame input = ContractRun.frame(new Size(40, 30));
    byte[] before = Rasters.bytes(input.image());
    run.apply(input, run.defaults(), new Size(40, 30));
    assertThat(Rasters.bytes(input.image())).isEqualTo(before);
  }

  private static <P extends Record> void givesTheSameEveryTime(ContractRun<P> run)
      throws Exception {
    Size size = new Size(67, 45);
    Frame input = ContractRun.frame(size);
    List<Frame> first = run.apply(input, run.defaults(), size);
    EightThreads.run(
        () -> {
          List<Frame> again = run.apply(input, run.defaults(), size);
          assertThat(again).hasSameSizeAs(first);
          for (int i = 0; i < first.size(); i++) {
            assertSame(again.get(i), first.get(i));
          }
        });
  }

  private static void assertSame(Frame actual, Frame expected) {
    assertThat(Rasters.bytes(actual.image())).isEqualTo(Rasters.bytes(expected.image()));
    assertThat(actual.annotations()).isEqualTo(expected.annotations());
    assertThat(actual.toSubmitted()).isEqualTo(expected.toSubmitted());
  }

  private static <P extends Record> void takesAsManyInputsAsItSays(ContractRun<P> run)
      throws Exception {
    Size size = new Size(17, 11);
    Frame input = ContractRun.frame(size);
    int most = run.descriptor().maxInputs();
    for (int inputs = run.descriptor().minInputs(); inputs <= most; inputs++) {
      assertThat(run.apply(input, inputs, run.defaults(), size, ContractRun.context()))
          .isNotEmpty();
    }
  }

  private static <P extends Record> void takesSmallAndOddSizes(ContractRun<P> run)
      throws Exception {
    for (Size size : ODD_SIZES) {
      run.apply(ContractRun.frame(size), run.defaults(), size);
    }
  }

  private static <P extends Record> void takesEveryParameter(ContractRun<P> run) throws Exception {
    for (Parameter parameter : run.schema().parameters()) {
      for (Object value : ContractRun.extremes(parameter)) {
        P params = run.bind(Map.of(parameter.name(), value));
        for (Size size : List.of(new Size(17, 11), new Size(1, 1))) {
          if (isWithinLimits(run.outputSize(params, size))) {
            run.apply(ContractRun.frame(size), params, size);
          }
        }
      }
    }
  }

  private static <P extends Record> void refusesOverBounds(ContractRun<P> run) {
    ParameterSchema<P> schema = run.schema();
    for (Parameter parameter : schema.parameters()) {
      for (double wrong : new double[] {parameter.min() - 1, parameter.max() + 1}) {
        if (Double.isFinite(wrong)) {
          assertThat(schema.bind(Map.of(parameter.name(), wrong), "/p").errors())
              .as("%s: %s", parameter.name(), wrong)
              .hasSize(1);
        }
      }
    }
  }

  private static <P extends Record> void stopsWhenCancelled(ContractRun<P> run) throws Exception {
    TestStepContext context = ContractRun.context();
    context.cancel();
    Size size = new Size(17, 11);
    try {
      run.apply(ContractRun.frame(size), run.defaults(), size, context);
    } catch (InterruptedException e) {
      assertThat(context.cancellation().isCancelled()).isTrue();
    }
  }

  private static <P extends Record> void needsNoMoreThanThereIs(ContractRun<P> run) {
    for (Size full : List.of(new Size(1, 1), new Size(1920, 1080), new Size(50, 4000))) {
      Size needed = run.component().neededInput(run.defaults(), full);
      assertThat(needed.width()).isBetween(1, full.width());
      assertThat(needed.height()).isBetween(1, full.height());
    }
  }

  private static <P extends Record> void keepsDetections(ContractRun<P> run) throws Exception {
    Size size = new Size(80, 60);
    List<Frame> results = run.apply(ContractRun.frame(size), run.defaults(), size);
    int before = ContractRun.frame(size).annotations().detections().size();
    for (Frame result : results) {
      assertThat(result.annotations().detections())
          .hasSizeGreaterThanOrEqualTo(run.makesMany() ? 0 : before)
          .allSatisfy(
              found -> {
                Box box = found.box();
                Box inside = box.clip(80 * ContractRun.SHRUNK, 60 * ContractRun.SHRUNK);
                assertThat(box.x()).isCloseTo(inside.x(), ContractRun.ROUNDING);
                assertThat(box.bottom()).isCloseTo(inside.bottom(), ContractRun.ROUNDING);
              });
    }
  }

  private static void isDescribed(ComponentDescriptor<?> component) {
    assertThat(component.type().value()).matches("[a-z][a-z0-9_]*");
    ContractRun.requireBothLanguages("title", component.title());
    ContractRun.requireBothLanguages("text", component.text());
    for (Parameter parameter : component.schema().parameters()) {
      ContractRun.requireBothLanguages(parameter.name() + " title", parameter.title());
      ContractRun.requireBothLanguages(parameter.name() + " text", parameter.text());
    }
  }

  private static boolean isWithinLimits(Size size) {
    try {
      ImageLimits.DEFAULT.checkSize(size.width(), size.height(), "result");
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }
}
