"""Reading back the data that a PDF carries, and noticing what was done to its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from exports import payload
from exports.payload import Cargo, Delivery
from exports.pdf.objects import Broken, IndirectReference, Objects, Stream
from exports.typesetting import layout
from forms.errors import KnownError

_PACKING = frozenset({"Length", "Filter", "DecodeParms"})  # of a stream: another program may pack it anew
_MOST_NESTED = 50  # of what pages draw with
_MOST_NODES = 5000  # of a tree of pages or of names
_LOCKED = "Tệp PDF đặt mật khẩu mở, hoặc khóa quyền sửa, in; đề nghị xin tệp gốc do chương trình kết xuất."
_CHANGED = "Trang in trong tệp PDF đã bị sửa sau khi kết xuất; số liệu lấy theo dữ liệu gốc kèm theo."
_DRAWN_OVER = (
    "Trang {pages} của tệp PDF có ghi chú hoặc hình vẽ đè lên; số in trên trang có thể không còn là số đã kết xuất, "
    "số liệu lấy theo dữ liệu gốc kèm theo."
)
_HIDDEN = (
    "Trang {pages} của tệp PDF bị xoay, cắt bớt hoặc đổi khổ giấy; số in trên trang có thể bị che, "
    "số liệu lấy theo dữ liệu gốc kèm theo."
)
_LAYERED = "Tệp PDF có lớp ẩn, hiện; chữ số in trên trang có thể bị che, số liệu lấy theo dữ liệu gốc kèm theo."
_OTHER_FORM = (
    "Tệp PDF có biểu mẫu XFA, có chương trình hiện biểu mẫu ấy thay cho trang in; "
    "số liệu lấy theo dữ liệu gốc kèm theo."
)
_OTHER_FACES = (
    "Phông chữ hoặc hình trong tệp PDF khác lúc kết xuất; số in trên trang có thể không còn là số đã kết xuất, "
    "số liệu lấy theo dữ liệu gốc kèm theo."
)
_FRAME = frozenset({"MediaBox", "CropBox", "Rotate", "Resources"})  # what pages may have of the nodes above them


def read(content: bytes) -> Delivery:
    """Read the data that a PDF carries; a page that was changed or drawn over by hand is a remark."""
    objects = Objects(content)
    if "Encrypt" in objects.trailer:
        raise KnownError(_LOCKED)
    root = objects.table(objects.trailer.get("Root"))
    files = _attachments(objects, root)
    if payload.DATA not in files or payload.SEAL not in files:
        raise KnownError("Tệp PDF không kèm dữ liệu của BaoCao42; đề nghị xin tệp gốc do chương trình kết xuất.")
    data = objects.unpack(files[payload.DATA], payload.MOST)
    digests = payload.sealed(objects.unpack(files[payload.SEAL], payload.MOST_SEAL))
    envelope = objects.unpack(files[payload.ENVELOPE], payload.MOST) if payload.ENVELOPE in files else b""
    before = payload.read_before(
        envelope, lambda name, most: objects.unpack(files[name], most) if name in files else None
    )
    return payload.opened(Cargo(data, envelope, before), digests, tuple(_remarks(objects, root, digests)))


def pages(objects: Objects) -> list[Mapping[str, object]]:
    """The pages of a PDF, with what they have of the nodes above them; raises Broken for more than any report has."""
    root = objects.table(objects.trailer.get("Root"))
    return list(_tree(objects, objects.table(root.get("Pages"))))


def _attachments(objects: Objects, root: Mapping[str, object]) -> dict[str, Stream]:
    """Return the files that a PDF carries by name."""
    found: dict[str, Stream] = {}
    names = objects.table(objects.table(root.get("Names")).get("EmbeddedFiles"))
    for node in _tree(objects, names):
        entries = objects.array(node.get("Names"))
        for key, value in zip(entries[::2], entries[1::2], strict=False):
            name = objects.resolve(key)
            files = objects.table(objects.table(value).get("EF"))
            stream = objects.resolve(files.get("F", files.get("UF")))
            if isinstance(name, bytes) and isinstance(stream, Stream):
                text = name.decode("utf-16") if name.startswith((b"\xfe\xff", b"\xff\xfe")) else name.decode("latin-1")
                if text in found:
                    raise Broken("two attachments of one name")
                found[text] = stream
    return found


def _tree(objects: Objects, root: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield the leaves of a tree of pages or names in their order, with what pages have of the nodes above them."""
    waiting: list[tuple[object, Mapping[str, object]]] = [(root, {})]
    seen = 0
    while waiting:
        value, above = waiting.pop()
        node = objects.table(value)
        seen += 1
        if seen + len(waiting) > _MOST_NODES:
            raise Broken("a tree too large, or in a circle")
        handed_down = {**above, **{key: node[key] for key in _FRAME & node.keys()}}
        if "Kids" in node:
            waiting += ((kid, handed_down) for kid in reversed(objects.array(node["Kids"])))
        else:
            yield {**handed_down, **node}


def _remarks(objects: Objects, root: Mapping[str, object], digests: Mapping[str, str]) -> Iterator[str]:
    """Say what was done to the pages."""
    try:
        found = pages(objects)
        changed = payload.PAGES in digests and _digest(objects, found) != digests[payload.PAGES]
        faces = digests.get(payload.RESOURCES)
        other_faces = faces is not None and _resources(objects, found) != faces
        drawn = [number for number, page in enumerate(found, start=1) if _drawn_over(objects, page)]
        hidden = [number for number, page in enumerate(found, start=1) if not _whole(objects, page)]
        layered = "OCProperties" in root
        other_form = "XFA" in objects.table(root.get("AcroForm"))
    except (Broken, ValueError):  # whatever is wrong with the pages, the data have a seal of their own
        changed, other_faces, drawn, hidden, layered, other_form = True, False, [], [], False, False
    if changed:
        yield _CHANGED
    if other_faces:
        yield _OTHER_FACES
    for remark, numbers in ((_DRAWN_OVER, drawn), (_HIDDEN, hidden)):
        if numbers:
            yield remark.format(pages=", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else ""))
    if layered:
        yield _LAYERED
    if other_form:
        yield _OTHER_FORM


def _whole(objects: Objects, page: Mapping[str, object]) -> bool:
    """Whether a page shows all of its paper, upright, as it was printed."""
    paper = _box(objects, page.get("MediaBox"))
    shown = _box(objects, page["CropBox"]) if "CropBox" in page else paper
    sizes = {(0, 0, round(sheet.width), round(sheet.height)) for sheet in (layout.PORTRAIT, layout.LANDSCAPE)}
    turned = objects.resolve(page.get("Rotate", 0)) != 0 or objects.resolve(page.get("UserUnit", 1)) != 1
    return shown == paper in sizes and not turned


def _box(objects: Objects, value: object) -> tuple[int, ...]:
    """Return the corners of a frame in whole points, the lower left first; an empty one for what is no frame."""
    corners = [objects.resolve(item) for item in objects.array(value)]
    numbers = [item for item in corners if isinstance(item, int | float)]
    if len(numbers) != 4 or len(corners) != 4:
        return ()
    one, two, three, four = map(round, numbers)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _digest(objects: Objects, pages: list[Mapping[str, object]]) -> str:
    """Return the digest of what the pages draw."""
    digest = sha256()
    for page in pages:
        content = objects.resolve(page.get("Contents"))
        parts = content if isinstance(content, list) else [content]
        streams = [stream for part in parts if isinstance(stream := objects.resolve(part), Stream)]
        digest.update(b"\n".join(objects.unpack(stream, payload.MOST) for stream in streams))
    return digest.hexdigest()


def resources(content: bytes) -> str:
    """Return the digest of what the pages of a PDF draw with: faces, their glyphs, pictures."""
    objects = Objects(content)
    return _resources(objects, pages(objects))


def _resources(objects: Objects, pages: Sequence[Mapping[str, object]]) -> str:
    looks, drawn_with = _Looks(objects), dict[int, bytes]()
    for page in pages:
        value = page.get("Resources")
        if id(value) not in drawn_with:  # pages may have them of one node above
            drawn_with[id(value)] = looks.of(value)
    return sha256(b"".join(drawn_with[id(page.get("Resources"))] for page in pages)).hexdigest()


class _Looks:
    """What values come to, whatever the numbers of their objects and however their streams are packed."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[IndirectReference, bytes] = {}  # a face of every page is read once
        self._nested = 0

    def of(self, value: object) -> bytes:
        """Return a digest of a value; what stands in a circle is nothing, what is too deep raises Broken."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise Broken("resources too deep")
        found = sha256(self._of(value)).digest()
        self._nested -= 1
        return found

    def _of(self, value: object) -> bytes:
        if isinstance(value, IndirectReference):
            if value not in self._known:
                self._known[value] = b""
                self._known[value] = self.of(self._objects.resolve(value))
            return self._known[value]
        if isinstance(value, Stream):
            about = {key: part for key, part in value.about.items() if key not in _PACKING}
            return self.of(about) + sha256(self._objects.unpack(value, payload.MOST)).digest()
        if isinstance(value, dict):
            return b"<%b>" % b"".join(self.of(part) for item in sorted(value.items()) for part in item)
        if isinstance(value, list):
            return b"[%b]" % b"".join(map(self.of, value))
        return repr(float(value) if isinstance(value, int | float) else value).encode("utf-8", "surrogatepass")


def _drawn_over(objects: Objects, page: Mapping[str, object]) -> bool:
    """Whether something lies on a page that is neither one of its links nor a signature."""
    return any(_draws(objects, objects.table(item)) for item in objects.array(page.get("Annots")))


def _draws(objects: Objects, annotation: Mapping[str, object]) -> bool:
    kind = objects.resolve(annotation.get("Subtype"))
    if kind == "Link":  # ours have neither looks nor a border
        border = [objects.resolve(item) for item in objects.array(annotation.get("Border"))]
        style = objects.table(annotation.get("BS"))
        return "AP" in annotation or border[2:3] != [0] or objects.resolve(style.get("W", 0)) != 0
    return kind != "Popup" and not (kind == "Widget" and _signs(objects, annotation))


def _signs(objects: Objects, field: Mapping[str, object]) -> bool:
    """Whether a widget shows a signature that was made; it may be one of several places of its field."""
    for _ in range(10):
        if objects.resolve(field.get("FT")) == "Sig":
            return _is_signature(objects, field) or _is_signature(objects, objects.table(field.get("Parent")))
        field = objects.table(field.get("Parent"))
    return False


def _is_signature(objects: Objects, field: Mapping[str, object]) -> bool:
    signature = objects.table(field.get("V"))
    made = objects.resolve(signature.get("Contents"))
    return isinstance(made, bytes) and bool(made.strip(b"\0")) and len(objects.array(signature.get("ByteRange"))) == 4
