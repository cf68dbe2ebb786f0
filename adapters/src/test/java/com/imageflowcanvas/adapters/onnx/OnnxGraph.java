package com.imageflowcanvas.adapters.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes ONNX files for tests, field by field as {@code onnx.proto3} numbers them, so that the
 * project needs no model of somebody else.
 */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int FLOAT16 = 10;

  /** A side that is left open. */
  static final long OPEN = -1;

  private final Part graph = new Part();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  OnnxGraph input(String name, int type, long... shape) {
    graph.part(11, value(name, type, shape));
    return this;
  }

  OnnxGraph output(String name, int type, long... shape) {
    graph.part(12, value(name, type, shape));
    return this;
  }

  OnnxGraph metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  OnnxGraph constant(String name, float[] values, long... shape) {
    Part tensor = new Part();
    for (long side : shape) {
      tensor.number(1, side);
    }
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    graph.part(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    return this;
  }

  /** Weights that lie in another file. */
  OnnxGraph constantOf(String file, String name, long... shape) {
    Part tensor = new Part();
    for (long side : shape) {
      tensor.number(1, side);
    }
    Part place = new Part().text(1, "location").text(2, file);
    graph.part(5, tensor.number(2, FLOAT).text(8, name).part(13, place).number(14, 1));
    return this;
  }

  OnnxGraph node(String type, List<String> inputs, String output) {
    graph.part(1, operation(type, inputs, output));
    return this;
  }

  /** The mean over some axes, which fall away. */
  OnnxGraph mean(String input, String output, long... axes) {
    Part attribute = new Part().text(1, "axes").number(20, 7);
    for (long axis : axes) {
      attribute.number(8, axis);
    }
    Part keep = new Part().text(1, "keepdims").number(3, 0).number(20, 2);
    graph.part(1, operation("ReduceMean", List.of(input), output).part(5, attribute).part(5, keep));
    return this;
  }

  byte[] bytes() {
    Part model = new Part().number(1, 8).text(2, "imageflow-test");
    model.part(7, graph.text(2, "tiny")).part(8, new Part().text(1, "").number(2, 13));
    metadata.forEach((key, value) -> model.part(14, new Part().text(1, key).text(2, value)));
    return model.bytes();
  }

  private static Part operation(String type, List<String> inputs, String output) {
    Part node = new Part();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(3, type + "_" + output).text(4, type);
  }

  private static Part value(String name, int type, long... shape) {
    Part sides = new Part();
    for (int i = 0; i < shape.length; i++) {
      sides.part(
          1, shape[i] == OPEN ? new Part().text(2, "side" + i) : new Part().number(1, shape[i]));
    }
    Part tensor = new Part().number(1, type).part(2, sides);
    return new Part().text(1, name).part(2, new Part().part(1, tensor));
  }

  /** One message of protobuf. */
  private static final class Part {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Part number(int field, long value) {
      return write(out -> out.writeInt64(field, value));
    }

    Part text(int field, String value) {
      return write(out -> out.writeString(field, value));
    }

    Part bytes(int field, byte[] value) {
      return write(out -> out.writeByteArray(field, value));
    }

    Part part(int field, Part value) {
      return bytes(field, value.bytes());
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }

    private Part write(Writing writing) {
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writing.to(out);
        out.flush();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private interface Writing {
      void to(CodedOutputStream out) throws IOException;
    }
  }
}
