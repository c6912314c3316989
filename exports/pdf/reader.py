"""Reading back the data that a PDF carries, and noticing what was done to its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from exports import payload
from exports.payload import Cargo, Delivery
from exports.pdf.objects import Broken, Objects, Stream
from forms.errors import KnownError

_MOST_NODES = 5000  # of a tree of pages or of names
_CHANGED = "Trang in trong tệp PDF đã bị sửa sau khi kết xuất; số liệu lấy theo dữ liệu gốc kèm theo."
_DRAWN_OVER = (
    "Trang {pages} của tệp PDF có ghi chú hoặc hình vẽ đè lên; số in trên trang có thể không còn là số đã kết xuất, "
    "số liệu lấy theo dữ liệu gốc kèm theo."
)


def read(content: bytes) -> Delivery:
    """Read the data that a PDF carries; a page that was changed or drawn over by hand is a remark."""
    objects = Objects(content)
    if "Encrypt" in objects.trailer:
        raise KnownError("Tệp PDF đặt mật khẩu; đề nghị xin tệp gốc do chương trình kết xuất.")
    root = objects.table(objects.trailer.get("Root"))
    files = _attachments(objects, root)
    if payload.DATA not in files or payload.SEAL not in files:
        raise KnownError("Tệp PDF không kèm dữ liệu của BaoCao42; đề nghị xin tệp gốc do chương trình kết xuất.")
    data = objects.unpack(files[payload.DATA], payload.MOST)
    digests = payload.sealed(objects.unpack(files[payload.SEAL], payload.MOST_SEAL))
    envelope = objects.unpack(files[payload.ENVELOPE], payload.MOST) if payload.ENVELOPE in files else b""
    return payload.opened(Cargo(data, envelope), digests, tuple(_remarks(objects, root, digests)))


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
    """Yield the leaves of a tree of pages or names in their order."""
    waiting: list[object] = [root]
    seen = 0
    while waiting:
        node = objects.table(waiting.pop())
        seen += 1
        if seen + len(waiting) > _MOST_NODES:
            raise Broken("a tree too large, or in a circle")
        if "Kids" in node:
            waiting += reversed(objects.array(node["Kids"]))
        else:
            yield node


def _remarks(objects: Objects, root: Mapping[str, object], digests: Mapping[str, str]) -> Iterator[str]:
    """Say what was done to the pages."""
    try:
        pages = list(_tree(objects, objects.table(root.get("Pages"))))
        changed = payload.PAGES in digests and _digest(objects, pages) != digests[payload.PAGES]
        drawn = [str(number) for number, page in enumerate(pages, start=1) if _drawn_over(objects, page)]
    except (Broken, ValueError):  # whatever is wrong with the pages, the data have a seal of their own
        changed, drawn = True, []
    if changed:
        yield _CHANGED
    if drawn:
        yield _DRAWN_OVER.format(pages=", ".join(drawn[:10]) + (" …" if len(drawn) > 10 else ""))


def _digest(objects: Objects, pages: list[Mapping[str, object]]) -> str:
    """Return the digest of what the pages draw."""
    digest = sha256()
    for page in pages:
        content = objects.resolve(page.get("Contents"))
        parts = content if isinstance(content, list) else [content]
        streams = [stream for part in parts if isinstance(stream := objects.resolve(part), Stream)]
        digest.update(b"\n".join(objects.unpack(stream, payload.MOST) for stream in streams))
    return digest.hexdigest()


def _drawn_over(objects: Objects, page: Mapping[str, object]) -> bool:
    """Whether something lies on a page that is neither one of its links nor a signature."""
    return any(_draws(objects, objects.table(item)) for item in objects.array(page.get("Annots")))


def _draws(objects: Objects, annotation: Mapping[str, object]) -> bool:
    kind = objects.resolve(annotation.get("Subtype"))
    if kind == "Link":
        return "AP" in annotation  # ours have no looks of their own
    field = annotation
    for _ in range(10):  # a signature may be one of several places of its field
        if kind == "Widget" and objects.resolve(field.get("FT")) == "Sig":
            return False
        field = objects.table(field.get("Parent"))
    return kind != "Popup"
