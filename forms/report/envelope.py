"""What goes with the data of a report and is no part of them: its state, the chain of its revisions, who and when.

The code that is printed on paper is that of the data alone, so it stays the same from draft to final; the envelope
names the data that it belongs to by their digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, fields, replace
from datetime import date, datetime

from forms.definitions.template import Section
from forms.errors import KnownError
from forms.report import archive
from forms.report.archive import FORMAT, lines
from forms.report.cells import State
from forms.report.changes import Filing, Issue, ReportStage, ReportState
from forms.report.kinds.plain import BROKEN, JsonObject, moment, text, whole
from forms.report.report import Report
from forms.values.frozen import frozen


@frozen
class Link:
    """One revision in the chain: what was issued by its digest, and the digest of the one before ("" for the first)."""

    number: int
    digest: str
    former: str
    reason: str
    who: str
    at: datetime  # UTC
    issue: Issue = Issue()


@frozen
class Envelope:
    """The state of a report as it was sent, the stages that it came through and its revisions, oldest first.

    `filings` say of its sections whether they are handed in; an earlier program said nothing of them.
    """

    digest: str
    state: ReportState
    stages: tuple[ReportStage, ...]
    chain: tuple[Link, ...]
    others: Mapping[str, Envelope] = field(default_factory=dict)  # of further data that it tells of, by name
    filings: Mapping[str, Filing] = field(default_factory=dict)


def write(report: Report, name: str, data: bytes, others: Mapping[str, tuple[Report, bytes]] | None = None) -> bytes:
    """The envelope of a report whose data are carried under a name, and of others by name, as canonical JSON text."""
    carried = [_carried(one, called, text) for called, (one, text) in {name: (report, data), **(others or {})}.items()]
    return archive.canonical({"format": FORMAT, "reports": carried})


def _carried(report: Report, name: str, data: bytes) -> JsonObject:
    return {
        "data": name,
        "digest": archive.digest(data),
        "state": report.state,
        "stages": [
            {"state": stage.state, "who": stage.who, "at": stage.at.isoformat(), "reason": stage.reason}
            for stage in report.stages
        ],
        "chain": list(_chain(report)),
        "filings": [{"section": code, "filing": filing} for code, filing in sorted(filings(report).items())],
    }


def filings(report: Report) -> Mapping[str, Filing]:
    """Every section that has figures for this office, by its code."""
    return {
        section.code: report.sections.get(section.code) or _filing(report, section)
        for section in report.template.sections.values()
        if report.figures(section)
    }


def _filing(report: Report, section: Section) -> Filing:
    """What the cells of a section say: not yet while none says anything, no part of it where all say so."""
    codes = {figure.code for figure in section.figures.values()}
    states = {cell.state for address, cell in report.cells.items() if address.figure in codes} - {State.AWAITED}
    if not states:
        return Filing.NOT_YET
    return Filing.OUT_OF_SCOPE if states == {State.NOT_APPLICABLE} else Filing.FILED


def _chain(report: Report) -> Iterator[JsonObject]:
    former = ""
    for revision in report.revisions:
        digest = archive.digest(revision.data.encode())
        yield {
            "number": revision.number,
            "digest": digest,
            "former": former,
            "reason": revision.reason,
            "who": revision.who,
            "at": revision.made.isoformat(),
            **_issue_line(report.issues.get(revision.number)),
        }
        former = digest


def _issue_line(issue: Issue | None) -> JsonObject:
    """What a revision went out under, where anything is known; older programs look past it."""
    if issue is None:
        return {}
    texts = {item.name: getattr(issue, item.name) for item in fields(issue)} | {"day": issue.day and str(issue.day)}
    return {"issue": {key: value for key, value in texts.items() if value}}


def values(content: bytes) -> JsonObject:
    """The plain values of an envelope; raises KnownError for what is none, and for that of a newer program."""
    return archive.read(content, {"format", "reports", "signature"})


def read(content: bytes, name: str) -> Envelope:
    """Read what an envelope says of the data under a name; raises KnownError for anything else."""
    found = values(content)
    try:
        carried = {text(line, "data"): _envelope(line) for line in lines(found, "reports")}
        return replace(carried.pop(name), others=carried)
    except (ValueError, TypeError, KeyError) as error:
        raise KnownError(BROKEN) from error


def find(content: bytes, digest: str) -> Envelope | None:
    """What an envelope says of the data with a digest; None where it says nothing of them, or is none."""
    if not content:
        return None
    found = values(content)
    try:
        envelopes = map(_envelope, lines(found, "reports"))
        return next((one for one in envelopes if one.digest == digest), None)
    except (ValueError, TypeError, KeyError) as error:
        raise KnownError(BROKEN) from error


def first(content: bytes) -> Envelope | None:
    """What an envelope says of the data that it was made for, whatever has become of them; None for no envelope."""
    if not content:
        return None
    found = lines(values(content), "reports")
    try:
        return _envelope(found[0]) if found else None
    except (ValueError, TypeError, KeyError) as error:
        raise KnownError(BROKEN) from error


def _envelope(line: JsonObject) -> Envelope:
    chain = tuple(map(_link, lines(line, "chain")))
    formers = ["", *(link.digest for link in chain)]
    if any((link.number, link.former) != (number, formers[number - 1]) for number, link in enumerate(chain, 1)):
        raise ValueError("a chain that does not hold")
    stages = tuple(map(_stage, lines(line, "stages")))
    sections = {text(one, "section"): Filing(text(one, "filing")) for one in lines(line, "filings")}
    return Envelope(text(line, "digest"), ReportState(text(line, "state")), stages, chain, filings=sections)


def _stage(line: JsonObject) -> ReportStage:
    return ReportStage(ReportState(text(line, "state")), text(line, "who"), moment(line, "at"), text(line, "reason"))


def _link(line: JsonObject) -> Link:
    digest, former = text(line, "digest"), text(line, "former")
    who, at, issue = text(line, "who"), moment(line, "at"), _issue(line.get("issue", {}))
    return Link(whole(line, "number"), digest, former, text(line, "reason"), who, at, issue)


def _issue(line: object) -> Issue:
    if not isinstance(line, dict):
        raise TypeError("issue")
    texts = {item.name: text(line, item.name) for item in fields(Issue) if item.name in line}
    day = texts.pop("day", "")
    return Issue(day=date.fromisoformat(day) if day else None, **texts)
