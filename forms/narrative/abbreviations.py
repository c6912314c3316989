"""Abbreviations as official text has them: written out where the words of a document first use them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from forms.narrative.blocks import Heading, Note, Paragraph, Table, Text
from forms.values.text import raised

Block = Heading | Paragraph | Table


def written_out(body: Sequence[Block], known: Mapping[str, str]) -> tuple[Block, ...]:
    """The body with each known abbreviation in words where it comes first, and every time where it comes but once."""
    if not known:
        return tuple(body)
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return tuple(_WritingOut(known, re.compile(rf"(?<![\w/(-])(?:{names})(?![\w/-])"), body).blocks())


class _WritingOut:
    """Reads a body in its order and remembers what it has met."""

    def __init__(self, known: Mapping[str, str], pattern: re.Pattern[str], body: Sequence[Block]) -> None:
        self.known = known
        self.pattern = pattern
        self.body = body
        self.uses = Counter(name for text in _texts(body) for name in pattern.findall(text))
        words = "\n".join(_texts(body))
        self.met = {name for name in known if f"({name})" in words}  # whoever wrote it said what it means
        self.before = ""

    def blocks(self) -> Iterable[Block]:
        """The blocks, written out."""
        for block in self.body:
            if isinstance(block, Paragraph):
                self.before = ""
                yield Paragraph(tuple(self.part(part) for part in block.content))
            else:
                yield block

    def part(self, part: Text | Note) -> Text | Note:
        """A run or a note; a note begins anew, and what comes after it goes on from before."""
        if isinstance(part, Note):
            before, self.before = self.before, ""
            content = tuple(self.run(run) for run in part.content)
            self.before = before
            return replace(part, content=content)
        return self.run(part)

    def run(self, run: Text) -> Text:
        """A run in words; one that prints a cell stays as it is, so that it leads there."""
        text = run.text if run.cell else self.pattern.sub(self.word, run.text)
        self.before += run.text
        return run if text == run.text else replace(run, text=text)

    def word(self, match: re.Match[str]) -> str:
        """What stands for an abbreviation here."""
        name = match[0]
        if name in self.met:
            return name
        self.met.add(name)
        before = (self.before + match.string[: match.start()]).rstrip()
        full = raised(self.known[name]) if not before or before.endswith(".") else self.known[name]
        return full if self.uses[name] == 1 else f"{full} ({name})"


def _texts(body: Iterable[Block]) -> Iterable[str]:
    for block in body:
        for part in block.content if isinstance(block, Paragraph) else ():
            yield from (run.text for run in (part.content if isinstance(part, Note) else (part,)))
