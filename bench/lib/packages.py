"""Programs of others to compare with, got from PyPI and npm by their usual clients, into
a folder of the temporary directory that stays for the next time."""
import os, pathlib, shutil, subprocess, sys, tempfile

from serving import stop_with

HOME = pathlib.Path(tempfile.gettempdir()) / "imageflow-bench-packages"


class Missing(Exception):
    """What cannot be had here, and why."""


def python(name, *packages):
    """The interpreter of an environment that has them."""
    folder = HOME / name
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        command([sys.executable, "-m", "venv", folder])
        command([folder / "bin" / "pip", "-q", "--disable-pip-version-check", "install", *packages])
        (folder / "complete").touch()
    return folder / "bin" / "python"


def node(name, *packages):
    """The folder node_modules that has them."""
    folder = HOME / name
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text("{}")
        # only the CPU's part of ONNX Runtime
        command(["npm", "install", "--loglevel=error", "--no-fund", "--no-audit", *packages], folder, ONNXRUNTIME_NODE_INSTALL="skip")
        (folder / "complete").touch()
    return folder / "node_modules"


def command(words, folder=None, **environment):
    words = [str(word) for word in words]
    HOME.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(words, cwd=folder or HOME, env=dict(os.environ, **environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError:
        raise Missing("%s is not installed" % words[0])
    if done.returncode:
        raise Missing("`%s` failed: %s" % (" ".join(words), " | ".join(done.stdout.strip().splitlines()[-2:])[-300:]))


def or_exit(get):
    """get(), or exit 2 with the reason."""
    try:
        return get()
    except Missing as reason:
        stop_with(2, "what to compare with cannot be had: %s" % reason)
