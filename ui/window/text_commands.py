"""The commands about what the document says: the words of a section, of opening and closing, legal documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ui import menus
from ui.menus import Menus
from ui.window.stage import Stage

_GUESSED = "Ít chữ quá nên chưa chắc là mã cũ; đề nghị chọn cách đọc thành tiếng Việt, không có thì để nguyên."


class TextCommands:
    """The words of one window."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def fill(self, to: Menus) -> None:
        """Put every command into its menu."""
        self.toggle_action = to.add(menus.TEXT, "Lời văn của mục này", self.toggle, "Ctrl+T", "note", tool="Lời văn")
        self.toggle_action.setCheckable(True)
        to.add(menus.TEXT, "Lời mở đầu", self.opening)
        to.add(menus.TEXT, "Lời kết thúc", self.closing)
        to.separate(menus.TEXT)
        to.add(menus.TEXT, "Văn bản được viện dẫn…", self.documents)
        to.add(menus.TEXT, "Nhận sửa từ Word…", self.word_back)

    def refresh(self) -> None:
        """Mark whether words are shown."""
        self.toggle_action.setChecked(self.stage.form is None and self.stage.page_shown is None)

    def toggle(self) -> None:
        """From the numbers of a section to its words, and back."""
        if self.stage.form is not None:
            self.stage.show_words(self.stage.section)
        else:
            self.stage.show_numbers()

    def opening(self) -> None:
        """Show the paragraphs with which the document begins."""
        from forms.narrative.paragraphs import OPENING  # noqa: PLC0415 - only when asked for

        self.stage.show_words(OPENING)

    def closing(self) -> None:
        """Show the paragraphs with which it ends."""
        from forms.narrative.paragraphs import CLOSING  # noqa: PLC0415 - only when asked for

        self.stage.show_words(CLOSING)

    def mend(self, ways: Mapping[str, str], put: Callable[[str], None]) -> None:
        """Mend the words of a section after a look at what would change, in the way that somebody chooses."""
        from ui.dialogs import box  # noqa: PLC0415 - only when asked for

        guessed = [font for font in ways if font]
        read = [f"Nếu là mã {font}:\n{ways[font]}" for font in guessed]
        text = "\n\n".join([_GUESSED, *read] if guessed else ways.values())
        names = [*(f"Đọc theo {font}" for font in guessed), "Để nguyên"] if guessed else ["Sửa", "Để nguyên"]
        chosen = box.choose(self.stage.frame, self.stage.theme, "Sửa lời văn", text, names, len(guessed))
        if chosen < len(ways):
            put([*ways][chosen])

    def word_back(self) -> None:
        """Look at what somebody changed in the exported Word file, and take some of it over."""
        found, _ = QFileDialog.getOpenFileName(self.stage.frame, "Chọn tệp Word đã sửa", "", "Word (*.docx)")
        if found and self.stage.settle():
            self.stage.attempt(lambda: self._look_back(Path(found)))

    def _look_back(self, path: Path) -> None:
        from ui.dialogs.word_changes import WordChangesDialog  # noqa: PLC0415 - only when asked for
        from ui.jobs import word_back  # noqa: PLC0415 - only when asked for

        stage = self.stage
        changes = word_back.look(stage.session.report, path)
        if not changes.any:
            stage.show_message(f"{path.name}: lời văn không khác báo cáo.")
            return
        stage.ask(WordChangesDialog(stage.session, stage.theme, path.name, changes, stage.frame))

    def documents(self) -> None:
        """Show the legal documents."""
        from ui.text.legal_documents import LegalDocuments  # noqa: PLC0415 - only when asked for

        self.stage.ask(LegalDocuments(self.stage.session, self.stage.theme, self.stage.frame))
