"""Runs of the program whose disk fails, or that hold still, at a chosen moment, and what they
must leave behind."""

import json
import os
import re
import signal
import subprocess
import time

from support import LINK, PATIENCE, PROGRAM, VILLAGE

try:
    import h5py
    import numpy
except ImportError:
    h5py = None

try:
    import xarray
except ImportError:
    xarray = None

# What makes disks fail, where the build of the program leaves it.
FAULT = os.path.join(os.path.dirname(PROGRAM), os.pardir, "tests", "support", "libkr_fault.so")

# The small world of these tests; every table is kept, with different cadences.
SMALL = ["run", VILLAGE, "--scale", "0.1"]
KEEP = "persons:status,contract_minutes,employer@2;employers:heads,openings;events:all"


# Groups in which nothing but time grows.
SERIES = ("quarterly", "flows", "ledger")


def environment(folder, call=0, action="count", name="/a.h5", shim=None):
    """The environment of a run in which `action` happens at a call on files named `name`."""
    words = dict(os.environ, LC_ALL="C.UTF-8")
    if shim is not None:
        # By a name without blanks, which would end the name in that variable.
        if shim and not os.path.lexists(os.path.join(folder, LINK)):
            os.symlink(os.path.abspath(shim), os.path.join(folder, LINK))
        words.update(LD_PRELOAD=f"./{LINK}", KR_FAULT_NAME=name, KR_FAULT_CALL=str(call),
                     KR_FAULT_ACTION=action, KR_FAULT_COUNT=os.path.join(folder, "count"))
        # The address sanitizer wants to be loaded first; loaded after is well enough here.
        options = [words.get("ASAN_OPTIONS", ""), "verify_asan_link_order=0"]
        words["ASAN_OPTIONS"] = ":".join(filter(None, options))
    return words


def run(folder, words, env, kill_after=None):
    """Runs the program, killed after some seconds when asked; returns the finished process."""
    command = [PROGRAM, *map(str, words)]
    process = subprocess.Popen(command, cwd=folder, env=env, encoding="utf-8",
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        out, err = process.communicate(timeout=kill_after if kill_after is not None else PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def paused(case, call, *words):
    """Starts the program in the folder of a test and returns its process once it holds still:
    where its status file would be renewed for the `call`-th time, so `call` - 1 quarters are
    lived. Signals reach it when it goes on, whatever the machine is busy with."""
    if not os.path.exists(FAULT):
        raise AssertionError(f"there is no {FAULT}: build the target kr_fault")
    process = subprocess.Popen(
        [PROGRAM, *map(str, words)], cwd=case.folder, encoding="utf-8", stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment(case.folder, call, "pause", ".status.json", FAULT))
    case.addCleanup(process.stdout.close)
    case.addCleanup(process.stderr.close)
    case.addCleanup(process.wait)
    case.addCleanup(process.kill)
    how = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    if how.si_code != os.CLD_STOPPED:
        case.fail(f"the run ended before it held still: {process.communicate()}")
    return process


def go_on(process):
    """Lets a process that holds still come to its end; returns what it wrote to both streams."""
    process.send_signal(signal.SIGCONT)
    return process.communicate(timeout=PATIENCE)


def timed(folder, words, env):
    """As run, with the seconds that it took."""
    start = time.monotonic()
    done = run(folder, words, env)
    return done, time.monotonic() - start


def status(folder):
    """What the status file tells, or nothing when there is none yet."""
    try:
        with open(os.path.join(folder, "a.h5.status.json"), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {"quarter": "", "quarters_done": 0}


def reported(folder, done):
    """Quarters that the run told to be in the file: in its status file, or at the end."""
    holds = re.findall(r"holds (\d+) complete quarter", done.stderr)
    # A line of the log tells what was lived: the quarter before it is in the file then.
    lived = re.findall(r"^\d{4}Q\d +(\d+)/\d+ ", done.stderr, re.MULTILINE)
    told = [int(number) for number in holds] + [int(number) - 1 for number in lived]
    return max(told + [status(folder)["quarters_done"]])


def begun(folder):
    """Whether the run told that its starting quarter was written."""
    return status(folder)["quarter"] != ""


def axis_of(dataset, axis):
    """The name of an axis of a data set."""
    if "CLASS" in dataset.attrs:
        return os.path.basename(dataset.name)
    scales = dataset.dims[axis]
    return os.path.basename(scales[0].name) if len(scales) else ""


def promised_rows(group, complete):
    """How many rows of single events the promised quarters have; nothing in other groups."""
    if "row_start" not in group:
        return None
    return int(group["row_start"][complete - 1] + group["row_count"][complete - 1]) \
        if complete else 0


class Recording:
    """All values of a result file that its promises cover, in memory."""

    def __init__(self, file):
        self.complete = {}
        self.time = {}
        self.values = {}
        with h5py.File(file, "r") as opened:
            for name, group in opened.items():
                self.take(name, group)

    def take(self, name, group):
        complete = None
        if "quarters_complete" in group:
            complete = int(group["quarters_complete"][()])
            self.complete[name] = complete
            self.time[name] = group["time"][:complete]
        for part, dataset in group.items():
            if isinstance(dataset, h5py.Dataset) and dataset.shape is not None and \
                    b"not a netCDF variable" not in dataset.attrs.get("NAME", b""):
                # Asking every data set for its axes takes longer than reading it.
                over_time = dataset.ndim > 0 and dataset.maxshape[0] is None and \
                    (name in SERIES or axis_of(dataset, 0) == "time")
                until = complete if over_time else promised_rows(group, complete)
                values = dataset[:until] if until is not None and dataset.ndim > 0 \
                    else dataset[()]
                self.values[f"{name}/{part}"] = (over_time, values)


def same(a, b):
    """Equal values, where what is not a number equals itself."""
    a, b = numpy.asarray(a), numpy.asarray(b)
    if a.dtype != b.dtype or a.shape != b.shape:
        return False
    return bool((a == b).all() if a.dtype.kind == "O" else
                numpy.array_equal(a, b, equal_nan=a.dtype.kind == "f"))


def shared_box(part, whole):
    """The values of both in the box that both have."""
    sizes = tuple(slice(min(a, b)) for a, b in zip(part.shape, whole.shape))
    return part[sizes], whole[sizes]


def differences(part, whole):
    """What a file that was cut short promises and the uninterrupted one tells otherwise."""
    wrong = []
    for name, (over_time, values) in part.values.items():
        if name.endswith("/quarters_complete") or name not in whole.values:
            continue
        expected = whole.values[name][1]
        if values.ndim == 0:
            same_values = same(values, expected)
        elif over_time:
            same_values = same(*shared_box(values, expected[:len(values)]))
        else:
            a, b = values, expected[:len(values)]
            if name.endswith("/id"):
                # Places that an unfinished quarter handed out may be blank yet.
                b = numpy.where(a == 0, a, b) if len(a) == len(b) else b
            same_values = same(a, b)
        if not same_values:
            wrong.append(name)
    return wrong


def nameless(part):
    """Whether somebody who is in a promised quarter has no number there."""
    status_of, number = part.values["persons/status"][1], part.values["persons/id"][1]
    present = (status_of != 0).any(axis=0)
    return bool((number[:len(present)][present] == 0).any())


def missing(part, whole):
    """Groups and variables of the uninterrupted file that are not in the other one."""
    return sorted(set(whole.values) - set(part.values))


def too_few(part, whole, quarters):
    """Groups that promise less than the quarters that the program told to be finished."""
    clock = whole.time["quarterly"]
    if not len(clock):
        return []
    last = clock[quarters]
    return [f"{name}: {part.complete.get(name, 0)} of {int((times <= last).sum())}"
            for name, times in whole.time.items()
            if part.complete.get(name, 0) < int((times <= last).sum())]


def ncdump_reads(file):
    """None, or what ncdump says of a file that it cannot read."""
    done = subprocess.run(["ncdump", "-v", "unemployment_rate", file], text=True,
                          capture_output=True, check=False)
    return None if done.returncode == 0 else done.stderr or f"exit status {done.returncode}"


def xarray_reads(file, groups):
    """None, or what xarray says of a file that it cannot read."""
    engines = [name for name in ("netcdf4", "h5netcdf") if name in xarray.backends.list_engines()]
    try:
        for group in groups if engines else ():
            # The first reads ten times faster; tests/output/ takes both.
            with xarray.open_dataset(file, group=group, engine=engines[0]) as opened:
                part = opened.isel(time=slice(int(opened.quarters_complete)))
                if "row_start" in part:
                    rows = int((part.row_start + part.row_count).max()) if part.time.size else 0
                    part = part.isel(event=slice(rows))
                part.load()
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        return f"{group}: {error!r}"
    return None
