/** Pictures without an image library: a photo's size from its header, results as SVG around the photo. */
import type { Detection, Pipeline } from "../src/api/types";

export interface Size {
  width: number;
  height: number;
}

/** Null for what is neither JPEG nor PNG, or is cut off. */
export function sizeOf(bytes: Buffer): Size | null {
  if (bytes.subarray(1, 4).toString("latin1") === "PNG" && bytes.length > 24) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** What the pipeline would have made of the photo, as far as SVG can. */
export function resultOf(
  photo: Buffer,
  size: Size,
  pipeline: Pipeline,
  found: Detection[],
): Buffer {
  const href = `data:image/${photo[0] === 0xff ? "jpeg" : "png"};base64,${photo.toString("base64")}`;
  const image = (more = "") => `<image href="${href}" width="100%" height="100%" ${more}/>`;
  const rects = (attributes: string) =>
    found
      .map(
        ({ bbox: b }) =>
          `<rect x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" ${attributes}/>`,
      )
      .join("");
  const bodies: Record<string, string> = {
    "blur-faces": `<defs><filter id="f"><feGaussianBlur stdDeviation="14"/></filter><clipPath id="c">${rects("")}</clipPath></defs>${image()}<g clip-path="url(#c)">${image('filter="url(#f)"')}</g>`,
    "detect-objects": image() + rects('fill="none" stroke="#ffb02e" stroke-width="4"'),
    "resize-sharpen": `<defs><filter id="f"><feConvolveMatrix order="3" kernelMatrix="0 -1 0 -1 5 -1 0 -1 0"/></filter></defs>${image('filter="url(#f)"')}`,
    edges: `<defs><filter id="f"><feColorMatrix type="saturate" values="0"/><feConvolveMatrix order="3" preserveAlpha="true" kernelMatrix="-1 -1 -1 -1 8 -1 -1 -1 -1"/></filter></defs>${image('filter="url(#f)"')}`,
  };
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">${bodies[pipeline.slug]}</svg>`,
  );
}

/** A drawn landscape, as the server's own samples. */
export function drawnSample(): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="0 0 640 480"><rect width="640" height="480" fill="#f3d9a4"/><circle cx="480" cy="130" r="52" fill="#f2a124"/><path d="M0 360l170-150 130 110 90-70 250 190v40H0z" fill="#7d6a55"/><path d="M0 420l240-90 180 70 220-50v130H0z" fill="#4c4237"/></svg>`,
  );
}
