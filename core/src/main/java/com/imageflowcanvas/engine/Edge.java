package com.imageflowcanvas.engine;

import com.imageflowcanvas.image.Frame;
import java.util.List;

/**
 * What flows along an edge of a plan.
 *
 * @param whyEmpty what to say where there are no frames
 */
record Edge(List<Frame> frames, String whyEmpty) {
  Edge {
    frames = List.copyOf(frames);
  }
}
