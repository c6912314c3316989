"""What the page for those who lead shows unless the office chose otherwise (see `forms.document.handouts.summary`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.values.frozen import frozen

if TYPE_CHECKING:
    from forms.definitions.sentences import Sentence


@frozen
class Summary:
    """The cells of the page in their order, each as rules name it, its title, and what `about` says beneath.

    `chart` is the cell whose course over the periods is drawn; the first of `cells` unless said.
    """

    title: Sentence
    cells: tuple[str, ...]
    about: Sentence = ()
    chart: str = ""
