"""A mail that is drafted is read by any mail program as it was meant, whatever was typed into it."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import mail
from forms.errors import KnownError

TYPED = st.text(st.characters(codec="utf-8"), max_size=60)


def opened(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


@given(subject=TYPED, text=TYPED, name=TYPED, content=st.binary(max_size=60))
def test_no_text_becomes_a_header(subject: str, text: str, name: str, content: bytes) -> None:
    name = f"{name}.pdf"
    drafted = mail.compose(["a@b.vn"], subject, text, [(name, content)])
    found = opened(drafted)
    assert set(found.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    (attached,) = found.iter_attachments()
    assert attached.get_payload(decode=True) == content
    assert drafted == mail.compose(["a@b.vn"], subject, text, [(name, content)])


def test_words_and_names_of_files_come_back() -> None:
    name = "Báo cáo của Ủy ban nhân dân xã Đắk Nhoong về chính sách xã hội năm 2024, bản ký.pdf"
    drafted = mail.compose(["a@b.vn", "c@d.gov.vn"], "Báo cáo\r\nBcc: x@y.vn", "Kính gửi Sở,\nĐã ký.", [(name, b"%")])
    assert b"filename*0*=utf-8''" in drafted
    found = opened(drafted)
    assert (found["X-Unsent"], found["To"], found["Bcc"]) == ("1", "a@b.vn, c@d.gov.vn", None)
    assert found["Subject"] == "Báo cáo Bcc: x@y.vn"
    body = found.get_body()
    assert body is not None
    assert body.get_content() == "Kính gửi Sở,\r\nĐã ký.\r\n"
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == name


def test_only_addresses_are_written_to() -> None:
    assert mail.addresses(" a@b.vn; c@d.gov.vn,\na@b.vn ") == ("a@b.vn", "c@d.gov.vn")
    assert mail.addresses('Văn phòng <a@b.vn>, "Sở LĐ, tỉnh" <c@d.vn>; <e@f.vn>') == ("a@b.vn", "c@d.vn", "e@f.vn")
    for wrong in (
        "a@b",
        "a@b.vn\r\nBcc:x",
        "a@b.vn Sở <c@d.vn>",
        "Sở <a@b>",
        "đ@b.vn",
        ",".join(f"a{n}@b.vn" for n in range(41)),
    ):
        with pytest.raises(KnownError):
            mail.addresses(wrong)
