package com.imageflowcanvas.bench;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.components.geometry.Resize;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.testkit.TestStepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Resizes photos as a pipeline does, decoding only what is needed, in two ways; {@code
 * bench/shrink-quality} compares what it writes. Usage: {@code <folder of photos> <longest side>
 * <folder for results>}.
 */
public final class ShrinkQuality {
  private static final List<String> WAYS = List.of("auto", "linear", "area");
  private static final int JPEG_QUALITY = 80;

  private final OpenCvImageCodec codec = new OpenCvImageCodec();
  private final Resize resize = new Resize();

  private ShrinkQuality() {}

  public static void main(String[] arguments) throws Exception {
    int side = Integer.parseInt(arguments[1]);
    try (Stream<Path> photos = Files.list(Path.of(arguments[0]))) {
      for (Path photo : photos.filter(file -> file.toString().endsWith(".jpg")).toList()) {
        for (String way : WAYS) {
          new ShrinkQuality().write(photo, side, way, Path.of(arguments[2]));
        }
      }
    }
  }

  private void write(Path photo, int side, String way, Path folder)
      throws IOException, ComponentException {
    byte[] data = Files.readAllBytes(photo);
    ImageHeader header = ImageHeaders.read(data);
    Resize.Params params =
        ParameterSchema.of(Resize.Params.class)
            .bind(Map.of("width", side, "height", side, "interpolation", way), "")
            .value()
            .orElseThrow();
    TestStepContext context = new TestStepContext();
    Raster image =
        codec.decode(data, header, resize.neededInput(params, header.uprightSize()), context);
    Frame frame = new Frame(image, Annotations.NONE, Transform.IDENTITY, Instant.EPOCH);
    Raster result = resize.apply(frame, params, context).image();
    String name = photo.getFileName() + "-" + way;
    Files.write(folder.resolve(name + ".png"), codec.encode(result, ImageFormat.PNG, 0));
    Files.write(
        folder.resolve(name + ".jpg"), codec.encode(result, ImageFormat.JPEG, JPEG_QUALITY));
  }
}
