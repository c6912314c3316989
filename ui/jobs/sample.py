"""The sample reports: a fresh copy each time, so that trying things out never touches real figures.

A sample is a file of values with a description of one name beside it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from exports import values
from forms.definitions import records
from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.offices.units import Unit
from forms.report.changes import Change, SetLegalDocument
from forms.report.filling import periods_of
from forms.report.report import Report
from forms.values import period
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.workfile import SUFFIX
from resources import path
from storage.workspace import Workspace
from ui.jobs import filling
from ui.jobs.exporting import stem
from ui.preferences import SAMPLES


@frozen
class Description:
    """What a sample says of itself: how it is called, the report that it is, and what its officers wrote in it."""

    title: str
    template: str
    unit: str
    level: str
    period: str
    document: tuple[LegalDocument, ...] = ()
    text: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # paragraphs by section


@frozen
class Sample:
    """A report whose numbers and words come with the program."""

    title: str
    template: str
    unit: Unit
    period: period.Period
    values: Path
    documents: tuple[LegalDocument, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """How its exported files are called, less their endings."""
        return stem(self.unit, self.template, self.period)

    @property
    def periods(self) -> set[Period]:
        """Those of which it has numbers."""
        return {self.period, *periods_of(values.read(self.values).lines)}

    def words(self, report: Report) -> Iterator[Change]:
        """The changes that write its words into its report."""
        for number, document in enumerate(self.documents, start=1):
            yield SetLegalDocument(f"vb{number}", document)
        for section, texts in self.texts.items():
            if change := paragraphs.change(report, section, texts):
                yield change

    def new(self, file: str) -> list[str]:
        """The command that makes its empty report."""
        report = ["--unit", self.unit.name, "--level", self.unit.level, "--period", self.period.code]
        return ["new", file, "--template", self.template, *report]


def samples(folder: Path | None = None) -> list[Sample]:
    """The samples of a folder, by name of file; raises DefinitionError for a description that is wrong."""
    found = []
    for file in sorted((folder or path("samples")).glob("*.toml")):
        with records.within(file):
            description = records.record(Description, records.file(file))
            when = period.parse(description.period)
        unit = Unit(description.unit, description.level)
        said = (description.document, description.text)
        found.append(Sample(description.title, description.template, unit, when, file.with_suffix(".csv"), *said))
    return found


def make(folder: Path | None = None, sample: Sample | None = None) -> Path:
    """Make a copy of a sample, by default the first, in a folder, by default a new temporary one; returns its path."""
    sample = sample or samples()[0]
    folder = folder or Path(tempfile.mkdtemp(prefix=SAMPLES))
    file = folder / f"{sample.title}{SUFFIX}"
    with Workspace.create(file) as workspace:
        workspace.add_report(sample.unit, sample.period, load(sample.template), own=True)
        report = workspace.load(load)
        found = values.read(sample.values)
        filling.fill(workspace, report, found, new_periods=True)
        words = list(sample.words(report))
        for change in words:
            report.apply(change)
        workspace.save(report, words)
    return file


def discard(file: Path) -> None:
    """Delete a copy that nobody needs any more; one that was moved or got a period more is the officer's own."""
    copied = next((sample for sample in samples() if sample.title == file.stem), None)
    try:
        with Workspace.open(file) as workspace:
            if copied is None or {name.period for name in workspace.reports()} != copied.periods:
                return
    except KnownError:  # it is open elsewhere, or there no longer
        return
    with suppress(OSError):
        file.unlink()
        file.parent.rmdir()  # files that were exported beside it keep their folder
