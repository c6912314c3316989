"""The fixed parts of the PDF's pages: letterhead, titles, signature and recipients."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports.pdf.pieces import Block, FramedWord, HorizontalRule, SideBySide
from exports.pdf.prose import set_prose
from exports.pdf.structure import title as titled
from exports.typesetting import layout, wording
from exports.typesetting.lines import plain
from exports.typesetting.titles import by_sense, measure
from forms.values.style import NBSP

if TYPE_CHECKING:
    from exports.pdf.structure import Element
    from exports.typesetting.layout import Look
    from forms.narrative.blocks import Appendix, Document, SignatureBlock


def letterhead(document: Document, width: float) -> list[Block]:
    """Return the head of page 1: agency and State side by side, then number and date."""
    head = document.letterhead
    left = width * layout.LETTERHEAD_SHARE
    right = width - left
    agency = [_line(layout.SUPERIOR, head.superior, left)] if head.superior else []
    agency += [_line(layout.AGENCY, line, left) for line in head.agency]
    longest = max((measure(layout.AGENCY, line, left) for line in head.agency), default=0.0)
    agency.append(Block(HorizontalRule(longest * layout.RULE_SHARE, left)))
    state = [_line(layout.STATE, wording.STATE, right), _line(layout.MOTTO, wording.MOTTO, right)]
    state.append(Block(HorizontalRule(measure(layout.MOTTO, wording.MOTTO, right), right)))
    blocks = [Block(SideBySide(agency, state, (left, right)))]
    if head.draft:
        look = layout.DRAFT
        word = set_prose(look, plain(wording.DRAFT, look), left)
        stamp = Block(FramedWord(word, measure(look, wording.DRAFT, left)), look.before, look.after)
        blocks.append(Block(SideBySide([stamp], [], (left, right))))
    number = [_line(layout.NUMBER, head.number, left)]
    number += [_line(layout.ABOUT, about, left)] if (about := wording.about(document)) else []
    place = _line(layout.PLACE, head.place_and_date, right)
    blocks.append(Block(SideBySide(number, [place], (left, right))))
    return blocks


def title(document: Document, width: float) -> list[Block]:
    """Return kind and subject with the rule beneath, and whom the document addresses."""
    blocks: list[Block] = []
    if document.kind:  # an official letter says it under its number
        longest = measure(layout.SUBJECT, wording.subject(document), width)
        blocks += [
            _line(layout.KIND, document.kind.upper(), width),
            _line(layout.SUBJECT, wording.subject(document), width, titled()),
            Block(HorizontalRule(longest * layout.RULE_SHARE, width)),
        ]
    if document.addressee:
        blocks += _addressees(document, width)
    return blocks


def _addressees(document: Document, width: float) -> list[Block]:
    """Return whom the document addresses: one in the middle, several as a list under the words."""
    names = wording.addressees(document)
    if not names:
        return [_line(layout.ADDRESSEE, wording.addressee(document), width)]
    return [_line(layout.ADDRESSEES, wording.ADDRESSEE, width), *(_line(layout.LISTED, name, width) for name in names)]


def appendix_title(document: Document, appendix: Appendix, width: float) -> list[Block]:
    """Return number and title of an appendix, and which document it goes with."""
    number, name = wording.appendix_number(appendix), wording.appendix_title(appendix)
    first = replace(
        _line(layout.APPENDIX, number, width),
        outline=layout.APPENDIX.outline,
        title=f"{number}. {name}".replace(NBSP, " "),
    )
    return [
        first,
        _line(layout.APPENDIX_TITLE, name, width),
        _line(layout.ENCLOSURE, wording.enclosure(document), width),
    ]


def closing(document: Document, width: float) -> list[Block]:
    """Return the recipients beside the signature, or beneath those of two sides."""
    half = width / 2
    recipients = [_line(layout.RECIPIENT, line, half) for line in wording.recipients(document)]
    if recipients:
        recipients.insert(0, _line(layout.RECIPIENTS, wording.RECIPIENTS, half))
    signature = _signature(document.signature, half)
    if document.beside is None:
        return [Block(SideBySide(recipients, signature, (half, half)), layout.CLOSING_BEFORE)]
    signed = SideBySide(_signature(document.beside, half), signature, (half, half))
    beneath = SideBySide(recipients, [], (half, half))
    return [Block(signed, layout.CLOSING_BEFORE, leads=True), Block(beneath, layout.CLOSING_BEFORE)]


def _signature(signature: SignatureBlock, width: float) -> list[Block]:
    lines = [_line(layout.AUTHORITY, line, width) for line in signature.lines]
    return [*lines, _line(layout.SIGNER, signature.name or NBSP, width)]  # the room to sign in


def _line(look: Look, text: str, width: float, element: Element | None = None) -> Block:
    """Set a line, or a few, of the page's furniture."""
    if look.align == "center":
        text = by_sense(look, text, width)
    return Block(set_prose(look, plain(text, look), width, element), look.before, look.after, look.leads)
