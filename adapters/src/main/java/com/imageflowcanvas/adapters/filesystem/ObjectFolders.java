package com.imageflowcanvas.adapters.filesystem;

import com.imageflowcanvas.file.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where objects lie: 16 folders of 16 folders, chosen by the key's hash, so that a million objects
 * are 4,000 names a folder. All are made at the start: a put never has to make a folder durable
 * first.
 */
final class ObjectFolders {
  private static final int FAN_OUT = 16;

  private final Path root;

  ObjectFolders(Path root) {
    this.root = root;
  }

  /** Makes what is missing; costs no wait for the disk where nothing is. */
  void create() throws IOException {
    if (all().stream().allMatch(Files::isDirectory)) {
      return;
    }
    for (Path outer : children(root)) {
      for (Path inner : children(outer)) {
        Files.createDirectories(inner);
      }
      DurableFiles.syncFolder(outer);
    }
    DurableFiles.syncFolder(root);
  }

  List<Path> all() {
    return children(root).stream().flatMap(outer -> children(outer).stream()).toList();
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    for (int i = 0; i < FAN_OUT; i++) {
      children.add(folder.resolve(Integer.toHexString(i)));
    }
    return children;
  }

  Path folderOf(ObjectKey key) {
    int hash = spread(key.value().hashCode());
    return root.resolve(Integer.toHexString(hash & 0xf))
        .resolve(Integer.toHexString((hash >>> 4) & 0xf));
  }

  Path fileOf(ObjectKey key) {
    Path folder = folderOf(key);
    Path file = folder.resolve(key.value()).normalize();
    if (!file.startsWith(folder)) {
      throw new IllegalArgumentException("object key: leads out of the store");
    }
    return file;
  }

  /** Multiplicative hashing (Knuth, TAOCP 3, 6.4); the upper bits are the good ones. */
  private static int spread(int hash) {
    return (hash * 0x9e3779b9) >>> 24;
  }
}
