"""Proves that what is promised is on disk, and that what fails fails whole.

python -m tools.faults [--every N] [--draws N] [--kills N] [--seed N] [OPERATION...]    from the root, on Linux

Every operation is done with its n-th call to the kernel failing, for each n: it says EIO, or that the disk is full,
once or from then on, or the process is killed there. Then with the power lost after each call, some possible disks
each. Then the program is killed at random moments while it commits cells. After each the folder must hold what it held
before or after, what was promised must be there, and doing it again must work.
"""

from __future__ import annotations

import argparse
import errno
import random
import shutil
import sys
import time
from collections import Counter

from tools.faults import interposer, kills
from tools.faults.operations import OPERATIONS
from tools.faults.trials import Proof, spare

MODES = {
    "EIO": (errno.EIO, False),
    "EIO from then on": (errno.EIO, True),
    "full": (errno.ENOSPC, False),
    "full from then on": (errno.ENOSPC, True),
    "killed": (0, False),
}


class Tally:
    """What was tried and what went wrong, printed as it goes."""

    def __init__(self) -> None:
        self.wrong: Counter[str] = Counter()

    def faults(self, proof: Proof, every: int) -> None:
        """Each call in turn fails in each way."""
        name, tried, start = proof.operation.name, 0, time.monotonic()
        for at in range(1, proof.points + 1, every):
            for mode, (error, lasting) in MODES.items():
                struck, reason = proof.trial(at, error, lasting=lasting)
                tried += struck
                self._hear(name, f"call {at}, {mode}", reason)
        print(
            f"{name}: {proof.points} calls, {tried} faults, {self.wrong[name]} failures, "
            f"{proof.yet_done} done though refused ({time.monotonic() - start:.0f} s)",
            flush=True,
        )

    def power(self, proof: Proof, draws: int, every: int, seed: int) -> None:
        """The power goes after each call."""
        name = f"power, {proof.operation.name}"
        chance, promises, tried, start = random.Random(seed), 0, 0, time.monotonic()  # noqa: S311 - a draw, no secret
        for number, call in enumerate(proof.calls, start=1):
            promises += call.kind == "mark"
            proof.disk.take(call)
            last = number == len(proof.calls)
            for draw in range(draws if last or (number % every == 0 and call.kind != "open") else 0):
                folder = spare()
                proof.disk.lose_power(chance, folder)
                moment = f"after call {number} of {len(proof.calls)}, draw {draw}"
                self._hear(name, moment, proof.judge(folder, promises))
                shutil.rmtree(folder)
                tried += 1
        print(f"{name}: {tried} disks, {self.wrong[name]} failures ({time.monotonic() - start:.0f} s)", flush=True)

    def _hear(self, name: str, when: str, reason: str) -> None:
        if reason:
            self.wrong[name] += 1
            print(f"FAILED {name}, {when}: {reason}", flush=True)


def main() -> int:
    """Prove, and return 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only each N-th call")
    parser.add_argument("--draws", type=int, default=8, help="possible disks for each moment at which the power goes")
    parser.add_argument("--kills", type=int, default=1000, help="kills at random moments")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("operations", nargs="*", metavar="OPERATION", help=", ".join(one.name for one in OPERATIONS))
    options = parser.parse_args()
    if reason := interposer.missing():
        print(f"tools.faults: left out; {reason}")
        return 0
    if not interposer.loaded():
        return interposer.start_again()
    print(f"seed {options.seed}", flush=True)
    tally = Tally()
    for operation in OPERATIONS:
        if operation.name in (options.operations or [operation.name]):
            proof = Proof(operation)
            tally.faults(proof, options.every)
            tally.power(proof, options.draws, options.every, options.seed)
    commits, lost = kills.kill(options.kills, random.Random(options.seed))  # noqa: S311 - a draw, no secret
    print(f"kills: {options.kills}, {commits} cells committed, {lost} lost")
    return 1 if tally.wrong or lost else 0


if __name__ == "__main__":
    sys.exit(main())
