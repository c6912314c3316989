"""Pages of paper one under the other: scrolled, zoomed, and clicked where a value is printed."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from exports.pdf.paper import Spot
from forms.report.cells import Address
from ui.look.theme import Theme
from ui.pages.printer import Pages, Picture

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)  # of the size on paper
_LARGEST_FIT = 1.6  # beyond it letters on a wide screen get too large
_GAP = 12  # pixels at 100 % between pages and around them


class PageView(QAbstractScrollArea):
    """The pages of a printed document. Pictures of an older document stay until the newer ones are there."""

    wanted = Signal(list)  # pages and scales to picture, the visible ones first
    cell_chosen = Signal(object)  # the Address of the value that was clicked
    page_changed = Signal(int, int)  # the page in view from 1, and how many there are
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.whole = False
        """Whether pages fit the height too, not only the width."""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("Trang in của báo cáo")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._count_pages)
        self._pages: Pages | None = None
        self._pictures: dict[int, Picture] = {}
        self._asked: list[tuple[int, float]] = []
        self._tops: list[float] = []
        self._zoom = 0.0  # 0 fits the width
        self._followed: Address | None = None
        self._spot: Spot | None = None

    def _scale(self, page: int) -> float:
        """Logical pixels a point: the zoom, or what fits the page to the width."""
        on_paper = self.logicalDpiX() / 72
        if self._zoom or self._pages is None:
            return (self._zoom or 1.0) * on_paper
        gap = 2 * self.theme.px(_GAP)
        width, height = self._pages.sizes[page]
        fitting = (self.viewport().width() - gap) / width
        if self.whole:
            fitting = min(fitting, (self.viewport().height() - gap) / height)
        return max(0.1, min(fitting, _LARGEST_FIT * on_paper))

    @property
    def zoom(self) -> float:
        """How large the page in view is, 1.0 being its size on paper."""
        return self._scale(self._place()[0]) * 72 / self.logicalDpiX()

    def show_pages(self, pages: Pages) -> None:
        """Show a newly printed document at the place where the one before was."""
        page, share = self._place()
        self._pages = pages
        self._asked = []
        self._arrange()
        self._go(page, share)
        if self._followed is not None:
            self._find(self._spot.page if self._spot else 0)
        self._count_pages()
        self.viewport().update()

    def show_picture(self, picture: Picture) -> None:
        """Put a picture in its place; one of an older document comes too late."""
        if self._pages is not None and picture.number == self._pages.number:
            self._pictures[picture.page] = picture
            self.viewport().update()

    def follow(self, cell: Address) -> None:
        """Show where the value of a cell is printed: in the text if it stands there, else in the appendix."""
        self._followed = cell
        self._find(0)

    def _find(self, page: int) -> None:
        """Frame the followed value where it is printed nearest to a page."""
        spots = [spot for spot in self._pages.spots if spot.cell == self._followed] if self._pages else []
        self._spot = min(spots, key=lambda spot: abs(spot.page - page), default=None)
        if self._spot is not None:
            self._show(self._spot)
        self.viewport().update()

    def step(self, forward: int) -> None:
        """Frame the next or the previous value that is printed."""
        if self._pages is None or not self._pages.spots:
            return
        spots = self._pages.spots
        place = spots.index(self._spot) + forward if self._spot in spots else 0
        self._spot = spots[place % len(spots)]
        self._followed = self._spot.cell
        self._show(self._spot)
        self.viewport().update()

    def zoom_by(self, step: int) -> None:
        """Make the pages one step larger or smaller."""
        now = self.zoom
        larger = [zoom for zoom in ZOOMS if zoom > now * 1.01]
        smaller = [zoom for zoom in ZOOMS if zoom < now * 0.99]
        self.zoom_to(next(iter(larger), ZOOMS[-1]) if step > 0 else next(reversed(smaller), ZOOMS[0]))

    def zoom_to(self, zoom: float) -> None:
        """Show the pages at so many times their size on paper; 0 fits them to the width."""
        page, share = self._place()
        self._zoom = zoom
        self._arrange()
        self._go(page, share)
        self.zoom_changed.emit(self.zoom)
        self.viewport().update()

    def _arrange(self) -> None:
        """Compute where the pages stand."""
        if self._pages is None:
            return
        gap = self.theme.px(_GAP)
        top, widest = float(gap), 0.0
        self._tops = []
        for page, (width, height) in enumerate(self._pages.sizes):
            scale = self._scale(page)
            self._tops.append(top)
            top += height * scale + gap
            widest = max(widest, width * scale + 2 * gap)
        for bar, whole, room in (
            (self.verticalScrollBar(), top, self.viewport().height()),
            (self.horizontalScrollBar(), widest, self.viewport().width()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(self.theme.px(40))
            bar.setRange(0, max(0, round(whole) - room))

    def _rect(self, page: int) -> QRectF:
        """Where a page stands in the viewport."""
        if self._pages is None:
            return QRectF()
        width, height = (side * self._scale(page) for side in self._pages.sizes[page])
        left = max((self.viewport().width() - width) / 2, self.theme.px(_GAP)) - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def _box(self, spot: Spot) -> QRectF:
        """Where a value stands in the viewport."""
        page, scale = self._rect(spot.page), self._scale(spot.page)
        top = page.bottom() - spot.top * scale
        return QRectF(
            page.left() + spot.left * scale, top, (spot.right - spot.left) * scale, (spot.top - spot.bottom) * scale
        )

    def _place(self) -> tuple[int, float]:
        """The page at the top of the viewport and how much of it is above, as a share of its height."""
        value = self.verticalScrollBar().value()
        if self._pages is None or not self._tops:
            return 0, 0.0
        page = max(0, bisect_right(self._tops, value) - 1)
        return page, (value - self._tops[page]) / (self._pages.sizes[page][1] * self._scale(page))

    def _go(self, page: int, share: float) -> None:
        if self._pages is not None and self._tops:
            page = min(page, len(self._tops) - 1)
            height = self._pages.sizes[page][1] * self._scale(page)
            self.verticalScrollBar().setValue(round(self._tops[page] + share * height))

    def _show(self, spot: Spot) -> None:
        """Scroll as little as shows a value with some of what is around it."""
        box, room = self._box(spot), self.viewport().height()
        if box.top() < room * 0.1 or box.bottom() > room * 0.9:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + box.center().y() - room * 0.4))
        across = self.viewport().width()
        if box.left() < 0 or box.right() > across:
            side = self.horizontalScrollBar()
            side.setValue(round(side.value() + box.right() - across + self.theme.px(_GAP)))

    def _count_pages(self) -> None:
        if self._pages is not None and self._tops:
            middle = self.verticalScrollBar().value() + self.viewport().height() / 3
            self.page_changed.emit(max(1, bisect_right(self._tops, middle)), len(self._tops))

    def _visible(self) -> list[int]:
        room = QRectF(self.viewport().rect())
        return [page for page in range(len(self._tops)) if self._rect(page).intersects(room)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt names it
        """Draw the pages in view, and ask for pictures that are missing."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme["line"])
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        visible = self._visible()
        for page in visible:
            rect = self._rect(page)
            painter.fillRect(rect, Qt.GlobalColor.white)
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawImage(rect, picture.image)
            painter.setPen(self.theme["edge"])
            painter.drawRect(rect)
        if self._spot is not None and self._spot.page in visible:
            self._frame(painter, self._box(self._spot))
        painter.end()
        self._ask(visible)

    def _frame(self, painter: QPainter, box: QRectF) -> None:
        """Frame the value that is being edited; paper is white in the dark too, so is its accent that of light."""
        pad = self.theme.px(2)
        painter.setPen(QPen(Theme()["accent"], self.theme.px(2)))
        painter.drawRoundedRect(box.adjusted(-pad, -pad / 2, pad, pad / 2), pad, pad)

    def _ask(self, visible: list[int]) -> None:
        """Ask for what is not pictured yet as it will be shown, then for the pages beside."""
        if self._pages is None or not visible:
            return
        near = [*visible, visible[-1] + 1, visible[0] - 1]
        pages = [page for page in near if 0 <= page < len(self._tops)]
        for page in set(self._pictures) - set(pages):
            del self._pictures[page]
        pixels = self.devicePixelRatioF()
        scales = [(page, self._scale(page) * pixels) for page in pages]
        wanted = [(page, scale) for page, scale in scales if not self._is_pictured(page, scale)]
        if wanted and wanted != self._asked:
            self._asked = wanted
            self.wanted.emit(wanted)

    def _is_pictured(self, page: int, scale: float) -> bool:
        picture = self._pictures.get(page)
        return (
            self._pages is not None
            and picture is not None
            and picture.number == self._pages.number
            and abs(picture.scale - scale) < 1e-3
        )

    def _at(self, point: QPointF) -> Spot | None:
        """The value that is printed at a point of the viewport."""
        if self._pages is None:
            return None
        visible = set(self._visible())
        found = [spot for spot in self._pages.spots if spot.page in visible and self._box(spot).contains(point)]
        return found[0] if found else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt names it
        """Choose the cell of the value that was clicked."""
        spot = self._at(event.position())
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self._spot, self._followed = spot, spot.cell
            self.viewport().update()
            self.cell_chosen.emit(spot.cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt names it
        """Show by the pointer what can be clicked."""
        over = self._at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Say what a click does."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            over = self._at(QPointF(event.pos())) is not None
            QToolTip.showText(event.globalPos() if over else QPoint(), "Bấm để đến ô số liệu này" if over else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Page and line by line, zoom, and from value to value."""
        bar, key = self.verticalScrollBar(), Qt.Key(event.key())
        page, _ = self._place()
        if key is Qt.Key.Key_Home:
            bar.setValue(0)
        elif key is Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(1)
        elif key is Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key is Qt.Key.Key_0:
            self.zoom_to(0)
        elif key is Qt.Key.Key_PageDown and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go(page + 1, 0)
        elif key is Qt.Key.Key_PageUp and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go(max(page - 1, 0), 0)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.step(1 if key is Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._spot is not None:
            self.cell_chosen.emit(self._spot.cell)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt names it
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt names it
        """Keep the place when the room changes."""
        page, share = self._place()
        super().resizeEvent(event)
        self._arrange()
        self._go(page, share)
        self.zoom_changed.emit(self.zoom)
