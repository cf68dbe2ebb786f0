package com.imageflowcanvas.adapters.jackson;

import com.imageflowcanvas.execution.DetectionDocument;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Size;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes detections as they are in the API, with the size of the image whose pixels they are. */
public final class JacksonDetectionDocument implements DetectionDocument {
  private final JsonMapper mapper = JsonMapper.builder().build();

  @Override
  public byte[] write(String filename, Size submitted, List<Detection> detections) {
    ObjectNode document = mapper.createObjectNode();
    document.put("filename", filename);
    document.put("width", submitted.width());
    document.put("height", submitted.height());
    ArrayNode all = document.putArray("detections");
    for (Detection detection : detections) {
      Box box = detection.box();
      ObjectNode one = all.addObject();
      one.put("class", detection.className());
      one.put("class_name", detection.className());
      one.put("class_id", detection.classId());
      one.put("confidence", detection.confidence());
      one.putObject("bbox")
          .put("x", (float) box.x())
          .put("y", (float) box.y())
          .put("width", (float) box.width())
          .put("height", (float) box.height());
    }
    return mapper.writeValueAsBytes(document);
  }
}
