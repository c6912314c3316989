"""How much a report may hold, whoever says it: an officer at the keyboard, a command, a file that arrived.

The limits are some times what any office has ever needed, so that none is met in earnest; `kinds.bounds` holds every
change to them.
"""

from __future__ import annotations

from forms.errors import KnownError
from forms.offices.units import Unit
from forms.values.text import picture, spoofed

# characters
NAME = 200  # of an office
LABEL = 300  # of a row
WORKING = 500
NOTE = 2000
REASON = 2000
DETAIL = 2000
PART = 1000  # of a legal document: its number, its title …
SECTION = 20_000  # the paragraphs of a section
CODE = 300  # what names a place, a finding, a document
TEXT = SECTION  # of any text of an archive

# how many
OFFICES_ABOVE = 5
ROWS = 1000  # that officers add: several times the communes of a large province, and exports grow with them
ARRIVING = 2000  # rows, documents, acceptances of a report that arrives: earlier programs let there be so many
PARAGRAPHS = 300  # of a section
WALKS = 20  # through rows, in the paragraphs of a section
LINES = 20_000  # of any list of an archive
STORED = 50_000  # of any list of a workspace that is read whole: the country has some twenty thousand offices

YEARS = range(2000, 2200)  # in which anything was written


def refuse_picture(what: str, text: str) -> None:
    """Raise KnownError for a text with a sign that no font of ours prints."""
    if char := picture(text):
        raise KnownError(f"{what} có ký hiệu “{char}” không in được trên văn bản; đề nghị bỏ ký hiệu này.")


def refuse_office(unit: Unit) -> None:
    """Raise KnownError for an office that says more of itself than any needs, or whose name is not what it seems."""
    for text in (unit.name, unit.code, unit.kind, unit.id, *unit.path):
        if len(text) > NAME or len(unit.path) > OFFICES_ABOVE:
            raise KnownError(f"Tên hoặc mã đơn vị dài quá {NAME} chữ ({text[:40]} …); đề nghị viết gọn lại.")
    for name in (unit.name, *unit.path):
        refuse_spoofed("Tên đơn vị", name)
        if char := picture(name):
            raise KnownError(f'Tên đơn vị "{name}" có ký hiệu “{char}” không in được trên văn bản; đề nghị gõ lại.')


def refuse_spoofed(what: str, text: str) -> None:
    """Raise KnownError for a name with letters that only look like ours: nobody would find it again by typing."""
    if word := spoofed(text):
        raise KnownError(
            f'{what} "{text}": chữ "{word}" lẫn chữ cái của bảng chữ khác trông giống chữ Việt; đề nghị gõ lại tên này.'
        )
