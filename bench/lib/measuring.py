"""Medians, tables and what /proc says of processes. Linux only."""
import os, statistics, subprocess, sys, threading, time

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def median(values):
    return statistics.median(values)


def quantile(values, q):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * q))]


def table(head, rows):
    """Prints a markdown table; figures with one decimal, small ones with two."""
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(text(cell) for cell in row) + " |")
    sys.stdout.flush()


def text(cell):
    if isinstance(cell, float):
        return "%.2f" % cell if cell < 10 else "%.1f" % cell
    return str(cell)


def verdict(aims):
    """The last line: which aims hold. aims: (name, figure, bound, True where less is better)."""
    words = []
    for name, figure, bound, less in aims:
        holds = figure <= bound if less else figure >= bound
        words.append("%s %s %s (aim: %s %s)" % (name, text(figure), "holds" if holds else "MISSED", "<=" if less else ">=", text(bound)))
    print("aims: " + "; ".join(words))


def by_threads(work, count, clients):
    """Calls work() so often from so many threads; the first error ends it. Returns seconds."""
    left, lock, errors = [count], threading.Lock(), []

    def client():
        while True:
            with lock:
                if left[0] == 0 or errors:
                    return
                left[0] -= 1
            try:
                work()
            except Exception as e:
                errors.append(e)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    start = time.monotonic()
    [t.start() for t in threads]
    [t.join() for t in threads]
    if errors:
        raise errors[0]
    return time.monotonic() - start


class Processes:
    """One process and its descendants."""

    def __init__(self, pid):
        self.pid = pid

    def all(self):
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    parents[int(name)] = int(stat(int(name))[1])
                except OSError:
                    pass
        family, more = {self.pid}, True
        while more:
            found = {p for p, parent in parents.items() if parent in family} - family
            family, more = family | found, bool(found)
        return sorted(p for p in family if p in parents)

    def cpu_ms(self):
        """User and system time up to now, in steps of 10 ms."""
        total = 0
        for pid in self.all():
            try:
                fields = stat(pid)
                total += int(fields[11]) + int(fields[12])
            except OSError:
                pass
        return total * 1000 / TICKS_PER_S

    def rss_mb(self):
        return sum(status_kb(pid, "VmRSS") for pid in self.all()) / 1024

    def peak_rss_mb(self):
        """Sum of the highest of each process; right where one holds nearly all."""
        return sum(status_kb(pid, "VmHWM") for pid in self.all()) / 1024

    def threads_ms(self):
        """{thread: (name, user ms, system ms)} of the first process."""
        found = {}
        for task in os.listdir("/proc/%d/task" % self.pid):
            try:
                with open("/proc/%d/task/%s/stat" % (self.pid, task)) as f:
                    line = f.read()
            except OSError:
                continue
            fields = line.rsplit(")", 1)[1].split()
            found[task] = (line.split("(", 1)[1].rsplit(")", 1)[0], *(int(fields[i]) * 1000 / TICKS_PER_S for i in (11, 12)))
        return found


def stat(pid):
    """Fields of /proc/<pid>/stat after the name, the state first."""
    with open("/proc/%d/stat" % pid) as f:
        return f.read().rsplit(")", 1)[1].split()


def status_kb(pid, name):
    try:
        with open("/proc/%d/status" % pid) as f:
            return next((int(line.split()[1]) for line in f if line.startswith(name + ":")), 0)
    except OSError:
        return 0


def commit(root):
    """What the figures are of."""
    found = subprocess.run(["git", "-C", str(root), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return found.stdout.strip() or "an unnamed state"
