package com.imageflowcanvas.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.pipeline.Step;
import com.imageflowcanvas.pipeline.StepId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a document holds comes back as it was: random values, each run the same. */
final class RoundTripTest {
  private static final int VALUES = 200;
  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void documentsComeBackAsTheyWere(int seed) {
    random = new Random(seed);
    for (int i = 0; i < VALUES; i++) {
      Item item = item();
      ItemDocument.Found[][] found =
          again(ItemDocument.Found.of(List.of(item)), ItemDocument.Found[][].class);
      assertThat(again(ItemDocument.of(item), ItemDocument.class).toItem(found[0])).isEqualTo(item);
      StepProgress step = progress();
      assertThat(again(ExecutionDocument.Step.of(step), ExecutionDocument.Step.class).toProgress())
          .isEqualTo(step);
      Step node = node();
      assertThat(again(PipelineRows.Node.of(node), PipelineRows.Node.class).toStep())
          .isEqualTo(node);
      Map<String, Object> parameters = object(3);
      assertThat(Json.readMap(Json.write(parameters))).isEqualTo(parameters);
      assertThat(List.copyOf(Json.readMap(Json.write(parameters)).keySet()))
          .isEqualTo(List.copyOf(parameters.keySet()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1_767_225_600_000_001L, -999_999, Long.MAX_VALUE / 2})
  void microsecondsComeBackAsTheyWere(long micros) {
    assertThat(Micros.of(Micros.instant(micros))).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void instantsOutOfRangeBecomeTheEnds(Instant far) {
    assertThat(Math.abs(Micros.of(far))).isGreaterThan(Long.MAX_VALUE - 2_000_000);
  }

  private static <T> T again(Object document, Class<T> type) {
    return Json.read(Json.write(document), type);
  }

  private Item item() {
    return new Item(
        maybe(this::fileId),
        text(),
        one(ExecutionState.values()),
        many(
            () ->
                new OutputFile(
                    fileId(), new StepId(text()), text(), text(), random.nextLong(1L << 50))),
        many(
            () ->
                new Detection(
                    text(),
                    random.nextInt(),
                    random.nextFloat(),
                    new Box(number(), number(), number(), number()))),
        maybe(() -> new Failure(one(ErrorCode.values()), text())),
        many(this::text));
  }

  private StepProgress progress() {
    return new StepProgress(
        new StepId(text()),
        new ComponentType(text()),
        one(StepState.values()),
        maybe(this::instant),
        maybe(this::instant),
        Duration.ofNanos(random.nextLong(1L << 60)),
        maybe(this::text),
        maybe(this::text));
  }

  private Step node() {
    return new Step(
        text(),
        text(),
        text(),
        object(2),
        many(this::text),
        maybe(() -> new Step.Position(number(), number())));
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    many(this::text).forEach(key -> put(object, key, json(depth)));
    return object;
  }

  @SuppressWarnings("NullAway") // JSON's null is a value here
  private static void put(Map<String, Object> object, String key, @Nullable Object value) {
    object.put(key, value);
  }

  private @Nullable Object json(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt();
      case 3 -> Integer.MAX_VALUE + 1L + random.nextInt(Integer.MAX_VALUE);
      case 4 -> BigInteger.ONE.shiftLeft(70 + random.nextInt(100));
      case 5 -> number();
      case 6 -> text();
      case 7 -> object(depth - 1);
      default -> new ArrayList<>(many(this::text));
    };
  }

  private FileId fileId() {
    return new FileId("f-" + random.nextInt(Integer.MAX_VALUE));
  }

  private Instant instant() {
    return Micros.instant(random.nextLong(1L << 52));
  }

  private double number() {
    return (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(-9, 9));
  }

  /** Any characters, quotes, controls, surrogate pairs and the ends of lines among them. */
  private String text() {
    String odd = "\"\\/\n\r\t\0\u001f\u007f\u2028é猫😀'%{}[],:<>&";
    int[] points = odd.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> many(Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(4)).toList();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
