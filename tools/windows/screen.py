"""The screen of the proof: finds windows by their titles, presses keys, takes pictures."""

from __future__ import annotations

import time
from pathlib import Path

from tools.windows.runtime import BUILD
from tools.windows.wine import Wine

PICTURES = BUILD / "pictures"
PATIENCE = 60
"""Seconds after which a window counts as missing, or as hanging."""
PAUSE = 0.5
"""Seconds for which the screen must stay as it is to count as settled."""
BLINKING = 4
"""Seconds after which a screen counts as settled though it still changes, as under a text cursor."""


def find(wine: Wine, title: str) -> str:
    """The id of the window whose title holds these words; waits for it, raises RuntimeError when it does not come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = wine.tool("xdotool", "search", "--onlyvisible", "--name", title).split()
        if found:
            wine.tool("xdotool", "windowactivate", "--sync", found[-1])
            settle(wine)
            return found[-1]
        time.sleep(0.2)
    photograph(wine, "missing")
    raise RuntimeError(f'no window named "{title}" came; see {PICTURES / "missing.png"}')


def press(wine: Wine, *keys: str) -> None:
    """Press keys one after the other in the window that has the focus; a key that changes nothing is pressed again."""
    for key in keys:
        before = look(wine)
        for _ in range(5):
            wine.tool("xdotool", "key", key)
            settle(wine)
            if look(wine) != before:
                break
        else:
            photograph(wine, "unmoved")
            raise RuntimeError(f"the key {key} changed nothing; see {PICTURES / 'unmoved.png'}")


def write(wine: Wine, text: str) -> None:
    """Type text into the window that has the focus."""
    wine.tool("xdotool", "type", "--delay", "40", text)
    settle(wine)


def settle(wine: Wine) -> None:
    """Wait until the screen no longer changes: only then has a window seen the last key, however busy the machine."""
    end = time.monotonic() + BLINKING
    before, after = b"", b"-"
    while before != after and time.monotonic() < end:
        time.sleep(PAUSE)
        before, after = after, look(wine)


def look(wine: Wine) -> bytes:
    """What is on the screen."""
    file = BUILD / "look.ppm"
    wine.tool("import", "-silent", "-window", "root", str(file))
    return file.read_bytes()


def close(wine: Wine, title: str) -> None:
    """Close the window of this title as its user would; raises RuntimeError when it stays."""
    find(wine, title)
    press(wine, "alt+F4")
    end = time.monotonic() + PATIENCE
    while wine.tool("xdotool", "search", "--onlyvisible", "--name", title).strip():
        if time.monotonic() > end:
            photograph(wine, "stayed")
            raise RuntimeError(f'the window "{title}" did not close; see {PICTURES / "stayed.png"}')
        time.sleep(0.2)


def photograph(wine: Wine, name: str, window: str = "root") -> Path:
    """Take a picture of the screen, or of one window."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.png"
    wine.tool("import", "-silent", "-window", window, str(file))
    return file
