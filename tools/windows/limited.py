"""Runs a Windows program in a Job Object that lets it take only so much memory and time of processor.

It runs on Windows itself, with nothing but Python's own library:

    python limited.py BYTES SECONDS PROGRAM [ARGUMENT ...]

The last line printed is JSON: exit code, peak of memory in bytes, seconds. Wine takes the limits without holding the
program to them, so the peak is watched as well.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time

_EXTENDED_LIMITS = 9
_PROCESS_TIME, _PROCESS_MEMORY = 0x2, 0x100
_WATCH = 0.02  # seconds
_SIZE = ctypes.c_size_t


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),  # of 100 nanoseconds
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", _SIZE),
        ("most_working_set", _SIZE),
        ("processes", ctypes.c_uint32),
        ("affinity", _SIZE),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", _SIZE),
        ("job_memory", _SIZE),
        ("peak_of_process", _SIZE),
        ("peak_of_job", _SIZE),
    )


class _Memory(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        ("peak_working_set", _SIZE),
        ("others", _SIZE * 5),
        ("committed", _SIZE),
        ("peak_committed", _SIZE),
    )


def main(memory: int, seconds: float, command: list[str]) -> None:
    """Put this process, and so all that it starts, into a job with limits; then run the command."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job, here = ctypes.c_void_p(kernel.CreateJobObjectW(None, None)), ctypes.c_void_p(kernel.GetCurrentProcess())
    basic = _BasicLimits(process_time=int(seconds * 10_000_000), flags=_PROCESS_TIME | _PROCESS_MEMORY)
    limits = _Limits(basic=basic, process_memory=memory)
    given = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    if not given or not kernel.AssignProcessToJobObject(job, here):
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined]
    begun, peak = time.monotonic(), 0
    with subprocess.Popen(command) as child:  # noqa: S603 - our own program
        handle = ctypes.c_void_p(int(child._handle))  # type: ignore[attr-defined]  # noqa: SLF001 - nowhere else
        while child.poll() is None:
            used = _Memory(size=ctypes.sizeof(_Memory))
            if kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(used), used.size):
                peak = max(peak, used.peak_working_set, used.committed)
            time.sleep(_WATCH)
    print(json.dumps([child.returncode, peak, round(time.monotonic() - begun, 2)]))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
