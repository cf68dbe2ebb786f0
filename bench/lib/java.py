"""Runs the Java part of a measurement."""
import functools, pathlib, subprocess

from serving import ROOT, stop_with


@functools.cache
def jdk():
    return pathlib.Path(subprocess.run([str(ROOT / "build" / "find-jdk")], check=True, capture_output=True, text=True).stdout.strip())


@functools.cache
def build():
    """Compiles bench/ and what it needs, unless no source is younger than the last time."""
    stamp = ROOT / "bench" / "target" / "compiled"
    sources = [*ROOT.glob("pom.xml"), *ROOT.glob("*/pom.xml"), *ROOT.glob("*/src/main/**/*")]
    if stamp.exists() and all(source.stat().st_mtime < stamp.stat().st_mtime for source in sources):
        return
    command = ["mvn", "-B", "-ntp", "-q", "-pl", "bench", "-am", "package", "-DskipTests", "-DskipFormatCheck", "-DskipUi"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        stop_with(1, "the build failed:\n" + done.stdout)
    stamp.touch()


def command(main, *arguments):
    build()
    return [str(jdk() / "bin" / "java"), "--enable-native-access=ALL-UNNAMED", "-XX:+UseCompactObjectHeaders",
            "-cp", "bench/target/classes:bench/target/lib/*", "com.imageflowcanvas.bench." + main, *map(str, arguments)]


def run(main, *arguments):
    subprocess.run(command(main, *arguments), cwd=ROOT, check=True)
