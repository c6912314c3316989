"""What the page for those who lead shows unless the office chose otherwise (see `forms.document.handouts.summary`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definitions.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Summary:
    """The cells of the page in their order, each as rules name it, its title, and what `about` says beneath.

    `chart` is the cell whose course over the periods is drawn; the first of `cells` unless said.
    """

    title: Sentence
    cells: tuple[str, ...]
    about: Sentence = ()
    chart: str = ""
