"""What a letter says, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from forms.narrative.blocks import Document, Paragraph, Table, Text


def paragraphs(document: Document) -> list[str]:
    """The words of each paragraph of the body."""
    found = (block.content for block in document.body if isinstance(block, Paragraph))
    return ["".join(part.text for part in content if isinstance(part, Text)) for content in found]


def table(document: Document) -> Table:
    """The one table of the body."""
    (found,) = (block for block in document.body if isinstance(block, Table))
    return found


def texts(found: Table) -> list[list[str]]:
    """The rows of a table, its head first."""
    return [[cell.text for cell in row] for row in (found.head, *found.rows)]


def aligned(found: Table) -> Sequence[str]:
    """How the columns of a table are aligned."""
    return [cell.align for cell in found.rows[0]]
